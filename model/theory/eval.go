package theory

import (
	"fmt"
	"sort"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// plan lists the needed nodes by level in order of evaluation. The nodes of a
// fixpoint are computed together: its first variable is listed for all of them,
// behind the last node of its bodies.
func (in *Instance) plan(need []bool) {
	place := func(id nodeID) nodeID {
		if n := &in.nodes[id]; n.op == opFixVar {
			ends := in.groups[n.fix-1].ends
			return 2*ends[len(ends)-1] - 1
		}
		return 2 * id
	}
	for i := range in.nodes {
		id := nodeID(i)
		n := &in.nodes[id]
		if !need[id] || n.op == opConst {
			continue
		}
		if n.fix > 0 && id != in.groups[n.fix-1].vars[0] {
			continue
		}
		in.live[n.level] = append(in.live[n.level], id)
	}
	for _, list := range in.live {
		sort.Slice(list, func(i, j int) bool { return place(list[i]) < place(list[j]) })
	}
	in.buildGroupPlans(need)
}

// buildGroupPlans drops nodes of fixpoints that nothing hangs on.
func (in *Instance) buildGroupPlans(need []bool) {
	for _, g := range in.groups {
		for i, list := range g.nodes {
			kept := list[:0]
			for _, id := range list {
				if need[id] {
					kept = append(kept, id)
				}
			}
			g.nodes[i] = kept
		}
	}
}

func (in *Instance) evalLevel(l level) {
	for _, id := range in.live[l] {
		n := &in.nodes[id]
		if n.op == opFixVar {
			in.evalGroup(in.groups[n.fix-1])
			continue
		}
		in.evalNode(id)
	}
}

// evalNode computes one node from its operands, or from what was set.
func (in *Instance) evalNode(id nodeID) {
	n := &in.nodes[id]
	switch n.op {
	case opConst, opRF, opOrder, opFixVar, opBound:
	case opChoice:
		if in.Choices[n.k].picked == n.elem {
			n.cur.CopyFrom(in.nodes[n.a].cur)
		} else {
			n.cur.Clear()
		}
	case opFinal:
		in.evalFinal(n)
	case opDifferent:
		n.cur.Clear()
		for a, va := range in.values {
			for b, vb := range in.values {
				if va >= 0 && vb >= 0 && va != vb {
					n.cur.Add(a, b)
				}
			}
		}
	case opUnion, opInter, opDiff, opSeq, opProduct:
		in.apply(n.op, n.cur, in.nodes[n.a].cur, in.nodes[n.b].cur)
	case opInverse, opPlus, opOpt, opComplement, opComplementSet, opDomain, opRange:
		in.apply(n.op, n.cur, in.nodes[n.a].cur, nil)
	default:
		panic(fmt.Sprintf("theory: unhandled operator %d", n.op))
	}
}

// evalFinal finds the last write of each observed location.
func (in *Instance) evalFinal(n *node) {
	n.cur.Clear()
	for _, w := range in.writes.Members() {
		if n.may.Has(w, w) && !in.overwritten(w) {
			n.cur.Add(w, w)
		}
	}
}

func (in *Instance) overwritten(w int) bool {
	for _, o := range in.Orders {
		later := false
		in.nodes[o.node].cur.EachTo(w, func(x int) { later = later || in.writes.Has(x) })
		if later {
			return true
		}
	}
	return false
}

// SetRF sets the reads-from relation of the candidate, and value classes for
// events as Structure.Value has them.
func (in *Instance) SetRF(rf *rel.Rel, values []int) {
	in.endless = false
	if !in.isConst(in.rf) {
		in.nodes[in.rf].cur.CopyFrom(rf)
	}
	in.values = values
	in.evalLevel(afterRF)
}

// Pick sets which element choice k has.
func (in *Instance) Pick(k, elem int) { in.Choices[k].picked = elem }

// Repeated reports whether an element that was picked equals an earlier one of
// its set in this candidate. A set has an element once, so the candidate is the
// one with the earlier element. It is known after OrdersDone.
func (in *Instance) Repeated() bool {
	for _, c := range in.Choices {
		if !c.open {
			continue
		}
		for _, e := range c.elements[:c.picked] {
			if in.nodes[e].cur.Equal(in.nodes[c.elements[c.picked]].cur) {
				return true
			}
		}
	}
	return false
}

// ChoicesDone computes what hangs on the choices.
func (in *Instance) ChoicesDone() { in.evalLevel(afterChoices) }

// Base returns what order k must contain: current pairs within its classes. It
// is known after ChoicesDone.
func (in *Instance) Base(k int) *rel.Rel { return in.nodes[in.Orders[k].base].cur }

// SetOrder sets order k, which must be a strict total order on each class.
func (in *Instance) SetOrder(k int, r *rel.Rel) {
	id := in.Orders[k].node
	if !in.isConst(id) {
		in.nodes[id].cur.CopyFrom(r)
	}
}

// OrdersDone computes what hangs on the orders.
func (in *Instance) OrdersDone() { in.evalLevel(afterOrders) }

// holds reports whether the axiom's test is true of the current candidate.
func (in *Instance) holds(a *axiom) bool { return in.tests(a, in.nodes[a.node].cur) }

func (in *Instance) tests(a *axiom, r *rel.Rel) bool {
	ok := false
	switch a.kind {
	case cat.Acyclic:
		in.scratch().PlusInto(r)
		ok = in.scratchRel.IsIrreflexive()
	case cat.Irreflexive:
		ok = r.IsIrreflexive()
	case cat.Empty:
		ok = r.IsEmpty()
	default:
		panic(fmt.Sprintf("theory: unhandled test %d", a.kind))
	}
	return ok != a.neg
}

func (in *Instance) scratch() *rel.Rel {
	if in.scratchRel == nil {
		in.scratchRel = rel.New(in.n)
	}
	return in.scratchRel
}

// stage is a point at which axioms can be checked.
type stage = level

// The stages at which Consistent can be asked.
const (
	AtFrame   stage = static
	AtRF      stage = afterRF
	AtChoices stage = afterChoices
	AtOrders  stage = afterOrders
)

// Consistent reports whether all axioms hold that are known at exactly the given
// stage.
func (in *Instance) Consistent(at stage) bool {
	for i := range in.axioms {
		a := &in.axioms[i]
		if a.level == at && !a.flag && !in.holds(a) {
			return false
		}
	}
	return true
}

// Raised is a flag with the elements of its relation.
type Raised struct {
	Name  string
	Pairs []rel.Pair
}

// Flags returns the flags that the current candidate raises.
func (in *Instance) Flags() []Raised {
	var out []Raised
	for i := range in.axioms {
		a := &in.axioms[i]
		if a.flag && in.holds(a) {
			out = append(out, Raised{a.name, in.nodes[a.node].cur.Pairs()})
		}
	}
	return out
}

// FlagState says what is known of a flag from the frame alone.
type FlagState uint8

const (
	// Open means that it hangs on the candidate.
	Open FlagState = iota
	// Off means that no candidate of the frame raises it, On that all do.
	Off
	On
)

// FlagNames returns the flags of the model with what the frame says of them. A
// name that stands twice is listed once, with the weaker state.
func (in *Instance) FlagNames() map[string]FlagState {
	out := map[string]FlagState{}
	for i := range in.axioms {
		a := &in.axioms[i]
		if !a.flag {
			continue
		}
		state := Open
		n := &in.nodes[a.node]
		switch {
		case n.op == opConst && in.tests(a, n.cur):
			state = On
		case n.op == opConst:
			state = Off
		case a.kind == cat.Empty && a.neg && n.may.IsEmpty():
			state = Off
		}
		if old, ok := out[a.name]; ok && old != state {
			state = Open
		}
		out[a.name] = state
	}
	return out
}

// Picked returns, by the name that the model gives it, the relation that each
// choice among elements gives: the union of the picked elements.
func (in *Instance) Picked() map[string]*rel.Rel {
	out := map[string]*rel.Rel{}
	for _, c := range in.Choices {
		if _, done := out[c.Name]; !done {
			out[c.Name] = in.nodes[in.names[c.Name]].cur.Clone()
		}
	}
	return out
}

// Element returns what one element of a choice relates; its bounds, if it hangs
// on the candidate.
func (in *Instance) Element(k, elem int) *rel.Rel {
	return in.nodes[in.Choices[k].elements[elem]].may
}

// Order returns the current order k.
func (in *Instance) Order(k int) *rel.Rel { return in.nodes[in.Orders[k].node].cur }

// FlagBounds returns the elements that a flag's relation may have in this frame,
// and on what it hangs that it has no others: on the paths of all threads (wide)
// or of those of the element, and on computed addresses (located). ok is false
// when the flag is not of the form that has elements.
func (in *Instance) FlagBounds(name string) (may *rel.Rel, wide, located, ok bool) {
	may = rel.New(in.n)
	for i := range in.axioms {
		a := &in.axioms[i]
		if !a.flag || a.name != name {
			continue
		}
		if !a.elements() {
			return nil, false, false, false
		}
		n := &in.nodes[a.node]
		may.UnionInto(may, n.may)
		wide = wide || n.support.wideMay
		located = located || n.support.located
	}
	return may, wide, located, true
}
