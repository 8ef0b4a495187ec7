package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/theory"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// Verifier decides tests under one model, one after another. It keeps a warm
// solver and is not safe for concurrent use.
type Verifier struct {
	model  *cat.Model
	solver *z3.Solver
	// coherent is set when the model is known to imply coherence and atomicity.
	coherent bool
	// flags are the names of the model's flags.
	flags []string
}

// New returns a Verifier for a model. Z3 starts when a test first needs it.
// coherent says that the model implies per-location coherence and the atomicity
// of read-modify-writes, as the built-in one does: then the engines use it before
// the model is evaluated.
func New(model *cat.Model, coherent bool) *Verifier {
	return &Verifier{model: model, coherent: coherent, flags: flagNames(model.Instrs, nil)}
}

// flagNames lists the flags of a model, without repetition.
func flagNames(list []cat.Instr, names []string) []string {
	for _, i := range list {
		switch i := i.(type) {
		case *cat.Test:
			if (i.Role == cat.Flag || i.Role == cat.UndefinedUnless) && i.Name != "" && !slices.Contains(names, i.Name) {
				names = append(names, i.Name)
			}
		case *cat.Include:
			names = flagNames(i.Instrs, names)
		case *cat.If:
			names = flagNames(i.Else, flagNames(i.Then, names))
		case *cat.Procedure:
			names = flagNames(i.Body, names)
		}
	}
	return names
}

// Close frees the solver.
func (v *Verifier) Close() {
	if v.solver != nil {
		v.solver.Close()
	}
}

// CodeRuntime is the code of a run-time error.
const CodeRuntime diag.Code = "run-time-error"

// unsupportedError is something in the test that the engines do not model.
type unsupportedError struct {
	span    source.Span
	message string
}

// Error returns the message with its place.
func (e *unsupportedError) Error() string { return fmt.Sprintf("%s: %s", e.span, e.message) }

// test is one test while it is being decided.
type test struct {
	prog *prog.Program
	// questions are what the program asks.
	questions []prog.Question
	model     *cat.Model
	g         *event.Graph
	dom       *event.Domains
	// cells gives the cell of each global and element.
	cells map[[2]int]int
	// observed are the cells whose final value is looked at.
	observed map[int]bool
	// present are the kinds and tags of the events of all paths.
	present map[string]bool
	columns []exec.Column
	stats   *Stats
	flags   []string
	ctx     context.Context
	// coherent is that of the Verifier.
	coherent bool
	// plain is set when the model could not be specialised.
	plain bool
	// freeFlag is set if the model has the flag that tells of the use of freed memory.
	freeFlag bool
}

// FlagFreed is the flag of models that know of freed memory.
const FlagFreed = "use-after-free"

func (v *Verifier) newTest(ctx context.Context, p *prog.Program, g *event.Graph, stats *Stats) *test {
	t := &test{
		prog: p, questions: p.Questions(), model: v.model, flags: v.flags, g: g, dom: g.Domains(), stats: stats, ctx: ctx,
		cells: map[[2]int]int{}, observed: map[int]bool{}, columns: exec.Columns(p),
		coherent: v.coherent, freeFlag: slices.Contains(v.flags, FlagFreed),
	}
	for i, c := range g.Cells {
		t.cells[[2]int{c.Global, c.Index}] = i
	}
	t.present = presentSets(g)
	places := exec.Asked(p, p.Locations)
	all := prog.ReadsCells(p.Filter)
	if p.Filter != nil {
		places = append(places, exec.Places(p.Filter, nil)...)
	}
	for _, q := range t.questions {
		all = all || prog.ReadsCells(q.Prop)
	}
	if all {
		for global := range p.Globals {
			places = append(places, prog.Place{Thread: -1, Global: global, Index: -1})
		}
	}
	for _, q := range places {
		if q.IsReg() {
			continue
		}
		for k := range p.Globals[q.Global].Elems() {
			index := p.Globals[q.Global].CellIndex(k)
			if q.Index < 0 || q.Index == index {
				t.observed[t.cells[[2]int{q.Global, index}]] = true
			}
		}
	}
	return t
}

// presentSets names the base sets and tags that some event has on some path.
func presentSets(g *event.Graph) map[string]bool {
	present := map[string]bool{}
	for _, e := range g.Events {
		present[e.Kind.String()] = true
		if e.Tag != "" {
			present[string(e.Tag)] = true
		}
		if e.Atomic {
			present["RMW"], present["X"] = true, true
		}
	}
	return present
}

