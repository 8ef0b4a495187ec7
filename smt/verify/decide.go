package verify

import (
	"context"
	"errors"
)

// autoBudget is how many steps the native engine may take before the solver is
// asked, when the engine is chosen automatically.
const autoBudget = 4000

// decide finds out whether the proposition and its negation are reachable, which
// flags can be raised, and whether loops are cut.
func (v *Verifier) decide(ctx context.Context, t *test, opts Options, goal *goals) error {
	switch opts.Engine {
	case Native:
		t.stats.Engine = Native
		return (&native{test: t, ctx: ctx, goal: goal, budget: -1}).run()
	case Auto:
		t.stats.Engine = Native
		err := (&native{test: t, ctx: ctx, goal: goal, budget: autoBudget}).run()
		if !errors.Is(err, errBudget) {
			return err
		}
	case SMT:
	}
	t.stats.Engine = SMT
	v.warm(opts)
	return newRefiner(ctx, t, v.solver, goal, opts, v.coherent).run()
}
