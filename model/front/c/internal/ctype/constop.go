package ctype

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

func (e *Env) constBinary(x *syntax.Binary) (Value, error) {
	a, err := e.Const(x.X)
	if err != nil {
		return Value{}, err
	}
	// What decides alone needs no constant on its right.
	switch {
	case x.Op == "&&" && a.N == 0:
		return intValue(0), nil
	case x.Op == "||" && a.N != 0:
		return intValue(1), nil
	}
	b, err := e.Const(x.Y)
	if err != nil {
		return Value{}, err
	}
	switch x.Op {
	case "&&", "||":
		return truth(b.N != 0), nil
	case "<<", ">>":
		return constShift(x, a, b)
	}
	if a.Type.Kind == Pointer || b.Type.Kind == Pointer {
		return constPointers(x, a, b)
	}
	t := Usual(a.Type, b.Type)
	if t == nil {
		return Value{}, notConst(x.Span(), "%s is not defined for %s and %s", x.Op, a.Type, b.Type)
	}
	return arithmetic(x, t, Convert(t, a.N), Convert(t, b.N))
}

// arithmetic applies an operator to two operands of the common type.
func arithmetic(x *syntax.Binary, t *Type, a, b int64) (Value, error) {
	less := a < b
	if t.Unsigned {
		less = uint64(a) < uint64(b)
	}
	n := int64(0)
	switch x.Op {
	case "==":
		return truth(a == b), nil
	case "!=":
		return truth(a != b), nil
	case "<":
		return truth(less), nil
	case ">=":
		return truth(!less), nil
	case ">":
		return truth(!less && a != b), nil
	case "<=":
		return truth(less || a == b), nil
	case "+":
		n = a + b
	case "-":
		n = a - b
	case "*":
		n = a * b
	case "&":
		n = a & b
	case "|":
		n = a | b
	case "^":
		n = a ^ b
	case "/", "%":
		if b == 0 {
			return Value{}, notConst(x.Span(), "division by zero")
		}
		n = quotient(x.Op, t, a, b)
	default:
		panic(fmt.Sprintf("ctype: unhandled operator %s", x.Op))
	}
	return Value{t, Convert(t, n)}, nil
}

func quotient(op string, t *Type, a, b int64) int64 {
	switch {
	case op == "/" && t.Unsigned:
		return int64(uint64(a) / uint64(b))
	case op == "/":
		return a / b
	case t.Unsigned:
		return int64(uint64(a) % uint64(b))
	default:
		return a % b
	}
}

func constShift(x *syntax.Binary, a, b Value) (Value, error) {
	if !a.Type.IsInteger() || !b.Type.IsInteger() {
		return Value{}, notConst(x.Span(), "%s is not defined for %s and %s", x.Op, a.Type, b.Type)
	}
	t := Promote(a.Type)
	if b.N < 0 || b.N >= int64(t.Bits) {
		return Value{}, notConst(x.Y.Span(), "a shift of %s by %d bits has no meaning", t, b.N)
	}
	switch {
	case x.Op == "<<":
		return Value{t, Convert(t, a.N<<b.N)}, nil
	case t.Unsigned:
		return Value{t, int64(uint64(a.N) >> b.N)}, nil
	default:
		return Value{t, a.N >> b.N}, nil
	}
}

// constPointers applies an operator of which an operand is a constant address.
func constPointers(x *syntax.Binary, a, b Value) (Value, error) {
	switch x.Op {
	case "==", "!=", "<", "<=", ">", ">=":
		return arithmetic(x, ULongType(), a.N, b.N)
	case "+", "-":
	default:
		return Value{}, notConst(x.Span(), "%s is not defined for %s and %s", x.Op, a.Type, b.Type)
	}
	if a.Type.Kind != Pointer && x.Op == "+" {
		a, b = b, a
	}
	size, ok := stride(a.Type)
	switch {
	case a.Type.Kind != Pointer || !ok || size == 0:
		return Value{}, notConst(x.Span(), "%s is not defined for %s and %s", x.Op, a.Type, b.Type)
	case b.Type.Kind == Pointer && x.Op == "-":
		return Value{LongType(), (a.N - b.N) / size}, nil
	case b.Type.Kind == Pointer:
		return Value{}, notConst(x.Span(), "two pointers cannot be added")
	case x.Op == "-":
		return Value{a.Type, a.N - b.N*size}, nil
	default:
		return Value{a.Type, a.N + b.N*size}, nil
	}
}

// stride returns the bytes by which 1 moves a pointer; GNU C counts void as one
// byte.
func stride(t *Type) (int64, bool) {
	if t.Kind == Pointer && (t.Elem.Kind == Void || t.Elem.Kind == Func) {
		return 1, true
	}
	if t.Kind != Pointer {
		return 0, false
	}
	return t.Elem.Room()
}

