package verify

import (
	"errors"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// errRuntime ends a search when a consistent execution of a program that is not
// strict has a run-time error: the reference tool says nothing else then.
var errRuntime = errors.New("run-time error")

// found is a consistent candidate: what is to be known of it once the model has
// accepted it.
type found struct {
	f     *frame
	v     *exec.Values
	final *state
	// witness makes the execution that it is; at most once.
	witness func() (*exec.Execution, error)
	// raised calls its function for each flag.
	raised func(func(name string, pairs []rel.Pair) error) error
}

// accept notes a candidate that the specialised model accepts.
func (t *test) accept(f *frame, v *exec.Values, rf []int, orders []*rel.Rel, goal *goals, count bool) error {
	final := &state{f: f, v: v, p: f.paths, last: f.lastWrites(orders)}
	if !t.passes(final) {
		return nil
	}
	return t.note(&found{
		f: f, v: v, final: final,
		witness: func() (*exec.Execution, error) { return t.witness(f, v, rf, orders, final) },
		raised: func(yield func(string, []rel.Pair) error) error {
			for _, flag := range f.in.Flags() {
				if err := yield(flag.Name, flag.Pairs); err != nil {
					return err
				}
			}
			return nil
		},
	}, goal, count)
}

// note takes what a consistent candidate tells.
func (t *test) note(c *found, goal *goals, count bool) error {
	if c.f.paths.cut {
		goal.bounded = true
		return nil
	}
	fault := t.fault(c.v)
	answers := t.answers(c.final)
	if count {
		if fault == nil {
			goal.note(t.prog, answers, exec.NewState(t.prog, t.columns, c.final))
		}
		return nil
	}
	var x *exec.Execution
	witness := func() (*exec.Execution, error) {
		if x != nil {
			return x, nil
		}
		var err error
		if x, err = c.witness(); err == nil {
			x.Faults = faults(c.f, c.v)
		}
		return x, err
	}
	if fault != nil {
		if err := goal.fail(*fault, witness); err != nil {
			return err
		}
		if !t.prog.Strict {
			return errRuntime
		}
	}
	if err := goal.found(answers, fault != nil, witness); err != nil || goal.noFlags || fault != nil {
		return err
	}
	return c.raised(func(name string, pairs []rel.Pair) error {
		if _, ok := goal.flags[name]; ok {
			return nil
		}
		if _, err := witness(); err != nil {
			return err
		}
		goal.raise(name, x, pairs)
		return nil
	})
}

// fault returns the run-time error of the current candidate that counts, nil if
// there is none. What follows from the use of freed memory does not count beside
// the flag that says so.
func (t *test) fault(v *exec.Values) *exec.RunError {
	if len(v.Errors) == 0 || v.Errors[0].Follows && t.freeFlag {
		return nil
	}
	return &v.Errors[0]
}

// faults returns the events of a candidate that are run-time errors, by number.
func faults(f *frame, v *exec.Values) []int {
	var out []int
	for i := range v.Errors {
		if e := v.Errors[i].Event; e >= 0 {
			out = append(out, f.paths.layout.Index[e])
		}
	}
	return out
}

// failed puts a run-time error into r, and the rest of what is known if that is all
// that was asked.
func (g *goals) failed(p *prog.Program, r *Result, complete bool) {
	if complete && p.Strict {
		g.result(p, r)
		r.BesideError = true
	}
	r.Status, r.Holds = RuntimeError, false
	r.Problem = &diag.Problem{Code: CodeRuntime, Severity: diag.Error, Span: g.problem.Span, Message: g.problem.Message}
	r.ProblemExecution = g.faulty
}
