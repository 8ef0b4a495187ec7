// Package ctype gives the types of C their meaning on a 64-bit kernel (LP64):
// widths, layouts, conversions, and the cells that an object of a type has. Types
// that are out of reach are opaque until a member is used: then they have that
// member.
//
// What use teaches (Env.Learn, Env.Member) changes layouts. So a test is lowered
// until a round teaches nothing new (Env.Lessons), and the offsets and cells of
// that last round are the ones that count.
package ctype

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// Kind is the form of a type.
type Kind uint8

// The kinds. Unknown is the type of what is known by name only: it is used as a
// scalar of 64 bits that holds integers and pointers.
const (
	Void Kind = iota
	Bool
	Int
	Pointer
	Array
	Record
	Func
	Unknown
	// Float exists so that what is done with it can be refused.
	Float
)

// Type is a type. Qualifiers are on the type that they qualify; types are compared
// with Same. The fields that a kind does not use are zero. A Type is never changed
// once made.
type Type struct {
	Kind Kind
	// Name is how messages call it: "u8", "struct mailbox", "int *".
	Name string
	// alias is its own name without qualifiers: a keyword, "struct tag", or that of
	// the typedef by which it was found. Derived types have none.
	alias    string
	Bits     int
	Unsigned bool
	// Enum is set for enumerations, which are ints.
	Enum bool
	// rank orders the integer types of equal width: 3 for int, 4 for long, 5 for
	// long long; narrower ones below.
	rank int8
	// Elem is what a pointer points to, the element of an array, the result of a
	// function.
	Elem *Type
	// Len is the length of an array, -1 if it is not known or flexible.
	Len    int
	Record *RecordInfo
	Params []*Type
	// Variadic is set for functions; those declared with `()` are variadic too.
	Variadic bool
	Const    bool
	Volatile bool
	// AtomicQual is set for _Atomic.
	AtomicQual bool
	// slot is where a type that is not known keeps what its use taught.
	slot *slot
}

// String returns the type as C spells it.
func (t *Type) String() string { return t.Name }

// IsInteger reports whether t is an integer type; bool and enumerations are.
func (t *Type) IsInteger() bool { return t.Kind == Int || t.Kind == Bool }

// IsScalar reports whether an object of the type is one cell that holds an integer
// or a pointer.
func (t *Type) IsScalar() bool {
	switch t.Kind {
	case Bool, Int, Pointer, Unknown:
		return true
	case Void, Array, Record, Func, Float:
		return false
	default:
		panic("ctype: unhandled kind")
	}
}

// IsInt reports whether t is plain int, the type that the zero prog.Type stands
// for.
func (t *Type) IsInt() bool { return t.Kind == Int && !t.Unsigned && t.Bits == 32 }

// IsVoidPointer reports whether t is a pointer to void.
func (t *Type) IsVoidPointer() bool { return t.Kind == Pointer && t.Elem.Kind == Void }

// Prog returns the type that the program's objects and registers have: exact, but
// for int, which is the zero Type (32 bits with sign, as in litmus tests). Of what
// is no scalar it is the zero Type too.
func (t *Type) Prog() prog.Type {
	switch t.Kind {
	case Bool:
		return prog.Type{Name: "bool", Bits: 8, Unsigned: true, Exact: true}
	case Int:
		if t.IsInt() {
			return prog.Type{}
		}
		return prog.Type{Name: t.Unqualified().Name, Bits: t.Bits, Unsigned: t.Unsigned, Exact: true}
	case Pointer:
		return prog.Type{Name: t.Elem.Unqualified().Name, Bits: 64, Unsigned: true, Pointer: true, Exact: true}
	case Unknown:
		return prog.Type{Name: "unknown", Bits: 64, Exact: true}
	case Void, Array, Record, Func, Float:
		return prog.Type{}
	default:
		panic("ctype: unhandled kind")
	}
}
