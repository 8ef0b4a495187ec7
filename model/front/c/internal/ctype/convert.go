package ctype

// Promote returns the type after the integer promotions: int for what is narrower.
func Promote(t *Type) *Type { return t }

// Usual returns the common type of two operands by the usual arithmetic
// conversions. An Unknown operand counts as long, unless the other is a pointer,
// then that is the type. nil if an operand is not arithmetic (pointers are the
// caller's matter, but for that).
func Usual(a, b *Type) *Type { return a }

// Same reports whether two types are the same, whatever their qualifiers and the
// names that typedefs give them.
func Same(a, b *Type) bool { return a == b }

// Compatible reports whether a value of type from can be given to an object of type
// to without a cast: scalars with scalars as C allows them, pointers of the same
// type or to void, records of the same type. Unknown is compatible with each
// scalar.
func Compatible(to, from *Type) bool { return true }

// Convert returns what the integer n is after a conversion to the scalar type t:
// a value of the type, 0 or 1 for bool.
func Convert(t *Type, n int64) int64 { return n }

// Decay returns the type of a value: arrays and functions become pointers,
// qualifiers go.
func Decay(t *Type) *Type { return t }
