// Package annot reads the `@lkmm` directives in the comments of C and Rust files
// (DESIGN.md section 4): what is a test, which threads it has, and what must hold.
//
// It knows nothing of either language: types, calls, lvalues and initialisers are
// spans of text that the front end parses. Only properties have a syntax of their
// own here, since it is the same for both.
package annot

import (
	"github.com/lkmm-tools/fencepost/model/source"
)

// Test is one test: a `test` directive and those that follow it in the same run of
// comments.
type Test struct {
	Name string
	// Span is all of its directives, NameSpan the name.
	Span, NameSpan source.Span
	Shared         []Shared
	Inits          []Init
	Threads        []Thread
	Props          []*Property
	// AllowRace is set by `allow data-race`, AllowSpan where it says so.
	AllowRace bool
	AllowSpan source.Span
	Ignore    []Word
	With      []Word
	Stubs     []Stub
	Defines   []Word // NAME or NAME=VALUE
	// Unroll is 0 if there is no such directive; Model is empty likewise.
	Unroll     int
	UnrollSpan source.Span
	Model      Word
	// Broken is set if one of its directives has an error. What could be read is
	// here for editors; the test must not be called verified.
	Broken bool
}

// Word is a piece of text with its place. Of a quoted name the quotes are left out.
type Word struct {
	Text string
	Span source.Span
}

// Shared is `shared TYPE NAME [= INIT]`. Decl is all of it, a declaration without
// its semicolon as the language writes it.
type Shared struct {
	Decl source.Span
}

// Init is one `LVALUE = EXPR` of an `init` directive.
type Init struct {
	LValue, Value source.Span
}

// Thread is `thread [LABEL =] CALL`. Label is the function's name if none is given.
type Thread struct {
	Label Word
	Call  source.Span
	Span  source.Span
}

// Stub is `stub DECLARATION`.
type Stub struct {
	Decl source.Span
}

// Property is `never E`, `always E`, `sometimes E` or `exists (…)` and its kin.
type Property struct {
	Span source.Span
	// Word is never, always, sometimes, exists, ~exists or forall.
	Word Word
	// Text is the expression as it is written.
	Text source.Span
	Expr Expr
}

// Expr is an expression of a property. The set is closed.
type Expr interface {
	Span() source.Span
	expr()
}

// At is the place of an expression.
type At struct{ Place source.Span }

// Span returns the place.
func (a At) Span() source.Span { return a.Place }

type (
	// Int is a constant. Unsigned is set for one above the largest int64; Value has
	// its bits.
	Int struct {
		At
		Value    int64
		Unsigned bool
	}
	// Place is a thing whose final value is meant: `m.ready`, `a[1].x`, `x`,
	// `consumer.r0`, `consumer.return`, `p->next`, or `1:r0` of the litmus form.
	Place struct {
		At
		// Root is the first name; a thread's label, a shared object, or a constant
		// of the language (an enumerator, a macro, NULL): the front end decides.
		Root Word
		// Thread is the number before the colon in the litmus form, else -1.
		Thread int
		Path   []Step
	}
	// AddrOf is &place.
	AddrOf struct {
		At
		X Expr
	}
	// Unary is one of ! - ~.
	Unary struct {
		At
		Op string
		X  Expr
	}
	// Binary is one of || && => == != < <= > >= + - * / % & | ^ << >>. The litmus
	// forms \/ /\ = are given as || && ==.
	Binary struct {
		At
		Op   string
		X, Y Expr
	}
)

// Step is one step from a place to a part of it.
type Step struct {
	At
	// Field is the member of `.f` and `->f`, "" for an index or `*`.
	Field string
	Arrow bool
	Index Expr
}

func (*Int) expr()    {}
func (*Place) expr()  {}
func (*AddrOf) expr() {}
func (*Unary) expr()  {}
func (*Binary) expr() {}
