package encode

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// access is a read or write whose address is one constant on all paths.
type access struct {
	id     int
	thread int
}

// coherence states per-location coherence and atomicity for the accesses with
// constant addresses; the model's axioms refute what is missing here. The clauses
// hold under the axioms' guard, since the reference tool finds cut loops before
// it looks at the model.
func (e *Problem) coherence() {
	reads, writes := map[prog.Value][]access{}, map[prog.Value][]access{}
	for _, ev := range e.g.Events {
		if ev.Kind != event.Read && ev.Kind != event.Write {
			continue
		}
		values, open := e.addresses(ev.ID)
		if open || len(values) != 1 {
			continue
		}
		a := access{ev.ID, ev.Thread}
		if ev.Kind == event.Read {
			reads[values[0]] = append(reads[values[0]], a)
		} else {
			writes[values[0]] = append(writes[values[0]], a)
		}
	}
	for addr, list := range writes {
		e.writeOrder(list)
		for _, r := range reads[addr] {
			e.readOrder(r, list)
		}
		e.atomicity(reads[addr], list)
	}
	for _, list := range reads {
		e.readPairs(list)
	}
}

// before reports whether a is before b in program order on every path that has
// both, and some path does.
func (e *Problem) before(a, b access) bool {
	if a.thread != b.thread {
		return false
	}
	both := false
	for _, p := range e.g.Paths[a.thread] {
		i, j := p.Position(a.id), p.Position(b.id)
		if i < 0 || j < 0 {
			continue
		}
		if !p.PO.Has(i, j) {
			return false
		}
		both = true
	}
	return both
}

func (e *Problem) axiom(lits ...Lit) { e.Clause(append(lits, e.axioms.Not())...) }

func (e *Problem) writeOrder(writes []access) {
	for _, a := range writes {
		for _, b := range writes {
			if e.before(a, b) {
				e.axiom(e.run[a.id].Not(), e.run[b.id].Not(), e.Order(a.id, b.id))
			}
		}
	}
}

// readOrder states that a read does not read from later writes of its thread or
// from writes that are overwritten before it.
func (e *Problem) readOrder(r access, writes []access) {
	for _, x := range writes {
		after, earlier := e.before(r, x), e.before(x, r)
		if !after && !earlier {
			continue
		}
		for i, w := range e.dom.Sources[r.id] {
			rf := e.rf[r.id][i].Not()
			switch {
			case w == x.id && after:
				e.axiom(rf)
			case w == x.id:
			case after:
				e.axiom(rf, e.run[x.id].Not(), e.Order(w, x.id))
			default:
				e.axiom(rf, e.run[x.id].Not(), e.Order(x.id, w))
			}
		}
	}
}

// readPairs states that two reads of a thread do not see two writes in the wrong
// order.
func (e *Problem) readPairs(reads []access) {
	for _, a := range reads {
		for _, b := range reads {
			if !e.before(a, b) {
				continue
			}
			for i, w := range e.dom.Sources[a.id] {
				for j, x := range e.dom.Sources[b.id] {
					if w != x {
						e.axiom(e.rf[a.id][i].Not(), e.rf[b.id][j].Not(), e.Order(w, x))
					}
				}
			}
		}
	}
}

// atomicity states that no foreign write comes between the halves of a
// read-modify-write.
func (e *Problem) atomicity(reads, writes []access) {
	for _, r := range reads {
		if !e.g.Events[r.id].Atomic {
			continue
		}
		for _, w := range writes {
			if !e.halves(r, w) {
				continue
			}
			for i, source := range e.dom.Sources[r.id] {
				for _, x := range writes {
					if x.thread != r.thread && x.id != source {
						e.axiom(e.rf[r.id][i].Not(), e.run[w.id].Not(), e.run[x.id].Not(),
							e.Order(x.id, source), e.Order(w.id, x.id))
					}
				}
			}
		}
	}
}

// halves reports whether r and w are the two halves of one operation on every
// path that has both.
func (e *Problem) halves(r, w access) bool {
	if r.thread != w.thread || !e.g.Events[w.id].Atomic {
		return false
	}
	both := false
	for _, p := range e.g.Paths[r.thread] {
		i, j := p.Position(r.id), p.Position(w.id)
		if i < 0 || j < 0 {
			continue
		}
		if !p.SameInstance.Has(i, j) || !p.PO.Has(i, j) {
			return false
		}
		both = true
	}
	return both
}
