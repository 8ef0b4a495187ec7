package encode

import (
	"sort"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// orders makes a literal for the order of each pair of events that may be at one
// location and that coherence orders, and states that it is transitive. Events
// that are not executed or turn out to be elsewhere are ordered too; a total
// order can always be extended to them.
func (e *Problem) orders() {
	byAddr := map[prog.Value][]int{}
	var open []int
	var addrs []prog.Value
	for _, ev := range e.g.Events {
		if !e.ordered(ev) {
			continue
		}
		values, isOpen := e.addresses(ev.ID)
		if isOpen {
			open = append(open, ev.ID)
			continue
		}
		for _, v := range values {
			if byAddr[v] == nil {
				addrs = append(addrs, v)
			}
			byAddr[v] = append(byAddr[v], ev.ID)
		}
	}
	if len(addrs) == 0 && len(open) > 1 {
		addrs, byAddr[prog.Value{}] = []prog.Value{{}}, nil
	}
	done := map[[3]int]bool{}
	for _, a := range addrs {
		class := append(append([]int(nil), byAddr[a]...), open...)
		sort.Ints(class)
		e.classes = append(e.classes, class)
		for i, x := range class {
			for _, y := range class[i+1:] {
				e.pair(x, y)
			}
		}
		for i, x := range class {
			for j, y := range class[i+1:] {
				for _, z := range class[i+j+2:] {
					if key := [3]int{x, y, z}; !done[key] {
						done[key] = true
						e.transitive(x, y, z)
					}
				}
			}
		}
	}
}

// ordered reports whether an event takes part in coherence orders. With
// Options.Coherent the initial writes come first and need no literals.
func (e *Problem) ordered(ev *event.Event) bool {
	switch ev.Kind {
	case event.Write, event.LockWrite:
		return true
	case event.Init:
		return !e.opts.Coherent
	case event.Read, event.Fence, event.LockRead, event.Unlock, event.LockFail,
		event.IsLocked, event.NotLocked, event.Sync, event.Section:
	}
	return false
}

// addresses returns the possible addresses of an event.
func (e *Problem) addresses(ev int) (values []prog.Value, open bool) {
	if ev < len(e.g.Cells) {
		return []prog.Value{e.g.Cells[ev].Addr}, false
	}
	seen := map[prog.Value]bool{}
	for _, p := range e.g.Paths[e.g.Events[ev].Thread] {
		i := p.Position(ev)
		if i < 0 {
			continue
		}
		open = open || e.unlisted(p.Addr[i])
		for _, v := range e.dom.Values[p.Addr[i]] {
			if !seen[v] {
				seen[v] = true
				values = append(values, v)
			}
		}
	}
	return values, open
}

// pair makes the literal that x comes before y; x < y.
func (e *Problem) pair(x, y int) {
	if _, ok := e.order[[2]int{x, y}]; !ok {
		e.order[[2]int{x, y}] = e.fresh("co%d,%d", x, y)
	}
}

// Order returns the literal that x comes before y in the coherence order.
func (e *Problem) Order(x, y int) Lit {
	if e.opts.Coherent {
		switch {
		case x < len(e.g.Cells) && y < len(e.g.Cells):
			return False
		case x < len(e.g.Cells):
			return True
		case y < len(e.g.Cells):
			return False
		}
	}
	if x > y {
		return e.Order(y, x).Not()
	}
	if l, ok := e.order[[2]int{x, y}]; ok {
		return l
	}
	// The pair cannot be at one location; any order will do.
	return True
}

func (e *Problem) transitive(x, y, z int) {
	xy, yz, xz := e.Order(x, y), e.Order(y, z), e.Order(x, z)
	e.Clause(xy.Not(), yz.Not(), xz)
	e.Clause(xy, yz, xz.Not())
}
