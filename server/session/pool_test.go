package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// yard is a pool whose tasks only take time.
type yard struct {
	t    *testing.T
	pool *Pool
	own  *owner
	mu   sync.Mutex
	log  []string
	done map[string]int
}

func newYard(t *testing.T, workers int) *yard {
	return &yard{t: t, pool: NewPool(workers), own: newOwner(), done: map[string]int{}}
}

func newOwner() *owner { return &owner{load: func(int, int) {}} }

func (y *yard) note(format string, args ...any) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.log = append(y.log, fmt.Sprintf(format, args...))
}

// task submits a task that takes a time and logs how it began and ended.
func (y *yard) task(o *owner, key string, c class, takes time.Duration) *task {
	t := &task{owner: o, key: key, class: c}
	t.run = func(ctx context.Context) bool {
		y.note("+%s", key)
		select {
		case <-time.After(takes):
			y.note("-%s", key)
			return true
		case <-ctx.Done():
			y.note("!%s", key)
			return false
		}
	}
	t.done = func() {
		y.mu.Lock()
		defer y.mu.Unlock()
		y.done[key]++
	}
	y.pool.submit(t)
	return t
}

// expect compares what was logged since the last call.
func (y *yard) expect(what, want string) {
	y.t.Helper()
	synctest.Wait()
	y.mu.Lock()
	defer y.mu.Unlock()
	if strings.Count(want, "!") > 1 {
		// Several workers do that at the same time.
		slices.Sort(y.log)
	}
	if got := strings.Join(y.log, " "); got != want {
		y.t.Errorf("%s: %s, want %s", what, got, want)
	}
	y.log = nil
}

// ended checks that each task was done so many times, and closes the pool.
func (y *yard) ended(n int) {
	y.t.Helper()
	synctest.Wait()
	y.mu.Lock()
	for key, n := range y.done {
		if n != 1 {
			y.t.Errorf("%s was done %d times", key, n)
		}
	}
	if len(y.done) != n {
		y.t.Errorf("%d tasks were done, want %d", len(y.done), n)
	}
	y.mu.Unlock()
	y.pool.Close()
}

func TestPoolOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		y := newYard(t, 1)
		y.task(y.own, "first", urgent, time.Second/10)
		synctest.Wait()
		y.task(y.own, "file", background, time.Second)
		y.task(y.own, "states", listing, time.Second)
		y.task(y.own, "open1", opened, time.Second)
		open2 := y.task(y.own, "open2", opened, time.Second)
		y.task(y.own, "urgent1", urgent, time.Second/10)
		y.pool.hurry(open2)
		gone := y.task(y.own, "gone", urgent, time.Second)
		y.pool.stop(gone)
		time.Sleep(time.Minute)
		y.expect("order", "+first -first +open2 !open2 +urgent1 -urgent1 +open1 -open1 +open2 -open2 +file -file +states -states")
		y.ended(7)
	})
}

// TestPoolPreempts lets urgent tasks take workers from others, the last first, and
// from urgent ones after their time.
func TestPoolPreempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		y := newYard(t, 2)
		y.task(y.own, "old", background, 3*time.Second)
		time.Sleep(time.Second)
		y.task(y.own, "new", background, 3*time.Second)
		time.Sleep(time.Second)
		y.expect("two files", "+old +new")
		y.task(y.own, "open", opened, 10*time.Second)
		y.expect("a document", "!new +open")
		time.Sleep(time.Second / 2)
		y.task(y.own, "a", urgent, time.Second/10)
		y.expect("a text that is typed", "!old +a")
		time.Sleep(time.Second / 10)
		y.expect("goes on", "-a +old")
		y.task(y.own, "b", urgent, time.Minute)
		y.task(y.own, "c", urgent, time.Minute)
		y.expect("two texts", "!old !open +b +c")
		y.task(y.own, "d", urgent, time.Second/10)
		time.Sleep(patience - 1)
		y.expect("patience", "")
		time.Sleep(1)
		synctest.Wait()
		y.mu.Lock()
		if len(y.log) != 2 || y.log[0][0] != '!' || y.log[1] != "+d" {
			t.Errorf("its end: %v", y.log)
		}
		y.log = nil
		y.mu.Unlock()
		time.Sleep(time.Hour)
		y.ended(7)
	})
}

// TestPoolSlow opens documents that take long, and then others: each has its turn,
// and those that come later do not wait for the slow ones.
func TestPoolSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		y := newYard(t, 1)
		y.task(y.own, "a", opened, time.Minute)
		y.task(y.own, "b", opened, time.Minute)
		y.task(y.own, "c", opened, time.Second)
		time.Sleep(turn - 1)
		y.expect("its turn", "+a")
		time.Sleep(1)
		y.expect("the turn of the next", "!a +b")
		time.Sleep(turn)
		y.expect("the turn of the last", "!b +c")
		time.Sleep(time.Second)
		y.expect("the first goes on", "-c +a")
		y.task(y.own, "d", opened, time.Second)
		y.expect("a new document", "!a +d")
		y.task(y.own, "e", urgent, time.Second)
		y.expect("a text that is typed", "!d +e")
		time.Sleep(time.Hour)
		y.expect("all", "-e +d -d +a -a +b -b")
		y.ended(5)
	})
}

