package cat

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// value is what an expression denotes. The set of forms is closed.
type value interface {
	// kind names the form in messages, with its article.
	kind() string
}

// Values. A set of events and a relation are never changed once made.
type (
	// eventVal is one event.
	eventVal int
	// setVal is a set of events.
	setVal struct{ s *rel.Set }
	// relVal is a relation.
	relVal struct{ r *rel.Rel }
	// tagVal is the annotation of an event.
	tagVal string
	// tupleVal is a tuple of other than one values.
	tupleVal []value
	// emptyVal is `{}`, the empty set of anything.
	emptyVal struct{}
	// universeVal is `_`, the set of all events or the relation of all pairs.
	universeVal struct{}
	// funcVal is a function written in cat.
	funcVal struct {
		name  string
		param *Pattern
		body  Expr
		env   *env
	}
	// builtinVal is a function that cat cannot express.
	builtinVal struct {
		name  string
		apply builtinFunc
	}
	// procVal is a procedure.
	procVal struct {
		def *Procedure
		env *env
	}
)

func (eventVal) kind() string    { return "an event" }
func (setVal) kind() string      { return "a set of events" }
func (relVal) kind() string      { return "a relation" }
func (tagVal) kind() string      { return "a tag" }
func (tupleVal) kind() string    { return "a tuple" }
func (emptyVal) kind() string    { return "an empty set" }
func (universeVal) kind() string { return "the universe" }
func (*valueSet) kind() string   { return "a set of values" }
func (*funcVal) kind() string    { return "a function" }
func (*builtinVal) kind() string { return "a function" }
func (*procVal) kind() string    { return "a procedure" }

// asRel returns v as a relation over n events.
func asRel(v value, n int) (*rel.Rel, bool) {
	switch v := v.(type) {
	case relVal:
		return v.r, true
	case emptyVal:
		return rel.New(n), true
	case universeVal:
		return rel.Full(n), true
	case tupleVal:
		if p, ok := asPair(v); ok {
			return rel.Of(n, p), true
		}
	case eventVal, setVal, tagVal, *valueSet, *funcVal, *builtinVal, *procVal:
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
	return nil, false
}

// asSet returns v as a set of events.
func asSet(v value, n int) (*rel.Set, bool) {
	switch v := v.(type) {
	case setVal:
		return v.s, true
	case emptyVal:
		return rel.NewSet(n), true
	case universeVal:
		return rel.FullSet(n), true
	case eventVal:
		return rel.SetOf(n, int(v)), true
	case relVal, tagVal, tupleVal, *valueSet, *funcVal, *builtinVal, *procVal:
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
	return nil, false
}

// asValues returns v as a set of values. A set of events or a relation is one
// too: its elements are events or pairs.
func asValues(v value) (*valueSet, bool) {
	switch v := v.(type) {
	case *valueSet:
		return v, true
	case emptyVal:
		return listedSet(nil), true
	case setVal:
		var elems []value
		for _, e := range v.s.Members() {
			elems = append(elems, eventVal(e))
		}
		return listedSet(elems), true
	case relVal:
		var elems []value
		for _, p := range v.r.Pairs() {
			elems = append(elems, tupleVal{eventVal(p.From), eventVal(p.To)})
		}
		return listedSet(elems), true
	case eventVal, tagVal, tupleVal, universeVal, *funcVal, *builtinVal, *procVal:
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", v))
	}
	return nil, false
}

// asPair returns a tuple of two events as a pair.
func asPair(v value) (rel.Pair, bool) {
	t, ok := v.(tupleVal)
	if !ok || len(t) != 2 {
		return rel.Pair{}, false
	}
	from, ok1 := t[0].(eventVal)
	to, ok2 := t[1].(eventVal)
	return rel.Pair{From: int(from), To: int(to)}, ok1 && ok2
}

// sameValue reports whether two values are equal. Functions are equal only to
// themselves. n is the number of events.
func sameValue(a, b value, n int) bool {
	switch x := a.(type) {
	case eventVal, tagVal:
		return a == b
	case tupleVal:
		y, ok := b.(tupleVal)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !sameValue(x[i], y[i], n) {
				return false
			}
		}
		return true
	case setVal, relVal, emptyVal, universeVal:
		return sameEvents(a, b, n)
	case *valueSet:
		y, ok := asValues(b)
		return ok && x.equal(y, n)
	case *funcVal, *builtinVal, *procVal:
		return a == b
	default:
		panic(fmt.Sprintf("cat: unhandled value %T", a))
	}
}

// sameEvents compares two values that may stand for sets of events or relations.
func sameEvents(a, b value, n int) bool {
	switch b.(type) {
	case *valueSet:
		return sameValue(b, a, n)
	case eventVal, tupleVal:
		return false
	}
	_, setA := a.(setVal)
	_, setB := b.(setVal)
	if setA || setB {
		s, ok1 := asSet(a, n)
		t, ok2 := asSet(b, n)
		return ok1 && ok2 && s.Equal(t)
	}
	r, ok1 := asRel(a, n)
	q, ok2 := asRel(b, n)
	return ok1 && ok2 && r.Equal(q)
}
