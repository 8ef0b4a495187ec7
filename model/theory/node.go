package theory

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// nodeID names a node of an Instance. Operands have smaller IDs than what is
// made from them, so increasing order is an order of evaluation.
type nodeID int32

// op is the operator of a node. Sets are kept as subsets of the identity, so
// that there is one kind of matrix; ops that treat the two differently exist
// twice.
type op uint8

const (
	opConst op = iota
	opRF
	opOrder
	opChoice
	opFinal
	opDifferent
	opFixVar
	opUnion
	opInter
	opDiff
	opSeq
	opProduct
	opInverse
	opPlus
	opOpt
	opComplement
	opComplementSet
	opDomain
	opRange
	// opBound is a base relation of which the frame gives an upper bound only.
	opBound
)

// level says from when on a node's value is known.
type level uint8

const (
	static level = iota
	afterRF
	afterChoices
	afterOrders
	levels
)

// support says on what a fact about the bounds of a node hangs: that (x, y) is in
// its must is fixed by the paths of the threads of x and y, unless wideMust is
// set; then it may hang on the paths of all threads. Likewise wideMay for (x, y)
// not being in its may. internal means that on all paths only events of one
// thread are related. located means that facts may hang on computed addresses.
type support struct {
	internal, located bool
	wideMay, wideMust bool
}

// widen makes both kinds of facts wide.
func (s *support) widen() { s.wideMay, s.wideMust = true, true }

// node is one operation on relations.
type node struct {
	op   op
	a, b nodeID
	// k is the index of an order, a choice, or a fixpoint variable; elem the
	// element of a choice.
	k, elem int
	// fix is the number of the finished fixpoint that computes the node, 0 for
	// none; group that of the one being compiled.
	fix     int
	level   level
	set     bool
	support support
	group   int
	// may and must bound the value under the frame alone; they are one matrix
	// for a constant.
	may, must *rel.Rel
	cur       *rel.Rel
}

// nodeKey identifies a node for sharing.
type nodeKey struct {
	op      op
	a, b    nodeID
	k, elem int
}

// constant makes a node of a matrix that the frame fixes.
func (in *Instance) constant(m *rel.Rel, s support) nodeID {
	in.nodes = append(in.nodes, node{op: opConst, a: -1, b: -1, support: s, may: m, must: m, cur: m})
	return nodeID(len(in.nodes) - 1)
}

func (in *Instance) isConst(n nodeID) bool { return in.nodes[n].op == opConst }

func (in *Instance) isEmptyConst(n nodeID) bool {
	x := &in.nodes[n]
	return x.op == opConst && x.cur.IsEmpty()
}

// empty returns the shared empty relation.
func (in *Instance) empty() nodeID { return in.emptyNode }

// leaf makes a node whose value is set from outside; if its bounds meet it is a
// constant.
func (in *Instance) leaf(n node, s support) nodeID {
	if n.may.Equal(n.must) {
		return in.constant(n.may, s)
	}
	n.a, n.b, n.support = -1, -1, s
	n.cur = rel.New(in.n)
	in.nodes = append(in.nodes, n)
	return nodeID(len(in.nodes) - 1)
}

// unary makes the node `op a`, folded when it can be.
func (in *Instance) unary(o op, a nodeID) nodeID {
	if in.isEmptyConst(a) {
		switch o {
		case opOpt, opComplement, opComplementSet:
		default:
			if a == in.never {
				return a
			}
		}
		switch o {
		case opInverse, opPlus, opDomain, opRange:
			return in.emptyBy(o, a, a)
		}
	}
	return in.make(o, a, -1)
}

// binary makes the node `a op b`, folded when it can be.
func (in *Instance) binary(o op, a, b nodeID) nodeID {
	ea, eb := in.isEmptyConst(a), in.isEmptyConst(b)
	switch o {
	case opUnion:
		if a == in.never {
			return b
		}
		if a == b || b == in.never || eb && in.sameBy(o, a, b, a) {
			return a
		}
		if ea && in.sameBy(o, a, b, b) {
			return b
		}
	case opInter:
		if a == b {
			return a
		}
		if a == in.never || b == in.never {
			return in.never
		}
		if ea || eb {
			return in.emptyBy(o, a, b)
		}
	case opSeq, opProduct:
		if a == in.never || b == in.never {
			return in.never
		}
		if ea || eb {
			return in.emptyBy(o, a, b)
		}
	case opDiff:
		if a == b || a == in.never {
			return in.never
		}
		if b == in.never {
			return a
		}
		if ea {
			return in.emptyBy(o, a, b)
		}
		if eb && in.sameBy(o, a, b, a) {
			return a
		}
	}
	return in.make(o, a, b)
}

// supportOf returns what facts about `a op b` hang on.
func (in *Instance) supportOf(o op, a, b nodeID) support {
	n := node{op: o, support: in.nodes[a].support}
	var y *node
	if b >= 0 {
		y = &in.nodes[b]
	}
	n.derive(&in.nodes[a], y)
	return n.support
}

// sameBy reports whether `a op b`, which is equal to the node c in this frame,
// may be replaced by it: what facts hang on must not get lost.
func (in *Instance) sameBy(o op, a, b, c nodeID) bool {
	return in.frame.Fixed || in.supportOf(o, a, b) == in.nodes[c].support
}

// emptyBy returns an empty constant for `a op b`, of which at least one operand is
// empty (for a unary operator a and b are the same). That the result is empty is a
// fact of this frame; it hangs on what makes the empty operand empty.
func (in *Instance) emptyBy(o op, a, b nodeID) nodeID {
	if in.frame.Fixed {
		return in.emptyNode
	}
	id := in.emptyFrom(o, a, b, a)
	if a != b && o != opDiff {
		if other := in.emptyFrom(o, a, b, b); id < 0 || other >= 0 && in.nodes[other].support.narrower(in.nodes[id].support) {
			id = other
		}
	}
	return id
}

