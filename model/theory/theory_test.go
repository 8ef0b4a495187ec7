package theory_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/theory"
)

// The frame of these tests is message passing: initial writes 0 (x) and 1 (y);
// P0 writes x (2) and y (3); P1 reads y (4) and x (5).
func frame() *theory.Frame {
	const n = 6
	set := func(members ...int) *rel.Set { return rel.SetOf(n, members...) }
	pairs := func(ps ...int) *rel.Rel {
		r := rel.New(n)
		for i := 0; i < len(ps); i += 2 {
			r.Add(ps[i], ps[i+1])
		}
		return r
	}
	x, y := set(0, 2, 5), set(1, 3, 4)
	p0, p1 := set(2, 3), set(4, 5)
	internal := rel.Product(p0, p0).Union(rel.Product(p1, p1))
	initial := rel.Product(set(0, 1), set(0, 1))
	return &theory.Frame{
		Structure: &cat.Structure{
			N: n,
			Sets: map[string]*rel.Set{
				"M": rel.FullSet(n), "R": set(4, 5), "W": set(0, 1, 2, 3), "IW": set(0, 1),
			},
			Tags: map[string]*rel.Set{"ACQ": set(4)},
			Rels: map[string]*rel.Rel{
				"po":  pairs(2, 3, 4, 5),
				"loc": rel.Product(x, x).Union(rel.Product(y, y)),
				"int": internal, "ext": internal.Union(initial).Complement(),
			},
			Loc:   []int{0, 1, 0, 1, 1, 0},
			Value: []int{-2, -3, 10, 11, 12, 13},
		},
		RFMay:   pairs(0, 5, 2, 5, 1, 4, 3, 4),
		RFMust:  rel.New(n),
		Thread:  []int{-1, -1, 0, 0, 1, 1},
		Threads: 2,
	}
}

func model(t *testing.T, text string) *cat.Model {
	t.Helper()
	m, problems := cat.Load(source.NewFile("model.cat", "\"test\"\n"+text), cat.LoadOptions{Source: cat.Disk{}})
	if problems.HasErrors() {
		t.Fatal(problems.String())
	}
	return m
}

// evaluate specialises a model and gives it a candidate: the sources of reads 4
// and 5, and the only coherence order there is.
func evaluate(t *testing.T, text string, of4, of5 int) *theory.Instance {
	t.Helper()
	in, err := theory.Compile(model(t, text), frame())
	if err != nil {
		t.Fatal(err)
	}
	in.SetRF(rel.Of(6, rel.Pair{From: of4, To: 4}, rel.Pair{From: of5, To: 5}), []int{0, 0, 1, 1, of4, of5})
	in.ChoicesDone()
	for k := range in.Orders {
		in.SetOrder(k, rel.Of(6, rel.Pair{From: 0, To: 2}, rel.Pair{From: 1, To: 3}))
	}
	in.OrdersDone()
	return in
}

const sequentialConsistency = `include "cos.cat"
acyclic po | rf | co | fr as sc
`

func consistent(in *theory.Instance) bool {
	for _, at := range []func() bool{
		func() bool { return in.Consistent(theory.AtFrame) },
		func() bool { return in.Consistent(theory.AtRF) },
		func() bool { return in.Consistent(theory.AtChoices) },
		func() bool { return in.Consistent(theory.AtOrders) },
	} {
		if !at() {
			return false
		}
	}
	return true
}

func TestConsistent(t *testing.T) {
	tests := []struct {
		of4, of5 int
		want     bool
	}{
		{1, 0, true}, {1, 2, true}, {3, 2, true},
		{3, 0, false}, // y is new and x is old
	}
	for _, c := range tests {
		in := evaluate(t, sequentialConsistency, c.of4, c.of5)
		if got := consistent(in); got != c.want {
			t.Errorf("reads from %d and %d: consistent = %v, want %v", c.of4, c.of5, got, c.want)
		}
		if got := len(in.Violations(theory.AtOrders)) == 0; got != c.want {
			t.Errorf("reads from %d and %d: no violations = %v, want %v", c.of4, c.of5, got, c.want)
		}
	}
}

func TestReason(t *testing.T) {
	in := evaluate(t, sequentialConsistency, 3, 0)
	violations := in.Violations(theory.AtOrders)
	if len(violations) != 1 {
		t.Fatalf("want one violation, have %d", len(violations))
	}
	v := violations[0]
	if v.Axiom != "sc" || len(v.Pairs) != 4 {
		t.Errorf("want a cycle of four pairs of sc, have %s with %v", v.Axiom, v.Pairs)
	}
	// The cycle needs the sources of both reads, and nothing else that is open:
	// coherence is fixed by the initial writes.
	want := map[theory.Lit]bool{{Kind: theory.RFLit, A: 3, B: 4}: true, {Kind: theory.RFLit, A: 0, B: 5}: true}
	for _, l := range v.Reason {
		if l.Kind == theory.PathLit {
			continue
		}
		if !want[l] {
			t.Errorf("the reason has %+v", l)
		}
		delete(want, l)
	}
	for l := range want {
		t.Errorf("the reason lacks %+v", l)
	}
	if !in.Entails(v) {
		t.Error("the reason does not entail the violation")
	}
}

// A reason without one of its literals must not be accepted: the re-check would be
// worth nothing.
func TestEntailsNeedsAllLiterals(t *testing.T) {
	in := evaluate(t, sequentialConsistency, 3, 0)
	v := in.Violations(theory.AtOrders)[0]
	for i, l := range v.Reason {
		if l.Kind != theory.RFLit {
			continue
		}
		less := v
		less.Reason = append(append([]theory.Lit(nil), v.Reason[:i]...), v.Reason[i+1:]...)
		if in.Entails(less) {
			t.Errorf("without %+v the reason still entails the violation", l)
		}
	}
}

