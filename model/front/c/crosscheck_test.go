package c_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// mayRefuse are the reasons for which a test of ours has no translation or none
// that the front end takes; each needs a reason here, so that nothing is skipped
// unseen.
func mayRefuse(reason string) bool {
	return slices.ContainsFunc([]string{
		"a filter", "an atom over an array", "no valid test", "a value", "an address in",
		// Words that are constants in C.
		"a register called",
		// Litmus moves addresses by bytes, C by objects, so that the place is another.
		"arithmetic on an address",
	}, func(prefix string) bool { return strings.HasPrefix(reason, prefix) })
}

// TestLitmusAsC turns litmus tests into annotated C and wants the verdicts and the
// data races of the litmus front end: of the project's own tests, and of two folders
// of the reference corpus where that is there.
func TestLitmusAsC(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	dirs := []string{filepath.Join(root, "testdata", "litmus")}
	for _, name := range []string{"tree", "dart"} {
		dirs = append(dirs, filepath.Join(root, "..", "shared", "corpus", "litmus", name))
	}
	if extra := os.Getenv("FENCEPOST_LITMUS_AS_C"); extra != "" {
		dirs = append(dirs, extra)
	}
	x := newCrossCheck(t)
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err != nil {
			t.Logf("%s is not there, which is left out", filepath.Base(dir))
			continue
		}
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".litmus" {
				return err
			}
			x.file(path)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d tests agree; not translated: %s", x.agreed, strings.Join(x.refusals(), ", "))
	if x.agreed == 0 {
		t.Error("no test was compared")
	}
}

// crossCheck compares the two front ends test by test.
type crossCheck struct {
	t       *testing.T
	v       *verify.Verifier
	prelude *c.Prelude
	agreed  int
	refused map[string]int
}

func newCrossCheck(t *testing.T) *crossCheck {
	x := &crossCheck{t: t, v: verify.New(lkmm.Model(), true), prelude: builtin(t), refused: map[string]int{}}
	t.Cleanup(x.v.Close)
	return x
}

func (x *crossCheck) refusals() []string {
	var out []string
	for reason, n := range x.refused {
		out = append(out, fmt.Sprintf("%d for %s", n, reason))
	}
	slices.Sort(out)
	return out
}

func (x *crossCheck) file(path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		x.t.Fatal(err)
	}
	name := filepath.Base(path)
	tr := translate(source.NewFile(name, string(text)))
	if tr.refused != "" {
		if !mayRefuse(tr.refused) {
			x.t.Errorf("%s has no translation: %s", name, tr.refused)
		}
		x.refused[tr.refused]++
		return
	}
	in := c.Parse(source.NewFile(name+".c", tr.text), c.Options{Prelude: x.prelude})
	if len(in.Tests) != 1 || in.Tests[0].Program == nil || in.Problems.HasErrors() {
		problems := in.Problems
		for _, test := range in.Tests {
			problems.Append(test.Problems)
		}
		x.t.Errorf("%s as C is not read:\n%s%s", name, problems.String(), tr.text)
		return
	}
	x.compare(name, tr, in.Tests[0].Program)
}

// compare asks the engine about both programs.
func (x *crossCheck) compare(name string, tr translation, p *prog.Program) {
	want, err := x.v.Verify(x.t.Context(), tr.program, verify.Options{})
	if err != nil {
		x.t.Fatal(err)
	}
	got, err := x.v.Verify(x.t.Context(), p, verify.Options{})
	if err != nil {
		x.t.Errorf("%s as C: %v\n%s", name, err, tr.text)
		return
	}
	if a, b := side(want), sides(got); a != b {
		x.t.Errorf("%s is %s, as C it is %s\n%s\n%s", name, a, b, tr.text, prog.Print(p))
		return
	}
	x.agreed++
}

// side sums an answer up; an execution that satisfies the condition and one that
// does not decide the observation.
func side(r *verify.Result) string {
	return summary(r, r.Positive != nil, r.Negative != nil)
}

// sides is side for a program with the two properties of a translation.
func sides(r *verify.Result) string {
	if len(r.Properties) < 2 {
		return summary(r, false, false)
	}
	return summary(r, r.Properties[0].Holds, !r.Properties[1].Holds)
}

func summary(r *verify.Result, positive, negative bool) string {
	if r.Status != verify.Decided {
		return r.Status.String()
	}
	race := slices.ContainsFunc(r.Flags, func(f verify.Flag) bool { return f.Name == "data-race" })
	return fmt.Sprintf("positive %v, negative %v, race %v", positive, negative, race)
}
