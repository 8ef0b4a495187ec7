package order

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestOrders(t *testing.T) {
	m := lkmm.Model()
	testkit.Run(t, "testdata", func(c *testkit.Case) {
		p, problems := litmus.Parse(c.File("in.litmus"), litmus.Options{Primitives: kernel.Builtin()})
		if problems.HasErrors() {
			c.Fatal(problems.String())
		}
		threads, err := Of(c.Context(), m, p)
		if err != nil {
			c.Fatal(err)
		}
		var b strings.Builder
		for i, th := range threads {
			fmt.Fprintf(&b, "P%d\n%s", i, th)
		}
		c.Golden("orders", b.String())
	})
}

const mp = `C MP
{}
P0(int *x, int *y) { WRITE_ONCE(*x, 1); smp_wmb(); WRITE_ONCE(*y, 1); }
P1(int *x, int *y) { int r0; int r1; r0 = READ_ONCE(*y); r1 = READ_ONCE(*x); }
exists (1:r0=1 /\ 1:r1=0)
`

// other loads a model whose text stands after the standard library.
func other(t *testing.T, text string) *cat.Model {
	t.Helper()
	m, problems := cat.Load(source.NewFile("own.cat", text), cat.LoadOptions{})
	if problems.HasErrors() {
		t.Fatal(problems.String())
	}
	return m
}

// Models of users: what ppo is made of, as far as it is understood.
func TestOtherModels(t *testing.T) {
	const tags = "enum T = 'wmb || 'ONCE\n"
	tests := []struct{ name, model, first, second string }{
		{"sequential consistency", "let ppo = po", "always; po by `WRITE_ONCE(*x, 1)` on line 3", "always; po by `READ_ONCE(*y)` on line 4"},
		{"store order", tags + "let st = [W]; fencerel Wmb; [W]\nlet ppo = st | addr", "always; st by `smp_wmb()` on line 3", "never"},
		{"a function", tags + "let f s = po & (s * s)\nlet ppo = f R", "never", "always; ppo by `READ_ONCE(*y)` on line 4"},
		{"a fixpoint", "let rec ppo = (po & (R * R)) | (ppo ; ppo)", "never", "always; ppo by `READ_ONCE(*y)` on line 4"},
		{"a difference", "let ppo = (po & (M * M)) \\ (W * M)", "never", "always; ppo by `READ_ONCE(*y)` on line 4"},
		{"a complement", "let ppo = po & ~(_ * R)", "always; po by `WRITE_ONCE(*x, 1)` on line 3", "never"},
		{"not followed", "let pick S = match S with || {} -> 0 || e ++ es -> po end\nlet ppo = pick W", "perhaps", "perhaps"},
		{"through others", "let ppo = po & (ext ; ext)", "perhaps", "perhaps"},
		{"by variant", "let ppo = if \"strange\" then po else 0", "never", "never"},
		{"replaced", "let ppo = po\nlet ppo = ppo & (W * W)", "always; po by `WRITE_ONCE(*x, 1)` on line 3", "never"},
		{"marked", tags + "let Marked = R\nlet ppo = po", "never", "always; po by `READ_ONCE(*y)` on line 4"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, ok := parse("mp", mp)
			if !ok {
				t.Fatal("the test cannot be read")
			}
			threads, err := Of(context.Background(), other(t, "own\n"+tt.model+"\n"), p)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range []string{tt.first, tt.second} {
				if got := threads[i].describe(0, 1); got != want {
					t.Errorf("P%d: got %q, want %q", i, got, want)
				}
			}
		})
	}
}

func TestNoOrder(t *testing.T) {
	p, _ := parse("mp", mp)
	_, err := Of(context.Background(), other(t, "own\nacyclic po | rf as sc\n"), p)
	if !errors.Is(err, ErrNoOrder) {
		t.Errorf("got %v", err)
	}
}

// What is too large or too slow is an error, not a claim.
func TestLimits(t *testing.T) {
	var branches strings.Builder
	for i := range 12 {
		fmt.Fprintf(&branches, "r%d = READ_ONCE(*x); if (r%d) WRITE_ONCE(*x, %d);\n", i, i, i)
	}
	p, _ := parse("branches", "C B\n{}\nP0(int *x) {\n"+branches.String()+"}\nexists (x=1)\n")
	var limit *event.LimitError
	if _, err := Of(context.Background(), lkmm.Model(), p); !errors.As(err, &limit) {
		t.Errorf("many paths: got %v", err)
	}
	var threads strings.Builder
	for i := range 8 {
		fmt.Fprintf(&threads, "P%d(int *x) {\n%s}\n", i, strings.Repeat("WRITE_ONCE(*x, 1);\n", 150))
	}
	p, _ = parse("long", "C L\n{}\n"+threads.String()+"exists (x=1)\n")
	if _, err := Of(context.Background(), lkmm.Model(), p); !errors.As(err, &limit) {
		t.Errorf("many events: got %v", err)
	}
	p, _ = parse("mp", mp)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Of(ctx, lkmm.Model(), p); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	deep := "own\nlet f0 r = r | po\n"
	for i := range 17 {
		deep += fmt.Sprintf("let f%d r = f%d (f%d r)\n", i+1, i, i)
	}
	if _, err := Of(context.Background(), other(t, deep+"let ppo = f17 po\n"), p); !errors.Is(err, errSteps) {
		t.Errorf("a slow model: got %v", err)
	}
	if _, err := Of(context.Background(), other(t, "own\nlet rec f r = f r\nlet ppo = f po\n"), p); err != nil {
		t.Errorf("an endless model: got %v", err)
	}
}

func BenchmarkOf(b *testing.B) {
	p, _ := parse("mp", mp)
	m := lkmm.Model()
	for b.Loop() {
		if _, err := Of(context.Background(), m, p); err != nil {
			b.Fatal(err)
		}
	}
}
