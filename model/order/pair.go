package order

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// pairKind says what is known of two accesses apart from an Ordering.
type pairKind uint8

const (
	// apart: no path has the first before the second.
	apart pairKind = iota
	// free: some path has.
	free
	// oneCell: some path has, they are at one location whenever it does, and the
	// model keeps each location coherent.
	oneCell
)

// instance is one execution of an access on a path: its positions, which are two
// for a read-modify-write.
type instance struct {
	access int
	at     []int
}

func (a instance) first() int { return a.at[0] }
func (a instance) last() int  { return a.at[len(a.at)-1] }

// before reports whether a is before b in program order. Of nested operations
// only some halves may be.
func (a instance) before(b instance, po *rel.Rel) bool {
	some := false
	for _, x := range a.at {
		for _, y := range b.at {
			if po.Has(y, x) {
				return false
			}
			some = some || po.Has(x, y)
		}
	}
	return some
}

// instances groups the events of a path by access and occurrence.
func (e *eval) instances(index map[int]int) []instance {
	var out []instance
	for i, id := range e.path.Events {
		k, ok := index[id]
		if !ok {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].access == k && e.second(out[n].at, i) {
			out[n].at = append(out[n].at, i)
			continue
		}
		out = append(out, instance{k, []int{i}})
	}
	return out
}

// second reports whether the event at position i is the second half of the
// operation whose first half is at.
func (e *eval) second(at []int, i int) bool {
	first, k := e.event(at[0]), e.event(i)
	return len(at) == 1 && e.path.SameInstance.Has(at[0], i) &&
		(first.Kind == event.Read && k.Kind == event.Write && k.Atomic || first.Kind == event.LockRead && k.Kind == event.LockWrite)
}

// pair adds what a path says of two instances.
func (c *collector) pair(e *eval, g *graph, a, b instance) {
	key := [2]int{a.access, b.access}
	f := c.pairs[key]
	if c.again {
		if x, y, ok := g.weakest(a, b); ok && (f.open || len(f.common) > 0) && len(f.ways) > 1 {
			f.retry(&explainer{c, e, g}, x, y)
		}
		return
	}
	if f == nil {
		f = &found{}
		c.pairs[key] = f
	}
	if !c.where.same(e.path.Addr[a.first()], e.path.Addr[b.first()]) {
		f.elsewhere = true
	}
	x, y, ok := g.weakest(a, b)
	if !ok {
		f.unordered++
		for _, x := range a.at {
			for _, y := range b.at {
				f.possible = f.possible || g.open.Has(x, y)
			}
		}
		return
	}
	f.ordered++
	f.onlyRead = f.onlyRead || x != a.last()
	f.onlyWrite = f.onlyWrite || y != b.first()
	f.explain(&explainer{c, e, g}, x, y)
}

// weakest returns the halves between which a is surely before b: if it can be,
// from all of a to all of b. The read half of an operation is before its write
// half, so an order from the latter, or to the former, is one of the whole.
func (g *graph) weakest(a, b instance) (x, y int, ok bool) {
	for _, x := range []int{a.last(), a.first()} {
		for _, y := range []int{b.first(), b.last()} {
			if g.sure.Has(x, y) {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

// finish turns what was found of a pair into its ordering.
func (c *collector) finish(i, j int, f *found) {
	kind := free
	if c.m.coherent && !f.elsewhere {
		kind = oneCell
	}
	c.out.pairs[i*len(c.out.Accesses)+j] = kind
	if f.ordered == 0 && !f.possible {
		return
	}
	o := Ordering{From: i, To: j, Always: f.unordered == 0, OnlyRead: f.onlyRead, OnlyWrite: f.onlyWrite}
	if len(f.common) > 0 {
		o.Ways = f.common[:1]
	} else {
		o.Ways = f.ways
	}
	c.out.Orderings = append(c.out.Orderings, o)
}

// cell names what the event at position i of a path accesses, "" if it is not the
// same in all executions.
func (c *collector) cell(p *event.Path, i int) string {
	v, ok := c.where.g.Const(p.Addr[i])
	if !ok || v.Kind != prog.Addr {
		return ""
	}
	program := c.where.g.Prog
	global, index, ok := program.CellAt(v)
	if !ok {
		return ""
	}
	return program.Globals[global].CellName(index)
}
