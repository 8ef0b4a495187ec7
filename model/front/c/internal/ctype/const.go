package ctype

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Value is the value of a constant expression. N is a value of the type; unsigned
// ones of 64 bits stand for the signed one with the same bits. Of a pointer it is
// the address as a number.
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

// notConst returns the error.
func notConst(at source.Span, format string, args ...any) error {
	return &NotConst{Span: at, Message: fmt.Sprintf(format, args...)}
}

// intValue returns an int.
func intValue(n int64) Value { return Value{Type: IntType(), N: n} }

// truth returns 1 or 0.
func truth(b bool) Value {
	if b {
		return intValue(1)
	}
	return intValue(0)
}

// Const evaluates an integer constant expression: literals, enumerators, sizeof,
// offsetof, casts, all operators, and addresses below a null pointer
// (`&((struct s *)0)->m`). Objects have no constant value, not even const ones. The
// error is a *NotConst.
func (e *Env) Const(x syntax.Expr) (Value, error) {
	defer e.leave()
	if !e.enter() {
		return Value{}, notConst(x.Span(), "the expression is nested too deeply")
	}
	switch x := x.(type) {
	case *syntax.Int:
		return IntLiteral(x), nil
	case *syntax.Name:
		return e.constName(x)
	case *syntax.Unary:
		return e.constUnary(x)
	case *syntax.Binary:
		return e.constBinary(x)
	case *syntax.Cond:
		return e.constCond(x)
	case *syntax.Cast:
		return e.constCast(x)
	case *syntax.SizeofType:
		return e.sizeOf(x, e.Type(x.Type), x.Alignof)
	case *syntax.SizeofExpr:
		return e.sizeofExpr(x)
	case *syntax.Call:
		return e.constCall(x)
	case *syntax.Generic:
		return e.constGeneric(x)
	case *syntax.Comma:
		if _, err := e.Const(x.X); err != nil {
			return Value{}, err
		}
		return e.Const(x.Y)
	case *syntax.Float:
		return Value{}, notConst(x.Span(), "floating-point numbers are not supported")
	case *syntax.String, *syntax.IncDec, *syntax.Assign, *syntax.TypeArg, *syntax.Member, *syntax.Index,
		*syntax.StmtExpr, *syntax.InitList, *syntax.CompoundLit, *syntax.BadExpr:
		return Value{}, notConst(x.Span(), "this is no constant")
	default:
		panic(fmt.Sprintf("ctype: unhandled expression %T", x))
	}
}

func (e *Env) constName(x *syntax.Name) (Value, error) {
	if v, ok := e.Enumerator(x.Name); ok {
		return v, nil
	}
	if _, enum, object := e.localName(x.Name); !object {
		if _, in := find(e, func(u *syntax.Unit) *syntax.EnumType { return u.EnumMember(x.Name) }); enum != nil || in != nil {
			return Value{}, notConst(x.Span(), "the value of %s is not known", x.Name)
		}
		switch x.Name {
		case "true":
			return intValue(1), nil
		case "false":
			return intValue(0), nil
		}
		if v, _ := e.Var(x.Name); v == nil {
			return Value{}, notConst(x.Span(), "the value of %s is not known here; `@lkmm define %s=…` gives it", x.Name, x.Name)
		}
	}
	return Value{}, notConst(x.Span(), "%s is no constant", x.Name)
}

func (e *Env) constUnary(x *syntax.Unary) (Value, error) {
	switch x.Op {
	case "&":
		t, at, err := e.constPlace(x.X)
		if err != nil {
			return Value{}, err
		}
		return Value{PointerTo(t), at}, nil
	case "*":
		return Value{}, notConst(x.Span(), "this is no constant")
	}
	v, err := e.Const(x.X)
	if err != nil {
		return Value{}, err
	}
	if x.Op == "!" {
		return truth(v.N == 0), nil
	}
	if !v.Type.IsInteger() {
		return Value{}, notConst(x.Span(), "%s is not defined for %s", x.Op, v.Type)
	}
	t := Promote(v.Type)
	switch x.Op {
	case "-":
		return Value{t, Convert(t, -v.N)}, nil
	case "~":
		return Value{t, Convert(t, ^v.N)}, nil
	case "+":
		return Value{t, v.N}, nil
	default:
		panic(fmt.Sprintf("ctype: unhandled operator %s", x.Op))
	}
}

