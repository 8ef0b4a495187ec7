package order

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// graph has the steps by which one path orders its events, and what they lead to.
//
// A step between marked events is a pair of ppo. A plain access has no exact
// moment: the compiler may move, tear or repeat it. What the model says of it
// (w-pre-bounded, r-post-bounded and their like) is that a fence, acquire or
// release keeps it on its side, and that an address dependency from a marked read
// keeps it behind. So only such steps may begin or end at a plain access, and none
// goes through one.
type graph struct {
	marked     *rel.Set
	must, may  *rel.Rel   // steps
	sure, open *rel.Rel   // chains of them
	parts      []*rel.Rel // the must of each part, cut to steps
	// owner is the instance that an event belongs to, -1 for none.
	owner []int
	// from has the searches for chains by where they start, told the steps that were
	// put into words, by part and ends.
	from [][]int
	told map[[3]int]Step
}

func (e *eval) graph(m *model) *graph {
	marked, mayBeMarked := e.markedSet(m)
	g := &graph{marked: marked, must: rel.New(e.n), may: rel.New(e.n), from: make([][]int, e.n), told: map[[3]int]Step{}}
	sure, open := e.limits(marked), e.limits(mayBeMarked)
	for i := range m.parts {
		p := &m.parts[i]
		b := e.part(p)
		if b.isEmpty() {
			g.parts = append(g.parts, e.none)
			continue
		}
		must := b.must.Inter(sure.of(p)).Minus(e.same)
		g.parts = append(g.parts, must)
		g.must.UnionInto(g.must, must)
		g.may.UnionInto(g.may, b.may.Inter(open.of(p)).Minus(e.same))
	}
	g.sure = chains(g.must, marked)
	g.open = chains(g.may, mayBeMarked)
	return g
}

// limits are the pairs between which parts of ppo are steps: any for what fences
// order, from marked events for address dependencies, else between marked ones.
type limits struct{ fenced, addr, others *rel.Rel }

func (e *eval) limits(marked *rel.Set) limits {
	return limits{e.full, rel.Product(marked, rel.FullSet(e.n)), rel.Product(marked, marked)}
}

func (l limits) of(p *part) *rel.Rel {
	switch {
	case p.fenced:
		return l.fenced
	case p.addr:
		return l.addr
	default:
		return l.others
	}
}

// chains closes steps through marked events.
func chains(step *rel.Rel, marked *rel.Set) *rel.Rel {
	through := rel.Identity(marked)
	inner := through.Seq(step).Seq(through).Star()
	return step.Union(step.Seq(through).Seq(inner).Seq(through).Seq(step))
}

// shortest returns the events of a shortest chain of sure steps from x to y, of
// which there is one.
func (g *graph) shortest(x, y int) []int {
	from := g.from[x]
	if from == nil {
		from = g.search(x)
		g.from[x] = from
	}
	list := []int{y}
	for y != x {
		y = from[y]
		list = append(list, y)
	}
	slices.Reverse(list)
	return list
}

// search goes breadth first from x and returns where each event was reached from.
func (g *graph) search(x int) []int {
	from := make([]int, g.must.Size())
	for i := range from {
		from[i] = -1
	}
	from[x] = x
	for queue := []int{x}; len(queue) > 0; queue = queue[1:] {
		a := queue[0]
		if a != x && !g.marked.Has(a) {
			continue
		}
		g.must.EachTo(a, func(b int) {
			if from[b] < 0 {
				from[b] = a
				queue = append(queue, b)
			}
		})
	}
	return from
}
