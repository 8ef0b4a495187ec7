package ctype

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// Type resolves a type as it is written. It never returns nil: what is wrong is a
// problem and the type Unknown. `__auto_type` is Unknown too: the caller sees the
// initialiser.
func (e *Env) Type(x syntax.TypeExpr) *Type {
	defer e.leave()
	if !e.enter() {
		e.report(BadType, x.Span(), "this type is nested too deeply")
		return UnknownType("unknown")
	}
	switch x := x.(type) {
	case *syntax.BasicType:
		t, ok := Basic(x.Name)
		if !ok {
			e.report(UnsupportedType, x.Span(), "%s is not supported", x.Name)
			t = UnknownType(x.Name)
		}
		return t.Qualified(x.Quals)
	case *syntax.NamedType:
		t, ok := e.Typedef(x.Name)
		if !ok {
			t = e.opaqueName(x)
		}
		return t.Qualified(x.Quals)
	case *syntax.RecordType:
		return e.record(x).Qualified(x.Quals)
	case *syntax.EnumType:
		return e.enumType(x).Qualified(x.Quals)
	case *syntax.PointerType:
		return PointerTo(e.Type(x.Elem)).Qualified(x.Quals)
	case *syntax.ArrayType:
		return e.arrayType(x)
	case *syntax.FuncType:
		return e.FuncType(x)
	case *syntax.TypeofType:
		return e.typeofType(x)
	case *syntax.BadType:
		return UnknownType("unknown") // it has its problem already
	default:
		panic(fmt.Sprintf("ctype: unhandled type %T", x))
	}
}

// Typedef returns the type called name, ok false if there is no such typedef.
func (e *Env) Typedef(name string) (t *Type, ok bool) {
	t, enum, object := e.localName(name)
	switch {
	case t != nil:
		return t.Resolve(), true
	case object || enum != nil:
		return nil, false
	}
	v, in := find(e, func(u *syntax.Unit) *syntax.Var { return u.Typedef(name) })
	if v == nil {
		return nil, false
	}
	if t, done := e.typedefs[v]; done {
		if t == nil {
			e.report(BadType, v.Name.Span(), "typedef %s is defined by itself", name)
			return UnknownType(name), true
		}
		return t.Resolve(), true
	}
	e.typedefs[v] = nil
	t = in.Type(v.Type).called(name)
	e.typedefs[v] = t
	return t.Resolve(), true
}

// opaqueName returns the type of a name that no typedef has. All its uses share
// what is learned of it.
func (e *Env) opaqueName(x *syntax.NamedType) *Type {
	t := e.opaque[x.Name]
	if t == nil {
		t = UnknownType(x.Name)
		t.slot.at, t.slot.kept = x.Span(), true
		e.opaque[x.Name] = t
	}
	return t.Resolve()
}

func (e *Env) arrayType(x *syntax.ArrayType) *Type {
	elem := e.Type(x.Elem)
	if x.Len == nil {
		return ArrayOf(elem, -1)
	}
	v, err := e.Const(x.Len)
	if err != nil {
		not := err.(*NotConst)
		e.report(BadType, not.Span, "the length of an array must be a constant: %s", not.Message)
		return ArrayOf(elem, -1)
	}
	if v.N < 0 && !(v.Type.Unsigned && v.Type.Bits == 64) {
		e.report(BadType, x.Len.Span(), "the length of this array is negative: %d", v.N)
		return ArrayOf(elem, -1)
	}
	room, ok := elem.Room()
	if v.N < 0 || v.N > maxRoom || ok && room > 0 && v.N > maxRoom/room {
		e.report(BadType, x.Len.Span(), "this array is too large")
		return ArrayOf(elem, -1)
	}
	return ArrayOf(elem, int(v.N))
}

// FuncType resolves the type of a function: arrays and functions among the
// parameters are pointers, `(void)` is no parameter.
func (e *Env) FuncType(x *syntax.FuncType) *Type {
	result := e.Type(x.Result)
	var params []*Type
	for _, p := range x.Params {
		t := e.Type(p.Type)
		if t.Kind == Void && len(x.Params) == 1 {
			break
		}
		switch t.Kind {
		case Array:
			t = PointerTo(t.Elem)
		case Func:
			t = PointerTo(t)
		case Void, Bool, Int, Pointer, Record, Unknown, Float:
		default:
			panic(fmt.Sprintf("ctype: unhandled kind %d", t.Kind))
		}
		params = append(params, t)
	}
	return FuncOf(result, params, x.Variadic || len(x.Params) == 0)
}

func (e *Env) typeofType(x *syntax.TypeofType) *Type {
	switch {
	case x.Type != nil:
		return e.Type(x.Type)
	case x.X != nil && e.typeOf != nil:
		if t := e.typeOf(x.X); t != nil {
			return t
		}
	}
	return UnknownType("unknown")
}

// VarType resolves the type of a declared object; the length of an array that is
// written `[]` is that of the initialiser.
func (e *Env) VarType(v *syntax.Var) *Type {
	t := e.Type(v.Type)
	if t.Kind != Array || t.Len >= 0 || v.Init == nil {
		return t
	}
	n, ok := e.initLength(t.Elem, v.Init)
	if !ok {
		e.report(BadType, v.Init.Span(), "the length of this array cannot be told from its initialiser")
		return t
	}
	return ArrayOf(t.Elem, n)
}

// initLength returns the number of elements that an initialiser gives to an array
// without a length.
func (e *Env) initLength(elem *Type, init syntax.Expr) (int, bool) {
	switch init := init.(type) {
	case *syntax.String:
		return len(init.Value) + 1, elem.Kind == Int && elem.Bits == 8
	case *syntax.InitList:
		at, most, scalars := 0, 0, 0
		width := elem.scalars()
		for _, item := range init.Items {
			if len(item.Designators) > 0 {
				if item.Designators[0].Index == nil {
					return 0, false
				}
				v, err := e.Const(item.Designators[0].Index)
				if err != nil || v.N < 0 || v.N >= maxRoom {
					return 0, false
				}
				at, scalars = int(v.N), 0
			}
			scalars++
			most = max(most, at+1)
			if scalars >= width || len(item.Designators) > 0 || e.fillsElement(item.Value) {
				at, scalars = at+1, 0
			}
		}
		return most, true
	default:
		return 0, false
	}
}

// fillsElement reports whether an item of an initialiser stands for a whole record
// or array, not for its first scalar.
func (e *Env) fillsElement(x syntax.Expr) bool {
	switch x.(type) {
	case *syntax.InitList, *syntax.CompoundLit, *syntax.String:
		return true
	}
	if e.typeOf == nil {
		return false
	}
	t := e.typeOf(x)
	return t != nil && t.Kind == Record
}
