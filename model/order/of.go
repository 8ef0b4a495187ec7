package order

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// ErrNoOrder is a model that has no relation ppo, so that nothing is known of
// what a thread orders by itself.
var ErrNoOrder = errors.New("the model has no relation ppo")

// The bounds of what is looked at: orderings are for reading, and nobody reads
// those of a thread with thousands of paths.
const (
	maxPaths  = 256
	maxEvents = 200
)

// Of returns what each thread of a program orders by itself under a model. Its
// error is ErrNoOrder, an *event.LimitError for a program with too many paths or
// events, or the context's.
func Of(ctx context.Context, m *cat.Model, p *prog.Program) (threads []*Thread, err error) {
	mod := read(m)
	if mod == nil {
		return nil, ErrNoOrder
	}
	g, err := event.Build(ctx, p, event.Options{MaxPaths: maxPaths, MaxEvents: maxEvents})
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			s, ok := r.(stopped)
			if !ok {
				panic(r)
			}
			threads, err = nil, s.err
		}
	}()
	where := places{g, g.Domains()}
	for t := range g.Paths {
		c := &collector{ctx: ctx, m: mod, where: where}
		threads = append(threads, c.thread(g.Paths[t]))
	}
	return threads, ctx.Err()
}

// collector puts together what the paths of a thread order.
type collector struct {
	ctx   context.Context
	m     *model
	where places
	out   *Thread
	// index gives the access that an event belongs to.
	index map[int]int
	pairs map[[2]int]*found
}

// found is what is known so far of a pair of accesses.
type found struct {
	// ordered and unordered count instances of the pair that surely are in order,
	// and that are not; possible is set if one of the latter may be.
	ordered, unordered int
	possible           bool
	// onlyRead, onlyWrite say that the weakest sure order is from the read half,
	// to the write half.
	onlyRead, onlyWrite bool
	steps               []Step
	// elsewhere is set if an instance may be at two locations.
	elsewhere bool
}

func (c *collector) thread(paths []*event.Path) *Thread {
	c.out, c.pairs = &Thread{}, map[[2]int]*found{}
	c.accesses(paths)
	for _, p := range paths {
		c.path(p)
	}
	n := len(c.out.Accesses)
	c.out.pairs = make([]pairKind, n*n)
	for i := range n {
		for j := i + 1; j < n; j++ {
			if f := c.pairs[[2]int{i, j}]; f != nil {
				c.finish(i, j, f)
			}
		}
	}
	return c.out
}

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

// path adds what one path orders.
func (c *collector) path(p *event.Path) {
	if err := c.ctx.Err(); err != nil {
		panic(stopped{err})
	}
	e := newEval(c.ctx, c.m, c.where, p)
	g := e.graph(c.m)
	inst := e.instances(c.index)
	for _, a := range inst {
		for _, b := range inst {
			if a.access < b.access && a.before(b, p.PO) {
				c.pair(e, g, inst, a, b)
			}
		}
	}
}
