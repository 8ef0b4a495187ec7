package c

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Options are what a text is read with.
type Options struct {
	// Read returns the text of an included file or of a `with` file: name as it is
	// written, looked for beside from and then along the include paths. Nil finds
	// none.
	Read func(name string, from *source.File, angled bool) (f *source.File, ok bool)
	// Defines are the settings' macros, NAME or NAME=VALUE.
	Defines []string
	// Prelude are the derived primitives. It is made once and shared.
	Prelude *Prelude
}

// Test is one test of a text.
type Test struct {
	// Program is nil if the test's problems have errors.
	Program *prog.Program
	// Problems are those of this test alone.
	Problems diag.List
	Name     string
	// Span is where the test begins: its `test` directive, or main.
	Span source.Span
}

// Input is what a text holds.
type Input struct {
	Tests []Test
	// Problems are those of no test: directives that cannot be read, includes.
	Problems diag.List
	// Files are the other files that were read, in the order of their first use.
	Files []*source.File
}

// MayTest reports whether a text can have tests, without reading it closely.
func MayTest(text string) bool { return strings.Contains(text, "@lkmm") || mayRun(text) }

// Parse reads a text. A text without tests gives none, and no problem.
func Parse(f *source.File, o Options) (in *Input) {
	r := &reader{file: f, opts: o, in: &Input{}, inputs: make(map[*source.File]bool)}
	if o.Prelude == nil {
		r.opts.Prelude = &Prelude{}
	}
	if MayTest(f.Text()) {
		guard(&r.in.Problems, f.Span(0, 0), r.read)
	}
	return r.in
}

// guard runs f and makes a problem of a panic, which is a fault of ours.
func guard(problems *diag.List, at source.Span, f func()) {
	defer func() {
		if fault := recover(); fault != nil {
			problems.Errorf(Internal, at, "internal error: %v", fault)
		}
	}()
	f()
}

// reader reads one text.
type reader struct {
	file *source.File
	opts Options
	in   *Input
	// inputs are the files in Input.Files.
	inputs map[*source.File]bool
}

// read finds the tests of the text.
func (r *reader) read() {
	text := r.expand(r.file, nil)
	var comments []source.Span
	for _, c := range text.Comments {
		comments = append(comments, c.Span)
	}
	tests, problems := annot.Parse(r.file, comments)
	if len(tests) == 0 {
		r.in.Problems.Append(problems)
		r.program(text)
		return
	}
	own := make([]diag.List, len(tests))
	for _, p := range problems.Problems {
		to := &r.in.Problems
		for i, t := range tests {
			if within(p.Span, t.Span) {
				to = &own[i]
			}
		}
		to.Problems = append(to.Problems, p)
	}
	for i, t := range tests {
		out := Test{Name: t.Name, Span: t.NameSpan, Problems: own[i]}
		guard(&out.Problems, t.NameSpan, func() { r.annotated(t, text, &out) })
		if out.Problems.HasErrors() {
			out.Program = nil
		}
		r.in.Tests = append(r.in.Tests, out)
	}
}

// within reports whether a place is inside of another one.
func within(p, q source.Span) bool {
	return p.IsValid() && p.File == q.File && p.Start >= q.Start && p.End <= q.End
}

// expand expands a file with the settings' macros and those of a test.
func (r *reader) expand(f *source.File, defines []annot.Word) *pp.Text {
	var all []pp.Define
	for _, d := range r.opts.Defines {
		name, value, _ := strings.Cut(d, "=")
		all = append(all, pp.Define{Name: name, Value: value})
	}
	for _, d := range defines {
		name, value, _ := strings.Cut(d.Text, "=")
		all = append(all, pp.Define{Name: name, Value: value, Span: d.Span})
	}
	text := pp.Expand(f, pp.Options{Read: r.opts.Read, Defines: all, Prelude: r.opts.Prelude.macros})
	for _, g := range text.Included {
		r.note(g)
	}
	return text
}

// note adds a file to those that were read.
func (r *reader) note(f *source.File) {
	if f != r.file && !r.inputs[f] {
		r.inputs[f] = true
		r.in.Files = append(r.in.Files, f)
	}
}

// String returns the problems and programs of an input, for looking at it.
func (in *Input) String() string {
	var b strings.Builder
	b.WriteString(in.Problems.String())
	for i := range in.Tests {
		t := &in.Tests[i]
		fmt.Fprintf(&b, "== %s\n%s", t.Name, t.Problems.String())
		if t.Program != nil {
			b.WriteString(prog.Print(t.Program))
		}
	}
	return b.String()
}
