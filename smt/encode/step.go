package encode

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// steps makes a literal for each pair (a, b) that b, a lock acquisition, directly
// follows a in the coherence order of the lock: each executed acquisition has one
// predecessor, the initial write or another acquisition or write, and nothing
// comes between. That the lock passes from one hand to the next is then one fact.
// There are no such literals if some lock's address is computed or is no object.
func (e *Problem) steps() {
	at := map[prog.Value][]int{}
	var locks []int
	for _, ev := range e.g.Events {
		if ev.Kind != event.LockWrite && ev.Kind != event.Write {
			continue
		}
		values, open := e.addresses(ev.ID)
		if open || len(values) != 1 {
			return
		}
		at[values[0]] = append(at[values[0]], ev.ID)
		if ev.Kind == event.LockWrite {
			locks = append(locks, ev.ID)
		}
	}
	cells := map[prog.Value]bool{}
	for c, cell := range e.g.Cells {
		at[cell.Addr] = append(at[cell.Addr], c)
		cells[cell.Addr] = true
	}
	for _, b := range locks {
		// What is locked may be no object: a number, or behind an array. There is no
		// initial write there that the first acquisition could follow.
		if values, _ := e.addresses(b); !cells[values[0]] {
			return
		}
	}
	for _, b := range locks {
		values, _ := e.addresses(b)
		e.stepsTo(b, at[values[0]])
	}
	e.hasSteps = true
}

// stepsTo states which of the events at the lock's location precedes b.
func (e *Problem) stepsTo(b int, class []int) {
	var before []int
	for _, x := range class {
		if x != b {
			before = append(before, x)
		}
	}
	lits := make([]Lit, len(before))
	for i, a := range before {
		lits[i] = e.fresh("step%d,%d", a, b)
		e.step[[2]int{a, b}] = lits[i]
		e.Clause(lits[i].Not(), e.run[a])
		e.Clause(lits[i].Not(), e.run[b])
		e.Clause(lits[i].Not(), e.Order(a, b))
		for _, x := range before {
			if x != a {
				e.Clause(lits[i].Not(), e.run[x].Not(), e.Order(x, a), e.Order(b, x))
			}
		}
	}
	e.Clause(append(lits[:len(lits):len(lits)], e.run[b].Not())...)
	e.atMostOne(lits)
}

// Step returns the literal that b directly follows a; see HasSteps.
func (e *Problem) Step(a, b int) Lit { return e.step[[2]int{a, b}] }

// HasSteps reports whether Step has literals.
func (e *Problem) HasSteps() bool { return e.hasSteps }
