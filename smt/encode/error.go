package encode

import (
	"github.com/lkmm-tools/fencepost/model/event"
)

// errors defines the literal that a run-time error may happen.
func (e *Problem) errors() {
	e.Error = False
	if !e.dom.Errors {
		return
	}
	causes := []Lit{}
	for _, w := range e.wild {
		if w != 0 {
			causes = append(causes, w)
		}
	}
	causes = append(causes, e.operatorErrors()...)
	e.Error = e.or("error", append(causes, e.misuse()...)...)
}

// misuse returns the literals of the errors that accesses of a strict program can
// be.
func (e *Problem) misuse() (causes []Lit) {
	if !e.prog.Strict {
		return nil
	}
	for _, ev := range e.g.Events {
		if ev.Kind == event.Init || !ev.Kind.HasLocation() || e.run[ev.ID] == False {
			continue
		}
		a := e.address(ev.ID)
		wrong := []Lit{a.other}
		for i, v := range a.values {
			if e.g.IsWrong(ev, v) {
				wrong = append(wrong, a.lits[i])
			}
		}
		causes = append(causes, e.and("misuse", e.run[ev.ID], e.or("wrong", wrong...)))
		for i, w := range e.dom.Sources[ev.ID] {
			if e.g.IsUnset(w) {
				causes = append(causes, e.rf[ev.ID][i])
			}
		}
	}
	return causes
}

// operatorErrors returns the literals of the operators that can be without a result.
func (e *Problem) operatorErrors() (causes []Lit) {
	inPaths := map[event.TermID][]Lit{}
	for t, list := range e.g.Paths {
		for i, p := range list {
			for _, op := range p.Ops {
				inPaths[op] = append(inPaths[op], e.path[t][i])
			}
		}
	}
	for t := range e.g.Terms() {
		id := event.TermID(t)
		term := e.g.Term(id)
		if term.Kind != event.OpTerm || inPaths[id] == nil {
			continue
		}
		x, y := e.term(term.X), e.term(term.Y)
		bad := x.other != False || y.other != False
		var fine [][2]Lit
		for i, vx := range x.values {
			for j, vy := range y.values {
				if _, err := e.prog.Apply(term.Op, vx, vy); err != nil {
					bad = true
				} else {
					fine = append(fine, [2]Lit{x.lits[i], y.lits[j]})
				}
			}
		}
		if !bad {
			continue
		}
		failed := e.fresh("fail t%d", t)
		e.Clause(append(append([]Lit(nil), inPaths[id]...), failed.Not())...)
		for _, f := range fine {
			e.Clause(failed.Not(), f[0].Not(), f[1].Not())
		}
		causes = append(causes, failed)
	}
	return causes
}
