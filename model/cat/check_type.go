package cat

import (
	"fmt"
	"strings"
)

// typeKind is what is known about a value before a model is evaluated.
type typeKind uint8

const (
	// anyType is for a value of which nothing is known.
	anyType typeKind = iota
	setType
	relType
	// emptyType is `{}`: the empty set of anything.
	emptyType
	// zeroType is `0`: a relation, and the empty set of anything.
	zeroType
	// universeType is `_`: all events or all pairs.
	universeType
	eventType
	tagType
	tupleType
	// valuesType is a set of something else than events and pairs.
	valuesType
	funcType
	builtinType
	procType
)

// typ is an approximation of a value.
type typ struct {
	kind typeKind
	// elem is the type of the members of a valuesType, or the result of a
	// builtinType.
	elem *typ
	// elems are the parts of a tupleType or the parameters of a builtinType.
	elems []*typ
	// name is the name of a function.
	name string
	// param, body and scope are those of a funcType; a procType has param.
	param *Pattern
	body  Expr
	scope *scope
	// busy is set while the body is looked at, to end recursion.
	busy bool
}

func valuesOf(elem *typ) *typ { return &typ{kind: valuesType, elem: elem} }

// String names the type with the words of messages.
func (t *typ) String() string {
	switch t.kind {
	case anyType:
		return "anything"
	case setType:
		return "set"
	case relType, zeroType:
		return "relation"
	case emptyType:
		return "empty set"
	case universeType:
		return "universe"
	case eventType:
		return "event"
	case tagType:
		return "tag"
	case tupleType:
		return fmt.Sprintf("tuple of %d values", len(t.elems))
	case valuesType:
		return "set of " + t.elem.plural()
	case funcType:
		return "function"
	case builtinType:
		var params []string
		for _, p := range t.elems {
			params = append(params, p.String())
		}
		text := strings.Join(params, ", ")
		if len(params) != 1 {
			text = "(" + text + ")"
		}
		return text + " → " + t.elem.String()
	case procType:
		return "procedure"
	default:
		panic(fmt.Sprintf("cat: unhandled type %d", t.kind))
	}
}

func (t *typ) plural() string {
	switch t.kind {
	case anyType:
		return "values"
	case valuesType:
		return "sets of " + t.elem.plural()
	case tupleType:
		return "tuples"
	case setType, relType, zeroType, emptyType, universeType, eventType, tagType, funcType, builtinType, procType:
		return t.described() + "s"
	default:
		panic(fmt.Sprintf("cat: unhandled type %d", t.kind))
	}
}

// described is String without the types of a built-in function.
func (t *typ) described() string {
	if t.kind == builtinType {
		return "function"
	}
	return t.String()
}

// withArticle is described with an article.
func (t *typ) withArticle() string {
	s := t.described()
	if strings.IndexByte("aeiou", s[0]) >= 0 && t.kind != universeType {
		return "an " + s
	}
	return "a " + s
}

// isPair reports whether t is a member of a relation.
func (t *typ) isPair() bool {
	if t.kind != tupleType || len(t.elems) != 2 {
		return false
	}
	for _, e := range t.elems {
		if e.kind != eventType && e.kind != anyType {
			return false
		}
	}
	return true
}

// fits reports whether a value of type t may be used where want is needed. It
// says no only when evaluation would fail.
func (t *typ) fits(want typeKind) bool {
	switch t.kind {
	case anyType:
		return true
	case emptyType, zeroType:
		return want == setType || want == relType || want == valuesType || want == emptyType
	case universeType:
		return want == setType || want == relType || want == valuesType
	case eventType:
		return want == setType || want == eventType
	case tupleType:
		return want == tupleType || want == relType && t.isPair()
	case setType, relType:
		return want == t.kind || want == valuesType
	case tagType, valuesType, funcType, builtinType, procType:
		return want == t.kind
	default:
		panic(fmt.Sprintf("cat: unhandled type %d", t.kind))
	}
}

// member returns the type of the members of a set of whatever kind.
func (t *typ) member() *typ {
	switch t.kind {
	case setType:
		return &typ{kind: eventType}
	case relType:
		event := &typ{kind: eventType}
		return &typ{kind: tupleType, elems: []*typ{event, event}}
	case valuesType:
		return t.elem
	default:
		return &typ{}
	}
}

// vague reports whether t can still become a set, a relation or something else.
func (t *typ) vague() bool {
	return t.kind == anyType || t.kind == emptyType || t.kind == zeroType || t.kind == universeType
}

// join returns the type of a value that has type t or u.
func join(t, u *typ) *typ {
	switch {
	case t.kind == anyType || u.kind == anyType:
		return &typ{}
	case t.vague() && u.kind != t.kind && t.fits(u.kind):
		return u
	case u.vague() && u.kind != t.kind && u.fits(t.kind):
		return t
	case t.kind != u.kind:
		return &typ{}
	case t.kind == valuesType:
		return valuesOf(join(t.elem, u.elem))
	case t.kind == setType, t.kind == relType, t.vague(), t.kind == eventType, t.kind == tagType:
		return t
	default:
		return &typ{}
	}
}

// scope is a lexical environment of types.
type scope struct {
	parent *scope
	vars   map[string]*typ
}

// child returns an empty scope inside s.
func (s *scope) child() *scope { return &scope{parent: s, vars: map[string]*typ{}} }

func (s *scope) lookup(name string) *typ {
	for ; s != nil; s = s.parent {
		if t := s.vars[name]; t != nil {
			return t
		}
	}
	return nil
}
