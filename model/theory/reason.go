package theory

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// LitKind is the kind of a literal.
type LitKind uint8

const (
	// PathLit: thread A takes the path that the frame has.
	PathLit LitKind = iota
	// AddrLit: the computed addresses of thread A are those of the frame.
	AddrLit
	// RFLit: event B reads from event A.
	RFLit
	// OrderLit: A is before B in order K.
	OrderLit
	// ChoiceLit: choice K has its element A.
	ChoiceLit
	// ValueLit: the values of all reads are those of the candidate.
	ValueLit
	// RunLit: event A is executed.
	RunLit
	// StepLit: A is followed by B with nothing between, in a relation that an order
	// gives (see UseSteps).
	StepLit
)

// Lit is one fact about a candidate of the frame.
type Lit struct {
	Kind LitKind
	K    int
	A, B int
	// Neg turns the fact round; Only RFLit, OrderLit and ChoiceLit
	// have a negation.
	Neg bool
}

// Violation is one way in which the current candidate breaks an axiom.
type Violation struct {
	Axiom string
	// Pairs are the edges of the cycle, or the one offending element.
	Pairs []rel.Pair
	// Reason are literals, all true of the candidate, whose conjunction breaks
	// the axiom in every execution that has them.
	Reason []Lit
	axiom  int
}

// maxCycles bounds how many cycles of one relation are turned into reasons.
const maxCycles = 12

// Violations returns ways in which the current candidate breaks axioms that are
// known up to the given stage; none if it breaks none.
func (in *Instance) Violations(upTo stage) []Violation {
	var out []Violation
	for i := range in.axioms {
		a := &in.axioms[i]
		if a.flag || a.level > upTo || in.holds(a) {
			continue
		}
		r := in.nodes[a.node].cur
		if a.neg {
			e := newExplainer(in)
			e.whole()
			out = append(out, Violation{a.name, nil, e.list, i})
			continue
		}
		for _, cycle := range offending(a, r) {
			e := newExplainer(in)
			for _, p := range cycle {
				e.pos(a.node, p.From, p.To)
			}
			e.finish()
			out = append(out, Violation{a.name, cycle, e.list, i})
		}
	}
	return out
}

// WhyNotFlag gives, for each element that the flag's relation may have in this
// frame, a reason why the current candidate does not have it. ok is false when
// the flag is not of the form that has elements.
func (in *Instance) WhyNotFlag(name string) (elements []rel.Pair, reasons [][]Lit, ok bool) {
	for i := range in.axioms {
		a := &in.axioms[i]
		if !a.flag || a.name != name {
			continue
		}
		n := &in.nodes[a.node]
		if !a.elements() {
			return nil, nil, false
		}
		for _, p := range n.may.Pairs() {
			e := newExplainer(in)
			e.neg(a.node, p.From, p.To)
			e.finish()
			elements = append(elements, p)
			reasons = append(reasons, e.list)
		}
	}
	return elements, reasons, true
}

// Demanded returns the pairs that order k has in every candidate of the frame,
// each with what that hangs on.
func (in *Instance) Demanded(k int) (pairs []rel.Pair, reasons [][]Lit) {
	o := in.Orders[k]
	base := &in.nodes[o.base]
	for _, p := range base.must.Inter(o.class).Pairs() {
		e := newExplainer(in)
		e.static(base.support, base.support.wideMust, p.From, p.To)
		pairs = append(pairs, p)
		reasons = append(reasons, e.list)
	}
	return pairs, reasons
}

// elements reports whether the axiom is about a relation having elements.
func (a *axiom) elements() bool { return a.kind == catEmpty && a.neg }

// explainer collects the literals of one reason.
type explainer struct {
	in   *Instance
	seen map[Lit]bool
	list []Lit
	// owed are pairs of fixpoint variables that are still to be explained.
	owed []owed
	paid map[owed]bool
	// costs are the estimates made so far.
	costs map[costKey]int
	// upper, if not nil, has the upper bounds of all nodes while their current
	// values are lower bounds (see General).
	upper *interval
}

// owed is a pair of variable v of a fixpoint.
type owed struct {
	group, v int
	x, y     int
}

func newExplainer(in *Instance) *explainer {
	return &explainer{in: in, seen: map[Lit]bool{}}
}

func (e *explainer) add(l Lit) {
	if !e.seen[l] {
		e.seen[l] = true
		e.list = append(e.list, l)
	}
}

// static adds what a fact about the bounds of a node at (x, y) hangs on.
func (e *explainer) static(s support, wide bool, x, y int) {
	if wide {
		for t := range e.in.frame.Threads {
			e.thread(t, s.located)
		}
		return
	}
	e.thread(e.in.frame.Thread[x], s.located)
	e.thread(e.in.frame.Thread[y], s.located)
}

func (e *explainer) thread(t int, located bool) {
	if t < 0 {
		return
	}
	e.add(Lit{Kind: PathLit, A: t})
	if located {
		e.add(Lit{Kind: AddrLit, A: t})
	}
}

