package ctype

import "github.com/lkmm-tools/fencepost/model/source"

// slot is the type of something that is known by name only.
type slot struct {
	known *Type
	at    source.Span
}

// UnknownType returns a new type that is not known; name is how messages call it.
// What is learned of it is known of all copies of the result.
func UnknownType(name string) *Type {
	return &Type{Kind: Unknown, Name: name, Bits: 64, slot: &slot{}}
}

// Resolve returns what is known by now of a type: t itself, or what was learned of
// an Unknown one.
func (t *Type) Resolve() *Type { return t }

// Learn tells that a type that is not known is as, because it is used so at a
// place. It is false if it was learned to be something else before: then the use
// is an error. For any other type it reports whether the two are the same.
func (e *Env) Learn(t, as *Type, at source.Span) bool { return true }

// Meet learns from an assignment, comparison or call that relates two types, down
// through pointers: `&p->lock` given to a function that takes a spinlock_t * tells
// what p->lock is. It is false if that contradicts what is known of an Unknown
// type; it says nothing about two known types.
func (e *Env) Meet(a, b *Type, at source.Span) bool { return true }
