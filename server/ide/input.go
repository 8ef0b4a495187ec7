package ide

import (
	"path/filepath"
	"slices"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Language is a language in which tests are written, with all that reads it. All
// functions may be called by several goroutines.
type Language struct {
	// Name is "litmus" or "c".
	Name string
	// Extensions are those of its files, with their dots.
	Extensions []string
	// Optional is set where a text need not have tests: then it has no results. It is
	// of another language, with our tests in its comments.
	Optional bool
	// Primitives returns the primitives of the language; nil for those of the model.
	Primitives func() *kernel.Table
	// MayTest reports in no time whether a text can have tests; nil if any can. A
	// text that cannot is not parsed.
	MayTest func(text string) bool
	// Parse finds the tests of a text.
	Parse Frontend
	// Outline describes any text, however broken; nil if nothing can.
	Outline func(f *source.File) *outline.Outline
	// Format returns the text in the usual layout, or false if it is too broken
	// to be laid out; nil if there is no usual layout.
	Format func(f *source.File) (string, bool)
}

// Frontend turns a text into the tests that it holds. A text that cannot be read
// gives errors and may still give programs, which are then not checked.
type Frontend func(f *source.File, s Surroundings) *Input

// Surroundings are what a text is read with besides itself. The zero Surroundings
// have nothing.
type Surroundings struct {
	// Read returns a file that another names, in an include or a directive: name as
	// it is written, angled for <name>. It is nil where no files can be read.
	Read func(name string, from *source.File, angled bool) (f *source.File, ok bool)
	// Defines returns macros, NAME or NAME=VALUE; nil for none.
	Defines func() []string
}

// Input is what a text holds.
type Input struct {
	// Language is the name of the text's language; Tools.Parser sets it.
	Language string
	// Tests are the tests in the order of the text.
	Tests []Test
	// Problems are those of no test. They don't keep the tests from being checked.
	Problems diag.List
	// Files are the other files that were read, in the order of their first use.
	Files []*source.File
}

// Test is one test of a text.
type Test struct {
	Name string
	// Span is where the test begins; no place if that is not known.
	Span source.Span
	// Program is not checked if the problems have errors; it may be nil then.
	Program *prog.Program
	// Problems are those of this test.
	Problems diag.List
}

// WholeInput returns the input of a front end whose problems are all about the text
// as a whole: an error in it is one of all tests, which are one result then.
func WholeInput(programs []*prog.Program, problems diag.List) *Input {
	in := &Input{}
	if len(programs) == 0 || problems.HasErrors() {
		t := Test{Problems: problems}
		if len(programs) > 0 {
			t.Program = programs[0]
		}
		in.Tests = []Test{t}
	} else {
		for _, p := range programs {
			in.Tests = append(in.Tests, Test{Program: p})
		}
		in.Tests[0].Problems = problems
	}
	for i := range in.Tests {
		if p := in.Tests[i].Program; p != nil {
			in.Tests[i].Name, in.Tests[i].Span = p.Name, p.Span
		}
	}
	return in
}

// failed reports whether the test cannot be checked.
func (t *Test) failed() bool { return t.Program == nil || t.Problems.HasErrors() }

// all returns all problems, each of them once, in the order of the text: tests
// that share a function share what is wrong in it.
func (in *Input) all() diag.List {
	var l diag.List
	add := func(list diag.List) {
		for _, p := range list.Problems {
			if !slices.ContainsFunc(l.Problems, func(q *diag.Problem) bool { return sameProblem(p, q) }) {
				l.Problems = append(l.Problems, p)
			}
		}
	}
	add(in.Problems)
	for i := range in.Tests {
		add(in.Tests[i].Problems)
	}
	l.Sort()
	return l
}

// sameProblem reports whether two problems say the same of one place.
func sameProblem(p, q *diag.Problem) bool {
	return p.Code == q.Code && p.Span == q.Span && p.Severity == q.Severity && p.Message == q.Message
}

// LanguageOf returns the language of a file by its name: that with its extension,
// else the first.
func (t *Tools) LanguageOf(name string) *Language {
	ext := filepath.Ext(name)
	for i := range t.Languages {
		if slices.Contains(t.Languages[i].Extensions, ext) {
			return &t.Languages[i]
		}
	}
	return &t.Languages[0]
}

// Parse reads a text without surroundings.
func (t *Tools) Parse(f *source.File) *Input { return t.Parser(Surroundings{})(f) }

// Parser returns the function that reads texts of all languages in surroundings.
func (t *Tools) Parser(s Surroundings) func(f *source.File) *Input {
	return func(f *source.File) *Input {
		l := t.LanguageOf(f.Name)
		if l.MayTest != nil && !l.MayTest(f.Text()) {
			return &Input{}
		}
		in := l.Parse(f, s)
		in.Language = l.Name
		if len(in.Tests) == 0 && !l.Optional && !in.Problems.HasErrors() {
			in.Problems.Errorf(CodeInternal, f.Span(0, 0), "internal error: the input gave neither a test nor an error")
		}
		return in
	}
}
