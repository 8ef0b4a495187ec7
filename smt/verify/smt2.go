package verify

import (
	"context"
	"io"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// SMT2 decides whether the proposition of a test is reachable and writes the
// final constraints as SMT-LIB 2: the encoding of the candidates and all clauses
// learned from the model. They are satisfiable exactly if it is reachable.
func (v *Verifier) SMT2(ctx context.Context, p *prog.Program, w io.Writer) error {
	g, err := event.Build(ctx, p, event.Options{})
	if err != nil {
		return err
	}
	t := v.newTest(ctx, p, g, &Stats{})
	v.warm(Options{})
	goal := newGoals(t.questions)
	goal.noFlags = true
	r, err := newRefiner(ctx, t, v.solver, goal, Options{}, v.coherent)
	if err != nil {
		return err
	}
	asked, positive := r.p.Holds[0], t.questions[0].Positive
	if !positive {
		asked = asked.Not()
	}
	if err := r.reach(asked, func() bool { return !goal.wants(0, positive) }); err != nil {
		return err
	}
	return r.p.WriteSMT2(w, r.p.Assume(asked, false, true))
}

// warm makes the solver if there is none yet.
func (v *Verifier) warm(opts Options) {
	if v.solver == nil {
		v.solver = z3.New(z3.Options{MemoryMB: opts.MemoryMB})
	}
}
