// Package encode states the candidate executions of a test as a propositional
// problem: which path each thread takes, which write each read reads from, in
// which order writes to a location come, and which values follow.
//
// The memory model is not encoded. What the problem has as solutions are
// candidates; package verify evaluates the model on each and adds the reasons for
// which it fails as clauses. With Options.Coherent a few axioms that every
// candidate of the built-in model must meet are stated from the start, because
// they prune most: coherence of each location and the atomicity of
// read-modify-writes.
package encode

import (
	"context"
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// Lit is a literal of the problem, or one of the constants.
type Lit = z3.Lit

// The constants. They never reach the solver.
const (
	True  Lit = 1 << 30
	False Lit = -True
)

// Options say how to encode.
type Options struct {
	// Coherent states coherence and atomicity, and that initial writes come
	// first. Only a model that implies all of it may set this.
	Coherent bool
}

// Problem is the encoding of one test.
type Problem struct {
	// ctx is that of New, and nil once New is over.
	ctx context.Context
	// clauses counts what New states.
	clauses int

	g    *event.Graph
	dom  *event.Domains
	prog *prog.Program
	s    *z3.Solver
	opts Options

	path [][]Lit
	run  []Lit // event executed
	// rf gives the literal of each source of each read, in the order of
	// Domains.Sources; wild that of having none.
	rf   [][]Lit
	wild []Lit
	// terms are the literals of the values of terms, made when first needed.
	terms map[event.TermID]*valueLits
	order map[[2]int]Lit
	// classes are the sets of events that may be at one location and are ordered.
	classes [][]int
	// step are the literals of direct succession of lock acquisitions.
	step     map[[2]int]Lit
	hasSteps bool
	cells    map[[2]int]*valueLits
	places   map[[2]int]*valueLits
	pending  []func()

	// axioms is assumed in every query but the one for cut loops; noCut excludes
	// paths that end at the unroll bound, cut asks for one.
	axioms, noCut, cut Lit
	// Holds are the propositions of the program's questions, in their order.
	Holds []Lit
	// Filter is the filter, True if there is none.
	Filter Lit
	// Error is that a run-time error may happen.
	Error   Lit
	choices map[string]Lit
}

// valueLits are the literals that a value is this or that.
type valueLits struct {
	values []prog.Value
	lits   []Lit
	// other is the literal of any further value, False if there can be none.
	other Lit
}

// of returns the literal that the value is v.
func (l *valueLits) of(v prog.Value) Lit {
	for i, x := range l.values {
		if x == v {
			return l.lits[i]
		}
	}
	return False
}

// New encodes a test into an empty solver. It fails with the context's error when
// that ends, and with a *event.LimitError when the problem would be too large.
func New(ctx context.Context, s *z3.Solver, p *prog.Program, g *event.Graph, dom *event.Domains, opts Options) (e *Problem, err error) {
	e = &Problem{
		ctx: ctx, g: g, dom: dom, prog: p, s: s, opts: opts,
		terms: map[event.TermID]*valueLits{}, order: map[[2]int]Lit{},
		step:  map[[2]int]Lit{},
		cells: map[[2]int]*valueLits{}, places: map[[2]int]*valueLits{},
		choices: map[string]Lit{}, axioms: True, noCut: True, cut: False,
	}
	defer func() {
		if v := recover(); v != nil {
			stop, ok := v.(stopped)
			if !ok {
				panic(v)
			}
			e, err = nil, stop.err
		}
	}()
	e.paths()
	e.orders()
	e.sources()
	e.Filter = True
	if p.Filter != nil {
		e.Filter = e.prop(p.Filter)
	}
	for _, q := range p.Questions() {
		e.Holds = append(e.Holds, e.prop(q.Prop))
	}
	e.conditions()
	e.errors()
	e.flush()
	e.symmetry()
	if opts.Coherent {
		e.coherence()
		e.steps()
	}
	e.Clause(e.Filter)
	e.ctx = nil
	return e, nil
}

// flush states what was put off to avoid recursion through reads.
func (e *Problem) flush() {
	for len(e.pending) > 0 {
		f := e.pending[len(e.pending)-1]
		e.pending = e.pending[:len(e.pending)-1]
		f()
	}
}

// fresh makes a variable.
func (e *Problem) fresh(format string, args ...any) Lit {
	return e.s.NewVar(fmt.Sprintf(format, args...)).Pos()
}

// maxClauses bounds an encoding: a total order of N events takes N³/3 clauses, and
// Z3 about 200 bytes for each.
const maxClauses = 4 << 20

// stopped is the panic value by which an encoding that has to end leaves New.
type stopped struct{ err error }

// account counts a clause, and now and then looks whether to go on.
func (e *Problem) account() {
	if e.ctx == nil {
		return
	}
	e.clauses++
	if e.clauses > maxClauses {
		panic(stopped{&event.LimitError{Span: e.prog.Span, Reason: fmt.Sprintf(
			"the test has more than %d million constraints, because too many writes may go to one place", maxClauses>>20)}})
	}
	if e.clauses%1024 == 0 {
		if err := e.ctx.Err(); err != nil {
			panic(stopped{err})
		}
	}
}

// Clause adds a clause; constants are folded.
func (e *Problem) Clause(lits ...Lit) {
	e.account()
	kept := make([]Lit, 0, len(lits))
	for _, l := range lits {
		switch l {
		case True:
			return
		case False:
		default:
			kept = append(kept, l)
		}
	}
	e.s.AddClause(kept...)
}

// and returns a literal that is equivalent to the conjunction.
func (e *Problem) and(name string, lits ...Lit) Lit {
	return e.or(name, negate(lits)...).Not()
}

// or returns a literal that is equivalent to the disjunction.
func (e *Problem) or(name string, lits ...Lit) Lit {
	kept := make([]Lit, 0, len(lits))
	for _, l := range lits {
		switch l {
		case True:
			return True
		case False:
		default:
			kept = append(kept, l)
		}
	}
	switch len(kept) {
	case 0:
		return False
	case 1:
		return kept[0]
	}
	x := e.fresh("%s", name)
	for _, l := range kept {
		e.s.AddClause(l.Not(), x)
	}
	e.s.AddClause(append(kept, x.Not())...)
	return x
}

func negate(lits []Lit) []Lit {
	out := make([]Lit, len(lits))
	for i, l := range lits {
		out[i] = l.Not()
	}
	return out
}

// atMostOne states that at most one literal holds.
func (e *Problem) atMostOne(lits []Lit) {
	kept := make([]Lit, 0, len(lits))
	for _, l := range lits {
		switch l {
		case True:
			for _, m := range lits {
				if m != True {
					e.Clause(m.Not())
				}
			}
			return
		case False:
		default:
			kept = append(kept, l)
		}
	}
	if len(kept) > 1 {
		e.s.AtMostOne(kept...)
	}
}

// paths states that each thread takes one path.
func (e *Problem) paths() {
	e.run = make([]Lit, len(e.g.Events))
	for ev := range e.run {
		// An event may be on no path, if what comes after it cannot be.
		e.run[ev] = False
	}
	for c := range e.g.Cells {
		e.run[c] = True
	}
	var cuts []Lit
	for t, list := range e.g.Paths {
		lits := make([]Lit, len(list))
		on := map[int][]Lit{}
		for i, p := range list {
			lits[i] = True
			if len(list) > 1 {
				lits[i] = e.fresh("P%d:path%d", t, i)
			}
			if p.Cut {
				cuts = append(cuts, lits[i])
			}
			for _, ev := range p.Events {
				on[ev] = append(on[ev], lits[i])
			}
		}
		e.path = append(e.path, lits)
		if len(list) > 1 {
			e.s.ExactlyOne(lits...)
		}
		if len(list) == 0 {
			e.Clause()
		}
		for ev := range e.g.Events {
			if l := on[ev]; len(l) == len(list) && len(l) > 0 {
				e.run[ev] = True
			} else if len(l) > 0 {
				e.run[ev] = e.or(fmt.Sprintf("run%d", ev), l...)
			}
		}
	}
	if len(cuts) > 0 {
		e.noCut, e.axioms = e.fresh("no-cut"), e.fresh("axioms")
		for _, c := range cuts {
			e.Clause(e.noCut.Not(), c.Not())
		}
		e.cut = e.or("cut", cuts...)
	}
}

// CanCut reports whether some path ends at the unroll bound.
func (e *Problem) CanCut() bool { return e.cut != False }

// Assume returns the assumptions of a query: goal, and whether complete paths or
// cut ones are asked for and the model's axioms apply.
func (e *Problem) Assume(goal Lit, cut, axioms bool) []Lit {
	lits := []Lit{goal, e.noCut}
	if cut {
		lits[1] = e.cut
	}
	if axioms {
		lits = append(lits, e.axioms)
	}
	out := lits[:0]
	for _, l := range lits {
		if l != True {
			out = append(out, l)
		}
	}
	return out
}

// sources states that each executed read has one source, at its address.
func (e *Problem) sources() {
	e.rf = make([][]Lit, len(e.g.Events))
	e.wild = make([]Lit, len(e.g.Events))
	for r, list := range e.dom.Sources {
		e.wild[r] = False
		if e.g.Events[r].Kind != event.Read {
			continue
		}
		if e.dom.Wild[r] {
			e.wild[r] = e.fresh("wild%d", r)
			e.Clause(e.wild[r].Not(), e.run[r])
		}
		e.rf[r] = make([]Lit, len(list))
		for i, w := range list {
			own, always := e.ownInstruction(w, r)
			switch {
			case always:
				e.rf[r][i] = False
				continue
			case len(list) == 1 && !e.dom.Wild[r] && len(own) == 0:
				e.rf[r][i] = e.run[r]
				e.Clause(e.run[r].Not(), e.run[w])
			default:
				e.rf[r][i] = e.fresh("rf%d,%d", w, r)
				e.Clause(e.rf[r][i].Not(), e.run[r])
				e.Clause(e.rf[r][i].Not(), e.run[w])
			}
			for _, p := range own {
				e.Clause(e.rf[r][i].Not(), p.Not())
			}
			e.sameAddress(e.rf[r][i], w, r)
		}
		options := append(append([]Lit(nil), e.rf[r]...), e.wild[r])
		e.Clause(append(options[:len(options):len(options)], e.run[r].Not())...)
		e.atMostOne(options)
		e.wildAddress(r)
	}
}

// ownInstruction returns the paths on which the instruction of read r makes w out
// of r's value; always is set if there are such, and none that has both and is not.
func (e *Problem) ownInstruction(w, r int) (own []Lit, always bool) {
	t := e.g.Events[r].Thread
	if e.g.Events[w].Thread != t {
		return nil, false
	}
	always = true
	for k, p := range e.g.Paths[t] {
		i, j := p.Position(r), p.Position(w)
		switch {
		case i < 0 || j < 0:
		case p.SameInstance.Has(i, j) && p.PO.Has(i, j):
			own = append(own, e.path[t][k])
		default:
			always = false
		}
	}
	return own, always && len(own) > 0
}

// sameAddress states that under l a read and a write are at one address, where
// reads can have sources.
func (e *Problem) sameAddress(l Lit, w, r int) {
	a, b := e.address(r), e.address(w)
	for i, v := range a.values {
		if !e.g.IsPlace(v) && e.prog.Strict {
			e.Clause(l.Not(), a.lits[i].Not())
		}
	}
	if len(a.values) == 1 && a.other == False && len(b.values) == 1 && b.other == False {
		if a.values[0] != b.values[0] {
			e.Clause(l.Not())
		}
		return
	}
	for i, v := range a.values {
		e.Clause(l.Not(), a.lits[i].Not(), b.of(v), b.other)
	}
	for i, v := range b.values {
		e.Clause(l.Not(), b.lits[i].Not(), a.of(v), a.other)
	}
}

func (e *Problem) wildAddress(r int) {
	if e.wild[r] == False {
		return
	}
	a := e.address(r)
	clause := []Lit{e.wild[r].Not(), a.other}
	for i, v := range a.values {
		if !e.g.IsPlace(v) {
			clause = append(clause, a.lits[i])
		}
	}
	e.Clause(clause...)
}

// RF returns the literal that r reads from w (exec.Wild for no source).
func (e *Problem) RF(w, r int) Lit {
	if w == exec.Wild {
		return e.wild[r]
	}
	for i, x := range e.dom.Sources[r] {
		if x == w {
			return e.rf[r][i]
		}
	}
	return False
}

// Path returns the literal that a thread takes a path.
func (e *Problem) Path(thread, index int) Lit { return e.path[thread][index] }

// Axioms is the literal that guards what the model, not the language, demands.
func (e *Problem) Axioms() Lit { return e.axioms }
