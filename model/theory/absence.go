package theory

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// maybe returns the pairs of a node that may be there as far as the explainer
// looks: its current value, or its upper bound under some literals alone.
func (e *explainer) maybe(id nodeID) *rel.Rel {
	if e.upper != nil {
		may, _ := e.upper.bounds(id)
		return may
	}
	return e.in.nodes[id].cur
}

// neg explains why (x, y) is not in the current value of a node.
func (e *explainer) neg(id nodeID, x, y int) {
	in := e.in
	n := &in.nodes[id]
	if !n.may.Has(x, y) {
		e.static(n.support, n.support.wideMay, x, y)
		return
	}
	switch n.op {
	case opConst:
		panic("theory: absence of a pair that a constant has")
	case opRF:
		e.add(Lit{Kind: RFLit, A: x, B: y, Neg: true})
	case opOrder:
		e.add(Lit{Kind: OrderLit, K: n.k, A: x, B: y, Neg: true})
	case opChoice:
		if in.Choices[n.k].picked != n.elem {
			e.add(Lit{Kind: ChoiceLit, K: n.k, A: n.elem, Neg: true})
		} else {
			e.neg(n.a, x, y)
		}
	case opFinal, opDifferent, opFixVar:
		e.whole()
	case opUnion:
		e.neg(n.a, x, y)
		e.neg(n.b, x, y)
	case opInter:
		e.negOneOf(n.a, x, y, n.b, x, y)
	case opDiff:
		if e.maybe(n.a).Has(x, y) {
			e.pos(n.b, x, y)
		} else {
			e.neg(n.a, x, y)
		}
	case opSeq:
		mayA, mayB := in.nodes[n.a].may, in.nodes[n.b].may
		// Which middles there can be is a fact of the frame.
		s := in.nodes[n.a].support
		t := in.nodes[n.b].support
		e.static(support{located: s.located || t.located}, s.wideMay || t.wideMay || !s.internal && !t.internal, x, y)
		mayA.EachTo(x, func(c int) {
			if mayB.Has(c, y) {
				e.negOneOf(n.a, x, c, n.b, c, y)
			}
		})
	case opProduct:
		e.negOneOf(n.a, x, x, n.b, y, y)
	case opInverse:
		e.neg(n.a, y, x)
	case opPlus:
		e.cut(n, x, y)
	case opOpt:
		e.neg(n.a, x, y)
	case opComplement, opComplementSet:
		e.pos(n.a, x, y)
	case opDomain:
		e.wideMay(n.a, x)
		in.nodes[n.a].may.EachTo(x, func(z int) { e.neg(n.a, x, z) })
	case opRange:
		e.wideMay(n.a, y)
		in.nodes[n.a].may.Inverse().EachTo(y, func(z int) { e.neg(n.a, z, y) })
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", n.op))
	}
}

// wideMay adds what the possible partners of x in a node hang on.
func (e *explainer) wideMay(id nodeID, x int) {
	s := e.in.nodes[id].support
	e.static(s, s.wideMay || !s.internal, x, x)
}

// negOneOf explains the absence of one of two pairs that are not both present.
func (e *explainer) negOneOf(a nodeID, ax, ay int, b nodeID, bx, by int) {
	na, nb := &e.in.nodes[a], &e.in.nodes[b]
	switch {
	case e.maybe(a).Has(ax, ay):
		e.neg(b, bx, by)
	case e.maybe(b).Has(bx, by):
		e.neg(a, ax, ay)
	case !nb.may.Has(bx, by) || nb.level < na.level || nb.op == opRF || nb.op == opOrder:
		e.neg(b, bx, by)
	default:
		e.neg(a, ax, ay)
	}
}

// cut explains why y cannot be reached from x: no pair leaves what can.
func (e *explainer) cut(n *node, x, y int) {
	a, maybe := &e.in.nodes[n.a], e.maybe(n.a)
	reach := rel.NewSet(e.in.n)
	reach.Add(x)
	for again := true; again; {
		again = false
		for _, u := range reach.Members() {
			maybe.EachTo(u, func(v int) {
				if !reach.Has(v) {
					reach.Add(v)
					again = true
				}
			})
		}
	}
	if reach.Has(y) {
		// x = y lies on no cycle: leave what x reaches in one step or more.
		reach.Remove(y)
	}
	e.static(a.support, a.support.wideMay || !a.support.internal, x, y)
	for _, u := range reach.Members() {
		a.may.EachTo(u, func(v int) {
			if !reach.Has(v) {
				e.neg(n.a, u, v)
			}
		})
	}
	if x == y {
		a.may.EachTo(x, func(v int) {
			if !maybe.Has(x, v) {
				e.neg(n.a, x, v)
			}
		})
	}
}