// Verify decides a test. The error is for faults of ours or of the model; what is
// wrong with the test, and what could not be decided, is in the result.
func (v *Verifier) Verify(ctx context.Context, p *prog.Program, opts Options) (*Result, error) {
	start := time.Now()
	if opts.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, opts.Timeout)
		defer cancel()
	}
	r := &Result{}
	err := v.verify(ctx, p, opts, r)
	r.Stats.Elapsed = time.Since(start)
	if err != nil && !r.undecided(err, opts) {
		return nil, err
	}
	return r, nil
}

// undecided puts into r why a test was not decided, and reports whether err says so.
func (r *Result) undecided(err error, opts Options) bool {
	var limit *event.LimitError
	var unsupported *unsupportedError
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, z3.ErrTimeout):
		r.Status, r.Reason = Timeout, fmt.Sprintf("no answer within %s", opts.Timeout)
	case errors.Is(err, context.Canceled):
		r.Status, r.Reason = Cancelled, "cancelled"
	case errors.Is(err, z3.ErrMemory):
		r.Status, r.Reason = Limit, fmt.Sprintf("more than %d MB of memory", opts.MemoryMB)
	case errors.Is(err, errBudget):
		r.Status, r.Reason = Limit, "more executions than the native engine can order; use --engine smt"
	case errors.Is(err, theory.ErrUnsupported):
		r.Status, r.Reason = Limit, err.Error()
	case errors.As(err, &limit):
		r.Status, r.Reason = Limit, fmt.Sprintf("%s (line %d)", limit.Reason, limit.Span.Position().Line)
	case errors.As(err, &unsupported):
		r.Status, r.Reason = Limit, unsupported.Error()
	default:
		return false
	}
	return true
}

func (v *Verifier) verify(ctx context.Context, p *prog.Program, opts Options, r *Result) error {
	g, err := event.Build(ctx, p, event.Options{Unroll: opts.Unroll})
	if err != nil {
		return err
	}
	if r.Problem = meaningless(g); r.Problem != nil {
		r.Status = RuntimeError
		return nil
	}
	t := v.newTest(ctx, p, g, &r.Stats)
	r.FreeUnchecked = t.present[string(prog.TagFree)] && !t.freeFlag
	goal := newGoals(t.questions)
	err = v.decide(ctx, t, opts, goal)
	if needsPlain(err) {
		goal, t.plain = newGoals(t.questions), true
		t.stats.Engine = Native
		err = (&native{test: t, ctx: ctx, goal: goal, budget: -1}).run()
	}
	if goal.problem != nil && (err == nil || errors.Is(err, errRuntime) || r.undecided(err, opts)) {
		// What else there is to say stands beside the error, if there was time.
		goal.failed(p, r, err == nil)
		return nil
	}
	if err != nil {
		return err
	}
	goal.result(p, r)
	if opts.States || opts.Witnesses {
		if opts.Timeout > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, time.Duration(float64(opts.Timeout)*listingShare))
			defer cancel()
		}
		return v.enumerate(ctx, t, r)
	}
	return nil
}

// listingShare is the part of a test's time that listing its states may take.
// What is not listed by then has hundreds of thousands of executions; more time
// would rarely help, and the verdict stands anyway.
const listingShare = 0.3

func holds(q prog.Quantifier, positive, negative bool) bool {
	switch q {
	case prog.Exists:
		return positive
	case prog.NotExists:
		return !positive
	case prog.Forall:
		return !negative
	default:
		panic(fmt.Sprintf("verify: unhandled quantifier %d", q))
	}
}

// enumerate lists all states and counts executions. The verdict stands whatever
// comes of it.
func (v *Verifier) enumerate(ctx context.Context, t *test, r *Result) error {
	goal := newGoals(t.questions)
	goal.noFlags = true
	s := &native{test: t, ctx: ctx, goal: goal, count: true, budget: -1}
	how := Complete
	switch err := s.run(); {
	case err == nil:
	case needsPlain(err) && !t.plain:
		t.plain = true
		return v.enumerate(ctx, t, r)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		how = Partial
	default:
		return err
	}
	goal.enumeration(r, how)
	return nil
}

// passes reports whether a final state passes the filter.
func (t *test) passes(final *state) bool {
	return t.prog.Filter == nil || exec.EvalProp(t.prog, t.prog.Filter, final) == exec.True
}

// answers evaluates the questions on a final state.
func (t *test) answers(final *state) []bool {
	out := make([]bool, len(t.questions))
	for i, q := range t.questions {
		out[i] = exec.EvalProp(t.prog, q.Prop, final) == exec.True
	}
	return out
}

// lastWrites returns the last write of each location.
func (f *frame) lastWrites(orders []*rel.Rel) map[int]int {
	last := map[int]int{}
	for loc, list := range f.locWrites {
		w := list[0]
		for _, x := range list[1:] {
			for _, o := range orders {
				if o.Has(w, x) {
					w = x
				}
			}
		}
		last[loc] = w
	}
	return last
}
