package ide

import (
	"context"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// twoLanguages has tests that must be there in one language and need not in the
// other. A word is a test of its name; "bad" is one with an error, "lost" an error
// of no test, "note" a hint of no test.
func twoLanguages() *Tools {
	parse := func(f *source.File, _ Surroundings) *Input {
		in := &Input{}
		at := 0
		for _, word := range strings.Fields(f.Text()) {
			at += strings.Index(f.Text()[at:], word)
			span := f.Span(at, at+len(word))
			switch word {
			case "lost":
				in.Problems.Errorf("lost", span, "of no test")
			case "note":
				in.Problems.Hintf("note", span, "by the way")
			case "bad":
				t := Test{Name: word, Span: span}
				t.Problems.Errorf("bad", f.Span(0, 1), "bad test")
				in.Tests = append(in.Tests, t)
			default:
				in.Tests = append(in.Tests, Test{Name: word, Span: span, Program: &prog.Program{Name: word, Span: span}})
			}
		}
		return in
	}
	return &Tools{Languages: []Language{
		{Name: "strict", Extensions: []string{".s"}, Parse: parse},
		{Name: "loose", Extensions: []string{".c", ".h"}, Optional: true, Parse: parse},
	}}
}

func TestLanguageOf(t *testing.T) {
	tools := twoLanguages()
	for name, want := range map[string]string{
		"a.s": "strict", "dir.c/a.s": "strict", "a.c": "loose", "b/a.h": "loose", "a.txt": "strict", "<stdin>": "strict", "c": "strict",
	} {
		if got := tools.LanguageOf(name).Name; got != want {
			t.Errorf("%s is read as %s, want %s", name, got, want)
		}
	}
}

// TestCheckByTest wants that what is wrong with one test leaves the others alone.
func TestCheckByTest(t *testing.T) {
	for _, c := range []struct {
		name, text string
		// want has a result each: its name, its outcome, the codes of its problems.
		want []string
	}{
		{"f.s", "", []string{" faulty internal-error"}},
		{"f.c", "", nil},
		{"f.c", "a b", []string{"a passed", "b passed"}},
		{"f.c", "a bad b", []string{"a passed", "bad faulty bad", "b passed"}},
		{"f.c", "a note b", []string{"a passed note", "b passed"}},
		{"f.c", "note", nil},
		{"f.c", "a lost bad", []string{"a passed", "bad faulty bad", " faulty lost"}},
		{"f.c", "note lost a", []string{"a passed", " faulty note lost"}},
		{"f.c", "a\x00", []string{" faulty binary-file"}},
	} {
		checker := &Checker{Parse: twoLanguages().Parse, NewEngine: func() Engine {
			return engineFunc(func(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
				return decided(verify.Never)
			})
		}}
		var got []string
		for _, r := range checker.Check(t.Context(), source.NewFile(c.name, c.text)) {
			line := r.Name() + " " + r.Outcome.String()
			for _, p := range r.Problems.Problems {
				line += " " + string(p.Code)
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s %q: got %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// TestAllProblems wants each problem once, in the order of the text.
func TestAllProblems(t *testing.T) {
	f := source.NewFile("f.c", "0123456789")
	in := &Input{Tests: make([]Test, 2)}
	in.Problems.Errorf("late", f.Span(9, 10), "x")
	for i := range in.Tests {
		in.Tests[i].Problems.Errorf("shared", f.Span(5, 6), "x")
		in.Tests[i].Problems.Errorf("own", f.Span(i, 6), "x")
	}
	var codes []string
	for _, p := range in.all().Problems {
		codes = append(codes, string(p.Code))
	}
	if got := strings.Join(codes, " "); got != "own own shared late" {
		t.Errorf("got %s", got)
	}
}

// TestWholeInput wants one result where an error is about all of a text.
func TestWholeInput(t *testing.T) {
	var bad diag.List
	f := source.NewFile("f", "x")
	bad.Errorf("bad", f.Span(0, 1), "bad")
	a, b := &prog.Program{Name: "a", Span: f.Span(0, 1)}, &prog.Program{Name: "b"}
	for _, c := range []struct {
		in   *Input
		want int
		name string
	}{
		{WholeInput(nil, bad), 1, ""}, {WholeInput([]*prog.Program{a, b}, bad), 1, "a"}, {WholeInput([]*prog.Program{a, b}, diag.List{}), 2, "a"},
	} {
		if len(c.in.Tests) != c.want || c.in.Tests[0].Name != c.name || len(c.in.Problems.Problems) > 0 {
			t.Errorf("got %+v, want %d tests, the first called %q", c.in, c.want, c.name)
		}
	}
}
