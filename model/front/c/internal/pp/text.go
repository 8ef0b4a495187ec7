// Package pp is the preprocessor: it reads a text with its directives, expands
// macros, and tells of every byte of the result where it comes from.
package pp

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Options are what a text is expanded with.
type Options struct {
	// Read returns the text of a file that an include names, looked for beside the
	// file that includes it and then along the include paths; ok is false if there
	// is none, which is no problem: most headers are out of reach. It may be nil.
	Read func(name string, from *source.File, angled bool) (f *source.File, ok bool)
	// Defines are macros that are defined from the start, name to replacement.
	Defines []Define
	// Prelude are the macros of the embedded prelude. A macro of the text that has
	// the name of one of them is an error with a note, unless the texts are equal
	// after blanks are dropped: the file must not change what a primitive means.
	Prelude *Macros
	// Decide says which branch an #if takes that hangs on names that are not
	// defined: nil takes the first, with a note (a Hint in Problems).
}

// Define is a macro given from outside: `@lkmm define CONFIG_X` or a setting.
type Define struct {
	Name, Value string
	// Span is the directive, invalid for a setting.
	Span source.Span
}

// Comment is a comment of the main file.
type Comment struct {
	Span source.Span
	// Line is set for a `//` comment.
	Line bool
}

// Text is an expanded text.
type Text struct {
	File *source.File
	// Out is the text after expansion. Tokens are separated as in the original
	// where they come from there.
	Out []byte
	// Comments are those of the main file, in its order.
	Comments []Comment
	// Macros are all macros at the end of the text, those of the prelude included.
	Macros *Macros
	// Problems: errors of directives and of macro calls, notes on branches taken.
	Problems diag.List
	// Included are the files that were read, in the order of their first use.
	Included []*source.File
}

// Span returns the place in the written text of the bytes of Out from start up to
// end: from the first to the last token in them. What a macro made has the place
// of the macro's use in the file, its arguments their own. If the tokens belong to
// several files, the place is that of the first.
func (t *Text) Span(start, end int) source.Span { return source.Span{} }

// FromPrelude reports whether the token at an offset of Out was written in the
// prelude (through a macro of it).
func (t *Text) FromPrelude(offset int) bool { return false }

// Macros is a set of macros. It is immutable once made.
type Macros struct{}

// Macro is one macro.
type Macro struct {
	Name     string
	NameSpan source.Span
	// Function is set for one with parameters, Variadic if the last takes the rest.
	Function bool
	Variadic bool
	Params   []string
	// Body is the replacement as it is written.
	Body source.Span
	// Doc is the comment that stands right above the definition, without its
	// decoration; "" if there is none.
	Doc string
}

// Lookup returns the macro called name, or nil.
func (m *Macros) Lookup(name string) *Macro { return nil }

// Names returns the names in order.
func (m *Macros) Names() []string { return nil }

// Expand expands the main file.
func Expand(f *source.File, o Options) *Text { return &Text{File: f} }

// ExpandPart expands a part of a file, such as an expression in a directive, with
// the macros of m.
func ExpandPart(part source.Span, m *Macros) *Text { return &Text{File: part.File} }
