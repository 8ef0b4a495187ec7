package session

import (
	"slices"
	"sync"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// How long an engine is kept warm without work, and how many documents it checks
// before it is replaced, so that what it holds stays bounded.
const (
	idleTime  = time.Minute
	engineUse = 2000
)

// engine is a checker with an engine that may be warm.
type engine struct {
	*ide.Checker
	model *model
	uses  int
	since time.Time
}

// engines are those that no worker uses now, the one used last at the end.
type engines struct {
	clock Clock
	// limit is how many are kept.
	limit int

	mu        sync.Mutex
	closed    bool
	idle      []*engine
	stopSweep func() bool
}

// take returns an engine for a model that is open.
func (e *engines) take(m *model, tools *ide.Tools) *engine {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, w := range slices.Backward(e.idle) {
		if w.model == m {
			e.idle = slices.Delete(e.idle, i, i+1)
			return w
		}
	}
	// Documents are read before: this checker parses nothing.
	return &engine{Checker: &ide.Checker{NewEngine: tools.NewEngine}, model: m}
}

// give takes an engine back.
func (e *engines) give(w *engine) {
	w.OnPanic = nil
	w.uses++
	w.since = e.clock.Now()
	var old *engine
	e.mu.Lock()
	switch {
	case e.closed || w.uses >= engineUse:
		old = w
	default:
		e.idle = append(e.idle, w)
		if len(e.idle) > e.limit {
			old = e.idle[0]
			e.idle = slices.Delete(e.idle, 0, 1)
		}
		if e.stopSweep == nil {
			e.stopSweep = e.clock.AfterFunc(idleTime, e.sweep)
		}
	}
	e.mu.Unlock()
	if old != nil {
		old.Close()
	}
}

// sweep closes the engines that have had no work for long.
func (e *engines) sweep() {
	now := e.clock.Now()
	e.mu.Lock()
	// They are in the order in which they were given back.
	n := 0
	for n < len(e.idle) && now.Sub(e.idle[n].since) >= idleTime {
		n++
	}
	old := slices.Clone(e.idle[:n])
	e.idle = slices.Delete(e.idle, 0, n)
	e.stopSweep = nil
	if len(e.idle) > 0 && !e.closed {
		e.stopSweep = e.clock.AfterFunc(idleTime-now.Sub(e.idle[0].since), e.sweep)
	}
	e.mu.Unlock()
	for _, w := range old {
		w.Close()
	}
}

// close frees all.
func (e *engines) close() {
	e.mu.Lock()
	e.closed = true
	old := e.idle
	e.idle = nil
	if e.stopSweep != nil {
		e.stopSweep()
	}
	e.mu.Unlock()
	for _, w := range old {
		w.Close()
	}
}
