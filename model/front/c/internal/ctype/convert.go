package ctype

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// Promote returns the type after the integer promotions: int for what is narrower.
func Promote(t *Type) *Type {
	t = t.Resolve()
	switch {
	case t.Kind == Bool, t.Kind == Int && t.Bits < 32:
		return IntType()
	case t.Kind == Int && t.Enum:
		return plainInt(t)
	default:
		return t.Unqualified()
	}
}

// plainInt returns the integer type of which an enumeration is one.
func plainInt(t *Type) *Type {
	switch {
	case t.Bits == 64 && t.Unsigned:
		return ULongType()
	case t.Bits == 64:
		return LongType()
	case t.Unsigned:
		return UIntType()
	default:
		return IntType()
	}
}

// Usual returns the common type of two operands by the usual arithmetic
// conversions. An Unknown operand counts as long, unless the other is a pointer,
// then that is the type. nil if an operand is not arithmetic (pointers are the
// caller's matter, but for that).
func Usual(a, b *Type) *Type {
	a, b = a.Resolve(), b.Resolve()
	switch {
	case a.Kind == Unknown && b.Kind == Pointer:
		return b.Unqualified()
	case b.Kind == Unknown && a.Kind == Pointer:
		return a.Unqualified()
	case a.Kind == Unknown:
		a = LongType()
	}
	if b.Kind == Unknown {
		b = LongType()
	}
	if !a.IsInteger() || !b.IsInteger() {
		return nil
	}
	a, b = Promote(a), Promote(b)
	if a.Unsigned == b.Unsigned {
		if a.rank >= b.rank {
			return a
		}
		return b
	}
	u, s := a, b
	if b.Unsigned {
		u, s = b, a
	}
	switch {
	case u.rank >= s.rank:
		return u
	case s.Bits > u.Bits:
		return s
	case s.rank == rankLong:
		return ULongType()
	default:
		t, _ := Basic("unsigned long long")
		return t
	}
}

// Compatible reports whether a value of type from can be given to an object of type
// to without a cast: scalars with scalars as C allows them, pointers of the same
// type or to void, records of the same type. Unknown is compatible with each
// scalar.
func Compatible(to, from *Type) bool {
	to, from = to.Resolve(), Decay(from.Resolve())
	switch {
	case to.Kind == Unknown:
		return from.IsScalar()
	case from.Kind == Unknown:
		return to.IsScalar()
	case to.Kind == Bool:
		return from.IsScalar()
	case to.IsInteger() && from.IsInteger():
		return true
	case to.Kind == Pointer && from.Kind == Pointer:
		a, b := to.Elem.Resolve(), from.Elem.Resolve()
		return a.Kind == Void || b.Kind == Void || a.Kind == Unknown || b.Kind == Unknown || samePointee(a, b)
	default:
		return to.Kind == from.Kind && Same(to, from)
	}
}

// samePointee is Same, but char and integers of equal width that differ in sign
// only are as good: C compilers warn of them at most.
func samePointee(a, b *Type) bool {
	if a.IsInteger() && b.IsInteger() {
		return a.Bits == b.Bits
	}
	return Same(a, b)
}

// Convert returns what the integer n is after a conversion to the scalar type t:
// a value of the type, 0 or 1 for bool.
func Convert(t *Type, n int64) int64 {
	t = t.Resolve()
	switch t.Kind {
	case Bool:
		if n != 0 {
			return 1
		}
		return 0
	case Int:
		return prog.Type{Bits: t.Bits, Unsigned: t.Unsigned, Exact: true}.Truncate(prog.Value{N: n}).N
	default:
		return n
	}
}

// Decay returns the type of a value: arrays and functions become pointers,
// qualifiers go.
func Decay(t *Type) *Type {
	t = t.Resolve()
	switch t.Kind {
	case Array:
		return PointerTo(t.Elem)
	case Func:
		return PointerTo(t)
	default:
		return t.Unqualified()
	}
}