func (e *Env) constCond(x *syntax.Cond) (Value, error) {
	c, err := e.Const(x.Cond)
	if err != nil {
		return Value{}, err
	}
	yes, yesErr := c, error(nil)
	if x.Then != nil {
		yes, yesErr = e.Const(x.Then)
	}
	no, noErr := e.Const(x.Else)
	v, err := no, noErr
	if c.N != 0 {
		v, err = yes, yesErr
	}
	if err != nil || yesErr != nil || noErr != nil {
		return v, err
	}
	if t := Usual(yes.Type, no.Type); t != nil {
		v = Value{t, Convert(t, v.N)}
	}
	return v, nil
}

func (e *Env) constCast(x *syntax.Cast) (Value, error) {
	t := e.Type(x.Type).Resolve()
	v, err := e.Const(x.X)
	switch {
	case err != nil:
		return Value{}, err
	case !t.IsScalar():
		return Value{}, notConst(x.Span(), "a value of type %s is no constant", t)
	}
	return Value{t.Unqualified(), Convert(t, v.N)}, nil
}

func (e *Env) constGeneric(x *syntax.Generic) (Value, error) {
	chosen := e.Selected(x)
	if chosen == nil {
		return Value{}, notConst(x.Span(), "it cannot be told which case of _Generic is meant")
	}
	return e.Const(chosen)
}

// Selected returns the case of a _Generic that the type of its operand selects, nil
// if the type is not known or there is none.
func (e *Env) Selected(x *syntax.Generic) syntax.Expr {
	if e.typeOf == nil {
		return nil
	}
	t := e.typeOf(x.X)
	if t == nil {
		return nil
	}
	var otherwise syntax.Expr
	for _, c := range x.Cases {
		switch {
		case c.Type == nil:
			otherwise = c.Value
		case Same(Decay(t), e.Type(c.Type)):
			return c.Value
		}
	}
	return otherwise
}

// sizeOf returns the size or the alignment of a type.
func (e *Env) sizeOf(x syntax.Expr, t *Type, align bool) (Value, error) {
	n, ok := t.Size()
	switch {
	case align:
		n, ok = t.Align(), ok || t.Kind == Array
	case t.Kind == Void || t.Kind == Func:
		n, ok = 1, true // as GNU C has it
	}
	if !ok {
		return Value{}, notConst(x.Span(), "the size of %s is not known: the definition of %s is not in reach", t, missing(t, maxDepth))
	}
	return Value{ULongType(), n}, nil
}

// missing returns the part of a type of unknown size whose definition is missing.
func missing(t *Type, depth int) *Type {
	t = t.Resolve()
	switch {
	case depth == 0:
	case t.Kind == Array:
		return missing(t.Elem, depth-1)
	case t.Kind == Record && t.Record.Known:
		for _, f := range t.Record.Fields() {
			if _, exact := f.Type.Size(); !exact && !(f.Type.Kind == Array && f.Type.Len < 0) {
				return missing(f.Type, depth-1)
			}
		}
	}
	return t
}

func (e *Env) sizeofExpr(x *syntax.SizeofExpr) (Value, error) {
	if s, ok := x.X.(*syntax.String); ok && !x.Alignof {
		return Value{ULongType(), int64(len(s.Value)) + 1}, nil
	}
	var t *Type
	if name, ok := x.X.(*syntax.Name); ok {
		t, _ = e.Typedef(name.Name) // one that the grammar could not tell
	}
	if t == nil && e.typeOf != nil {
		t = e.typeOf(x.X)
	}
	if t == nil {
		v, err := e.Const(x.X)
		if err != nil {
			return Value{}, notConst(x.Span(), "the type of the operand of sizeof is not known")
		}
		t = v.Type
	}
	return e.sizeOf(x, t, x.Alignof)
}

// IntLiteral returns the value of a literal with the type that C gives it: the
// first of int, long and their unsigned forms that holds it, unsigned ones only if
// it has a suffix u or is not decimal.
func IntLiteral(x *syntax.Int) Value {
	for _, t := range []*Type{IntType(), UIntType(), LongType(), ULongType()} {
		switch {
		case x.Unsigned && !t.Unsigned, x.Decimal && !x.Unsigned && t.Unsigned && t.Bits < 64, x.Long > 0 && t.rank < rankLong:
			continue
		}
		bits := t.Bits
		if !t.Unsigned {
			bits--
		}
		if bits == 64 || x.Value>>bits == 0 {
			if x.Long == 2 {
				name := map[bool]string{true: "unsigned long long", false: "long long"}[t.Unsigned]
				t, _ = Basic(name)
			}
			return Value{t, int64(x.Value)}
		}
	}
	return Value{ULongType(), int64(x.Value)}
}
