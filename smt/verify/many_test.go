package verify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

func parse(t testing.TB, text string) *prog.Program {
	t.Helper()
	p, problems := litmus.Parse(source.NewFile("in.litmus", text), litmus.Options{Primitives: kernel.Builtin()})
	if problems.HasErrors() {
		t.Fatalf("%s\n%s", problems.String(), text)
	}
	return p
}

func decide(t testing.TB, text string, opts verify.Options) *verify.Result {
	t.Helper()
	v := verify.New(lkmm.Model(), true)
	defer v.Close()
	r, err := v.Verify(t.Context(), parse(t, text), opts)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r
}

// TestManyWrites has more writes to one location than a machine word has bits.
func TestManyWrites(t *testing.T) {
	var body strings.Builder
	for i := range 100 {
		fmt.Fprintf(&body, "\tWRITE_ONCE(*x, %d);\n", i)
	}
	text := "C many\n{}\nP0(int *x)\n{\n" + body.String() + "}\nlocations [x]\nexists (x=99)\n"
	for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
		r := decide(t, text, verify.Options{Engine: engine, States: true, Timeout: 20 * time.Second})
		if r.Status != verify.Decided || r.Observation != verify.Always || len(r.States) != 1 || r.Positives != 1 {
			t.Errorf("%s: %s %s, states %v, %d executions", engine, r.Status, r.Observation, r.States, r.Positives)
		}
	}
}

// TestSequenceOfUpdates has a straight line of updates, which has one consistent
// execution among very many candidates.
func TestSequenceOfUpdates(t *testing.T) {
	text := "C updates\n{}\nP0(atomic_t *v) { " + strings.Repeat("atomic_inc(v); ", 12) + "}\nforall (v=12)\n"
	for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
		r := decide(t, text, verify.Options{Engine: engine, States: true, Timeout: 20 * time.Second})
		if r.Status != verify.Decided || r.Observation != verify.Always || r.Enumeration != verify.Complete || r.Positives != 1 {
			t.Errorf("%s: %s %s, listing %d, %d executions", engine, r.Status, r.Observation, r.Enumeration, r.Positives)
		}
	}
}

// TestAddressNotNamed has an address of which the encoding knows some values and
// not all, and a replay that finds one of those.
func TestAddressNotNamed(t *testing.T) {
	text := "C address\n{ x=z; }\nP0(int **x, int *z) { WRITE_ONCE(*(atomic_fetch_add_relaxed(0, x)), 1); }\nexists (z=1)\n"
	r := decide(t, text, verify.Options{Engine: verify.SMT, Timeout: 20 * time.Second})
	if r.Status != verify.Decided || r.Observation != verify.Always {
		t.Errorf("%s %s", r.Status, r.Observation)
	}
}

// TestMeaningless has what is an error whatever the executions are.
func TestMeaningless(t *testing.T) {
	for name, c := range map[string]struct{ init, body, want string }{
		"two updates":     {"", "int r0 = xchg(x, 1) + xchg(x, 2);", "two read-modify-writes"},
		"between":         {"int x[2];", "int r0 = READ_ONCE(*(x + 1));", "reads x+1, where no"},
		"behind":          {"int x[2];", "int r0 = READ_ONCE(*(x + 8));", "reads x+8, where no"},
		"unreachable":     {"int x[2];", "int r0 = 0; if (r0) { r0 = READ_ONCE(*(x + 1)); }", ""},
		"last element":    {"int x[2];", "int r0 = READ_ONCE(*(x + 4));", ""},
		"written there":   {"int x[2];", "int r0; WRITE_ONCE(*(x + 8), 1); r0 = READ_ONCE(*(x + 8));", ""},
		"other locations": {"", "int r0 = xchg(x, 1) + xchg(y, 2);", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := "C meaning\n{ " + c.init + " }\nP0(int *x, int *y) { " + c.body + " }\nexists (0:r0=0)\n"
			for _, engine := range []verify.Engine{verify.Native, verify.SMT} {
				r := decide(t, text, verify.Options{Engine: engine})
				switch {
				case c.want == "" && r.Status != verify.Decided:
					t.Errorf("%s: %s: %v", engine, r.Status, r.Problem)
				case c.want != "" && (r.Status != verify.RuntimeError || !strings.Contains(r.Problem.Message, c.want)):
					t.Errorf("%s: %s: %v, want %q", engine, r.Status, r.Problem, c.want)
				}
			}
		})
	}
}
