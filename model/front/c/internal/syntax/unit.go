package syntax

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Unit is a translation unit: the top level of an expanded text. It is cut at its
// top-level declarations, which are parsed when they are first asked for by name:
// of a driver of thousands of lines, two functions cost what they are. A Unit is
// used by one goroutine at a time.
type Unit struct {
	Text *pp.Text
}

// NewUnit cuts an expanded text into its top-level declarations.
func NewUnit(text *pp.Text) *Unit { return &Unit{Text: text} }

// Func returns the function with a body that is called name, or nil. Problems of
// its text are in Problems.
func (u *Unit) Func(name string) *Func { return nil }

// Prototype returns the declaration without a body of the function called name,
// or nil.
func (u *Unit) Prototype(name string) *Var { return nil }

// Var returns the object at the top level that is called name, or nil. A
// definition goes before an extern declaration.
func (u *Unit) Var(name string) *Var { return nil }

// Typedef returns the typedef called name, or nil.
func (u *Unit) Typedef(name string) *Var { return nil }

// Record returns the struct or union (as asked) that is defined at the top level,
// or inside of another there, with a tag; nil if there is none.
func (u *Unit) Record(union bool, tag string) *RecordType { return nil }

// EnumMember returns the enumeration in which name is a constant, or nil.
func (u *Unit) EnumMember(name string) *EnumType { return nil }

// Enum returns the enumeration with a tag, or nil.
func (u *Unit) Enum(tag string) *EnumType { return nil }

// Decl is the place of a top-level declaration, for outlines.
type Decl struct {
	// Name is the function, object, typedef or tag, "" if there is none.
	Name string
	Kind DeclKind
	// Span is the whole declaration, NameSpan its name.
	Span, NameSpan source.Span
}

// DeclKind says what a top-level declaration declares.
type DeclKind uint8

const (
	// FuncDecl is a function with its body.
	FuncDecl DeclKind = iota
	// ProtoDecl is a function without a body.
	ProtoDecl
	// VarDecl is an object.
	VarDecl
	// TypeDecl is a record, enumeration or typedef.
	TypeDecl
	// OtherDecl is anything else: macros of headers that are not there.
	OtherDecl
)

// Decls lists the top-level declarations of the main file in the order of the
// text. It parses none of them.
func (u *Unit) Decls() []Decl { return nil }

// ParseExpr parses an expression that stands alone, as in a directive.
func (u *Unit) ParseExpr(text *pp.Text) Expr { return nil }

// Problems are what is wrong in the declarations that were parsed so far, in the
// order in which they were found.
func (u *Unit) Problems() diag.List { return diag.List{} }
