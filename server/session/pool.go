package session

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// class says how urgent a task is; smaller is more urgent.
type class uint8

const (
	// urgent is a text that was just edited or that somebody waits for.
	urgent class = iota
	// opened is another open document.
	opened
	// slow is one that has had its turn and was not done.
	slow
	// listing adds the list of states to a verdict.
	listing
	// background is a file that is not open.
	background
)

// patience is how long an urgent task may keep a worker from another urgent one,
// and turn how long an open document may keep it from one that had none yet.
// Quiet is how long nothing may have been checked before states are listed, one
// document at a time: whoever types gets the whole machine.
const (
	patience = 250 * time.Millisecond
	turn     = 1500 * time.Millisecond
	quiet    = 300 * time.Millisecond
)

// task is work on one document.
type task struct {
	owner *owner
	// key names the document; of the tasks of one key only one runs at a time.
	key   string
	class class
	// run does the work. It returns false if the context ended before it was done.
	run func(ctx context.Context) bool
	// done is called once when the task will not run again.
	done func()

	seq       uint64
	cancel    context.CancelFunc // nil until it runs
	started   time.Time
	preempted bool
	cancelled bool
}

// rank is the class by which a running task is compared with one that waits. A
// task that takes long is not urgent any more, and then one of the slow ones.
func (t *task) rank(now time.Time) class {
	switch ran := now.Sub(t.started); {
	case t.class <= opened && ran >= turn:
		return slow
	case t.class == urgent && ran >= patience:
		return opened
	default:
		return t.class
	}
}

// owner is a session as its pool knows it.
type owner struct {
	// load is told how many documents run and wait. It must not call the pool.
	load func(running, waiting int)
	// served is when one of its tasks was started last; told is what load knows.
	served uint64
	told   [2]int
}

// taskKey tells documents of different sessions apart.
type taskKey struct {
	owner *owner
	key   string
}

// Pool decides tests for sessions. It has so many workers, and keeps their
// engines warm. Waiting tasks are started by class, in turns between sessions,
// and in their order. A task that has no worker takes one from a running task
// of a lower class, which is done again later: the one that was started last, so
// that the one that has run for longest gets on.
type Pool struct {
	clock   Clock
	workers int
	cache   *cache
	engines engines

	mu      sync.Mutex
	closed  bool
	seq     uint64
	waiting []*task // in the order of seq
	running map[taskKey]*task
	// stopRetry and stopQuiet stop the timers that look again for a task to preempt,
	// and for states to list.
	stopRetry, stopQuiet func() bool
	// busy is when a task of the first two classes last came, began or ended.
	busy    time.Time
	models  uint64
	builtin *model
	tasks   sync.WaitGroup
}

// NewPool returns a pool that decides so many tests at the same time, 0 for the
// number of cores, but at least two: one test may take long. Close it when the
// last of its sessions is shut down.
func NewPool(workers int) *Pool { return newPool(workers, realClock{}) }

func newPool(workers int, clock Clock) *Pool {
	if workers <= 0 {
		workers = max(2, runtime.GOMAXPROCS(0))
	}
	return &Pool{
		clock: clock, workers: workers, cache: newCache(), running: map[taskKey]*task{},
		engines: engines{clock: clock, limit: workers + 2},
	}
}

// Close cancels what is left, waits for it, and frees the engines.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	dropped := p.waiting
	p.waiting = nil
	for _, t := range p.running {
		t.cancelled = true
		t.cancel()
	}
	for _, stop := range []func() bool{p.stopRetry, p.stopQuiet} {
		if stop != nil {
			stop()
		}
	}
	p.mu.Unlock()
	for _, t := range dropped {
		t.done()
	}
	p.tasks.Wait()
	p.engines.close()
}

// model returns the model that has this name now.
func (p *Pool) model(name string, open func(model string) (*ide.Tools, diag.List)) *model {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.builtin == nil {
		p.models++
		p.builtin = &model{id: p.models, name: builtinModel, open: open}
	}
	if name == builtinModel {
		return p.builtin
	}
	p.models++
	return &model{id: p.models, name: name, open: open, fallback: p.builtin}
}

// submit queues a task.
func (p *Pool) submit(t *task) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		t.done()
		return
	}
	p.seq++
	t.seq = p.seq
	p.waiting = append(p.waiting, t)
	p.mark(t)
	p.makeWay(t)
	p.dispatch()
	p.report(t.owner)
	p.mu.Unlock()
}

// stop takes a task back. If it runs its context is ended, and it is done soon.
func (p *Pool) stop(t *task) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.Index(p.waiting, t); i >= 0 {
		p.waiting = slices.Delete(p.waiting, i, i+1)
		p.report(t.owner)
		t.done()
		return
	}
	t.cancelled = true
	if t.cancel != nil {
		t.cancel()
	}
	p.report(t.owner)
}

// hurry makes a task urgent.
func (p *Pool) hurry(t *task) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.class > urgent {
		t.class = urgent
		p.makeWay(t)
		p.dispatch()
		p.report(t.owner)
	}
}

// mark notes the time of what happens to a task.
func (p *Pool) mark(t *task) {
	if t.class < listing {
		p.busy = p.clock.Now()
	}
}

