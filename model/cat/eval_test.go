package cat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// modelOf returns the model of a text without includes.
func modelOf(t *testing.T, text string) *Model {
	t.Helper()
	tree, diags := Parse(source.NewFile("test.cat", "test\n"+text))
	if diags.HasErrors() {
		t.Fatalf("%s\n%s", text, diags.String())
	}
	return &Model{Name: "test", Instrs: tree.Instrs, Variants: map[string]bool{"on": true}}
}

// sample is a structure of six events: the initial writes 0 and 1 of two
// locations, the writes 2 and 3 to the first and 4 to the second, and the fence
// 5. Events 2, 5 and 4 are one thread, 3 is another.
func sample() *Structure {
	const n = 6
	s := &Structure{
		N: n,
		Sets: map[string]*rel.Set{
			"W":  rel.SetOf(n, 0, 1, 2, 3, 4),
			"IW": rel.SetOf(n, 0, 1),
			"F":  rel.SetOf(n, 5),
		},
		Tags:  map[string]*rel.Set{"once": rel.SetOf(n, 2, 3), "MB": rel.SetOf(n, 5)},
		Rels:  map[string]*rel.Rel{"po": rel.Of(n, rel.Pair{From: 2, To: 5}, rel.Pair{From: 5, To: 4}, rel.Pair{From: 2, To: 4})},
		Loc:   []int{0, 1, 0, 0, 1, -1},
		Value: []int{0, 0, 1, 1, 2, -1},
	}
	loc := rel.New(n)
	for a := range n {
		for b := range n {
			if s.Loc[a] >= 0 && s.Loc[a] == s.Loc[b] {
				loc.Add(a, b)
			}
		}
	}
	s.Rels["loc"] = loc
	return s
}

