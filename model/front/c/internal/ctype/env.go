package ctype

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// Env resolves names and types. It sees the texts of a test: the main file with
// its includes, further files, and the prelude. What it finds is kept; an Env and
// those made from it belong to one test and one goroutine.
type Env struct {
	*shared
	// unit is the text whose names go first.
	unit *syntax.Unit
	// scope is the innermost scope inside of a function, nil outside of all.
	scope *scope
	// typeOf gives the type of an expression, for typeof and sizeof.
	typeOf func(syntax.Expr) *Type
}

// shared is what all Envs of a test have in common.
type shared struct {
	units    []*syntax.Unit
	problems diag.List
	lessons  int
}

// scope is a block with what it declares.
type scope struct{ outer *scope }

// NewEnv returns the Env of a test. prelude are the units of the embedded prelude,
// which every file sees and which go before other files; the first of units is the
// main file.
func NewEnv(prelude []*syntax.Unit, units ...*syntax.Unit) *Env {
	return &Env{shared: &shared{units: units}}
}

// For returns the Env in which the names of u go first, then those of the prelude,
// then those of the other files. It is outside of all functions.
func (e *Env) For(u *syntax.Unit) *Env { return e }

// Unit returns the text whose names go first.
func (e *Env) Unit() *syntax.Unit { return e.unit }

// InPrelude reports whether that text is of the prelude.
func (e *Env) InPrelude() bool { return false }

// Inner returns the Env of a block inside; what is declared in it is not seen
// outside.
func (e *Env) Inner() *Env { return e }

// WithTypeOf returns the Env that asks f for the types of expressions in typeof
// and sizeof. f may return nil for one that it cannot tell.
func (e *Env) WithTypeOf(f func(syntax.Expr) *Type) *Env { return e }

// Declare makes the records, enumerations and typedefs of a declaration inside of
// a function known in the scope of e.
func (e *Env) Declare(d *syntax.DeclStmt) {}

// Func returns the function with a body that is called name, and the Env of the
// text that has it; nil if there is none.
func (e *Env) Func(name string) (*syntax.Func, *Env) { return nil, nil }

// Prototype returns the declaration of a function without a body.
func (e *Env) Prototype(name string) (*syntax.Var, *Env) { return nil, nil }

// Var returns the object at the top level that is called name.
func (e *Env) Var(name string) (*syntax.Var, *Env) { return nil, nil }

// Type resolves a type as it is written. It never returns nil: what is wrong is a
// problem and the type Unknown. `__auto_type` is Unknown too: the caller sees the
// initialiser.
func (e *Env) Type(x syntax.TypeExpr) *Type { return nil }

// FuncType resolves the type of a function: arrays and functions among the
// parameters are pointers, `(void)` is no parameter.
func (e *Env) FuncType(x *syntax.FuncType) *Type { return nil }

// VarType resolves the type of a declared object; the length of an array that is
// written `[]` is that of the initialiser.
func (e *Env) VarType(v *syntax.Var) *Type { return nil }

// Record returns the type `struct tag` or `union tag`; opaque if it is defined
// nowhere.
func (e *Env) Record(union bool, tag string) *Type { return nil }

// Typedef returns the type called name, ok false if there is no such typedef.
func (e *Env) Typedef(name string) (t *Type, ok bool) { return nil, false }

// Lessons counts what was learned about opaque types, unions in use included. When
// it has grown while a test was lowered, the layouts of that round are not final.
func (e *Env) Lessons() int { return e.lessons }

// Problems are what is wrong with the types that were resolved so far, each once.
func (e *Env) Problems() diag.List { return e.problems }
