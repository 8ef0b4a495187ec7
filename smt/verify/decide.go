package verify

import (
	"context"
	"errors"

	"github.com/lkmm-tools/fencepost/model/event"
)

// The steps that the native engine may take before the solver is asked, when the
// engine is chosen automatically: enough to finish a test that is small, and to
// find the executions of a large one that are easy to find.
const (
	smallBudget = 4000
	largeBudget = 400
	// largeTest is the number of combinations from which a test counts as large.
	largeTest = 1e5
)

// decide finds out whether the proposition and its negation are reachable, which
// flags can be raised, and whether loops are cut.
func (v *Verifier) decide(ctx context.Context, t *test, opts Options, goal *goals) error {
	switch opts.Engine {
	case Native:
		t.stats.Engine = Native
		return (&native{test: t, ctx: ctx, goal: goal, budget: -1}).run()
	case Auto:
		t.stats.Engine = Native
		budget := smallBudget
		if t.combinations() > largeTest {
			budget = largeBudget
		}
		err := (&native{test: t, ctx: ctx, goal: goal, budget: budget}).run()
		if !errors.Is(err, errBudget) {
			return err
		}
	case SMT:
	}
	t.stats.Engine = SMT
	v.warm(opts)
	r, err := newRefiner(ctx, t, v.solver, goal, opts, v.coherent)
	if err == nil {
		err = r.run()
	}
	var unsupported *unsupportedError
	if opts.Engine == Auto && errors.As(err, &unsupported) {
		// There is nothing that the other engine cannot do, given the time.
		t.stats.Engine = Native
		return (&native{test: t, ctx: ctx, goal: goal, budget: -1}).run()
	}
	return err
}

// combinations estimates the number of candidates: paths, sources of reads, and
// orders of the writes and lock acquisitions of each location.
func (t *test) combinations() float64 {
	n := 1.0
	for _, list := range t.g.Paths {
		n *= float64(max(len(list), 1))
	}
	for _, sources := range t.dom.Sources {
		n *= float64(max(len(sources), 1))
	}
	for _, cell := range t.g.Cells {
		writers := 0
		for _, e := range t.g.Events {
			if (e.Kind == event.Write || e.Kind == event.LockWrite) && t.dom.MayBeAt(e.ID, cell.Addr) {
				writers++
				n *= float64(writers)
			}
		}
	}
	return n
}
