package verify_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// texts are files by name.
type texts map[string]string

// Read returns a file.
func (t texts) Read(name string) (*source.File, error) {
	text, ok := t[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return source.NewFile(name, text), nil
}

// foreign is a model that is not the kernel's, with what it says of the classics.
type foreign struct {
	name, text string
	// never are the classics whose condition cannot hold, by name; it can for all
	// others.
	never string
	// native says that the solver engine cannot do the model.
	native bool
}

const coherent = "acyclic po-loc | rf | co | fr as per-location\nempty rmw & (fre ; coe) as atomic\n"

// foreigns use the language in the ways in which models of other machines do.
// What needs the evaluator of package cat is marked so.
func foreigns() []foreign {
	return []foreign{
		{"sc", "include \"cos.cat\"\nempty rmw & (fre ; coe) as atomic\nacyclic po | rf | co | fr as sc", "sb sb+fence mp lb coherence 2+2w", false},
		{"coherence alone", "include \"cos-opt.cat\"\n" + coherent, "coherence", false},
		{"tso", "include \"cos.cat\"\nlet fr = rf^-1;co\n" + coherent + `
let fenced = po ; [F] ; po
let kept = po & (W * W | R * M)
acyclic kept | fenced | rfe | co | fr as tso`, "sb+fence mp lb coherence 2+2w", false},
		{"procedures", "include \"cos.cat\"\n" + `
procedure per-location(r) =
  let here = r & loc
  procedure ordered(a, b) = acyclic a | b as ordered end
  call ordered(po-loc, here)
end
call per-location(rf | co | fr)
procedure unless(r) = flag ~empty r as unless end
call unless(po & (W * R))`, "coherence", false},
		{"functions", "include \"cos.cat\"\n" + `
let twice f = fun s -> f (f s)
let plus(a, b) = a | b
let step r = r | (r ; r)
let rec walk(a, b) = plus(a, b) and deep r = walk(r, r ; r)
acyclic twice step (deep po) | rf | co | fr as sc`, "sb sb+fence mp lb coherence 2+2w", false},
		{"recursion", "include \"cos.cat\"\n" + `
let rec a = po | (b ; c) and b = rf | (a & b) and c = fr | (c ; co)
let rec before = a | b | c | co | (before ; before)
irreflexive before as sc`, "sb sb+fence mp lb coherence 2+2w", false},
		{"sums by match", "include \"cos.cat\"\n" + `
let rec sum S = match S with || {} -> 0 || r ++ rs -> r | sum rs end
acyclic sum {po, rf, co, fr} as sc`, "sb sb+fence mp lb coherence 2+2w", false},
		{"choice from a listed set", "include \"cos.cat\"\n" + coherent + `
with kept from {po, po & (W * M), 0}
acyclic kept | rf | co | fr as some`, "coherence", false},
		{"two choices", "include \"cos.cat\"\n" + `
with r from {po, rf, po | rf}
with s from {co, co | fr}
acyclic r | s as two`, "", false},
		{"order of all writes", "include \"cross.cat\"\n" + `
with mo from linearisations(W, co0)
let co = mo & loc
let fr = rf^-1 ; co
let coe = co & ext let fre = fr & ext
` + coherent + `
acyclic mo | rfe | po & (W * W | R * M) | po ; [F] ; po | fr as tso`, "sb+fence mp lb coherence 2+2w", true},
		{"a choice that hangs on reads-from", "include \"cos.cat\"\n" + `
let edges = map (fun p -> p ++ 0) rfe
with edge from edges
acyclic edge | po | co | fr as some`, "sb sb+fence 2+2w", false},
		{"tuples to choose from", "include \"cos.cat\"\n" + `
with s from {(0, po), (rf, 0)}
let (a, b) = s
acyclic a | b | co as some`, "", false},
		{"for each", "include \"cos.cat\"\n" + `
forall S in partition(M) do acyclic [S] ; (po | rf | co | fr) ; [S] as per-location end`, "coherence", false},
		{"assertions and conditions", "include \"cos.cat\"\n" + `
let a = try nothing with po
let b = if "lkmmv2" then a else 0
if "lkmmv2" acyclic b | rf | co | fr as sc else empty rf as off end
if po & rf = 0 let c = 0 else let c = po end
flag ~empty c as read-later
assert empty 0 as fine`, "sb sb+fence mp lb coherence 2+2w", false},
		{"no coherence order", "acyclic po | rf as no-cycle\nempty [FW] ; po-loc ; [W] as last", "lb", false},
	}
}

// classics are small tests with weak outcomes.
func classics() map[string]string {
	const two = "{}\nP0(int *x, int *y) { %0 }\nP1(int *x, int *y) { %1 }\nexists (%e)"
	make := func(name, p0, p1, exists string) string {
		return "C " + name + "\n" + strings.NewReplacer("%0", p0, "%1", p1, "%e", exists).Replace(two)
	}
	return map[string]string{
		"sb": make("sb", "WRITE_ONCE(*x, 1); int r0 = READ_ONCE(*y);", "WRITE_ONCE(*y, 1); int r0 = READ_ONCE(*x);",
			`0:r0=0 /\ 1:r0=0`),
		"sb+fence": make("fence", "WRITE_ONCE(*x, 1); smp_mb(); int r0 = READ_ONCE(*y);", "WRITE_ONCE(*y, 1); smp_mb(); int r0 = READ_ONCE(*x);",
			`0:r0=0 /\ 1:r0=0`),
		"mp": make("mp", "WRITE_ONCE(*x, 1); WRITE_ONCE(*y, 1);", "int r0 = READ_ONCE(*y); int r1 = READ_ONCE(*x);",
			`1:r0=1 /\ 1:r1=0`),
		"lb": make("lb", "int r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1);", "int r0 = READ_ONCE(*y); WRITE_ONCE(*x, 1);",
			`0:r0=1 /\ 1:r0=1`),
		"coherence": make("coherence", "WRITE_ONCE(*x, 1);", "int r0 = READ_ONCE(*x); int r1 = READ_ONCE(*x);",
			`1:r0=1 /\ 1:r1=0`),
		"2+2w": make("2w", "WRITE_ONCE(*x, 1); WRITE_ONCE(*y, 2);", "WRITE_ONCE(*y, 1); WRITE_ONCE(*x, 2);",
			`x=1 /\ y=1`),
	}
}

// TestForeignModels compares the engines and the oracle under models of other
// machines, on tests whose verdict is known and on random ones.
func TestForeignModels(t *testing.T) {
	for _, m := range foreigns() {
		t.Run(strings.ReplaceAll(m.name, " ", "-"), func(t *testing.T) {
			model := openText(t, m.text)
			c := newComparison(t, model, kernel.Builtin(), model.Coherent())
			if m.native {
				c.engines = []verify.Engine{verify.Native}
			}
			for name, text := range classics() {
				p := parse(t, text)
				r, err := c.verifier.Verify(t.Context(), p, verify.Options{Engine: verify.Auto, Timeout: engineTimeout})
				if err != nil {
					t.Fatal(err)
				}
				if never := strings.Contains(" "+m.never+" ", " "+name+" "); r.Status != verify.Decided || r.Holds == never {
					t.Errorf("%s: %s %s %s", name, r.Status, r.Reason, r.Observation)
				}
				c.expectSame(t, text)
			}
			programs := progen.Program(progen.Default())
			for seed := range 12 {
				c.expectSame(t, programs.Example(seed))
			}
			if c.compared <= len(classics()) {
				t.Errorf("the oracle could do only %d programs of %d", c.compared, c.compared+c.skipped)
			}
		})
	}
}

func openText(t *testing.T, text string) *cat.Model {
	t.Helper()
	cfg, diags := cat.OpenIn(texts{"m.cat": "\"m\"\n" + text}, filepath.Clean("m.cat"))
	if diags.HasErrors() {
		t.Fatal(diags.String())
	}
	return cfg.Model
}

// expectSame fails unless the engines and the oracle agree on a test.
func (c *comparison) expectSame(t *testing.T, text string) {
	t.Helper()
	diff, err := c.check(context.Background(), text)
	if err != nil || diff != "" {
		t.Errorf("%v %s\n%s", err, diff, text)
	}
}
