// Package pp is the preprocessor: it reads a text with its directives, expands
// macros, and tells of every byte of the result where it comes from.
//
// A text is read token by token (lexer) and each token goes to the result, unless
// it is a macro: then the macro's body, with its arguments put in (substitute), is
// read before the rest of the text (expander). A macro is not expanded while its
// own body is being read. Directives are obeyed as they are met, in the arguments
// of a macro too.
//
// Headers and configuration are mostly out of reach. So a conditional can hang on
// names that nothing defines; it takes its first branch and says so (condition).
package pp

import (
	"sort"

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
	// the name of one of them that calls something is an error with a note, unless
	// the texts are equal after blanks are dropped: the file must not change what a
	// primitive means. It may replace others, such as NULL.
	Prelude *Macros
	// InPrelude is set while the prelude itself is read: its macros may replace
	// those that are always defined, and Prelude are those of its earlier files.
	InPrelude bool
}

// Define is a macro given from outside: `@lkmm define CONFIG_X` or a setting.
//
// An empty Value is 1, as for a compiler's -DNAME. A name that begins with CONFIG_
// has the values of the kernel's configuration: y is 1, m is a module (NAME_MODULE
// is 1, NAME is not defined), n is known to be not defined.
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
	// Inactive is set in a branch that is not taken.
	Inactive bool
}

// MacroUse is a place where a text names a macro.
type MacroUse struct {
	Macro *Macro
	// Span is the name.
	Span source.Span
}

// Text is an expanded text.
type Text struct {
	File *source.File
	// Out is the text after expansion. Tokens are separated as in the original
	// where they come from there, with runs of blanks made one.
	Out []byte
	// Comments are those of the main file, in its order, also those in branches
	// that are not taken.
	Comments []Comment
	// Macros are all macros at the end of the text, those of the prelude included.
	Macros *Macros
	// Uses are the names of macros that were expanded or asked for (#ifdef), where
	// they are written outside of macros, in the order in which they were met.
	Uses []MacroUse
	// Inactive are the lines of the main file in branches that are not taken.
	Inactive []source.Span
	// Problems: errors of directives and of macro calls, notes on branches taken.
	Problems diag.List
	// Included are the files that were read, in the order of their first use.
	Included []*source.File

	files  []*source.File
	tokens []outToken
}

// outToken is a token of Out and its place. It ends where the next one begins, but
// for the blank between them.
type outToken struct {
	out        uint32
	start, end int32
	file       uint16
	kind       Kind
	flags      outFlags
}

type outFlags uint8

const (
	// apart is set if a blank is before the token.
	apart outFlags = 1 << iota
	// ofPrelude is set if the prelude has written it, ofMacro if a macro's body has.
	ofPrelude
	ofMacro
)

// outEnd returns where token i ends in Out.
func (t *Text) outEnd(i int) int {
	if i+1 == len(t.tokens) {
		return len(t.Out)
	}
	next := &t.tokens[i+1]
	return int(next.out) - one(next.flags&apart != 0)
}

// Token is a token of a text.
type Token struct {
	Kind       Kind
	Start, End int
}

// OutTokens returns the number of tokens of Out.
func (t *Text) OutTokens() int { return len(t.tokens) }

// OutToken returns token i of Out: Start and End are offsets into Out.
func (t *Text) OutToken(i int) Token {
	o := &t.tokens[i]
	return Token{o.kind, int(o.out), t.outEnd(i)}
}

// OutIndex returns the first token of Out that ends after offset, or OutTokens().
func (t *Text) OutIndex(offset int) int {
	// The last token that begins at offset or before it, or the first of all.
	i := max(sort.Search(len(t.tokens), func(i int) bool { return int(t.tokens[i].out) > offset })-1, 0)
	if i < len(t.tokens) && t.outEnd(i) <= offset {
		i++
	}
	return i
}

// Span returns the place in the written text of the bytes of Out from start up to
// end: from the first to the last token in them. What a macro made has the place
// of the macro's use in the file, its arguments their own. If the tokens belong to
// several files, the place is that of the first. Where there are no tokens, it is
// the empty place after the token before.
func (t *Text) Span(start, end int) source.Span {
	first := t.OutIndex(start)
	if first == len(t.tokens) || int(t.tokens[first].out) >= end {
		if first == 0 {
			return t.File.Span(0, 0)
		}
		before := &t.tokens[first-1]
		return t.files[before.file].Span(int(before.end), int(before.end))
	}
	last := first
	if t.outEnd(first) < end {
		last = t.OutIndex(end - 1)
		if last == len(t.tokens) || int(t.tokens[last].out) >= end {
			last--
		}
	}
	a, b := &t.tokens[first], &t.tokens[last]
	f := t.files[a.file]
	if a.file != b.file {
		return f.Span(int(a.start), int(a.end))
	}
	return f.Span(int(min(a.start, b.start)), int(max(a.end, b.end)))
}

// FromPrelude reports whether the token at an offset of Out was written in the
// prelude (through a macro of it).
func (t *Text) FromPrelude(offset int) bool {
	i := t.OutIndex(offset)
	return i < len(t.tokens) && int(t.tokens[i].out) <= offset && t.tokens[i].flags&ofPrelude != 0
}

// Expand expands the main file.
func Expand(f *source.File, o Options) *Text {
	x := newExpander(f, f.Len(), o)
	l := x.newLexer(f)
	x.lexers = append(x.lexers, l)
	x.run()
	return x.finish()
}