// TestPoolOneWorkerADocument runs tasks of one key one after another, and others
// meanwhile.
func TestPoolOneWorkerADocument(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		y := newYard(t, 3)
		first := y.task(y.own, "a", urgent, time.Second)
		y.task(newOwner(), "a", urgent, 5*time.Second/2)
		y.expect("other owners", "+a +a")
		y.task(y.own, "b", opened, 2*time.Second)
		delete(y.done, "a")
		again := *first
		again.done = func() { y.note("done") }
		y.pool.submit(&again)
		y.expect("the same document", "+b")
		time.Sleep(time.Second)
		y.expect("afterwards", "-a +a")
		y.pool.stop(&again)
		y.expect("stopped", "!a done")
		time.Sleep(time.Minute)
		y.pool.Close()
	})
}

// TestPoolFairness gives two sessions their turns, however much one wants.
func TestPoolFairness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		y := newYard(t, 1)
		other := newOwner()
		for i := range 5 {
			y.task(y.own, fmt.Sprint("x", i), opened, time.Second)
		}
		for i := range 2 {
			y.task(other, fmt.Sprint("y", i), opened, time.Second)
		}
		time.Sleep(time.Minute)
		y.expect("turns", "+x0 -x0 +y0 -y0 +x1 -x1 +y1 -y1 +x2 -x2 +x3 -x3 +x4 -x4")
		y.ended(7)
	})
}

func TestPoolClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		y := newYard(t, 1)
		y.task(y.own, "a", urgent, time.Hour)
		y.task(y.own, "b", urgent, time.Hour)
		synctest.Wait()
		y.pool.Close()
		y.task(y.own, "c", urgent, time.Hour)
		y.expect("closed", "+a !a")
		y.ended(3)
	})
}

// countEngine counts engines.
type countEngine struct{ closed *atomic.Int64 }

func (e countEngine) Verify(context.Context, *prog.Program, verify.Options) (*verify.Result, error) {
	return &verify.Result{}, nil
}

func (e countEngine) Close() { e.closed.Add(1) }

// TestEngines keeps engines warm for their model, and not for ever.
func TestEngines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &engines{clock: realClock{}, limit: 3}
		var closed atomic.Int64
		tools := &ide.Tools{NewEngine: func() ide.Engine { return countEngine{&closed} }}
		models := make([]*model, 5)
		for i := range models {
			models[i] = &model{name: fmt.Sprint(i)}
		}
		// use gives an engine something to close.
		use := func(w *engine) *engine {
			w.Check(t.Context(), oneTest(w))
			return w
		}
		first := use(e.take(models[0], tools))
		e.give(first)
		if e.take(models[0], tools) != first {
			t.Error("an engine is not kept warm")
		}
		if e.take(models[0], tools) == first {
			t.Error("an engine is given to two workers")
		}
		e.give(first)
		for _, m := range models[1:4] {
			time.Sleep(time.Second)
			e.give(use(e.take(m, tools)))
		}
		if closed.Load() != 1 || e.take(models[0], tools) == first {
			t.Errorf("%d engines were closed; the one used first should go", closed.Load())
		}
		time.Sleep(idleTime - 2*time.Second)
		synctest.Wait()
		if closed.Load() != 2 {
			t.Errorf("after a while %d engines are closed, want 2", closed.Load())
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if closed.Load() != 4 {
			t.Errorf("after a minute %d engines are closed, want 4", closed.Load())
		}
		w := use(e.take(models[0], tools))
		w.uses = engineUse - 1
		if e.give(w); closed.Load() != 5 {
			t.Error("an engine is used for ever")
		}
		w = use(e.take(models[0], tools))
		e.give(use(e.take(models[1], tools)))
		e.close()
		if e.give(w); closed.Load() != 7 {
			t.Errorf("%d engines are closed at the end, want 7", closed.Load())
		}
	})
}

// TestBuiltinModelIsShared opens the built-in model once for all sessions.
func TestBuiltinModelIsShared(t *testing.T) {
	p := NewPool(0)
	defer p.Close()
	open := func(string) (*ide.Tools, diag.List) { return nil, diag.List{} }
	if p.model("lkmm", open) != p.model("lkmm", open) {
		t.Error("the built-in model is opened twice")
	}
	if a, b := p.model("a.cat", open), p.model("a.cat", open); a.id == b.id {
		t.Error("a file that may have changed is taken for the same model")
	}
	if p.workers < 2 {
		t.Errorf("%d workers", p.workers)
	}
}