func TestEvalExpressions(t *testing.T) {
	tests := []struct{ text, want string }{
		{`let x = W \ IW`, "{2,3,4}"},
		{`let x = ~W`, "{5}"},
		{`let x = _ \ W`, "{5}"},
		{`let x = ~(_ * F)`, "30 pairs"},
		{`let x = [F]`, "{5→5}"},
		{`let x = po^-1`, "{4→2, 4→5, 5→2}"},
		{`let x = po \ (po ; po)`, "{2→5, 5→4}"},
		{`let x = [W] ; po ; [F] ; po`, "{2→4}"},
		{`let x = (po & loc)?`, "6 pairs"},
		{`let x = IW * F & po | [F]`, "{5→5}"},
		{`let x = po | 0`, "{2→4, 2→5, 5→4}"},
		{`let x = domain po`, "{2,5}"},
		{`let x = range(po)`, "{4,5}"},
		{`let x = different-values((W * W) & loc & (IW * _))`, "{0→2, 0→3, 1→4}"},
		{`enum A = 'once || 'MB let x = Once | MB`, "{2,3,5}"},
		{`let f(a, b) = a ; b let x = f(po, po)`, "{2→4}"},
		{`let f a = a+ let x = f po`, "{2→4, 2→5, 5→4}"},
		{`let x = let y = po in let z = y ; y in z`, "{2→4}"},
		{`let y = po let f a = a & y let y = 0 let x = f po`, "{2→4, 2→5, 5→4}"},
		{`let y = po let y = y ; y let x = y`, "{2→4}"},
		{`let x = let g = fun r -> r^-1 in g po`, "{4→2, 4→5, 5→2}"},
		{`let x = try nothing with po`, "{2→4, 2→5, 5→4}"},
		{`let x = if "on" then po else 0`, "{2→4, 2→5, 5→4}"},
		{`let x = if not "on" then po else 0`, "{}"},
		{`let x = if "off" then po else 0`, "{}"},
		{`let rec map f = fun s -> match s with || {} -> {} || e ++ es -> (f e) ++ (map f es) end
		  let pairs e = (e, e) let x = (map pairs F) | 0`, "{5→5}"},
		{`let rec size s = match s with || {} -> 0 || e ++ es -> [{e}] | size es end let x = size IW`, "{0→0, 1→1}"},
		{`let rec a = IW | b and b = a | F let x = a`, "{0,1,5}"},
		{`let rec r = po | r ; r let x = r \ po`, "{}"},
		{`let x = match 'MB with || 'once -> 0 || 'MB -> po end`, "{2→4, 2→5, 5→4}"},
		{`let x = let (a, b) = (po, F) in a ; [~b]`, "{2→4, 5→4}"},
		{`let x = po | (_ & {})`, "{2→4, 2→5, 5→4}"},
		{`let x = (_ \ {}) & po`, "{2→4, 2→5, 5→4}"},
		{`let x = F | ({} \ _)`, "{5}"},
		{`let x = (_ | {}) \ W`, "{5}"},
		{`let x = ~{} & F`, "{5}"},
		{`let x = ~_ | F`, "{5}"},
		{`let rec one s = match s with || {} -> 0 || r ++ rs -> r end let x = one ({po} | {po, 0})`, "{2→4, 2→5, 5→4}"},
		{`let rec all s = match s with || {} -> 0 || r ++ rs -> r | all rs end
		  let x = all ({po, id} & {po^-1^-1, loc})`, "{2→4, 2→5, 5→4}"},
		{`let rec all s = match s with || {} -> 0 || r ++ rs -> r | all rs end
		  let x = all ({po, id} \ {id})`, "{2→4, 2→5, 5→4}"},
		{`let x = try (let y = po | W in y) with 0`, "{}"},
		{`let rec count s = match s with || {} -> 0 || e ++ es -> e ++ count es end let x = count (po \ (_ * F))`, "{2→4, 5→4}"},
		{`let x = match _ with || {} -> 0 || e ++ es -> [{e}] end`, "{0→0}"},
		{`let x = tag2events 'once`, "{2,3}"},
		{`let x = if not "on" || "off" && "on" then 0 else po`, "{2→4, 2→5, 5→4}"},
		{`let x = match 'rmb with || 'once -> 0 || _ -> po end`, "{2→4, 2→5, 5→4}"},
	}
	for _, test := range tests {
		m := modelOf(t, test.text)
		done := 0
		err := m.Eval(context.Background(), sample(), func(o *Outcome) bool {
			done++
			if got := fmt.Sprint(o.Lookup("x")); got != test.want {
				if r, ok := o.Lookup("x").(*rel.Rel); !ok || fmt.Sprintf("%d pairs", r.Len()) != test.want {
					t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
				}
			}
			return true
		})
		if err != nil || done != 1 {
			t.Errorf("%s\n%d completions, error %v", test.text, done, err)
		}
	}
}

// TestBracketMatching checks that a recursion that is not monotone sees the
// newest values: the text is that of the matching of critical sections.
func TestBracketMatching(t *testing.T) {
	const text = `
let rec
	unmatched-locks = L \ domain(matched)
	and unmatched-unlocks = U \ range(matched)
	and unmatched = unmatched-locks | unmatched-unlocks
	and unmatched-po = [unmatched] ; po ; [unmatched]
	and unmatched-locks-to-unlocks = [unmatched-locks] ; po ; [unmatched-unlocks]
	and matched = matched | (unmatched-locks-to-unlocks \ (unmatched-po ; unmatched-po))`
	tests := []struct{ brackets, want string }{
		{"()", "{0→1}"},
		{"(())", "{0→3, 1→2}"},
		{"()()", "{0→1, 2→3}"},
		{"(()())", "{0→5, 1→2, 3→4}"},
		{"())", "{0→1}"},
		{")(", "{}"},
		{"(()", "{1→2}"},
	}
	for _, test := range tests {
		n := len(test.brackets)
		x := &Structure{N: n, Sets: map[string]*rel.Set{"L": rel.NewSet(n), "U": rel.NewSet(n)}, Rels: map[string]*rel.Rel{"po": rel.New(n)}}
		for i, b := range test.brackets {
			if b == '(' {
				x.Sets["L"].Add(i)
			} else {
				x.Sets["U"].Add(i)
			}
			for j := range i {
				x.Rels["po"].Add(j, i)
			}
		}
		err := modelOf(t, text).Eval(context.Background(), x, func(o *Outcome) bool {
			if got := fmt.Sprint(o.Lookup("matched")); got != test.want {
				t.Errorf("%s: got %s, want %s", test.brackets, got, test.want)
			}
			return true
		})
		if err != nil {
			t.Error(err)
		}
	}
}

