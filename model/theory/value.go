package theory

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// value is what an expression of the model means while it is specialised.
type value interface{ isValue() }

type (
	// relValue is a relation, or a set if set is true.
	relValue struct {
		id  nodeID
		set bool
	}
	// zero is `0` and `{}`: the empty set of anything.
	zero struct{}
	// universe is `_`.
	universe struct{}
	// eventValue and pairValue are elements of sets and relations.
	eventValue struct{ e int }
	pairValue  struct{ p rel.Pair }
	// listValue is a set of values, such as a set of relations.
	listValue struct{ elems []value }
	// ordersValue is the set of the strict total orders on class that contain
	// base.
	ordersValue struct {
		class *rel.Set
		base  nodeID
	}
	// crossValue is the set of unions of one relation from each part.
	crossValue struct{ parts []value }
	funValue   struct {
		param *cat.Pattern
		body  cat.Expr
		env   *env
	}
	builtinValue struct {
		name string
		f    func(c *compiler, at cat.Node, args []value) value
	}
	procValue struct {
		proc *cat.Procedure
		env  *env
	}
	tagValue   struct{ tag string }
	tupleValue struct{ elems []value }
)

func (relValue) isValue()     {}
func (zero) isValue()         {}
func (universe) isValue()     {}
func (eventValue) isValue()   {}
func (pairValue) isValue()    {}
func (listValue) isValue()    {}
func (ordersValue) isValue()  {}
func (crossValue) isValue()   {}
func (funValue) isValue()     {}
func (builtinValue) isValue() {}
func (procValue) isValue()    {}
func (tagValue) isValue()     {}
func (tupleValue) isValue()   {}

// env is a lexical environment, innermost binding first.
type env struct {
	name   string
	value  value
	parent *env
}

func (e *env) bind(name string, v value) *env { return &env{name, v, e} }

func (e *env) lookup(name string) (value, bool) {
	for ; e != nil; e = e.parent {
		if e.name == name {
			return e.value, true
		}
	}
	return nil, false
}
