package outline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// TestLookups asks at the marks of a text.
func TestLookups(t *testing.T) {
	const text = `C t

{ int ‸x = 1; }
P0(int *x, int *y)
{
	WRITE_ONCE(*x‸, 1);
	WRITE_ONCE(*x,‸ 1);
	WRITE_ONCE‸(*x, 1);
	WRITE_ONCE(*x, 1)‸;
	xchg(y, READ_ONCE(‸*x));
	xchg(y, READ_ONCE(*x)‸);
	smp_mb(‸);
	if (1) { r0 ‸= 2; }
	smp_store_release(x,  ‸
}
exists (0:‸r0=1 /\ x=1)
`
	for _, want := range []struct {
		before, symbol, region string
		call                   string
		arg                    int
	}{
		{"{ int ", "x declared", "init", "", 0},
		{"\tWRITE_ONCE(*x", "x write", "body", "WRITE_ONCE", 0},
		{"\tWRITE_ONCE(*x,", "", "body", "WRITE_ONCE", 1},
		{"\tWRITE_ONCE", "", "body", "WRITE_ONCE", -1},
		{"\tWRITE_ONCE(*x, 1)", "", "body", "", 0},
		{"\txchg(y, READ_ONCE(", "", "body", "READ_ONCE", 0},
		{"\txchg(y, READ_ONCE(*x)", "", "body", "xchg", 1},
		{"\tsmp_mb(", "", "body", "smp_mb", 0},
		{"{ r0 ", "", "body", "", 0},
		{"\tsmp_store_release(x,  ", "", "body", "smp_store_release", 1},
		{"exists (0:", "r0 asked", "final", "", 0},
	} {
		marked := strings.Index(text, want.before+"‸")
		if marked < 0 {
			t.Fatalf("no mark behind %q", want.before)
		}
		at := marked + len(want.before) - len("‸")*strings.Count(text[:marked], "‸")
		o := litmus.Outline(source.NewFile("in.litmus", strings.ReplaceAll(text, "‸", "")), litmus.Options{Primitives: kernel.Builtin()})
		symbol := ""
		if s, r := o.SymbolAt(at); s != nil {
			symbol = fmt.Sprintf("%s %s", s.Name, r.Kind)
		}
		if symbol != want.symbol {
			t.Errorf("behind %q: symbol %q, want %q", want.before, symbol, want.symbol)
		}
		if r, ok := o.RegionAt(at); !ok || r.Kind.String() != want.region {
			t.Errorf("behind %q: region %s, want %s", want.before, r.Kind, want.region)
		}
		call, arg := "", 0
		if c := o.CallAt(at); c != nil {
			call, arg = c.Name, c.ArgAt(at)
		}
		if call != want.call || arg != want.arg {
			t.Errorf("behind %q: call %s argument %d, want %s argument %d", want.before, call, arg, want.call, want.arg)
		}
	}
}

// TestThreadAt asks for threads at their ends and outside.
func TestThreadAt(t *testing.T) {
	const text = "C t\n{}\nP0(int *x) { r0 = 1; }\n\nP1(int *x) { r0 = 1; }\nexists (0:r0=1)\n"
	o := litmus.Outline(source.NewFile("in.litmus", text), litmus.Options{})
	for at, want := range map[int]string{
		0: "", strings.Index(text, "P0"): "P0", strings.Index(text, "}\n\nP1") + 1: "P0", strings.Index(text, "\nP1"): "",
		strings.Index(text, "P1") + 5: "P1", strings.Index(text, "exists"): "", len(text): "",
	} {
		got := ""
		if test, th := o.ThreadAt(at); th != nil && test == o.Tests[0] {
			got = th.Name
		}
		if got != want {
			t.Errorf("at %d: thread %q, want %q", at, got, want)
		}
	}
}