const coherenceText = `
let orders = cross { linearisations(W & ~F, loc & (IW * (W \ IW))) }
let rec map f = fun s -> match s with || {} -> {} || e ++ es -> (f e) ++ (map f es) end
let generate r = let one c = linearisations(c, r) in cross (map one (partition W))
with co from generate (loc & (IW * (W \ IW)))
flag ~empty co & (F * F) as never
flag ~empty IW as initial
`

func TestConditions(t *testing.T) {
	const text = `
if "on" let a = po else let a = 0 end
if not "on" let b = po else let b = 0 end
undefined_unless empty a as c
undefined_unless empty b as d
assert ~empty a
show a as e
let x = a`
	err := modelOf(t, text).Eval(context.Background(), sample(), func(o *Outcome) bool {
		if !o.Undefined || fmt.Sprint(o.Lookup("x")) != "{2→4, 2→5, 5→4}" {
			t.Errorf("undefined %v, x %v", o.Undefined, o.Lookup("x"))
		}
		return true
	})
	if err != nil {
		t.Error(err)
	}
}

// TestEqualValues compares values in pairs: equal numbers, equal values.
func TestEqualValues(t *testing.T) {
	const n = 3
	order := func(members ...int) value { return linearisations(rel.SetOf(n, members...), rel.New(n)) }
	values := []struct {
		class int
		v     value
	}{
		{0, emptyVal{}}, {0, setVal{rel.NewSet(n)}}, {0, listedSet(nil)},
		{1, universeVal{}}, {1, setVal{rel.FullSet(n)}},
		{2, setVal{rel.SetOf(n, 1)}}, {2, listedSet([]value{eventVal(1)})},
		{3, eventVal(1)}, {4, eventVal(2)}, {5, tagVal("once")}, {6, tagVal("mb")},
		{7, tupleVal{eventVal(1), tagVal("mb")}}, {7, tupleVal{eventVal(1), tagVal("mb")}}, {8, tupleVal{eventVal(1)}},
		{9, relVal{rel.ID(n)}}, {9, relVal{rel.Of(n, rel.Pair{From: 0, To: 0}, rel.Pair{From: 1, To: 1}, rel.Pair{From: 2, To: 2})}},
		{10, order(0, 1)}, {10, order(1, 0)}, {11, order(1, 2)}, {12, order(1)}, {12, order(2)},
		{12, listedSet([]value{relVal{rel.New(n)}})},
		{13, &funcVal{}}, {14, &builtinVal{}}, {15, &procVal{}},
	}
	for i, a := range values {
		for j, b := range values {
			if got := sameValue(a.v, b.v, n); got != (a.class == b.class) {
				t.Errorf("values %d (%s) and %d (%s): equal is %v", i, a.v.kind(), j, b.v.kind(), got)
			}
		}
	}
}

