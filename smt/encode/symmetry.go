package encode

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
)

// symmetry orders threads that do the same: if no question looks at their
// registers, exchanging two of them turns an execution into an execution with the
// same answers, so it is enough to look at those in which an event that all of
// them execute comes in the order of the threads. Without this, N contenders for
// one word are N! executions to refute.
func (e *Problem) symmetry() {
	asked := map[int]bool{}
	places := exec.Asked(e.prog, nil)
	if e.prog.Filter != nil {
		places = exec.Places(e.prog.Filter, places)
	}
	for _, q := range places {
		if q.IsReg() {
			asked[q.Thread] = true
		}
	}
	last := map[string]int{}
	for t := range e.g.Paths {
		if asked[t] {
			continue
		}
		key, shared := e.signature(t)
		if shared < 0 {
			continue
		}
		if before, ok := last[key]; ok {
			e.Clause(e.Order(before, shared))
		}
		last[key] = shared
	}
}

// signature describes all that a thread does, the same for threads that do the
// same, and returns an ordered event at a constant address that is executed on
// all of its paths, -1 if there is none.
func (e *Problem) signature(t int) (key string, shared int) {
	shared = -1
	var b strings.Builder
	for _, p := range e.g.Paths[t] {
		index := map[int]int{}
		for i, ev := range p.Events {
			index[ev] = i
		}
		fmt.Fprintf(&b, "path cut=%v\n", p.Cut)
		for i, id := range p.Events {
			ev := e.g.Events[id]
			fmt.Fprintf(&b, "%s %s %v %s %s\n", ev.Kind, ev.Tag, ev.Atomic, e.local(p.Addr[i], index), e.local(p.Value[i], index))
			if shared < 0 && e.run[id] == True && (ev.Kind == event.Write || ev.Kind == event.LockWrite) {
				if _, ok := e.g.Const(p.Addr[i]); ok {
					shared = id
				}
			}
		}
		for _, c := range p.Conds {
			with := ""
			if c.Kind == event.Same || c.Kind == event.Differ {
				with = e.local(c.With, index)
			}
			fmt.Fprintf(&b, "cond %d %s %s\n", c.Kind, e.local(c.Term, index), with)
		}
		for _, op := range p.Ops {
			fmt.Fprintf(&b, "op %s\n", e.local(op, index))
		}
		fmt.Fprintf(&b, "%s %s %s %s %s %s %s\n", p.PO, p.Addrs, p.Data, p.Ctrl, p.SameInstance, p.IicoData, p.IicoCtrl)
	}
	return b.String(), shared
}

// local prints a term with the thread's own reads by their position.
func (e *Problem) local(t event.TermID, index map[int]int) string {
	if t == event.NoTerm {
		return "-"
	}
	switch term := e.g.Term(t); term.Kind {
	case event.ConstTerm:
		return term.Value.Format(e.prog)
	case event.ReadTerm:
		return fmt.Sprintf("v%d", index[term.Read])
	case event.OpTerm:
		return fmt.Sprintf("(%s %s %s)", e.local(term.X, index), term.Op, e.local(term.Y, index))
	default:
		panic(fmt.Sprintf("encode: unhandled term kind %d", term.Kind))
	}
}
