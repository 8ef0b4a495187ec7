package verify

import (
	"context"
	"io"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/encode"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// SMT2 decides whether the proposition of a test is reachable and writes the
// final constraints as SMT-LIB 2: the encoding of the candidates and all clauses
// learned from the model. They are satisfiable exactly if it is reachable. Of a
// program with properties that is an execution that decides one: a counterexample of
// a never, always or assert, an example of a sometimes. Without any, it is any
// execution.
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
	asked := r.asked()
	found := func() bool {
		for i := range t.questions {
			if s := goal.sides[i]; s.positive != nil || s.negative != nil && t.prog.Cond == nil {
				return true
			}
		}
		return goal.some != nil && len(t.questions) == 0
	}
	if err := r.reach(asked, found); err != nil {
		return err
	}
	return r.p.WriteSMT2(w, r.assumptions(query{goal: asked}))
}

// asked returns the literal that an execution satisfies the condition's proposition,
// or decides some property.
func (r *refiner) asked() encode.Lit {
	if r.prog.Cond != nil {
		return r.p.Holds[0]
	}
	if len(r.questions) == 0 {
		return encode.True
	}
	some := r.p.Goal("some property")
	clause := []encode.Lit{some.Not()}
	for i, q := range r.questions {
		l := r.p.Holds[i]
		if q.Negative {
			l = l.Not()
		}
		clause = append(clause, l)
	}
	r.p.Clause(clause...)
	return some
}

// warm makes the solver if there is none yet.
func (v *Verifier) warm(opts Options) {
	if v.solver == nil {
		v.solver = z3.New(z3.Options{MemoryMB: opts.MemoryMB})
	}
}