// constPlace returns the type and the address of an lvalue below a constant
// pointer: (*p).m, p->m, p[i], *p.
func (e *Env) constPlace(x syntax.Expr) (*Type, int64, error) {
	defer e.leave()
	if !e.enter() {
		return nil, 0, notConst(x.Span(), "the expression is nested too deeply")
	}
	switch x := x.(type) {
	case *syntax.Member:
		return e.constMember(x)
	case *syntax.Index:
		i, err := e.Const(x.I)
		if err != nil {
			return nil, 0, err
		}
		t, at, err := e.constBase(x.X)
		if err != nil {
			return nil, 0, err
		}
		room, ok := t.Room()
		if !ok {
			return nil, 0, notConst(x.Span(), "the size of %s is not known", t)
		}
		return t, at + i.N*room, nil
	case *syntax.Unary:
		if x.Op == "*" {
			return e.constBase(x.X)
		}
	}
	return nil, 0, notConst(x.Span(), "this is no constant")
}

// constBase returns what a constant pointer points to, or the first element of an
// array at a constant address.
func (e *Env) constBase(x syntax.Expr) (*Type, int64, error) {
	v, err := e.Const(x)
	if err != nil {
		t, at, placeErr := e.constPlace(x)
		if placeErr != nil {
			return nil, 0, err
		}
		if t = t.Resolve(); t.Kind != Array {
			return nil, 0, notConst(x.Span(), "this is no constant")
		}
		return t.Elem, at, nil
	}
	if v.Type.Kind != Pointer {
		return nil, 0, notConst(x.Span(), "%s is no pointer", v.Type)
	}
	return v.Type.Elem, v.N, nil
}

func (e *Env) constMember(x *syntax.Member) (*Type, int64, error) {
	var t *Type
	var at int64
	var err error
	if x.Arrow {
		t, at, err = e.constBase(x.X)
	} else {
		t, at, err = e.constPlace(x.X)
	}
	if err != nil {
		return nil, 0, err
	}
	return e.memberAt(t, at, x.Name)
}

// constCall handles the operators that look like calls.
func (e *Env) constCall(x *syntax.Call) (Value, error) {
	name, ok := x.Fun.(*syntax.Name)
	if !ok || len(x.Args) < 1 || len(x.Args) > 3 {
		return Value{}, notConst(x.Span(), "a call is no constant")
	}
	switch name.Name {
	case "__builtin_constant_p":
		if len(x.Args) == 1 {
			_, err := e.Const(x.Args[0])
			return truth(err == nil), nil
		}
	case "offsetof", "__builtin_offsetof":
		if t, ok := x.Args[0].(*syntax.TypeArg); ok && len(x.Args) == 2 {
			return e.offsetOf(e.Type(t.Type), x.Args[1])
		}
	case "__builtin_types_compatible_p":
		a, isA := x.Args[0].(*syntax.TypeArg)
		b, isB := x.Args[1].(*syntax.TypeArg)
		if isA && isB && len(x.Args) == 2 {
			return truth(Same(e.Type(a.Type), e.Type(b.Type))), nil
		}
	case "__builtin_choose_expr":
		if len(x.Args) == 3 {
			return e.constCond(&syntax.Cond{At: x.At, Cond: x.Args[0], Then: x.Args[1], Else: x.Args[2]})
		}
	}
	return Value{}, notConst(x.Span(), "a call of %s is no constant", name.Name)
}

// offsetOf returns the offset of a member designator in t: a name, or one with `.`
// and `[]` behind it.
func (e *Env) offsetOf(t *Type, x syntax.Expr) (Value, error) {
	_, n, err := e.designated(t, x)
	return Value{ULongType(), n}, err
}

func (e *Env) designated(t *Type, x syntax.Expr) (*Type, int64, error) {
	defer e.leave()
	if !e.enter() {
		return nil, 0, notConst(x.Span(), "the expression is nested too deeply")
	}
	switch x := x.(type) {
	case *syntax.Name:
		return e.memberAt(t, 0, syntax.Ident{At: x.At, Name: x.Name})
	case *syntax.Member:
		t, n, err := e.designated(t, x.X)
		if err != nil {
			return nil, 0, err
		}
		if !x.Arrow {
			return e.memberAt(t, n, x.Name)
		}
	case *syntax.Index:
		t, n, err := e.designated(t, x.X)
		if err != nil {
			return nil, 0, err
		}
		i, err := e.Const(x.I)
		if err != nil {
			return nil, 0, err
		}
		if t = t.Resolve(); t.Kind == Array {
			room, _ := t.Elem.Room()
			return t.Elem, n + i.N*room, nil
		}
	}
	return nil, 0, notConst(x.Span(), "a member is expected here")
}

// memberAt returns a member of what has the type t and the address at.
func (e *Env) memberAt(t *Type, at int64, name syntax.Ident) (*Type, int64, error) {
	m, ok := e.Member(t, name.Name, name.Span())
	switch {
	case !ok:
		return nil, 0, notConst(name.Span(), "%s has no member %s", t, name.Name)
	case m.Bits > 0:
		return nil, 0, notConst(name.Span(), "%s is a bit-field, which has no address", name.Name)
	}
	return m.Type, at + m.Offset, nil
}
