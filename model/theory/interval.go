package theory

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// interval holds bounds of all nodes under a partial assignment.
type interval struct {
	in   *Instance
	may  []*rel.Rel
	must []*rel.Rel
}

// Entails reports whether the literals of a violation's reason alone, in this
// frame, break the violated axiom: whatever else rf, the choices and the orders
// are. It is how learned clauses are re-checked.
func (in *Instance) Entails(v Violation) bool {
	iv := in.intervals(v.Reason)
	for i := range in.axioms {
		a := &in.axioms[i]
		if a.flag || a.name != v.Axiom {
			continue
		}
		if a.neg {
			return true // the reason is the whole candidate
		}
		if _, must := iv.bounds(a.node); !in.tests(a, must) {
			return true
		}
	}
	return false
}

// EntailsAbsence reports whether the literals alone keep the pair out of the
// flag's relation.
func (in *Instance) EntailsAbsence(flag string, p rel.Pair, reason []Lit) bool {
	iv := in.intervals(reason)
	for i := range in.axioms {
		a := &in.axioms[i]
		if !a.flag || a.name != flag {
			continue
		}
		if may, _ := iv.bounds(a.node); may.Has(p.From, p.To) {
			return false
		}
	}
	return true
}

// intervals computes bounds of all nodes under literals.
func (in *Instance) intervals(lits []Lit) *interval {
	iv := &interval{in: in, may: make([]*rel.Rel, len(in.nodes)), must: make([]*rel.Rel, len(in.nodes))}
	values := false
	for _, l := range lits {
		values = values || l.Kind == ValueLit
	}
	// The last writes are read off the orders, whose nodes come later.
	for _, o := range in.Orders {
		if !in.isConst(o.node) {
			iv.node(o.node, lits, values)
		}
	}
	for l := static; l < levels; l++ {
		for _, id := range in.live[l] {
			switch n := &in.nodes[id]; n.op {
			case opOrder:
			case opFixVar:
				iv.group(in.groups[n.fix-1])
			default:
				iv.node(id, lits, values)
			}
		}
	}
	return iv
}

func (iv *interval) bounds(id nodeID) (may, must *rel.Rel) {
	if iv.may[id] != nil {
		return iv.may[id], iv.must[id]
	}
	n := &iv.in.nodes[id]
	iv.may[id], iv.must[id] = n.may, n.must
	return n.may, n.must
}

func (iv *interval) node(id nodeID, lits []Lit, values bool) {
	in := iv.in
	n := &in.nodes[id]
	may, must := n.may.Clone(), n.must.Clone()
	switch n.op {
	case opConst, opBound:
	case opRF:
		for _, l := range lits {
			if l.Kind == RFLit {
				fixSource(may, must, l)
			}
		}
	case opOrder:
		for _, l := range lits {
			if l.Kind == OrderLit && l.K == n.k {
				fixOrder(may, must, l)
			}
		}
	case opChoice:
		for _, l := range lits {
			if l.Kind != ChoiceLit || l.K != n.k {
				continue
			}
			if l.Neg == (l.A == n.elem) {
				may.Clear()
				must.Clear()
			} else if !l.Neg {
				elemMay, elemMust := iv.bounds(n.a)
				may, must = elemMay.Clone(), elemMust.Clone()
			}
		}
	case opFinal:
		iv.final(may, must)
	case opDifferent:
		if values {
			may, must = n.cur.Clone(), n.cur.Clone()
		}
	case opUnion, opInter, opDiff, opSeq, opProduct, opInverse, opPlus, opOpt,
		opComplement, opComplementSet, opDomain, opRange:
		iv.operate(n, may, must)
		if in.isStep(n) {
			for _, l := range lits {
				if l.Kind == StepLit && n.may.Has(l.A, l.B) {
					must.Add(l.A, l.B)
				}
			}
		}
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", n.op))
	}
	iv.may[id], iv.must[id] = may, must
}

func (iv *interval) operate(n *node, may, must *rel.Rel) {
	x := &node{}
	x.may, x.must = iv.bounds(n.a)
	var y *node
	if n.b >= 0 {
		y = &node{}
		y.may, y.must = iv.bounds(n.b)
	}
	out := &node{op: n.op, may: may, must: must}
	iv.in.bounds(out, x, y)
}

func fixSource(may, must *rel.Rel, l Lit) {
	if l.Neg {
		may.Remove(l.A, l.B)
		return
	}
	for w := range may.Size() {
		if w != l.A {
			may.Remove(w, l.B)
		}
	}
	must.Add(l.A, l.B)
}

func fixOrder(may, must *rel.Rel, l Lit) {
	a, b := l.A, l.B
	if l.Neg {
		a, b = b, a
	}
	must.Add(a, b)
	may.Remove(b, a)
}

// final bounds the last writes by the bounds of the orders.
func (iv *interval) final(may, must *rel.Rel) {
	for _, w := range iv.in.writes.Members() {
		if !may.Has(w, w) {
			continue
		}
		last := true
		for _, o := range iv.in.Orders {
			orderMay, orderMust := iv.bounds(o.node)
			orderMust.EachTo(w, func(x int) {
				if iv.in.writes.Has(x) {
					may.Remove(w, w)
				}
			})
			orderMay.EachTo(w, func(x int) { last = last && !iv.in.writes.Has(x) })
		}
		if last {
			must.Add(w, w)
		}
	}
}

// group bounds a fixpoint; a non-monotone one keeps the bounds of the frame.
func (iv *interval) group(g *fixGroup) {
	in := iv.in
	for _, v := range g.vars {
		iv.may[v], iv.must[v] = in.nodes[v].may.Clone(), in.nodes[v].must.Clone()
		if g.monotone {
			iv.may[v].Clear()
			iv.must[v].Clear()
		}
	}
	for changed := true; changed; {
		changed = false
		for i, list := range g.nodes {
			for _, id := range list {
				may, must := rel.New(in.n), rel.New(in.n)
				iv.operate(&in.nodes[id], may, must)
				iv.may[id], iv.must[id] = may, must
			}
			if !g.monotone {
				continue
			}
			v := g.vars[i]
			may, must := iv.bounds(g.bodies[i])
			if !may.SubsetOf(iv.may[v]) || !must.SubsetOf(iv.must[v]) {
				changed = true
				iv.may[v], iv.must[v] = may.Union(iv.may[v]), must.Union(iv.must[v])
			}
		}
	}
}
