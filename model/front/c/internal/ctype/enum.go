package ctype

import (
	"math"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// enumInfo is an enumeration with the values of its constants; while they are
// computed, those of the first ones.
type enumInfo struct {
	t      *Type
	values map[string]int64
}

// enumType returns the type of an enumeration as it is written; int if it is
// defined nowhere.
func (e *Env) enumType(x *syntax.EnumType) *Type {
	if x.Defined {
		return e.enum(x).t
	}
	if local, ok := e.localTag("enum " + x.Tag.Name).(*syntax.EnumType); ok {
		return e.enum(local).t
	}
	def, in := find(e, func(u *syntax.Unit) *syntax.EnumType { return u.Enum(x.Tag.Name) })
	if def != nil {
		return in.enum(def).t
	}
	return enumOf(x.Tag.Name, UIntType())
}

// enumOf returns the type of an enumeration that is represented by an integer type.
func enumOf(tag string, as *Type) *Type {
	name := "enum " + tag
	if tag == "" {
		name = "unnamed enum"
	}
	t := *as
	t.Enum = true
	return named(t, name)
}

// enum computes an enumeration. Its type is unsigned int if no constant is
// negative, as compilers choose it, otherwise int; long ones if they need that.
func (e *Env) enum(x *syntax.EnumType) *enumInfo {
	if info := e.enums[x]; info != nil {
		return info
	}
	info := &enumInfo{t: enumOf(x.Tag.Name, UIntType()), values: make(map[string]int64)}
	e.enums[x] = info
	next, low, high := int64(0), int64(0), int64(0)
	for _, m := range x.Members {
		if m.Value != nil {
			v, err := e.Const(m.Value)
			if err != nil {
				e.report(BadType, err.(*NotConst).Span, "the value of %s must be a constant: %s", m.Name.Name, err)
				break // and none of those that follow is known
			}
			next = v.N
		}
		info.values[m.Name.Name] = next
		low, high = min(low, next), max(high, next)
		next++
	}
	switch {
	case low < math.MinInt32 || low < 0 && high > math.MaxInt32:
		info.t = enumOf(x.Tag.Name, LongType())
	case low < 0:
		info.t = enumOf(x.Tag.Name, IntType())
	case high > math.MaxUint32:
		info.t = enumOf(x.Tag.Name, ULongType())
	}
	return info
}

// Enumerator returns the value of an enumeration's constant, ok false if name is
// none.
func (e *Env) Enumerator(name string) (v Value, ok bool) {
	typedef, x, object := e.localName(name)
	in := e
	if typedef != nil || object {
		return Value{}, false
	}
	if x == nil {
		if x, in = find(e, func(u *syntax.Unit) *syntax.EnumType { return u.EnumMember(name) }); x == nil {
			return Value{}, false
		}
	}
	n, ok := in.enum(x).values[name]
	t := IntType()
	switch {
	case n >= math.MinInt32 && n <= math.MaxInt32:
	case n >= 0 && n <= math.MaxUint32:
		t = UIntType()
	default:
		t = LongType()
	}
	return Value{Type: t, N: n}, ok
}
