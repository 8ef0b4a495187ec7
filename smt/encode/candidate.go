package encode

import (
	"io"
	"sort"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// holdsNow reports whether a literal holds in the solver's model.
func (e *Problem) holdsNow(l Lit) bool {
	switch l {
	case True:
		return true
	case False:
		return false
	}
	return e.s.Value(l.Var()) == (l > 0)
}

// Model reads a candidate from the solver's model: the path of each thread, and
// for each event number the source of the read (exec.NoSource for other events).
func (e *Problem) Model() (paths []*event.Path, rf []int) {
	for t, lits := range e.path {
		for i, l := range lits {
			if e.holdsNow(l) {
				paths = append(paths, e.g.Paths[t][i])
				break
			}
		}
	}
	rf = make([]int, len(e.g.Events))
	for i := range rf {
		rf[i] = exec.NoSource
	}
	for _, p := range paths {
		for _, r := range p.Events {
			if e.g.Events[r].Kind != event.Read {
				continue
			}
			if e.holdsNow(e.wild[r]) {
				rf[r] = exec.Wild
			}
			for i, l := range e.rf[r] {
				if e.holdsNow(l) {
					rf[r] = e.dom.Sources[r][i]
				}
			}
		}
	}
	return paths, rf
}

// Sorted returns events in the coherence order of the solver's model.
func (e *Problem) Sorted(events []int) []int {
	out := append([]int(nil), events...)
	sort.SliceStable(out, func(i, j int) bool {
		return out[i] != out[j] && e.holdsNow(e.Order(out[i], out[j]))
	})
	return out
}

// Choice returns the variable of one element of a choice of the model, making it
// if it is new; name tells elements apart.
func (e *Problem) Choice(name string) Lit {
	l, ok := e.choices[name]
	if !ok {
		l = e.fresh("%s", name)
		e.choices[name] = l
	}
	return l
}

// Picked reports whether a choice's element holds in the solver's model; a
// variable made since then does not.
func (e *Problem) Picked(l Lit) bool { return e.holdsNow(l) }

// Goal makes a variable for a question.
func (e *Problem) Goal(name string) Lit { return e.fresh("%s", name) }

// Cut returns the literal that some path is cut.
func (e *Problem) Cut() Lit { return e.cut }

// Run returns the literal that an event is executed.
func (e *Problem) Run(ev int) Lit { return e.run[ev] }

// Solver returns the solver that holds the problem.
func (e *Problem) Solver() *z3.Solver { return e.s }

// Address returns the literal that an event's address is v; exact is false when
// the encoding has no literal for it.
func (e *Problem) Address(ev int, v prog.Value) (l Lit, exact bool) {
	x := e.address(ev)
	e.flush()
	i := x.index(v)
	if i < 0 {
		return False, false
	}
	return x.lits[i], true
}

// WriteSMT2 writes the problem with assumptions as SMT-LIB 2.
func (e *Problem) WriteSMT2(w io.Writer, assumptions []Lit) error {
	var lits []Lit
	for _, l := range assumptions {
		if l == False {
			e.s.AddClause()
			continue
		}
		if l != True {
			lits = append(lits, l)
		}
	}
	return e.s.WriteSMT2(w, lits...)
}
