package ctype

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Value is the value of a constant expression. N is a value of the type; unsigned
// ones of 64 bits stand for the signed one with the same bits.
type Value struct {
	Type *Type
	N    int64
}

// NotConst says why an expression is no integer constant.
type NotConst struct {
	Span    source.Span
	Message string
}

// Error returns the message.
func (e *NotConst) Error() string { return e.Message }

// Const evaluates an integer constant expression: literals, enumerators, sizeof,
// offsetof, casts, all operators, and addresses below a null pointer
// (`&((struct s *)0)->m`). The error is a *NotConst.
func (e *Env) Const(x syntax.Expr) (Value, error) { return Value{}, nil }

// Enumerator returns the value of an enumeration's constant, ok false if name is
// none.
func (e *Env) Enumerator(name string) (v Value, ok bool) { return Value{}, false }

// IntLiteral returns the value of a literal with the type that C gives it.
func IntLiteral(x *syntax.Int) Value { return Value{} }
