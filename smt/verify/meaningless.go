package verify

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// meaningless returns what is wrong with a test whatever its executions are
// (c-semantics.md 9), nil if nothing is: two read-modify-writes of one location in
// one statement, and a read at a known address that is in no object.
func meaningless(g *event.Graph) *diag.Problem {
	for _, list := range g.Paths {
		for _, p := range list {
			if p.SameLocRMW.IsValid() {
				return &diag.Problem{Code: CodeRuntime, Severity: diag.Error, Span: p.SameLocRMW,
					Message: "two read-modify-writes of one location in one statement have no defined meaning"}
			}
		}
	}
	if g.Prog.Strict {
		return nil // such an access is an error of the executions that do it
	}
	cells := map[prog.Value]bool{}
	for _, c := range g.Cells {
		cells[c.Addr] = true
	}
	for _, list := range g.Paths {
		for _, p := range list {
			for i, e := range p.Events {
				if g.Events[e].Kind != event.Read {
					continue
				}
				a, known := g.Const(p.Addr[i])
				if known && a.Kind == prog.Addr && !cells[a] && unserved(g, p, i, a) {
					return &diag.Problem{Code: CodeRuntime, Severity: diag.Error, Span: g.Events[e].Span, Message: fmt.Sprintf(
						"reads %s, where no object or element is; offsets count bytes", a.Format(g.Prog))}
				}
			}
		}
	}
	return nil
}

// unserved reports whether some choice of the other threads' paths leaves the read
// at position i of p, at an address that is in no object, without any write that
// may be there too.
func unserved(g *event.Graph, p *event.Path, i int, at prog.Value) bool {
	for t, list := range g.Paths {
		free := false
		for _, q := range list {
			switch {
			case t != p.Thread:
				free = free || !writes(g, q, at, func(int) bool { return true })
			case q == p:
				free = !writes(g, p, at, func(w int) bool { return !p.SameInstance.Has(i, w) || !p.PO.Has(i, w) })
			}
		}
		if !free {
			return false
		}
	}
	return true
}

// writes reports whether a path has a write that may be at an address, among those
// at the positions that count.
func writes(g *event.Graph, p *event.Path, at prog.Value, counts func(int) bool) bool {
	for w, e := range p.Events {
		if g.Events[e].Kind != event.Write || !counts(w) {
			continue
		}
		if a, known := g.Const(p.Addr[w]); !known || a == at {
			return true
		}
	}
	return false
}
