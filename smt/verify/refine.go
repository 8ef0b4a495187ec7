package verify

import (
	"context"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
	"github.com/lkmm-tools/fencepost/smt/encode"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// refiner decides a test with the solver: it asks for a candidate, evaluates the
// model on it, and adds the reasons for which the model rejects it as clauses,
// until a candidate is consistent or there are none left.
type refiner struct {
	*test
	ctx      context.Context
	goal     *goals
	p        *encode.Problem
	paranoid bool
	v        *exec.Values
	combos   map[string]*paths
	// framed are the frames, with the sources if they need them, of which stateFrame
	// was called.
	framed map[frameKey]bool
	// steady knows what all candidates of the current query have in common.
	steady *steady
	// flags is the state of the search for flags.
	flags *flagSearch
	// faultless is assumed where executions with a run-time error do not count.
	faultless encode.Lit
}

// query is what the solver is asked.
type query struct {
	goal encode.Lit
	// cut asks for a candidate with a cut loop; loose leaves the model out. With
	// faulty, candidates with a run-time error count.
	cut, loose, faulty bool
	// done reports whether the question has been answered.
	done func() bool
}

func newRefiner(ctx context.Context, t *test, s *z3.Solver, goal *goals, opts Options, coherent bool) (*refiner, error) {
	s.Reset()
	p, err := encode.New(ctx, s, t.prog, t.g, t.dom, encode.Options{Coherent: coherent})
	if err != nil {
		return nil, err
	}
	r := &refiner{
		test: t, ctx: ctx, goal: goal, paranoid: opts.Paranoid, p: p, faultless: encode.True,
		v: exec.NewValues(t.g), combos: map[string]*paths{}, framed: map[frameKey]bool{},
	}
	if t.dom.Errors && t.prog.Strict {
		r.faultless = p.Goal("faultless")
	}
	return r, nil
}

// run asks all questions of the test.
func (r *refiner) run() error {
	for i := range r.questions {
		for _, positive := range []bool{true, false} {
			goal := r.p.Holds[i]
			if !positive {
				goal = goal.Not()
			}
			if !r.goal.wants(i, positive) {
				continue
			}
			done := func() bool { return !r.goal.wants(i, positive) }
			if err := r.ask(query{goal: goal, faulty: r.questions[i].Anyway, done: done}); err != nil {
				return err
			}
		}
	}
	// With a condition both of whose sides were looked for in vain there is none.
	if r.prog.Cond == nil {
		if err := r.reach(encode.True, func() bool { return r.goal.some != nil }); err != nil {
			return err
		}
	}
	if r.dom.Errors {
		done := func() bool { return r.goal.problem != nil }
		if err := r.ask(query{goal: r.p.Error, faulty: true, done: done}); err != nil {
			return err
		}
	}
	if err := r.raiseFlags(); err != nil {
		return err
	}
	if r.p.CanCut() {
		if err := r.ask(query{goal: encode.True, cut: true, loose: true, faulty: true, done: func() bool { return r.goal.loop }}); err != nil {
			return err
		}
		if r.goal.loop {
			return r.ask(query{goal: encode.True, cut: true, faulty: true, done: func() bool { return r.goal.bounded }})
		}
	}
	return nil
}

// reach looks for a consistent execution with the given goal.
func (r *refiner) reach(goal encode.Lit, done func() bool) error {
	return r.ask(query{goal: goal, done: done})
}

// ask refines until the query is answered.
func (r *refiner) ask(q query) error {
	if q.goal == encode.False {
		return nil
	}
	r.steady = newSteady()
	for !q.done() {
		status, err := r.p.Solver().Check(r.ctx, r.assumptions(q)...)
		if err != nil {
			return err
		}
		r.stats.Rounds++
		if status == z3.Unsat {
			return nil
		}
		if err := r.candidate(q); err != nil {
			return err
		}
	}
	return nil
}

// assumptions returns what the solver is asked under for a query.
func (r *refiner) assumptions(q query) []encode.Lit {
	out := r.p.Assume(q.goal, q.cut, !q.loose)
	if !q.faulty && r.faultless != encode.True {
		out = append(out, r.faultless)
	}
	return out
}

// candidate replays the solver's candidate and learns from it.
func (r *refiner) candidate(q query) error {
	list, rf := r.p.Model()
	c := r.combination(list)
	r.v.Select(c.layout.Paths)
	if r.v.Solve(rf) == exec.Dropped {
		s, ok := r.v.Clash()
		r.learn(r.supported(c, rf, s, ok), false)
		return nil
	}
	if r.learnAddresses(c, rf) {
		return nil
	}
	if !q.faulty && r.faultless != encode.True && r.fault(r.v) != nil {
		r.learnFault(c, rf)
		return nil
	}
	f, err := c.frameFor(r.v)
	if err != nil {
		return err
	}
	if q.loose {
		return r.loose(f, rf)
	}
	if key := r.frameKey(f, rf); !r.framed[key] {
		// What the frame alone demands is stated first; the candidate may not
		// have it.
		r.framed[key] = true
		f.in.UseSteps(r.p.HasSteps())
		r.stateFrame(f, rf)
		return nil
	}
	r.stats.Candidates++
	if len(f.in.Orders) > 1 {
		return &unsupportedError{r.prog.Span, "the solver engine handles models with one coherence order; use --engine native"}
	}
	orders := r.load(f, rf)
	if final := (&state{f: f, v: r.v, p: c, last: f.lastWrites(orders)}); !r.passes(final) {
		r.learnFilter(final, rf, orders)
		return nil
	}
	if err := f.in.Endless(); err != nil {
		return err
	}
	if violations := r.violations(f); len(violations) > 0 {
		for _, v := range violations {
			if err := r.lemma(f, rf, v); err != nil {
				return err
			}
		}
		return nil
	}
	if err := r.accept(f, r.v, rf, orders, r.goal, false); err != nil {
		return err
	}
	if r.flags != nil && !c.cut {
		r.flags.learn(f, rf)
	}
	if !q.done() && (r.flags == nil || !r.flags.asking) {
		// The solver took the candidate for an answer and the replay does not:
		// its values are not among those that the encoding knows.
		r.learnGoal(q.goal, append(r.everything(c, rf), r.orderLits(f, orders)...))
	}
	return nil
}

// learnFault excludes a candidate with a run-time error where such do not count.
func (r *refiner) learnFault(c *paths, rf []int) {
	for i := range r.v.Errors {
		e := &r.v.Errors[i]
		if e.Follows && r.freeFlag {
			continue
		}
		if s, ok := r.v.ErrorSupport(e); ok {
			r.learn(append(r.supported(c, rf, s, true), r.faultless), false)
			return
		}
	}
	r.learn(append(r.everything(c, rf), r.faultless), false)
}

// learnFilter excludes a candidate whose final state does not pass the filter. The
// solver took it because of a value that is not among those that the encoding
// names.
func (r *refiner) learnFilter(final *state, rf []int, orders []*rel.Rel) {
	var terms []event.TermID
	for _, q := range exec.Places(r.prog.Filter, nil) {
		if !q.IsReg() {
			r.learn(append(r.everything(final.p, rf), r.orderLits(final.f, orders)...), true)
			return
		}
		terms = append(terms, final.p.layout.Paths[q.Thread].Regs[q.Reg])
	}
	s, ok := r.v.SupportOf(terms...)
	for _, q := range exec.Places(r.prog.Filter, nil) {
		s.Threads = append(s.Threads, q.Thread)
	}
	r.learn(r.supported(final.p, rf, s, ok), true)
}

// learnAddresses states the addresses that follow from a candidate's sources
// where the solver took others, which it may where a value is not among those that
// the encoding names. Without this, what is learned of the addresses that the
// replay computes would not speak of the solver's candidate.
func (r *refiner) learnAddresses(c *paths, rf []int) bool {
	learned := false
	for _, i := range c.layout.Dynamic {
		id := c.layout.Events[i]
		a, ok := r.v.Address(id)
		if !ok {
			continue
		}
		if x, exact := r.p.Address(id, a); exact && !r.p.Picked(x) {
			s, ok := r.v.AddressSupport(id)
			r.p.Clause(append(negate(r.supported(c, rf, s, ok)), x)...)
			r.stats.Lemmas++
			learned = true
		}
	}
	return learned
}

// loose notes a cut candidate whatever the model says of it.
func (r *refiner) loose(f *frame, rf []int) error {
	if r.wantsMore(f, r.v) {
		r.goal.loop = true
		return nil
	}
	r.learn(r.everything(f.paths, rf), false)
	return nil
}

// combination returns the paths object of the chosen paths.
func (r *refiner) combination(list []*event.Path) *paths {
	var key strings.Builder
	for _, p := range list {
		fmt.Fprintf(&key, "%d,", p.Index)
	}
	c, ok := r.combos[key.String()]
	if !ok {
		c = newPaths(r.test, list)
		r.combos[key.String()] = c
		r.stats.Paths++
	}
	return c
}

// load gives the specialised model the candidate and evaluates it.
func (r *refiner) load(f *frame, rf []int) []*rel.Rel {
	f.load(r.v, rf)
	for k, c := range f.in.Choices {
		picked := 0
		for i := range c.Len() {
			if r.p.Picked(r.p.Choice(f.choiceName(k, i))) {
				picked = i
			}
		}
		f.in.Pick(k, picked)
	}
	f.in.ChoicesDone()
	var orders []*rel.Rel
	for k, o := range f.in.Orders {
		order := rel.New(f.structure.N)
		for _, members := range o.Classes {
			ids := make([]int, len(members))
			for i, m := range members {
				ids[i] = f.paths.layout.Events[m]
			}
			ids = r.p.Sorted(ids)
			for i, a := range ids {
				for _, b := range ids[i+1:] {
					order.Add(f.paths.layout.Index[a], f.paths.layout.Index[b])
				}
			}
		}
		f.in.SetOrder(k, order)
		orders = append(orders, order)
	}
	f.in.OrdersDone()
	return orders
}

// choiceName names an element of a choice by what it relates, so that frames
// share the variables of what they share.
func (f *frame) choiceName(k, elem int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", f.in.Choices[k].Name)
	for _, p := range f.in.Element(k, elem).Pairs() {
		fmt.Fprintf(&b, " %d,%d", f.paths.layout.Events[p.From], f.paths.layout.Events[p.To])
	}
	return b.String()
}

// frameKey is a frame; if some address of it is none that the encoding names, so
// that it has to be told by the sources that it follows from, with these.
type frameKey struct {
	frame   *frame
	sources string
}

func (r *refiner) frameKey(f *frame, rf []int) frameKey {
	for _, i := range f.paths.layout.Dynamic {
		if _, exact := r.p.Address(f.paths.layout.Events[i], f.addr[i]); !exact {
			return frameKey{f, fmt.Sprint(rf)}
		}
	}
	return frameKey{frame: f}
}

// stateFrame states what a frame alone demands of its candidates: that each
// choice of the model has one element, and the pairs that each order must have.
func (r *refiner) stateFrame(f *frame, rf []int) {
	if f.in.Impossible() {
		r.learn(r.frameLits(f, rf), true)
		return
	}
	l := f.paths.layout
	for k := range f.in.Orders {
		pairs, reasons := f.in.Demanded(k)
		for i, p := range pairs {
			clause := append(negate(r.lits(f, rf, reasons[i])), r.p.Order(l.Events[p.From], l.Events[p.To]))
			r.p.Clause(append(clause, r.p.Axioms().Not())...)
		}
	}
	for k, c := range f.in.Choices {
		unless := negate(r.frameLits(f, rf))
		var elems []encode.Lit
		for i := range c.Len() {
			l := r.p.Choice(f.choiceName(k, i))
			for _, o := range elems {
				r.p.Clause(append(unless[:len(unless):len(unless)], l.Not(), o.Not())...)
			}
			elems = append(elems, l)
		}
		r.p.Clause(append(unless[:len(unless):len(unless)], elems...)...)
	}
}

func negate(lits []encode.Lit) []encode.Lit {
	out := make([]encode.Lit, len(lits))
	for i, l := range lits {
		out[i] = l.Not()
	}
	return out
}

// lemma adds the clause that a violation gives.
func (r *refiner) lemma(f *frame, rf []int, v theory.Violation) error {
	if r.paranoid {
		if err := r.recheck(f, v); err != nil {
			return err
		}
	}
	r.learn(r.lits(f, rf, v.Reason), true)
	return nil
}

// learn adds the clause that not all of the literals hold; guarded clauses are
// about the model and do not count where the model is left out.
func (r *refiner) learn(reason []encode.Lit, guarded bool) {
	clause := negate(reason)
	if guarded {
		clause = append(clause, r.p.Axioms().Not())
	}
	r.stats.Lemmas++
	r.p.Clause(clause...)
}

// learnGoal excludes a candidate as an answer to one question only.
func (r *refiner) learnGoal(goal encode.Lit, reason []encode.Lit) {
	r.learn(append(reason, goal), true)
}
