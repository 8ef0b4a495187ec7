package z3

import (
	"context"
	"sync"
	"time"
)

const (
	// repeatEvery is the pause between two interrupts of one check: the first
	// is lost when it arrives before Z3 has set itself up to be interrupted.
	repeatEvery = time.Millisecond
	// memoryEvery is how often the heap is measured during a check. Most
	// checks end sooner and never pay for it.
	memoryEvery = 10 * time.Millisecond
)

// guard stops one check on behalf of a context, a timeout or the memory bound.
// No goroutine runs until one of them strikes.
type guard struct {
	e *engine

	mu       sync.Mutex // held during each interrupt, so that none comes late
	finished bool
	reason   error
	memory   *time.Timer

	stops []func() bool
}

// newGuard returns nil when nothing can ever stop the check.
func newGuard(ctx context.Context, e *engine, opts Options) *guard {
	if ctx.Done() == nil && opts.Timeout <= 0 && opts.MemoryMB <= 0 {
		return nil
	}
	g := &guard{e: e}
	if ctx.Done() != nil {
		g.stops = append(g.stops, context.AfterFunc(ctx, func() { g.stop(ctx.Err()) }))
	}
	if opts.Timeout > 0 {
		g.stops = append(g.stops, time.AfterFunc(opts.Timeout, func() { g.stop(ErrTimeout) }).Stop)
	}
	if opts.MemoryMB > 0 {
		g.mu.Lock() // the timer may fire before g.memory is set
		g.memory = time.AfterFunc(memoryEvery, func() { g.measure(opts) })
		g.mu.Unlock()
		g.stops = append(g.stops, g.memory.Stop)
	}
	return g
}

// stop interrupts the check until it has returned.
func (g *guard) stop(reason error) {
	for g.interrupt(reason) {
		time.Sleep(repeatEvery)
	}
}

// interrupt sends one interrupt, and reports whether another may be needed.
func (g *guard) interrupt(reason error) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.finished {
		return false
	}
	if g.reason == nil {
		g.reason = reason
	}
	g.e.interrupt()
	return true
}

// measure compares the heap with the bound and comes back later.
func (g *guard) measure(opts Options) {
	if opts.overMemory() {
		g.stop(ErrMemory)
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.finished {
		g.memory.Reset(memoryEvery)
	}
}

// end says that the check has returned, and why it was stopped if it was.
// After end no interrupt is sent.
func (g *guard) end() error {
	if g == nil {
		return nil
	}
	for _, stop := range g.stops {
		stop()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.finished = true
	return g.reason
}
