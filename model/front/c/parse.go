package c

import (
	"github.com/lkmm-tools/fencepost/model/diag"
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

// Parse reads a text. A text without tests gives none, and no problem.
func Parse(f *source.File, o Options) *Input { return &Input{} }

// Prelude are the derived primitives, read once (kernel.Prelude). It is safe for
// concurrent use.
type Prelude struct{}
