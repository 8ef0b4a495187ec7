package ctype

import "github.com/lkmm-tools/fencepost/model/source"

// slot is what use has taught of something that is known by name only.
type slot struct {
	known *Type
	// at is where it was learned, or where the name stands.
	at source.Span
	// of is the member whose type it is, "" if it has a name of its own.
	of string
	// kept is set if it lasts as long as the Env. What is learned of another one, such
	// as the type of an expression that has an error, is no lesson.
	kept bool
}

// UnknownType returns a new type that is not known; name is how messages call it.
// What is learned of it is known of all copies of the result.
func UnknownType(name string) *Type {
	return named(Type{Kind: Unknown, Bits: 64, slot: &slot{}}, name)
}

// Resolve returns what is known by now of a type: t itself, or what was learned of
// an Unknown one.
func (t *Type) Resolve() *Type {
	for n := 0; t.Kind == Unknown && t.slot != nil && t.slot.known != nil && n < maxDepth; n++ {
		t = t.slot.known.Qualified(qualifiersOf(t))
	}
	return t
}

// Learn tells that a type that is not known is as, because it is used so at a
// place. It is false if it was learned to be something else before: then the use
// is an error. For any other type it reports whether the two are the same.
func (e *Env) Learn(t, as *Type, at source.Span) bool {
	as = as.Resolve().Unqualified()
	known := t.Resolve()
	if as.Kind == Unknown || as.Kind == Void || as.Kind == Func {
		return true // that teaches nothing
	}
	if known.Kind != Unknown || known.slot == nil {
		return Same(known, as)
	}
	for part := as; part.Kind == Array; part = part.Elem.Resolve() {
		if part.Elem.Resolve() == known || part.Elem.slot == known.slot {
			return false // an array of itself
		}
	}
	if known.slot.kept {
		e.lessons++
	}
	known.slot.known, known.slot.at = as, at
	return true
}

// Learned returns where a type that is not known was learned to be what it is.
func (t *Type) Learned() (as *Type, at source.Span, ok bool) {
	if t.slot == nil || t.slot.known == nil {
		return nil, source.Span{}, false
	}
	return t.Resolve(), t.slot.at, true
}

// learnRecord makes an opaque record of a type that is not known.
func (e *Env) learnRecord(t *Type, at source.Span) *Type {
	name := t.Unqualified().Name
	if t.slot.of != "" {
		name = "type of " + t.slot.of
	}
	e.Learn(t, e.opaqueRecord(false, "", name, at), at)
	return t.Resolve()
}

// Deref returns what t points to: the element of a pointer or of an array. Of a
// type that is not known a pointer is learned. ok is false for any other type.
func (e *Env) Deref(t *Type, at source.Span) (elem *Type, ok bool) {
	t = t.Resolve()
	switch {
	case t.Kind == Pointer || t.Kind == Array:
		return t.Elem.Resolve(), true
	case t.Kind == Unknown && t.slot != nil:
		target := UnknownType("unknown")
		target.slot.at, target.slot.kept = at, t.slot.kept
		if t.slot.of != "" {
			target.slot.of = "*" + t.slot.of
		}
		e.Learn(t, PointerTo(target), at)
		return target, true
	default:
		return nil, false
	}
}

// Meet learns from an assignment, comparison or call that relates two types, down
// through pointers: `&p->lock` given to a function that takes a spinlock_t * tells
// what p->lock is. It is false if that contradicts what is known of an Unknown
// type; it says nothing about two known types.
func (e *Env) Meet(a, b *Type, at source.Span) bool {
	return e.meet(a, b, at, false, maxDepth)
}

// meet relates two types; below is set for what pointers point to, whose sizes
// matter.
func (e *Env) meet(a, b *Type, at source.Span, below bool, depth int) bool {
	if depth == 0 {
		return true
	}
	wasUnknown := a.Kind == Unknown || b.Kind == Unknown
	a, b = a.Resolve(), b.Resolve()
	switch {
	case a.Kind == Unknown && b.Kind == Unknown:
		return true
	case a.Kind == Unknown:
		return e.meetUnknown(a, b, at, below)
	case b.Kind == Unknown:
		return e.meetUnknown(b, a, at, below)
	case a.Kind == Pointer && b.Kind == Pointer:
		return e.meet(a.Elem, b.Elem, at, true, depth-1)
	case below && wasUnknown && a.Kind != Void && b.Kind != Void:
		return Same(a, b)
	default:
		return true
	}
}

// meetUnknown relates an unknown type to a known one. A value that is no pointer
// tells nothing: it could be of any width.
func (e *Env) meetUnknown(t, as *Type, at source.Span, below bool) bool {
	if !below && as.Kind != Record && (as.Kind != Pointer || as.Elem.Kind == Void) {
		return true
	}
	return e.Learn(t, as, at)
}