// whole adds everything that is known of the candidate.
func (e *explainer) whole() {
	for t := range e.in.frame.Threads {
		e.thread(t, true)
	}
	e.add(Lit{Kind: ValueLit})
	if !e.in.isConst(e.in.rf) {
		for _, p := range e.in.nodes[e.in.rf].cur.Pairs() {
			e.add(Lit{Kind: RFLit, A: p.From, B: p.To})
		}
	}
	for k, c := range e.in.Choices {
		e.add(Lit{Kind: ChoiceLit, K: k, A: c.picked})
	}
	for k, o := range e.in.Orders {
		if e.in.isConst(o.node) {
			continue
		}
		for _, p := range e.in.nodes[o.node].cur.Pairs() {
			e.add(Lit{Kind: OrderLit, K: k, A: p.From, B: p.To})
		}
	}
}

// pos explains why (x, y) is in the current value of a node.
func (e *explainer) pos(id nodeID, x, y int) {
	in := e.in
	n := &in.nodes[id]
	if n.must.Has(x, y) && (n.op == opConst || !n.support.wideMust) {
		e.static(n.support, n.support.wideMust, x, y)
		return
	}
	switch n.op {
	case opConst:
		panic("theory: a pair of a constant that it does not have")
	case opRF:
		e.add(Lit{Kind: RFLit, A: x, B: y})
	case opOrder:
		e.ordered(n.k, x, y)
	case opChoice:
		e.add(Lit{Kind: ChoiceLit, K: n.k, A: n.elem})
		e.pos(n.a, x, y)
	case opFinal:
		e.static(support{located: true}, true, x, y)
		e.finalPos(x)
	case opDifferent:
		e.static(support{located: true}, true, x, y)
		e.add(Lit{Kind: ValueLit})
	case opFixVar:
		e.owed = append(e.owed, owed{n.fix - 1, n.k, x, y})
	case opUnion:
		if e.prefer(n.a, n.b, x, y) {
			e.pos(n.a, x, y)
		} else {
			e.pos(n.b, x, y)
		}
	case opInter:
		e.pos(n.a, x, y)
		e.pos(n.b, x, y)
	case opDiff:
		if in.isStep(n) {
			e.step(x, y)
			return
		}
		e.pos(n.a, x, y)
		e.neg(n.b, x, y)
	case opSeq:
		c := e.via(n, x, y)
		e.pos(n.a, x, c)
		e.pos(n.b, c, y)
	case opProduct:
		e.pos(n.a, x, x)
		e.pos(n.b, y, y)
	case opInverse:
		e.pos(n.a, y, x)
	case opPlus:
		for _, p := range shortest(in.nodes[n.a].cur, x, y) {
			e.pos(n.a, p.From, p.To)
		}
	case opOpt:
		if x != y {
			e.pos(n.a, x, y)
		}
	case opComplement, opComplementSet:
		e.neg(n.a, x, y)
	case opDomain:
		in.nodes[n.a].cur.EachTo(x, e.once(func(z int) { e.pos(n.a, x, z) }))
	case opRange:
		in.nodes[n.a].cur.Inverse().EachTo(y, e.once(func(z int) { e.pos(n.a, z, y) }))
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", n.op))
	}
}

// ordered adds that x comes before y in order k. The order's literal also has a
// value where one of the events is not executed or is elsewhere, so the reason
// must say that they are both there.
func (e *explainer) ordered(k, x, y int) {
	e.add(Lit{Kind: OrderLit, K: k, A: x, B: y})
	e.there(x, y)
}

// step adds that y follows x with nothing between.
func (e *explainer) step(x, y int) {
	e.add(Lit{Kind: StepLit, A: x, B: y})
	e.there(x, y)
}

// there adds that two events are executed and where they are.
func (e *explainer) there(x, y int) {
	for _, ev := range []int{x, y} {
		e.add(Lit{Kind: RunLit, A: ev})
		if e.in.frame.Located {
			e.thread(e.in.frame.Thread[ev], true)
		}
	}
}

// isStep reports whether the node is r \ (r ; r) and such steps have literals.
func (in *Instance) isStep(n *node) bool {
	if !in.steps || n.op != opDiff {
		return false
	}
	b := &in.nodes[n.b]
	return b.op == opSeq && b.a == n.a && b.b == n.a
}

// once returns f restricted to its first call.
func (e *explainer) once(f func(int)) func(int) {
	done := false
	return func(z int) {
		if !done {
			done = true
			f(z)
		}
	}
}

// prefer reports whether the pair should be explained from a rather than b.
func (e *explainer) prefer(a, b nodeID, x, y int) bool {
	switch {
	case !e.in.nodes[a].cur.Has(x, y):
		return false
	case !e.in.nodes[b].cur.Has(x, y):
		return true
	default:
		return e.cost(a, x, y, 0) <= e.cost(b, x, y, 0)
	}
}

// via finds the middle of a composition.
func (e *explainer) via(n *node, x, y int) int {
	best, _ := e.middle(n, x, y, 0)
	if best < 0 {
		panic("theory: a composition without a middle")
	}
	return best
}

// finalPos explains why x is the last write of its location.
func (e *explainer) finalPos(x int) {
	for k, o := range e.in.Orders {
		if e.in.isConst(o.node) {
			continue
		}
		for _, w := range e.in.writes.Members() {
			if o.class.Has(w, x) {
				e.ordered(k, w, x)
			}
		}
	}
}
