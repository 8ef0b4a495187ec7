package ide_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// TestGolden takes each case through all stages. The executions are those of the
// native engine, which looks for them in a fixed order; the verdict must be that
// of both.
func TestGolden(t *testing.T) {
	testkit.Run(t, "../../testdata/golden", func(c *testkit.Case) {
		f := c.File("in.litmus")
		native, smt := checkWith(c, f, verify.Native), checkWith(c, f, verify.SMT)
		c.Golden("problems", native.Problems)
		if native.Program != nil {
			c.Golden("program", prog.Print(native.Program))
			g, err := event.Build(c.Context(), native.Program, event.Options{})
			if err != nil {
				c.Fatal(err)
			}
			c.Golden("events", g)
		}
		if v := native.Verify; v != nil {
			if v.Positive != nil {
				c.Golden("positive", v.Positive)
			}
			if v.Negative != nil {
				c.Golden("negative", v.Negative)
			}
		}
		verdict := describe(native)
		c.Golden("verdict", verdict)
		if other := describe(smt); other != verdict {
			c.Errorf("engine smt has another verdict:\n%snative:\n%s", other, verdict)
		}
	})
}

func checkWith(c *testkit.Case, f *source.File, engine verify.Engine) *ide.TestResult {
	checker := &ide.Checker{
		Parse:     (&ide.Tools{Languages: []ide.Language{ide.Litmus(kernel.Builtin())}}).Parse,
		NewEngine: func() ide.Engine { return verify.New(lkmm.Model(), true) },
		Options:   verify.Options{Engine: engine, States: true, Witnesses: true, Paranoid: true, Timeout: time.Minute},
		Whole:     true,
	}
	defer checker.Close()
	results := checker.Check(c.Context(), f)
	if len(results) != 1 {
		c.Fatalf("%d results", len(results))
	}
	return &results[0]
}

// describe prints what the engines must agree on.
func describe(r *ide.TestResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Outcome)
	if v := r.Verify; v != nil && v.Problem != nil {
		fmt.Fprintf(&b, "%s\n", v.Problem)
	}
	v := r.Decided()
	if v == nil {
		return b.String()
	}
	fmt.Fprintf(&b, "condition %s\n", r.Program.Cond.Text)
	fmt.Fprintf(&b, "%s, holds: %t\n", v.Observation, v.Holds)
	fmt.Fprintf(&b, "positive %d, negative %d\n", v.Positives, v.Negatives)
	for _, s := range v.States {
		fmt.Fprintf(&b, "state %s\n", s)
	}
	for _, f := range v.Flags {
		fmt.Fprintf(&b, "flag %s\n", f.Name)
	}
	if v.Loop {
		fmt.Fprintf(&b, "loop, of consistent executions too: %t\n", v.Bounded)
	}
	return b.String()
}
