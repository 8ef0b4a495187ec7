package order

import (
	"cmp"
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/source"
)

// isAccess reports whether an event is an access of memory or of a lock. The ends
// of an SRCU section are reads and writes to the model; to people they are none.
func isAccess(e *event.Event) bool {
	if e.Tag == "srcu-lock" || e.Tag == "srcu-unlock" {
		return false
	}
	switch e.Kind {
	case event.Read, event.Write, event.LockRead, event.LockWrite, event.Unlock, event.LockFail, event.IsLocked, event.NotLocked:
		return true
	case event.Init, event.Fence, event.Sync, event.Section:
		return false
	default:
		panic("order: unhandled kind of event")
	}
}

func reads(k event.Kind) bool {
	return k == event.Read || k == event.LockRead || k == event.LockFail || k == event.IsLocked || k == event.NotLocked
}

// accesses lists the operations of a thread. An operation inside another's
// arguments comes first, as it does when it runs.
func (c *collector) accesses(paths []*event.Path) {
	g := c.where.g
	at := map[source.Span]*Access{}
	var list []*Access
	spans := map[int]source.Span{}
	for _, p := range paths {
		for i, id := range p.Events {
			x := g.Events[id]
			if !isAccess(x) {
				continue
			}
			a := at[x.Span]
			name := c.cell(p, i)
			if a == nil {
				a = &Access{Thread: x.Thread, Span: x.Span, Cell: name, Plain: true}
				at[x.Span] = a
				list = append(list, a)
			}
			if a.Cell != name {
				a.Cell = ""
			}
			if reads(x.Kind) {
				a.Reads = true
			} else {
				a.Writes = true
			}
			a.Lock = a.Lock || x.Kind != event.Read && x.Kind != event.Write
			a.Plain = a.Plain && !a.Lock && x.Tag == "" && !x.Atomic
			a.Atomic = a.Atomic || x.Atomic
			if x.Tag != "" {
				a.Tag = x.Tag
			}
			c.where.cells(a, p.Addr[i])
			spans[id] = x.Span
		}
	}
	slices.SortFunc(list, func(a, b *Access) int {
		return cmp.Or(cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(b.Span.Start, a.Span.Start))
	})
	number := map[source.Span]int{}
	for i, a := range list {
		number[a.Span] = i
		c.out.Accesses = append(c.out.Accesses, *a)
	}
	c.index = map[int]int{}
	for id, s := range spans {
		c.index[id] = number[s]
	}
}

// cells adds the addresses that a term may be to those of an access.
func (p places) cells(a *Access, t event.TermID) {
	a.open = a.open || p.dom.Open[t]
	for _, v := range p.dom.Values[t] {
		if !slices.Contains(a.cells, v) {
			a.cells = append(a.cells, v)
		}
	}
}

// fences lists the fences of a thread with what is around them.
func (c *collector) fences(paths []*event.Path) {
	at := map[source.Span]int{}
	add := func(list []int, k int) []int {
		if slices.Contains(list, k) {
			return list
		}
		return append(list, k)
	}
	for _, p := range paths {
		met := map[source.Span]bool{}
		for i, id := range p.Events {
			x := c.where.g.Events[id]
			if !isAccess(x) {
				c.out.SRCU = c.out.SRCU || x.Kind == event.Section || x.Kind == event.Read || x.Kind == event.Write
			}
			if x.Kind != event.Fence && x.Kind != event.Sync {
				continue
			}
			k, ok := at[x.Span]
			if !ok {
				k = len(c.out.Fences)
				at[x.Span] = k
				c.out.Fences = append(c.out.Fences, Fence{Span: x.Span, Tag: x.Tag})
			}
			c.out.Repeats = c.out.Repeats || met[x.Span]
			met[x.Span] = true
			f := &c.out.Fences[k]
			for j, other := range p.Events {
				access, ok := c.index[other]
				switch {
				case ok && p.PO.Has(j, i):
					f.Before = add(f.Before, access)
				case ok && p.PO.Has(i, j):
					f.After = add(f.After, access)
				}
			}
		}
	}
	slices.SortFunc(c.out.Fences, func(a, b Fence) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for k := range c.out.Fences {
		slices.Sort(c.out.Fences[k].Before)
		slices.Sort(c.out.Fences[k].After)
	}
}