func TestWith(t *testing.T) {
	var got []string
	err := modelOf(t, coherenceText).Eval(context.Background(), sample(), func(o *Outcome) bool {
		got = append(got, fmt.Sprint(o.Lookup("co")))
		if len(o.Flags) != 1 || o.Flags[0].Name != "initial" || len(o.Flags[0].Pairs) != 2 {
			t.Errorf("flags %v", o.Flags)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(got)
	want := []string{"{0→2, 0→3, 1→4, 2→3}", "{0→2, 0→3, 1→4, 3→2}"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWithStopsAndRejects(t *testing.T) {
	count := func(text string, stop bool) int {
		n := 0
		err := modelOf(t, text).Eval(context.Background(), sample(), func(*Outcome) bool {
			n++
			return !stop
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(coherenceText, true); n != 1 {
		t.Errorf("%d completions after stopping at the first", n)
	}
	if n := count(`with x from {}`, false); n != 0 {
		t.Errorf("%d completions of a choice from nothing", n)
	}
	if n := count(`with x from cross {{0}, {}}`, false); n != 0 {
		t.Errorf("%d completions of a cross with an empty set", n)
	}
	if n := count(`with x from cross {}`, false); n != 1 {
		t.Errorf("%d completions of the empty cross", n)
	}
	if n := count(`with x from linearisations(W, loc)`, false); n != 0 {
		t.Errorf("%d orders above a cycle", n)
	}
	if n := count(`with x from linearisations(W, po)`, false); n != 60 {
		t.Errorf("%d orders of five events of which two are ordered", n)
	}
}

func TestCheck(t *testing.T) {
	m := modelOf(t, coherenceText+`
irreflexive co ; co as fine
empty [F] as no-fence
empty 0 as later`)
	fixed := map[string]*rel.Rel{"co": rel.Of(6, rel.Pair{From: 0, To: 2}, rel.Pair{From: 0, To: 3}, rel.Pair{From: 3, To: 2}, rel.Pair{From: 1, To: 4})}
	o, rejection, err := m.Check(context.Background(), sample(), fixed)
	if o != nil || rejection == nil || err != nil {
		t.Fatalf("got %v, %v, %v", o, rejection, err)
	}
	if rejection.Test.Name != "no-fence" || fmt.Sprint(rejection.Value) != "{5→5}" {
		t.Errorf("rejected by %s with %v", rejection.Test.Name, rejection.Value)
	}
	if !rejection.Lookup("co").(*rel.Rel).Equal(fixed["co"]) {
		t.Error("the rejection is of another choice")
	}
	if o, _, err := modelOf(t, coherenceText).Check(context.Background(), sample(), fixed); err != nil || o == nil {
		t.Errorf("the same choice is rejected without axioms: %v", err)
	}
	fixed["co"] = rel.New(6)
	if _, r, err := modelOf(t, coherenceText).Check(context.Background(), sample(), fixed); err != nil || r == nil || r.Choice == nil {
		t.Errorf("a choice that is not offered: %v, %v", r, err)
	}
}

func TestProcedures(t *testing.T) {
	const text = `
let y = po
procedure check(r, s) =
  let y = r ; s
  irreflexive y as inner
  flag ~empty y as composed
end
call check(po, po)
let x = y`
	err := modelOf(t, text).Eval(context.Background(), sample(), func(o *Outcome) bool {
		if len(o.Flags) != 1 || fmt.Sprint(o.Lookup("x")) != "{2→4, 2→5, 5→4}" {
			t.Errorf("flags %v, x %v", o.Flags, o.Lookup("x"))
		}
		return true
	})
	if err != nil {
		t.Error(err)
	}
}

// The body of forall runs for each element, each time with its own names, and
// its choices multiply.
func TestForall(t *testing.T) {
	tests := []struct {
		text     string
		outcomes int
		flags    string
	}{
		{`forall s in {W, F} do flag ~empty s & F as fence flag ~empty s & W as write end`, 1, "write,fence"},
		{`let y = W forall s in {F} do let y = s end flag ~empty y & W as kept`, 1, "kept"},
		{`forall s in {po, po^-1} do acyclic s as fine end`, 1, ""},
		{`forall s in {po, po | po^-1} do acyclic s as broken end`, 0, ""},
		{`forall r in {} do empty W as none end`, 1, ""},
		{`forall r in {po, 0} do with x from {r, [F]} end`, 4, ""},
	}
	for _, test := range tests {
		outcomes, flags := 0, []string{}
		err := modelOf(t, test.text).Eval(context.Background(), sample(), func(o *Outcome) bool {
			outcomes++
			for _, f := range o.Flags {
				flags = append(flags, f.Name)
			}
			return true
		})
		if err != nil || outcomes != test.outcomes || strings.Join(flags, ",") != test.flags {
			t.Errorf("%s: %d outcomes, flags %v, error %v", test.text, outcomes, flags, err)
		}
	}
}

func TestEvalErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"let x = nothing", "2:9: error: undefined name nothing"},
		{"let x = W | po", "2:9: error: | needs two sets or relations of one kind, these are a set of events and a relation"},
		{"let x = W ; W", "2:9: error: ; needs relations, these are a set of events and a set of events"},
		{"let x = [po]", "2:10: error: […] needs a set of events, this is a relation"},
		{"acyclic W as a", "2:9: error: acyclic needs a relation, this is a set of events"},
		{"let rec f x = f x\nlet y = f 0", "nested calls"},
		{"let c = IW * IW \\ id\nlet rec r = (r ; c) | ([IW] \\ ((_ * _) ; r ; (_ * _)))", "does not reach a fixpoint"},
		{"let f(a, b) = a\nlet x = f(po, po, po)", "3:9: error: want 2 values, got a tuple of 3"},
		{"let x = W po", "this is not a function but a set of events"},
		{"let x = domain W", "want a relation, got a set of events"},
		{"call p(0)", "undefined procedure p"},
		{"forall x in 'a do end", "`forall` needs a set to go through, this is a tag"},
		{"with x from 'a", "`with` needs a set to choose from, this is a tag"},
		{"assert empty po", "does not hold"},
		{"let s = cross {linearisations(_, 0), linearisations(_, po)}\nlet x = match s with || {} -> 0 || r ++ rs -> r end", "3:15: error: the set has too many elements to be listed"},
		{"let x = ~'a", "~ needs a set of events or a relation, this is a tag"},
		{"let x = W+", "+ needs a relation, this is a set of events"},
		{"let x = po * W", "* needs sets of events, these are a relation and a set of events"},
		{"let x = match 'a with || 'b -> 0 end", "no clause for the tag 'a"},
		{"let x = match W with || 'b -> 0 end", "match on tags needs a tag, this is a set of events"},
		{"let x = match 'a with || {} -> 0 || e ++ es -> 0 end", "match needs a set, this is a tag"},
		{"let x = po ++ W", "cannot add a relation to a set of events"},
		{"let x = cross 'a", "cross needs a set of sets of relations, got a tag"},
		{"with x from cross {{W}}", "cross needs sets of relations, one holds a set of events"},
		{"let x = linearisations W", "linearisations needs a set of events and a relation"},
		{"let x = tag2events W", "want a tag, got a set of events"},
		{"let x = partition po", "want a set of events, got a relation"},
		{"empty 'a", "empty needs a set or a relation, this is a tag"},
		{"let x = W call x(0)", "x is not a procedure but a set of events"},
	}
	for _, test := range tests {
		err := modelOf(t, test.text).Eval(context.Background(), sample(), func(*Outcome) bool { return true })
		var p *diag.Problem
		if !errors.As(err, &p) || !strings.Contains(p.Error(), test.want) {
			t.Errorf("%s\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestEvalCancel(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	const n = 20
	x := &Structure{N: n, Sets: map[string]*rel.Set{"W": rel.FullSet(n)}, Loc: make([]int, n), Value: make([]int, n)}
	err := modelOf(t, "with x from linearisations(W, 0)\nempty _").Eval(ctx, x, func(*Outcome) bool { return true })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