func TestGeneral(t *testing.T) {
	in := evaluate(t, sequentialConsistency, 3, 0)
	source4 := theory.Lit{Kind: theory.RFLit, A: 3, B: 4}
	source5 := theory.Lit{Kind: theory.RFLit, A: 0, B: 5}
	if found := in.General([]theory.Lit{source4}); len(found) > 0 {
		t.Errorf("one source alone breaks %s", found[0].Axiom)
	}
	found := in.General([]theory.Lit{source4, source5})
	if len(found) == 0 {
		t.Fatal("both sources break nothing")
	}
	if !in.Entails(found[0]) {
		t.Error("the general reason does not entail the violation")
	}
	// The candidate must be as it was.
	if got := len(in.Violations(theory.AtOrders)); got != 1 {
		t.Errorf("after General there are %d violations", got)
	}
}

// The absence of a pair is explained through differences, complements and
// closures.
func TestReasonsOfAbsence(t *testing.T) {
	texts := map[string]string{
		"difference": `empty ([W] ; po ; [W]) \ (po ; rf ; po) as a`,
		"complement": `empty po & ~(rf^-1 ; rf) & (W * W) & ~(po ; rfe ; po) as a`,
		"closure":    `empty [W] ; po ; [W] & ~((rf | po)+ ; (rf^-1)) as a`,
		"set":        `empty [W \ IW \ domain(rf)] as a`,
		"negated":    `~empty [W \ IW] ; rf ; [ACQ] as a`,
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			text := "enum T = 'ACQ\n" + text + "\ninclude \"cos.cat\"\n"
			broken := 0
			for _, of4 := range []int{1, 3} {
				for _, of5 := range []int{0, 2} {
					in := evaluate(t, text, of4, of5)
					for _, v := range in.Violations(theory.AtOrders) {
						broken++
						for _, l := range v.Reason {
							if l.Kind == theory.RFLit && l.Neg == holds(l, of4, of5) {
								t.Errorf("sources %d, %d: the reason has %+v, which is false", of4, of5, l)
							}
						}
						if !in.Entails(v) {
							t.Errorf("sources %d, %d: the reason %+v does not entail the violation", of4, of5, v.Reason)
						}
					}
				}
			}
			if broken == 0 {
				t.Error("no candidate breaks the axiom")
			}
		})
	}
}

func holds(l theory.Lit, of4, of5 int) bool {
	return l.B == 4 && l.A == of4 || l.B == 5 && l.A == of5
}

// A recursive relation over what is open is a fixpoint; its pairs are explained
// from those that it had before.
func TestFixpoint(t *testing.T) {
	text := `include "cos.cat"
let rec chain = po | rf | (chain ; chain)
empty chain & ([IW] ; (_ * _) ; [R]) & ext as a
empty [W \ IW] ; chain ; [R] & loc as b
`
	in := evaluate(t, text, 3, 2)
	violations := in.Violations(theory.AtOrders)
	if len(violations) == 0 {
		t.Fatal("the chain reaches no read")
	}
	for _, v := range violations {
		if v.Axiom != "b" {
			t.Errorf("axiom %s is broken by %v", v.Axiom, v.Pairs)
		}
		if !in.Entails(v) {
			t.Errorf("%+v does not entail %v", v.Reason, v.Pairs)
		}
	}
}

func TestFlags(t *testing.T) {
	text := `include "cos.cat"
flag ~empty rfe as communicates
flag ~empty [IW] ; po as never
`
	if raised := evaluate(t, text, 3, 0).Flags(); len(raised) != 1 || raised[0].Name != "communicates" {
		t.Errorf("raised %v, want communicates", raised)
	}
	in := evaluate(t, text, 3, 0)
	states := in.FlagNames()
	if states["never"] != theory.Off || states["communicates"] == theory.Off {
		t.Errorf("what the frame says of the flags: %v", states)
	}
}

func TestChoice(t *testing.T) {
	text := `include "cos.cat"
let pick r = r ++ 0
with one from {po-loc, rf}
empty one & rf as not-rf
`
	in, err := theory.Compile(model(t, text), frame())
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Choices) != 1 || in.Choices[0].Len() != 2 {
		t.Fatalf("want one choice among two, have %v", in.Choices)
	}
	verdicts := map[bool]int{}
	for pick := range 2 {
		in.SetRF(rel.Of(6, rel.Pair{From: 3, To: 4}, rel.Pair{From: 0, To: 5}), make([]int, 6))
		in.Pick(0, pick)
		in.ChoicesDone()
		for k := range in.Orders {
			in.SetOrder(k, rel.Of(6, rel.Pair{From: 0, To: 2}, rel.Pair{From: 1, To: 3}))
		}
		in.OrdersDone()
		verdicts[consistent(in)]++
		for _, v := range in.Violations(theory.AtOrders) {
			if !in.Entails(v) {
				t.Errorf("%+v does not entail the violation", v.Reason)
			}
		}
	}
	if verdicts[true] != 1 || verdicts[false] != 1 {
		t.Errorf("consistent by choice: %v", verdicts)
	}
}

// What hangs on a candidate cannot be picked apart.
func TestUnsupported(t *testing.T) {
	text := `include "cos.cat"
let rec size S = match S with || {} -> 0 || e ++ es -> size es end
empty size (domain rf) as a
`
	_, err := theory.Compile(model(t, text), frame())
	if !errors.Is(err, theory.ErrUnsupported) || !strings.Contains(err.Error(), "model.cat:3:") {
		t.Errorf("error %v, want ErrUnsupported with its place", err)
	}
}
