package exec

import (
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// misuse finds the accesses of a strict program that have no meaning: at what is no
// cell, of another size than the cell's, and reads of what was never written. The
// values of the candidate are known. What an error leaves without a value is no
// error again.
func (v *Values) misuse() {
	for _, p := range v.paths {
		for i, e := range p.Events {
			ev := v.g.Events[e]
			if p.Addr[i] == event.NoTerm {
				continue
			}
			if message := v.misused(ev, p.Addr[i]); message != "" {
				v.fail(RunError{Span: ev.Span, Message: message, Event: e, Term: p.Addr[i]})
			}
			if ev.Kind == event.Read && v.g.IsUnset(v.rf[e]) {
				c := v.g.Cells[v.rf[e]]
				v.fail(RunError{
					Span: ev.Span, Event: e, Term: p.Addr[i], Unset: true,
					Message: fmt.Sprintf("reads %s, which was never written", v.g.Prog.Globals[c.Global].CellName(c.Index)),
				})
			}
		}
	}
	for i := range v.Errors {
		v.Errors[i].Follows = v.follows(v.Errors[i].Term)
	}
	slices.SortStableFunc(v.Errors, func(a, b RunError) int {
		switch {
		case a.Follows == b.Follows:
			return 0
		case b.Follows:
			return -1
		default:
			return 1
		}
	})
}

// misused says what is wrong with an event at an address, "" if nothing is.
func (v *Values) misused(e *event.Event, at event.TermID) string {
	a, state := v.term[at], v.state[at]
	if state == poisoned || !v.g.IsWrong(e, a) {
		return ""
	}
	does := verb(e)
	cell, ok := v.g.CellAt(a)
	switch {
	case ok:
		c := v.g.Cells[cell]
		g := v.g.Prog.Globals[c.Global]
		return fmt.Sprintf("%s %s at %s, which has %s", does, bytes(e.Type.Size()), g.CellName(c.Index), bytes(g.CellType(c.Index).Size()))
	case a == prog.Value{}:
		return does + " through NULL"
	case a.Kind == prog.Int:
		return fmt.Sprintf("%s through %s, which is not the address of an object", does, a.Format(v.g.Prog))
	case a.Kind == prog.Symbol:
		return does + " through a value that nothing computes"
	case v.g.Prog.Globals[a.Base].Within(a.N):
		return fmt.Sprintf("%s at %s, where no part of %s begins", does, a.Format(v.g.Prog), v.g.Prog.Globals[a.Base].Name)
	default:
		return fmt.Sprintf("%s at %s, which is outside of %s", does, a.Format(v.g.Prog), v.g.Prog.Globals[a.Base].Name)
	}
}

func bytes(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
}

// verb says what an event does.
func verb(e *event.Event) string {
	switch e.Kind {
	case event.Read:
		return "reads"
	case event.Write:
		if e.Tag == prog.TagFree {
			return "frees"
		}
		return "writes"
	case event.LockRead, event.LockWrite, event.LockFail:
		return "locks"
	case event.Unlock:
		return "unlocks"
	case event.IsLocked, event.NotLocked:
		return "asks for the state of a lock"
	case event.Sync:
		return "waits for the readers"
	case event.Section:
		return "enters or leaves a section"
	case event.Init, event.Fence:
		return "accesses"
	default:
		panic(fmt.Sprintf("exec: unhandled kind %d", e.Kind))
	}
}

// follows reports whether a term hangs on a read of memory that was freed or never
// written.
func (v *Values) follows(t event.TermID) bool {
	b := v.newSupport()
	b.term(t)
	return slices.ContainsFunc(b.Reads, func(r int) bool {
		w := v.rf[r]
		return v.g.IsUnset(w) || w >= 0 && v.g.Events[w].Tag == prog.TagFree
	})
}
