package ctype

// Size returns the size in bytes; ok is false if it is not known: void, functions,
// arrays without a length, opaque records.
func (t *Type) Size() (n int64, ok bool) { return 0, false }

// Room is the space that an object of the type takes in the program, opaque records
// with the members that are known by now. It is what arrays of them are laid out
// with; ok is false for void, functions and arrays without a length.
func (t *Type) Room() (n int64, ok bool) { return 0, false }

// Align returns the alignment in bytes, 1 or more.
func (t *Type) Align() int64 { return 1 }
