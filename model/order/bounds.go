package order

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// value is what an expression of the model means on one path of one thread.
type value interface{ isValue() }

type (
	// bounds is what is known of a relation between events of the path (or of a
	// set, as a part of the identity) in all executions in which the thread takes
	// the path: it contains must and is contained in may. Other threads and the
	// initial writes are not looked at, so:
	//
	//   - pairs with such events are not represented; inside says that there are none;
	//   - the composition of two relations that both have some may relate anything;
	//   - must only ever comes from events of the path, and what other threads do
	//     takes nothing away from it.
	//
	// So bounds are the same whatever the other threads do, and claims made of them
	// need no look at an execution.
	bounds struct {
		must, may *rel.Rel
		inside    bool
		set       bool
		has       parts
	}
	// anything is a value that is not followed.
	anything struct{}
	// nothing is `0` and `{}`, universe `_`.
	nothing  struct{}
	universe struct{}
	function struct {
		param *cat.Pattern
		body  cat.Expr
		in    *scope
	}
	builtin struct{ name string }
	tuple   struct{ elems []value }
)

func (*bounds) isValue()   {}
func (anything) isValue()  {}
func (nothing) isValue()   {}
func (universe) isValue()  {}
func (*function) isValue() {}
func (builtin) isValue()   {}
func (tuple) isValue()     {}

// parts are relations that a value contains in every execution, pairs of other
// threads included.
type parts uint8

const (
	hasRF parts = 1 << iota
	hasRFInverse
	hasCO
)

// exact returns the bounds of what the path fixes.
func exact(r *rel.Rel, set bool) *bounds {
	return &bounds{must: r, may: r, inside: true, set: set}
}

// fixed reports whether the value is the same in all executions.
func (b *bounds) fixed() bool { return b.inside && (b.must == b.may || b.must.Equal(b.may)) }

// isEmpty reports whether the value is empty in all executions.
func (b *bounds) isEmpty() bool { return b.inside && b.may.IsEmpty() }

// top returns the bounds of something unknown.
func (e *eval) top(set bool) *bounds {
	if set {
		return &bounds{must: e.none, may: e.same, inside: true, set: true}
	}
	return &bounds{must: e.none, may: e.full}
}

func (e *eval) binary(op cat.BinOp, x, y *bounds) *bounds {
	if (op == cat.SeqOp || op == cat.InterOp) && (x.isEmpty() || y.isEmpty()) {
		return exact(e.none, x.set || y.set)
	}
	out := &bounds{}
	both := x.inside && y.inside
	switch op {
	case cat.UnionOp:
		out.inside, out.set, out.has = both, x.set && y.set, x.has|y.has
		out.must, out.may = pair(x, y, (*rel.Rel).Union)
	case cat.InterOp:
		out.inside, out.set = x.inside || y.inside, x.set || y.set
		out.must, out.may = pair(x, y, (*rel.Rel).Inter)
	case cat.DiffOp:
		out.inside, out.set = x.inside, x.set
		out.must = x.must.Minus(y.may)
		out.may = out.must
		if !(x.fixed() && y.fixed()) {
			out.may = x.may.Minus(y.must)
		}
	case cat.SeqOp:
		out.inside = both
		out.must, out.may = pair(x, y, (*rel.Rel).Seq)
		if !x.inside && !y.inside {
			out.may = e.full
		}
		if x.has&hasRFInverse != 0 && y.has&hasCO != 0 {
			// From-reads: a read comes before the writes that follow it in program
			// order and are surely to the same location, or it would read from one
			// that is overwritten already.
			out.must = out.must.Union(e.overwritten)
		}
	case cat.ProductOp:
		out.must = rel.Product(x.must.Domain(), y.must.Domain())
		out.may = out.must
		if !(x.fixed() && y.fixed()) {
			out.may = rel.Product(x.may.Domain(), y.may.Domain())
		}
	default:
		panic("order: unhandled operator " + op.String())
	}
	return out
}

// pair applies a monotone operator to both bounds.
func pair(x, y *bounds, f func(a, b *rel.Rel) *rel.Rel) (must, may *rel.Rel) {
	must = f(x.must, y.must)
	if x.must == x.may && y.must == y.may {
		return must, must
	}
	return must, f(x.may, y.may)
}

func (e *eval) unary(op cat.UnOp, x *bounds) *bounds {
	out := &bounds{inside: x.inside}
	each := func(f func(*rel.Rel) *rel.Rel) {
		out.must = f(x.must)
		if x.must == x.may {
			out.may = out.must
		} else {
			out.may = f(x.may)
		}
	}
	switch op {
	case cat.PlusOp, cat.StarOp:
		each((*rel.Rel).Plus)
		if !x.inside {
			out.may = e.full
		}
		if out.has = x.has; op == cat.StarOp {
			out.must, out.may = out.must.Opt(), out.may.Opt()
		}
	case cat.OptOp:
		each((*rel.Rel).Opt)
		out.has = x.has
	case cat.InverseOp:
		each((*rel.Rel).Inverse)
		if x.has&hasRF != 0 {
			out.has = hasRFInverse
		}
		out.set = x.set
	case cat.ComplementOp:
		if x.set {
			return e.binary(cat.DiffOp, exact(e.same, true), x)
		}
		out.must, out.may, out.inside = x.may.Complement(), x.must.Complement(), false
	default:
		panic("order: unhandled operator")
	}
	return out
}