// makeWay ends a less urgent task of the same document, for which a waiting one
// would otherwise have to wait.
func (p *Pool) makeWay(t *task) {
	if r := p.running[taskKey{t.owner, t.key}]; r != nil && r != t && r.class > t.class && !r.cancelled {
		r.preempted = true
		r.cancel()
	}
}

// dispatch gives free workers to waiting tasks.
func (p *Pool) dispatch() {
	for len(p.running) < p.workers {
		t := p.next()
		if t == nil {
			return
		}
		p.start(t)
	}
	p.preempt()
}

// ready reports whether a waiting task could be started by a free worker.
func (p *Pool) ready(t *task) bool {
	if p.running[taskKey{t.owner, t.key}] != nil {
		return false
	}
	if t.class != listing {
		return true
	}
	for _, r := range p.running {
		if r.class == listing {
			return false
		}
	}
	wait := quiet - p.clock.Now().Sub(p.busy)
	if wait > 0 && p.stopQuiet == nil {
		p.stopQuiet = p.later(wait, &p.stopQuiet)
	}
	return wait <= 0
}

// later dispatches again after a time, and clears the field that stops it.
func (p *Pool) later(wait time.Duration, stop *func() bool) func() bool {
	return p.clock.AfterFunc(max(wait, time.Millisecond), func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		*stop = nil
		if !p.closed {
			p.dispatch()
		}
	})
}

// next returns the waiting task that should be started first, or nil.
func (p *Pool) next() *task {
	var best *task
	for _, t := range p.waiting {
		better := best == nil || t.class < best.class || t.class == best.class && t.owner.served < best.owner.served
		if better && p.ready(t) {
			best = t
		}
	}
	return best
}

// start runs a waiting task.
func (p *Pool) start(t *task) {
	i := slices.Index(p.waiting, t)
	p.waiting = slices.Delete(p.waiting, i, i+1)
	p.running[taskKey{t.owner, t.key}] = t
	p.seq++
	t.owner.served = p.seq
	t.started, t.preempted = p.clock.Now(), false
	p.mark(t)
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	p.tasks.Add(1)
	go p.work(ctx, t)
}

// work runs a task and starts the next.
func (p *Pool) work(ctx context.Context, t *task) {
	defer p.tasks.Done()
	finished := t.run(ctx)
	p.mu.Lock()
	t.cancel()
	p.mark(t)
	delete(p.running, taskKey{t.owner, t.key})
	again := !finished && t.preempted && !t.cancelled && !p.closed
	if again {
		t.class = max(t.rank(p.clock.Now()), opened)
		i, _ := slices.BinarySearchFunc(p.waiting, t.seq, func(w *task, seq uint64) int { return int(int64(w.seq) - int64(seq)) })
		p.waiting = slices.Insert(p.waiting, i, t)
	}
	if !p.closed {
		p.dispatch()
	}
	p.report(t.owner)
	p.mu.Unlock()
	if !again {
		t.done()
	}
}

// preempt ends running tasks of a lower class than tasks that wait. Nothing is
// ended for a list of states.
func (p *Pool) preempt() {
	stopping := 0
	for _, t := range p.running {
		if t.preempted || t.cancelled {
			stopping++
		}
	}
	var wanted [background + 1]int // by class
	for _, t := range p.waiting {
		if p.ready(t) {
			wanted[t.class]++
		}
	}
	now := p.clock.Now()
	for c := urgent; c < listing; c++ {
		for range wanted[c] {
			if stopping > 0 {
				stopping--
				continue
			}
			victim := p.victim(c, now)
			if victim == nil {
				p.retry(c, now)
				return
			}
			victim.preempted = true
			victim.cancel()
		}
	}
}

// victim returns the running task that a waiting one of class c may end, or nil.
func (p *Pool) victim(c class, now time.Time) *task {
	var best *task
	for _, t := range p.running {
		if t.preempted || t.cancelled || t.rank(now) <= c {
			continue
		}
		if best == nil || t.rank(now) > best.rank(now) || t.rank(now) == best.rank(now) && t.started.After(best.started) {
			best = t
		}
	}
	return best
}

// retry comes back when the first of the running tasks has had its time, if an
// urgent task waits or a document that was opened.
func (p *Pool) retry(c class, now time.Time) {
	limit := turn
	switch {
	case c == urgent:
		limit = patience
	case c > opened || p.stopRetry != nil:
		return
	}
	wait := limit
	for _, t := range p.running {
		if !t.preempted && !t.cancelled {
			wait = min(wait, limit-now.Sub(t.started))
		}
	}
	if p.stopRetry != nil {
		p.stopRetry()
	}
	p.stopRetry = p.later(wait, &p.stopRetry)
}

// report tells a session its load, if that has changed. Listing states is no load:
// nobody waits for it.
func (p *Pool) report(o *owner) {
	var load [2]int
	for _, t := range p.running {
		if t.owner == o && t.class != listing && !t.cancelled {
			load[0]++
		}
	}
	for _, t := range p.waiting {
		if t.owner == o && t.class != listing {
			load[1]++
		}
	}
	if load != o.told {
		o.told = load
		o.load(load[0], load[1])
	}
}
