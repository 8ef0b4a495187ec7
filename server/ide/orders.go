package ide

import (
	"context"
	"time"

	"github.com/lkmm-tools/fencepost/model/order"
)

// maxOrders is how long a document's orderings may take to compute. Usual tests
// take a millisecond; nobody waits at a hover for one that takes so much more.
const maxOrders = 200 * time.Millisecond

// orders holds what the threads of a document order by themselves, once that was
// asked for.
type orders struct {
	// turn has one token; who holds it may look at the rest.
	turn    chan struct{}
	done    bool
	threads [][]*order.Thread
}

func newOrders() *orders {
	o := &orders{turn: make(chan struct{}, 1)}
	o.turn <- struct{}{}
	return o
}

// PrepareOrders computes what hovers, inlay hints and the search for barriers
// without a partner need to know of a document, so that they need not wait for
// it. It may be called in the background, and more than once.
func (d *Document) PrepareOrders(ctx context.Context) { d.threadOrders(ctx) }

// threadOrders returns what the threads of each program order, nil for a program
// of which that is not known, such as one with errors.
func (d *Document) threadOrders(ctx context.Context) [][]*order.Thread {
	if d.tools.Orders == nil {
		return nil
	}
	o := d.orders
	select {
	case <-o.turn:
	case <-ctx.Done():
		return nil
	}
	defer func() { o.turn <- struct{}{} }()
	if o.done {
		return o.threads
	}
	limited, cancel := context.WithTimeout(ctx, maxOrders)
	defer cancel()
	var all [][]*order.Thread
	for i, p := range d.Programs {
		if d.Input.Tests[i].failed() {
			all = append(all, nil)
			continue
		}
		threads, err := d.tools.Orders(limited, p)
		if ctx.Err() != nil {
			return nil // not known yet; who asks next may have more time
		}
		if err != nil {
			threads = nil
		}
		all = append(all, threads)
	}
	o.done, o.threads = true, all
	return all
}

// accessAt returns the innermost access around an offset.
func (d *Document) accessAt(ctx context.Context, offset int) (th *order.Thread, index int) {
	index = -1
	for _, threads := range d.threadOrders(ctx) {
		for _, t := range threads {
			for i := range t.Accesses {
				s := t.Accesses[i].Span
				if s.File != d.File || !holds(s, offset) {
					continue
				}
				if index < 0 || s.End-s.Start < th.Accesses[index].Span.End-th.Accesses[index].Span.Start {
					th, index = t, i
				}
			}
		}
	}
	return th, index
}
