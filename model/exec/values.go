package exec

import (
	"errors"
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Status says what became of the values of a candidate (c-semantics.md 3.4).
type Status uint8

const (
	// Resolved means that every value is known.
	Resolved Status = iota
	// Symbolic means that a cycle of copies leaves some values open; they are
	// Symbols, and the candidate counts.
	Symbolic
	// Dropped means that the values contradict each other, or that an operator
	// can only be computed from its own result: the candidate does not exist.
	Dropped
)

// RunError is something without meaning that an execution does: it counts only
// if the execution is consistent with the model.
type RunError struct {
	Span    source.Span
	Message string
	// Event is the event that does it, -1 for an operator. Term is its address or
	// the operator's result, on whose value the error hangs.
	Event int
	Term  event.TermID
	// Unset is set for a read of what was never written.
	Unset bool
	// Follows is set for an error that would not be there without a read, of memory
	// that was freed or never written, before it.
	Follows bool
}

// Values computes the values of candidates, one after another, of one graph.
// It is not safe for concurrent use.
type Values struct {
	g *event.Graph
	// addr and value are the terms of every event on the current paths.
	addr, value []event.TermID
	rf          []int
	// term is the value of each term of which state is known.
	term  []prog.Value
	state []termState
	// touched are the terms whose state was set, for the next reset.
	touched []event.TermID
	paths   []*event.Path
	symbols map[event.TermID]int
	cyclic  bool
	broken  bool
	// partial is set while some reads may be without a source. What a value without
	// meaning is equal to may then not be known yet.
	partial bool
	// clash are the terms, and the read if it is one, whose values contradict each
	// other in a candidate that was dropped.
	clash     []event.TermID
	clashRead int
	// Errors are the run-time errors of the last candidate, those that follow from
	// others last.
	Errors []RunError
}

type termState uint8

const (
	unseen termState = iota
	visiting
	known
	// poisoned is a value that a run-time error leaves without meaning.
	poisoned
	// open is a value that depends on a read without a source yet.
	open
)

// NoSource marks, in a reads-from table, a read whose source is not chosen yet;
// Wild one that has none because its address is no location.
const (
	NoSource = -1
	Wild     = -2
)

// NewValues returns a solver for candidates of g.
func NewValues(g *event.Graph) *Values {
	return &Values{
		g:     g,
		addr:  make([]event.TermID, len(g.Events)),
		value: make([]event.TermID, len(g.Events)),
		term:  make([]prog.Value, g.Terms()),
		state: make([]termState, g.Terms()),
	}
}

// Select sets the paths of the candidates that follow, one a thread.
func (v *Values) Select(paths []*event.Path) {
	v.paths = paths
	for _, p := range paths {
		for i, e := range p.Events {
			v.addr[e], v.value[e] = p.Addr[i], p.Value[i]
		}
	}
}

func (v *Values) reset(rf []int) {
	for _, t := range v.touched {
		v.state[t] = unseen
	}
	v.touched = v.touched[:0]
	v.rf, v.cyclic, v.broken, v.Errors, v.symbols = rf, false, false, nil, nil
	v.clash, v.clashRead = v.clash[:0], NoSource
}

// Solve computes the values under the reads-from choice rf, which gives for
// every event number the event that it reads from. Every executed read must have
// a source or be Wild.
func (v *Values) Solve(rf []int) Status {
	v.reset(rf)
	v.partial = false
	status := Dropped
	switch ok := v.solveAcyclic(); {
	case v.cyclic || v.broken:
		status = v.solveCyclic()
	case ok:
		status = Resolved
	}
	if v.g.Prog.Strict && status != Dropped {
		v.misuse()
	}
	return status
}

// solveAcyclic computes all values by following sources. It reports false when
// a value depends on itself (cyclic is set) or something contradicts. If broken is
// set, some value is without meaning, and what it is equal to decides what becomes
// of it.
func (v *Values) solveAcyclic() bool {
	for _, p := range v.paths {
		for i, e := range p.Events {
			if !v.checkRead(p, i, e) {
				return false
			}
		}
		for _, t := range p.Ops {
			v.eval(t)
		}
		for _, t := range p.Regs {
			v.eval(t)
		}
		if v.cyclic {
			return false
		}
	}
	for _, p := range v.paths {
		for i := range p.Conds {
			if c := &p.Conds[i]; v.cond(c) == False {
				v.clash = append(v.clash, c.Term)
				if c.Kind == event.Same || c.Kind == event.Differ {
					v.clash = append(v.clash, c.With)
				}
				return false
			}
		}
	}
	return true
}

// checkRead computes address and value of an event and reports whether a read's
// source is at its address.
func (v *Values) checkRead(p *event.Path, i, e int) bool {
	if p.Addr[i] == event.NoTerm {
		return true
	}
	a, state := v.eval(p.Addr[i])
	if p.Value[i] != event.NoTerm {
		v.eval(p.Value[i])
	}
	if v.cyclic {
		return false
	}
	ev := v.g.Events[e]
	if ev.Kind != event.Read {
		return true
	}
	w := v.rf[e]
	if w == Wild {
		if state == poisoned {
			return true
		}
		if state != known || v.g.IsPlace(a) {
			v.clash, v.clashRead = append(v.clash, p.Addr[i]), e
			return false
		}
		v.failRead(e, a)
		return true
	}
	b, stateW := v.address(w)
	if state == known && stateW == known && a == b && v.g.IsPlace(a) {
		return true
	}
	v.clash, v.clashRead = append(v.clash, p.Addr[i]), e
	if w >= len(v.g.Cells) {
		v.clash = append(v.clash, v.addr[w])
	}
	return false
}

// fail notes an error, unless there is one like it.
func (v *Values) fail(x RunError) {
	for _, e := range v.Errors {
		if e.Span == x.Span && e.Message == x.Message {
			return
		}
	}
	v.Errors = append(v.Errors, x)
}

// failRead notes that a read has no location. In a strict program that is said of
// all accesses in the end.
func (v *Values) failRead(e int, at prog.Value) {
	if v.g.Prog.Strict {
		return
	}
	v.fail(RunError{
		Span: v.g.Events[e].Span, Event: e, Term: v.addr[e],
		Message: fmt.Sprintf("reads through %d, which is not the address of an object", at.N),
	})
}

// address returns the address of an event.
func (v *Values) address(e int) (prog.Value, termState) {
	if e < len(v.g.Cells) {
		return v.g.Cells[e].Addr, known
	}
	return v.eval(v.addr[e])
}

func (v *Values) set(t event.TermID, x prog.Value, s termState) (prog.Value, termState) {
	v.term[t], v.state[t] = x, s
	v.broken = v.broken || s == poisoned
	return x, s
}

// eval returns the value of a term by following the sources of reads.
func (v *Values) eval(t event.TermID) (prog.Value, termState) {
	switch v.state[t] {
	case known, poisoned, open:
		return v.term[t], v.state[t]
	case visiting:
		v.cyclic = true
		return prog.Value{}, open
	case unseen:
	}
	v.touched = append(v.touched, t)
	term := v.g.Term(t)
	switch term.Kind {
	case event.ConstTerm:
		return v.set(t, term.Value, known)
	case event.ReadTerm:
		w := v.rf[term.Read]
		switch {
		case w == NoSource:
			return v.set(t, prog.Value{}, open)
		case w == Wild:
			// An address that hangs on what is read through it is no reason to have
			// no source.
			v.state[t] = visiting
			v.eval(v.addr[term.Read])
			return v.set(t, prog.Value{}, poisoned)
		case w < len(v.g.Cells):
			return v.set(t, v.g.Cells[w].Init, known)
		}
		v.state[t] = visiting
		x, s := v.eval(v.value[w])
		return v.set(t, x, s)
	case event.OpTerm:
		v.state[t] = visiting
		x, sx := v.eval(term.X)
		y, sy := v.eval(term.Y)
		switch {
		case sx == poisoned || sy == poisoned:
			return v.set(t, prog.Value{}, poisoned)
		case sx != known || sy != known:
			return v.set(t, prog.Value{}, open)
		}
		z, err := v.g.Prog.Apply(term.Op, x, y)
		if err != nil {
			v.fail(RunError{Span: v.g.TermSpan(t), Message: v.describe(err, term.Op, x, y), Event: -1, Term: t})
			return v.set(t, prog.Value{}, poisoned)
		}
		return v.set(t, z, known)
	default:
		panic(fmt.Sprintf("exec: unhandled term kind %d", term.Kind))
	}
}

func (v *Values) describe(err error, op prog.Op, x, y prog.Value) string {
	switch {
	case errors.Is(err, prog.ErrDivision):
		return "division by zero"
	case errors.Is(err, prog.ErrShift):
		return fmt.Sprintf("shift of %s by %s bits", x.Format(v.g.Prog), y.Format(v.g.Prog))
	case op.IsCast() && x.Kind == prog.Addr:
		return fmt.Sprintf("the address of %s does not fit into %s bits", x.Format(v.g.Prog), y.Format(v.g.Prog))
	}
	return fmt.Sprintf("operator %s has no meaning for %s and %s",
		op, x.Format(v.g.Prog), y.Format(v.g.Prog))
}

// Truth is a truth value that may not be known yet.
type Truth uint8

// The three truth values.
const (
	Unknown Truth = iota
	False
	True
)

// TruthOf returns True or False.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// cond evaluates a path condition; one that hangs on a run-time error counts as
// true, since the error is what the execution is about.
func (v *Values) cond(c *event.Cond) Truth {
	x, s := v.eval(c.Term)
	switch c.Kind {
	case event.Truth, event.Falsity:
		if s != known {
			return v.unknown(s)
		}
		return TruthOf((x != prog.Value{}) == (c.Kind == event.Truth))
	case event.Same, event.Differ:
		y, sy := v.eval(c.With)
		if s != known || sy != known {
			return v.unknown(max(s, sy))
		}
		return TruthOf((x == y) == (c.Kind == event.Same))
	default:
		panic(fmt.Sprintf("exec: unhandled condition %d", c.Kind))
	}
}

func (v *Values) unknown(s termState) Truth {
	if s == poisoned {
		return True
	}
	return Unknown
}

// Partial starts evaluation under a reads-from table in which some reads still
// have NoSource. CondsHold and Term may be asked afterwards.
func (v *Values) Partial(rf []int) {
	v.reset(rf)
	v.partial = true
}

// CondsHold reports whether the conditions of the selected paths and the
// addresses of reads with a source can still hold; it is exact once all reads
// that they depend on have one.
func (v *Values) CondsHold() bool {
	for _, p := range v.paths {
		for i := range p.Conds {
			if v.cond(&p.Conds[i]) == False && !v.cyclic {
				return false
			}
		}
		if v.cyclic {
			return true
		}
	}
	return true
}

// SameAddress says whether two executed events are at one location, as far as
// the sources chosen so far tell.
func (v *Values) SameAddress(e, f int) Truth {
	a, sa := v.address(e)
	b, sb := v.address(f)
	if sa != known || sb != known || v.cyclic {
		return Unknown
	}
	return TruthOf(a == b)
}

// Term returns the value of a term and whether it is known. One that a run-time
// error leaves without meaning is a symbol: it differs from everything else.
func (v *Values) Term(t event.TermID) (prog.Value, bool) {
	x, s := v.eval(t)
	if s == poisoned && !v.partial {
		return prog.MeaninglessValue(int(t)), true
	}
	return x, s == known
}

// Address returns the address of event e, which must have a location.
func (v *Values) Address(e int) (prog.Value, bool) {
	if e < len(v.g.Cells) {
		return v.g.Cells[e].Addr, true
	}
	return v.Term(v.addr[e])
}

// Value returns the value that event e reads or writes.
func (v *Values) Value(e int) (prog.Value, bool) {
	if e < len(v.g.Cells) {
		return v.g.Cells[e].Init, true
	}
	if v.value[e] == event.NoTerm {
		return prog.Value{}, false
	}
	return v.Term(v.value[e])
}
