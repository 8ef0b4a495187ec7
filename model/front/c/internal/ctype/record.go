package ctype

import "github.com/lkmm-tools/fencepost/model/source"

// RecordInfo is a struct or union. Two Types are of one record if they share it,
// or if their tags and layouts are equal (two files that declare the same).
type RecordInfo struct {
	Tag   string
	Union bool
	Span  source.Span
	// Known is set when the definition was seen. Otherwise members are added as
	// they are used, each with eight bytes of its own or what their type needs.
	Known  bool
	Packed bool
	// Prelude is set for those that the prelude defines (atomic_t, spinlock_t).
	Prelude bool
}

// Field is a member. Members of unnamed records inside are found through them
// (Env.Member).
type Field struct {
	// Name is "" for an unnamed record or bit-field.
	Name string
	Type *Type
	// Offset is in bytes from the start of the record; of a bit-field that of the
	// byte in which it begins, and Bit the first bit in that byte.
	Offset int64
	Bit    int
	// Bits is the width of a bit-field, 0 for any other.
	Bits int
	Span source.Span
}

// Fields returns the members in their order, with their offsets.
func (r *RecordInfo) Fields() []*Field { return nil }

// Member is a member of a type with the way to it.
type Member struct {
	*Field
	// Offset is that from the start of the type in which it was looked up.
	Offset int64
	// Misaligned is set when a packed record puts it where a machine need not
	// access it at once.
	Misaligned bool
}

// Member looks for a member of a record by name, through unnamed records. An
// opaque record gets the member (Env.Lessons grows); a type that is not known
// becomes an opaque record. Going through a union makes its member one that is
// used (see Cells). ok is false if there is no such member, or t has none.
func (e *Env) Member(t *Type, name string, at source.Span) (m Member, ok bool) {
	return Member{}, false
}

// MemberNames returns the names that Member finds in t, in order, for messages.
func (e *Env) MemberNames(t *Type) []string { return nil }

// Deref returns what t points to: the element of a pointer or of an array. Of a
// type that is not known a pointer is learned. ok is false for any other type.
func (e *Env) Deref(t *Type, at source.Span) (elem *Type, ok bool) { return nil, false }
