package enum

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// The codes of run-time errors.
const (
	// CodeAddress is a read through what is no address.
	CodeAddress diag.Code = "wild-read"
	// CodeBounds is a read at a known address outside of every object.
	CodeBounds diag.Code = "out-of-bounds"
	// CodeOperation is an operation without a result.
	CodeOperation diag.Code = "bad-operation"
	// CodeTwoRMW is a statement with two read-modify-writes of one location.
	CodeTwoRMW diag.Code = "two-rmw"
)

// Options bound a run.
type Options struct {
	// Unroll is the loop bound; 0 means the program's, or 2.
	Unroll int
	// MaxCandidates bounds the candidate executions that the model is evaluated
	// on, 0 meaning 100000; more are an error.
	MaxCandidates int
}

// ErrLimit is the error of a program with too many candidates.
var ErrLimit = errors.New("too many candidate executions")

// Result is the answer to a test.
type Result struct {
	// Observation is Never, Sometimes or Always.
	Observation string
	// Positive and Negative count the accepted executions that satisfy and that
	// violate the proposition, whatever the quantifier.
	Positive, Negative int
	// Props has the same two numbers for each of the program's properties.
	Props []Count
	// States are the final states as litmus-format.md 7.1 spells and sorts them.
	States []string
	// Flags are the raised flags in byte order.
	Flags []string
	// Loop is set when a candidate wanted more iterations than the bound.
	Loop bool
	// Err is the run-time error of an accepted execution. The other fields are
	// meaningless then.
	Err *diag.Problem
	// Candidates is the number of candidates that the model was evaluated on.
	Candidates int
}

// Count is the number of accepted executions that satisfy and that violate a
// proposition.
type Count struct{ Positive, Negative int }

// Run checks a program against a model.
func Run(ctx context.Context, p *prog.Program, m *cat.Model, opts Options) (*Result, error) {
	if opts.MaxCandidates == 0 {
		opts.MaxCandidates = 100000
	}
	if opts.Unroll == 0 {
		opts.Unroll = p.Unroll
	}
	if opts.Unroll == 0 {
		opts.Unroll = 2
	}
	r := &run{
		ctx: ctx, prog: p, model: m, opts: opts,
		res: &Result{Props: make([]Count, len(p.Props))}, states: map[string]stateLine{}, flags: map[string]bool{},
		observed: observedCells(p),
	}
	err := r.all()
	var problem *diag.Problem
	switch {
	case errors.As(err, &problem) && problem.Code != cat.CodeEval:
		r.res.Err = problem
		return r.res, nil
	case err != nil:
		return nil, err
	}
	r.finish()
	return r.res, nil
}

// all checks every combination of paths.
func (r *run) all() error {
	low := &lowering{prog: r.prog, unroll: r.opts.Unroll, limit: r.opts.MaxCandidates}
	var threads [][]threadPath
	for _, t := range r.prog.Threads {
		paths, err := low.paths(t)
		if err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
		var list []threadPath
		for _, p := range paths {
			list = append(list, threadPath{p, p.deps()})
		}
		threads = append(threads, list)
	}
	var pick func(chosen []threadPath) error
	pick = func(chosen []threadPath) error {
		if len(chosen) == len(threads) {
			return r.combo(newCombo(r.prog, chosen))
		}
		for _, p := range threads[len(chosen)] {
			if err := pick(append(chosen[:len(chosen):len(chosen)], p)); err != nil {
				return err
			}
		}
		return nil
	}
	return pick(nil)
}

// finish fills in what follows from the counts.
func (r *run) finish() {
	switch {
	case r.res.Positive == 0:
		r.res.Observation = "Never"
	case r.res.Negative == 0:
		r.res.Observation = "Always"
	default:
		r.res.Observation = "Sometimes"
	}
	for name := range r.flags {
		r.res.Flags = append(r.res.Flags, name)
	}
	sort.Strings(r.res.Flags)
	var lines []stateLine
	for _, l := range r.states {
		lines = append(lines, l)
	}
	slices.SortFunc(lines, func(a, b stateLine) int { return a.compare(r.prog, b) })
	for _, l := range lines {
		r.res.States = append(r.res.States, l.text)
	}
	r.res.Candidates = r.tally
}
