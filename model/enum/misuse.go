package enum

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// The codes of further run-time errors, of strict programs.
const (
	// CodeSize is an access of another size than the cell's.
	CodeSize diag.Code = "wrong-size"
	// CodeUnset is a read of memory that was never written.
	CodeUnset diag.Code = "never-written"
)

// findMisuse finds what makes the execution of a strict program an error if the
// model accepts it. An error that does not follow from another is preferred.
func (c *candidate) findMisuse(sol *solver) {
	note := func(p *diag.Problem, hangsOn term) {
		follows := c.hangs(hangsOn, map[term]bool{})
		if c.fault == nil || c.follows && !follows {
			c.fault, c.follows = p, follows
		}
	}
	for _, f := range sol.faults {
		note(problem(CodeOperation, f.span, "%v", f.err), f.result)
	}
	for id, e := range c.c.events {
		if e.thread < 0 || !e.kind.HasLocation() || sol.isBroken(e.addr) {
			continue
		}
		at := c.addrs[id]
		g, index, ok := c.prog.CellAt(at)
		switch {
		case !ok:
			note(problem(CodeAddress, e.span, "accesses %s, which is no cell", at.Format(c.prog)), e.addr)
		case e.typ.Exact && c.prog.Globals[g].CellType(index).Exact && c.prog.Globals[g].CellType(index).Size() != e.typ.Size():
			note(problem(CodeSize, e.span, "accesses %s in another size", at.Format(c.prog)), e.addr)
		case e.kind == event.Read && c.isUnset(c.source[id]):
			note(problem(CodeUnset, e.span, "reads %s, which was never written", at.Format(c.prog)), e.addr)
		}
	}
}

// isUnset reports whether an event is the initial write of what has no value.
func (c *candidate) isUnset(w int) bool {
	if w < 0 || c.c.events[w].kind != event.Init {
		return false
	}
	g, _, _ := c.prog.CellAt(c.addrs[w])
	return c.prog.Globals[g].Uninit
}

// hangs reports whether a term's value hangs on a read of memory that was freed or
// never written.
func (c *candidate) hangs(t term, seen map[term]bool) bool {
	if !t.isVar || seen[t] {
		return false
	}
	seen[t] = true
	for _, e := range c.c.equations {
		if e.u == t && (c.hangs(e.x, seen) || c.hangs(e.y, seen)) {
			return true
		}
	}
	for r, w := range c.source {
		if c.c.events[r].val != t || w == nowhere {
			continue
		}
		if c.c.events[w].tag == prog.TagFree || c.isUnset(w) || c.hangs(c.c.events[w].val, seen) {
			return true
		}
	}
	return false
}

// isFaulty reports whether an outcome is one with a run-time error. What follows
// from the use of freed memory is none beside the flag that says so.
func (c *candidate) isFaulty(o *cat.Outcome) bool {
	if c.fault == nil || !c.follows {
		return c.fault != nil
	}
	for _, f := range o.Flags {
		if f.Name == "use-after-free" {
			return false
		}
	}
	return true
}

// countFailed notes executions of a strict program with a run-time error. They
// count for what the code asserts only.
func (c *candidate) countFailed(f *final, n int) {
	if c.res.Err == nil {
		c.res.Err = c.fault
	}
	for i, q := range c.prog.Props {
		switch q.Kind {
		case prog.AssertKind:
			if !f.holds(q.Prop) {
				c.res.Props[i].Negative += n
			}
		case prog.NeverKind, prog.AlwaysKind, prog.SometimesKind:
		default:
			panic(fmt.Sprintf("enum: unhandled property kind %d", q.Kind))
		}
	}
}
