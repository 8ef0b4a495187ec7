package order

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// ErrNoOrder is a model that has no relation ppo, so that nothing is known of
// what a thread orders by itself.
var ErrNoOrder = errors.New("the model has no relation ppo")

// The bounds of what is looked at: orderings are for reading, and nobody reads
// those of a thread with thousands of paths.
const (
	maxPaths  = 256
	maxEvents = 200
	// maxTotal bounds the events of all threads together.
	maxTotal = 1000
)

// Of returns what each thread of a program orders by itself under a model. Its
// error is ErrNoOrder, an *event.LimitError for a program with too many paths or
// events, or the context's.
func Of(ctx context.Context, m *cat.Model, p *prog.Program) ([]*Thread, error) {
	return NewReader(m).Of(ctx, p)
}

// Reader tells the orders of programs under one model, whose text it reads once.
// It may be used by several goroutines.
type Reader struct {
	once  sync.Once
	cat   *cat.Model
	model *model
}

// NewReader returns a Reader for a model.
func NewReader(m *cat.Model) *Reader { return &Reader{cat: m} }

// Of is the function Of for the reader's model.
func (r *Reader) Of(ctx context.Context, p *prog.Program) (threads []*Thread, err error) {
	r.once.Do(func() { r.model = read(r.cat) })
	mod := r.model
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
	if len(g.Events) > maxTotal {
		return nil, &event.LimitError{Span: p.Span, Reason: fmt.Sprintf("the test has %d events, more than %d", len(g.Events), maxTotal)}
	}
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
	// again is set while the paths are looked at once more.
	again bool
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
	// common are chains that every instance in order has, the best first; ways has
	// the best of each, without repetitions.
	common, ways [][]Step
	// open is set while a common reason is still to be proposed.
	open bool
	// elsewhere is set if an instance may be at two locations.
	elsewhere bool
}

func (c *collector) thread(paths []*event.Path) *Thread {
	c.out, c.pairs, c.again = &Thread{}, map[[2]int]*found{}, false
	c.accesses(paths)
	for _, p := range paths {
		c.path(p)
	}
	if c.disagree() {
		for _, p := range paths {
			c.path(p)
		}
	}
	c.fences(paths)
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

// path adds what one path orders.
func (c *collector) path(p *event.Path) {
	if err := c.ctx.Err(); err != nil {
		panic(stopped{err})
	}
	e := newEval(c.ctx, c.m, c.where, p)
	g := e.graph(c.m)
	inst := e.instances(c.index)
	met := map[int]bool{}
	g.owner = make([]int, e.n)
	for i := range g.owner {
		g.owner[i] = -1
	}
	for k, a := range inst {
		for _, i := range a.at {
			g.owner[i] = k
		}
		c.out.Repeats = c.out.Repeats || met[a.access]
		met[a.access] = true
	}
	for _, a := range inst {
		if err := c.ctx.Err(); err != nil {
			panic(stopped{err})
		}
		for _, b := range inst {
			if a.access < b.access && a.before(b, p.PO) {
				c.pair(e, g, a, b)
			}
		}
	}
}
