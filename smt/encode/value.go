package encode

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// term returns the literals of a term's values.
func (e *Problem) term(t event.TermID) *valueLits {
	if l, ok := e.terms[t]; ok {
		return l
	}
	l := &valueLits{values: e.dom.Values[t], other: False}
	e.terms[t] = l
	term := e.g.Term(t)
	if term.Kind == event.ConstTerm {
		l.lits = []Lit{True}
		return l
	}
	e.makeLits(l, fmt.Sprintf("t%d", t), e.unlisted(t))
	// Reads and operators may depend on each other in a circle.
	e.pending = append(e.pending, func() {
		if term.Kind == event.ReadTerm {
			e.readTerm(l, term.Read)
		} else {
			e.opTerm(l, term)
		}
	})
	return l
}

// unlisted reports whether a term may have a value that is not listed, or none.
func (e *Problem) unlisted(t event.TermID) bool { return e.dom.Open[t] || e.dom.Broken[t] }

// makeLits makes one variable a value, of which at most one holds.
func (e *Problem) makeLits(l *valueLits, name string, open bool) {
	l.other = False
	if len(l.values) == 1 && !open {
		l.lits = []Lit{True}
		return
	}
	for i := range l.values {
		l.lits = append(l.lits, e.fresh("%s=%d", name, i))
	}
	if open {
		l.other = e.fresh("%s=?", name)
	}
	e.atMostOne(append(l.lits[:len(l.lits):len(l.lits)], l.other))
}

// readTerm states that a read has the value of its source.
func (e *Problem) readTerm(l *valueLits, r int) {
	// A read has one of the values that it may have. That follows along a chain of
	// sources, but the solver would have to find the chain first.
	some := append([]Lit{e.run[r].Not(), e.wild[r], l.other}, l.lits...)
	e.Clause(some...)
	for i, w := range e.dom.Sources[r] {
		e.copyValue(e.rf[r][i], e.value(w), l)
	}
}

// copyValue states that under guard the value that from describes is the one that
// to describes.
func (e *Problem) copyValue(guard Lit, from, to *valueLits) {
	if guard == False {
		return
	}
	for i, v := range from.values {
		e.Clause(guard.Not(), from.lits[i].Not(), to.of(v), to.other)
	}
	e.Clause(guard.Not(), from.other.Not(), to.other)
}

// opTerm states an operator for the operand values that it has a result for. For
// others, and for operands that are not among the known values, the result is
// left open; replaying the candidate decides.
func (e *Problem) opTerm(l *valueLits, term event.Term) {
	x, y := e.term(term.X), e.term(term.Y)
	for i, vx := range x.values {
		for j, vy := range y.values {
			if term.X == term.Y && i != j {
				continue
			}
			if v, err := e.prog.Apply(term.Op, vx, vy); err == nil {
				e.Clause(x.lits[i].Not(), y.lits[j].Not(), l.of(v), l.other)
			}
		}
	}
}

// address returns the literals of an event's address.
func (e *Problem) address(ev int) *valueLits {
	return e.perPath(ev, "a", func(p *event.Path, i int) event.TermID { return p.Addr[i] },
		func() prog.Value { return e.g.Cells[ev].Addr })
}

// value returns the literals of the value that a write writes.
func (e *Problem) value(w int) *valueLits {
	return e.perPath(w, "w", func(p *event.Path, i int) event.TermID { return p.Value[i] },
		func() prog.Value { return e.g.Cells[w].Init })
}

// perPath returns the literals of a term of an event that may differ between
// paths; initial gives the constant of an initial write.
func (e *Problem) perPath(ev int, name string, term func(*event.Path, int) event.TermID, initial func() prog.Value) *valueLits {
	if ev < len(e.g.Cells) {
		return &valueLits{values: []prog.Value{initial()}, lits: []Lit{True}, other: False}
	}
	key := [2]int{ev, int(name[0])}
	if l, ok := e.places[key]; ok {
		return l
	}
	thread := e.g.Events[ev].Thread
	groups := newGroups()
	for i, p := range e.g.Paths[thread] {
		if pos := p.Position(ev); pos >= 0 {
			groups.add(term(p, pos), e.path[thread][i])
		}
	}
	l := e.grouped(fmt.Sprintf("%s%d", name, ev), groups)
	e.places[key] = l
	return l
}

// groups are the paths that give the same term.
type groups struct {
	terms []event.TermID
	lits  map[event.TermID][]Lit
}

func newGroups() *groups { return &groups{lits: map[event.TermID][]Lit{}} }

func (g *groups) add(t event.TermID, l Lit) {
	if g.lits[t] == nil {
		g.terms = append(g.terms, t)
	}
	g.lits[t] = append(g.lits[t], l)
}

// grouped returns the literals of a value that is one term or another by path.
func (e *Problem) grouped(name string, g *groups) *valueLits {
	if len(g.terms) == 1 {
		return e.term(g.terms[0])
	}
	l := &valueLits{other: False}
	open := false
	for _, t := range g.terms {
		open = open || e.unlisted(t)
		for _, v := range e.dom.Values[t] {
			if l.index(v) < 0 {
				l.values = append(l.values, v)
			}
		}
	}
	e.makeLits(l, name, open)
	for _, t := range g.terms {
		e.copyValue(e.or(fmt.Sprintf("%s by t%d", name, t), g.lits[t]...), e.term(t), l)
	}
	return l
}

func (l *valueLits) index(v prog.Value) int {
	for i, x := range l.values {
		if x == v {
			return i
		}
	}
	return -1
}

// conditions states what the branches of each path want.
func (e *Problem) conditions() {
	for t, list := range e.g.Paths {
		for i, p := range list {
			for _, c := range p.Conds {
				e.condition(e.path[t][i].Not(), c)
			}
		}
	}
}

func (e *Problem) condition(unless Lit, c event.Cond) {
	x := e.term(c.Term)
	switch c.Kind {
	case event.Truth, event.Falsity:
		for i, v := range x.values {
			if (v != prog.Value{}) != (c.Kind == event.Truth) {
				e.Clause(unless, x.lits[i].Not())
			}
		}
	case event.Same:
		y := e.term(c.With)
		for i, v := range x.values {
			e.Clause(unless, x.lits[i].Not(), y.of(v), y.other)
		}
		for i, v := range y.values {
			e.Clause(unless, y.lits[i].Not(), x.of(v), x.other)
		}
	case event.Differ:
		y := e.term(c.With)
		for i, v := range x.values {
			e.Clause(unless, x.lits[i].Not(), y.of(v).Not())
		}
	default:
		panic(fmt.Sprintf("encode: unhandled condition %d", c.Kind))
	}
}