// narrower reports whether facts about may hang on less.
func (s support) narrower(t support) bool {
	if s.wideMay != t.wideMay {
		return !s.wideMay
	}
	return !s.located && t.located
}

// emptyFrom returns the empty constant for `a op b` if the operand c is empty,
// else -1.
func (in *Instance) emptyFrom(o op, a, b, c nodeID) nodeID {
	if !in.isEmptyConst(c) {
		return -1
	}
	x, y := in.nodes[a].support, in.nodes[b].support
	s := in.nodes[c].support
	internal := s.internal
	switch o {
	case opInter:
		internal = x.internal || y.internal
	case opDiff, opInverse:
	case opProduct:
		internal = false
	case opSeq:
		if !x.internal && !y.internal {
			s.widen() // the events in the middle are of any thread
		}
		internal = x.internal && y.internal
	case opPlus:
		if !internal {
			s.widen()
		}
	case opDomain, opRange:
		if !internal {
			s.widen()
		}
		internal = true
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", o))
	}
	s.internal, s.wideMust = internal, s.wideMay
	if id, ok := in.empties[s]; ok {
		return id
	}
	id := in.constant(in.nodes[in.emptyNode].cur, s)
	in.empties[s] = id
	return id
}

func (in *Instance) make(o op, a, b nodeID) nodeID {
	key := nodeKey{op: o, a: a, b: b}
	if id, ok := in.shared[key]; ok {
		return id
	}
	n := node{op: o, a: a, b: b}
	x := &in.nodes[a]
	n.level, n.group, n.support = x.level, x.group, x.support
	var y *node
	if b >= 0 {
		y = &in.nodes[b]
		n.level = max(n.level, y.level)
		n.group = max(n.group, y.group)
	}
	n.derive(x, y)
	var id nodeID
	if x.op == opConst && (y == nil || y.op == opConst) {
		m := rel.New(in.n)
		in.apply(o, m, x.cur, curOf(y))
		id = in.constant(m, n.support)
	} else {
		n.may, n.must = rel.New(in.n), rel.New(in.n)
		in.bounds(&n, x, y)
		if n.may.Equal(n.must) && n.group == 0 {
			id = in.constant(n.may, n.support)
		} else {
			n.cur = rel.New(in.n)
			in.nodes = append(in.nodes, n)
			id = nodeID(len(in.nodes) - 1)
		}
	}
	in.shared[key] = id
	return id
}

func curOf(n *node) *rel.Rel {
	if n == nil {
		return nil
	}
	return n.cur
}

// derive sets what facts about the node's bounds hang on.
func (n *node) derive(x, y *node) {
	s := &n.support
	if flipA, flipB := n.op.antitone(); flipA {
		s.wideMay, s.wideMust = x.support.wideMust, x.support.wideMay
	} else if y != nil {
		other := y.support
		if flipB {
			other.wideMay, other.wideMust = other.wideMust, other.wideMay
		}
		s.wideMay = s.wideMay || other.wideMay
		s.wideMust = s.wideMust || other.wideMust
		s.located = s.located || other.located
	}
	switch n.op {
	case opUnion:
		s.internal = x.support.internal && y.support.internal
	case opInter:
		s.internal = x.support.internal || y.support.internal
	case opDiff:
		s.internal = x.support.internal
	case opSeq:
		s.internal = x.support.internal && y.support.internal
		if !x.support.internal && !y.support.internal {
			s.widen()
		}
	case opProduct:
		s.internal = false
	case opInverse, opOpt:
	case opPlus:
		if !s.internal {
			s.widen()
		}
	case opComplement:
		s.internal = false
	case opComplementSet:
		s.internal = true
	case opDomain, opRange:
		if !s.internal {
			s.widen()
		}
		s.internal = true
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", n.op))
	}
}

// apply computes one operation into out, which is none of the operands.
func (in *Instance) apply(o op, out, a, b *rel.Rel) {
	switch o {
	case opUnion:
		out.UnionInto(a, b)
	case opInter:
		out.InterInto(a, b)
	case opDiff:
		out.MinusInto(a, b)
	case opSeq:
		out.SeqInto(a, b)
	case opProduct:
		out.CopyFrom(rel.Product(a.Domain(), b.Domain()))
	case opInverse:
		out.InverseInto(a)
	case opPlus:
		out.PlusInto(a)
	case opOpt:
		out.OptInto(a)
	case opComplement:
		out.ComplementInto(a)
	case opComplementSet:
		out.MinusInto(in.id, a)
	case opDomain:
		out.CopyFrom(rel.Identity(a.Domain()))
	case opRange:
		out.CopyFrom(rel.Identity(a.Range()))
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", o))
	}
}

// antitone reports whether operand b of o (or a of a complement) counts against
// the result.
func (o op) antitone() (a, b bool) {
	switch o {
	case opDiff:
		return false, true
	case opComplement, opComplementSet:
		return true, false
	default:
		return false, false
	}
}

// bounds computes may and must of n from those of its operands.
func (in *Instance) bounds(n, x, y *node) {
	flipA, flipB := n.op.antitone()
	mayA, mustA := x.may, x.must
	if flipA {
		mayA, mustA = mustA, mayA
	}
	var mayB, mustB *rel.Rel
	if y != nil {
		mayB, mustB = y.may, y.must
		if flipB {
			mayB, mustB = mustB, mayB
		}
	}
	in.apply(n.op, n.may, mayA, mayB)
	in.apply(n.op, n.must, mustA, mustB)
}
