package ctype

import "github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"

// named returns a type with its own name.
func named(t Type, name string) *Type {
	t.Name, t.alias = name, name
	return &t
}

// VoidType returns void.
func VoidType() *Type { return named(Type{Kind: Void}, "void") }

// BoolType returns bool: one byte that holds 0 or 1.
func BoolType() *Type { return named(Type{Kind: Bool, Bits: 8, Unsigned: true}, "bool") }

// IntType returns int.
func IntType() *Type { return named(Type{Kind: Int, Bits: 32, rank: rankInt}, "int") }

// UIntType returns unsigned int.
func UIntType() *Type {
	return named(Type{Kind: Int, Bits: 32, Unsigned: true, rank: rankInt}, "unsigned int")
}

// LongType returns long, the type of the difference of two pointers.
func LongType() *Type { return named(Type{Kind: Int, Bits: 64, rank: rankLong}, "long") }

// ULongType returns unsigned long, the type of sizeof.
func ULongType() *Type {
	return named(Type{Kind: Int, Bits: 64, Unsigned: true, rank: rankLong}, "unsigned long")
}

// CharType returns char. It is unsigned: the kernel is built so on all
// architectures since version 6.2 (-funsigned-char).
func CharType() *Type {
	return named(Type{Kind: Int, Bits: 8, Unsigned: true, rank: rankChar}, "char")
}

// The ranks of the integer types (C11 6.3.1.1).
const (
	rankChar = 1 + iota
	rankShort
	rankInt
	rankLong
	rankLongLong
)

// Basic returns the type that keywords name in the spelling of syntax.BasicType.
// ok is false for one that there is not, such as __int128.
func Basic(name string) (t *Type, ok bool) {
	integer := func(bits int, unsigned bool, rank int8) (*Type, bool) {
		return named(Type{Kind: Int, Bits: bits, Unsigned: unsigned, rank: rank}, name), true
	}
	switch name {
	case "void":
		return VoidType(), true
	case "_Bool", "bool":
		return BoolType(), true
	case "char":
		return CharType(), true
	case "signed char":
		return integer(8, false, rankChar)
	case "unsigned char":
		return integer(8, true, rankChar)
	case "short":
		return integer(16, false, rankShort)
	case "unsigned short":
		return integer(16, true, rankShort)
	case "int":
		return IntType(), true
	case "unsigned", "unsigned int":
		return UIntType(), true
	case "long":
		return LongType(), true
	case "unsigned long":
		return ULongType(), true
	case "long long":
		return integer(64, false, rankLongLong)
	case "unsigned long long":
		return integer(64, true, rankLongLong)
	case "float":
		return named(Type{Kind: Float, Bits: 32}, name), true
	case "double":
		return named(Type{Kind: Float, Bits: 64}, name), true
	case "long double":
		return named(Type{Kind: Float, Bits: 128}, name), true
	default:
		return nil, false
	}
}

// PointerTo returns the pointer to t.
func PointerTo(t *Type) *Type {
	p := &Type{Kind: Pointer, Bits: 64, Unsigned: true, Elem: t}
	p.Name = spell(p, "")
	return p
}

// ArrayOf returns the array of n elements of type t; n is -1 if it is not known.
func ArrayOf(t *Type, n int) *Type {
	a := &Type{Kind: Array, Elem: t, Len: n}
	a.Name = spell(a, "")
	return a
}

// FuncOf returns the type of a function.
func FuncOf(result *Type, params []*Type, variadic bool) *Type {
	f := &Type{Kind: Func, Elem: result, Params: params, Variadic: variadic}
	f.Name = spell(f, "")
	return f
}

// Qualified returns t with qualifiers added; those of an array are its elements'.
func (t *Type) Qualified(q syntax.Qualifiers) *Type {
	if t.Kind == Array && q != 0 {
		return ArrayOf(t.Elem.Qualified(q), t.Len)
	}
	u := *t
	u.Const = t.Const || q&syntax.Const != 0
	u.Volatile = t.Volatile || q&syntax.Volatile != 0
	u.AtomicQual = t.AtomicQual || q&syntax.Atomic != 0
	if u.qualifiers() == t.qualifiers() {
		return t
	}
	u.Name = t.alias
	u.Name = spell(&u, "")
	return &u
}

// Unqualified returns the type without its outermost qualifiers.
func (t *Type) Unqualified() *Type {
	if !t.Const && !t.Volatile && !t.AtomicQual {
		return t
	}
	u := *t
	u.Const, u.Volatile, u.AtomicQual = false, false, false
	u.Name = t.alias
	u.Name = spell(&u, "")
	return &u
}

// called returns t with the name of a typedef.
func (t *Type) called(name string) *Type {
	u := *t
	u.alias = name
	u.Name = spell(&u, "")
	return &u
}
