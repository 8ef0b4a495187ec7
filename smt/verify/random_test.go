package verify_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/progen"
)

// compareRandom draws programs and compares the engines with the oracle on each.
// A program on which they differ is made smaller and printed. How many there are
// is up to -rapid.checks.
func compareRandom(t *testing.T, c *comparison, cfg progen.Config) {
	t.Helper()
	programs := progen.Program(cfg)
	rapid.Check(t, func(rt *rapid.T) {
		text := programs.Draw(rt, "program")
		diff, err := c.check(context.Background(), text)
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		if diff != "" {
			rt.Fatalf("%s\n%s", diff, text)
		}
	})
	c.report(t)
}

// report tells how many programs were compared, and fails if they are too few.
func (c *comparison) report(t *testing.T) {
	t.Helper()
	t.Logf("%d programs compared, %d left out, %d took too long", c.compared, c.skipped, c.late)
	if c.late > 1+c.compared/perLate {
		t.Errorf("%d programs of %d took an engine longer than %s", c.late, c.compared, engineTimeout)
	}
	if c.compared < c.skipped {
		t.Errorf("the oracle could do only %d programs of %d", c.compared, c.compared+c.skipped)
	}
}

// TestRandomIR compares on programs with what litmus text has no words for.
func TestRandomIR(t *testing.T) {
	for _, mistakes := range []bool{false, true} {
		t.Run(fmt.Sprintf("mistakes=%v", mistakes), func(t *testing.T) {
			c := newComparison(t, lkmm.Model(), kernel.Builtin(), true)
			programs := progen.IR(mistakes)
			rapid.Check(t, func(rt *rapid.T) {
				p := programs.Draw(rt, "program")
				diff, err := c.checkProgram(context.Background(), p)
				if err != nil {
					rt.Fatalf("%v\n%s", err, prog.Print(p))
				}
				if diff != "" {
					rt.Fatalf("%s\n%s", diff, prog.Print(p))
				}
			})
			c.report(t)
		})
	}
}

// TestRandomPrograms compares on programs of all kinds, with the mistakes that
// herd7 accepts.
func TestRandomPrograms(t *testing.T) {
	compareRandom(t, newComparison(t, lkmm.Model(), kernel.Builtin(), true), progen.Default())
}

// TestRandomProgramsWithoutMistakes has none, so that no run-time error hides
// anything else.
func TestRandomProgramsWithoutMistakes(t *testing.T) {
	cfg := progen.Default()
	cfg.Mistakes = false
	compareRandom(t, newComparison(t, lkmm.Model(), kernel.Builtin(), true), cfg)
}

// TestRandomProgramsPlainly does not tell the engines that the model is coherent,
// so that they find out from its text alone.
func TestRandomProgramsPlainly(t *testing.T) {
	compareRandom(t, newComparison(t, lkmm.Model(), kernel.Builtin(), false), progen.Default())
}

// TestRandomProgramsOfUserModel takes the model from files, together with the
// definitions of the primitives.
func TestRandomProgramsOfUserModel(t *testing.T) {
	for _, name := range []string{"restated.cfg", "earlier/earlier.cfg"} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			cfg, diags := cat.Open(filepath.Join("../../testdata/models", name))
			if diags.HasErrors() {
				t.Fatal(diags.String())
			}
			macros, diags := kernel.ParseMacros(cfg.Macros)
			if diags.HasErrors() {
				t.Fatal(diags.String())
			}
			compareRandom(t, newComparison(t, cfg.Model, macros, false), progen.Default())
		})
	}
}
