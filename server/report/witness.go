package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// access is what one operation of the source did in an execution: one event,
// or the few that one primitive consists of.
type access struct {
	thread int
	// letter names it in the effects of others; "" if nobody can refer to it.
	letter string
	line   int
	// text is the operation as the source has it, effect what it read and wrote.
	text, effect string
	// events are the indices of its events.
	events []int
	span   source.Span
}

// witness is an execution as a person reads it.
type witness struct {
	x        *exec.Execution
	accesses []*access
	// of maps an event to its access; nil for initial writes.
	of []*access
	// source maps a read to the event it reads from, -1 for none.
	source []int
}

// newWitness groups the events of an execution and words their effects.
func newWitness(x *exec.Execution) *witness {
	w := &witness{x: x, of: make([]*access, len(x.Events)), source: make([]int, len(x.Events))}
	for i := range w.source {
		w.source[i] = -1
	}
	for _, p := range x.RF.Pairs() {
		w.source[p.To] = p.From
	}
	statements := assignments(x.Prog)
	var last *access
	var at stage
	for i, e := range x.Events {
		if e.Kind == event.Init {
			continue
		}
		s, joins := at.then(e.Kind)
		if last == nil || !joins || last.thread != e.Thread || last.span != e.Span || !w.sameCell(last, i) {
			last = w.open(e, statements)
			s = first(e.Kind)
		}
		at = s
		last.events = append(last.events, i)
		w.of[i] = last
	}
	w.name()
	for _, a := range w.accesses {
		a.effect = w.effect(a)
	}
	return w
}

// open starts a new access with event e.
func (w *witness) open(e exec.Event, statements map[source.Span]source.Span) *access {
	shown := e.Span
	if s, ok := statements[shown]; ok {
		shown = s
	}
	a := &access{
		thread: e.Thread,
		line:   e.Span.Position().Line,
		text:   strings.TrimRight(clip(oneLine(shown.Text()), maxText), "; "),
		span:   e.Span,
	}
	w.accesses = append(w.accesses, a)
	return a
}

// maxText is the longest source text that is shown of one access.
const maxText = 160

// stage is how far a primitive has got through the events that it can have:
// a fence, a read, a write, a fence. The two halves of a read-modify-write are
// one operation to a reader, two iterations of a loop are two.
type stage uint8

const (
	none stage = iota
	fenceBefore
	reading
	writing
	fenceAfter
)

// first returns the stage after an access's first event.
func first(k event.Kind) stage {
	s, _ := none.then(k)
	return s
}

// then returns the stage after one more event, and whether that event can
// belong to the same primitive.
func (s stage) then(k event.Kind) (stage, bool) {
	switch k {
	case event.Fence:
		if s == reading || s == writing {
			return fenceAfter, true
		}
		return fenceBefore, s == none
	case event.Read, event.LockRead, event.LockFail, event.IsLocked, event.NotLocked:
		return reading, s <= fenceBefore
	case event.Write, event.LockWrite, event.Unlock:
		return writing, s <= reading
	case event.Sync, event.Section:
		return fenceAfter, s == none
	case event.Init:
		return none, false
	default:
		panic(fmt.Sprintf("report: unhandled kind %v", k))
	}
}

// sameCell reports whether event i touches what the access touches.
func (w *witness) sameCell(a *access, i int) bool {
	e := w.x.Events[i]
	for _, j := range a.events {
		if f := w.x.Events[j]; e.Kind.HasLocation() && f.Kind.HasLocation() && e.Addr != f.Addr {
			return false
		}
	}
	return true
}

// name gives letters to the accesses with a location, in the order of the text.
func (w *witness) name() {
	n := 0
	for _, a := range w.accesses {
		for _, i := range a.events {
			if w.x.Events[i].Kind.HasLocation() {
				a.letter = letters(n)
				n++
				break
			}
		}
	}
}

// letters returns a … z, aa, ab, … for n = 0, 1, …
func letters(n int) string {
	s := string(rune('a' + n%26))
	if n < 26 {
		return s
	}
	return letters(n/26-1) + s
}

// effect words what an access did.
func (w *witness) effect(a *access) string {
	var parts []string
	for k, i := range a.events {
		e := w.x.Events[i]
		p := w.eventEffect(i)
		if p == "" {
			continue
		}
		if k > 0 && e.Kind == event.Write && len(parts) > 0 {
			// The place was just named by the read half.
			p = "writes " + w.value(e)
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, ", ")
}

func (w *witness) eventEffect(i int) string {
	e := w.x.Events[i]
	switch e.Kind {
	case event.Read:
		if e.Tag == "srcu-lock" {
			return ""
		}
		return "reads " + w.cell(e) + "=" + w.value(e) + w.from(i, "from ", "(initial)")
	case event.Write:
		if e.Tag == "srcu-unlock" {
			return ""
		}
		return "writes " + w.cell(e) + "=" + w.value(e)
	case event.LockRead:
		return "takes " + w.cell(e) + w.from(i, "after ", "first")
	case event.Unlock:
		return "releases " + w.cell(e)
	case event.LockFail, event.IsLocked:
		return "finds " + w.cell(e) + " taken" + w.from(i, "by ", "")
	case event.NotLocked:
		return "finds " + w.cell(e) + " free" + w.from(i, "after ", "")
	case event.LockWrite, event.Fence, event.Sync, event.Section, event.Init:
		return ""
	default:
		panic(fmt.Sprintf("report: unhandled kind %v", e.Kind))
	}
}

// from names the access that event i reads from, with a blank before it.
func (w *witness) from(i int, preposition, initial string) string {
	s := w.source[i]
	switch {
	case s >= 0 && w.of[s] != nil:
		return " " + preposition + w.of[s].letter
	case initial != "":
		return " " + initial
	default:
		return ""
	}
}

func (w *witness) cell(e exec.Event) string { return cellName(w.x.Prog, e.Addr) }

func (w *witness) value(e exec.Event) string { return e.Value.Format(w.x.Prog) }

// coherence lists, for each cell that more than one access wrote, the accesses
// in the order in which the memory took their writes.
func (w *witness) coherence() []string {
	byCell := make(map[prog.Value][]int)
	var cells []prog.Value
	for i, e := range w.x.Events {
		if e.Kind != event.Write || e.Tag == "srcu-unlock" {
			continue
		}
		if len(byCell[e.Addr]) == 0 {
			cells = append(cells, e.Addr)
		}
		byCell[e.Addr] = append(byCell[e.Addr], i)
	}
	var lines []string
	for _, c := range cells {
		writes := byCell[c]
		if len(writes) < 2 {
			continue
		}
		slices.SortStableFunc(writes, func(i, j int) int { return w.earlier(writes, i) - w.earlier(writes, j) })
		order := make([]string, len(writes))
		for k, i := range writes {
			order[k] = w.of[i].letter + "=" + w.value(w.x.Events[i])
		}
		lines = append(lines, cellName(w.x.Prog, c)+": "+strings.Join(order, ", then "))
	}
	return lines
}

// earlier returns how many of the writes come before write i. CO is a total
// order over the writes to a cell, so this is its place among them.
func (w *witness) earlier(writes []int, i int) int {
	n := 0
	for _, j := range writes {
		if j != i && w.x.CO.Has(j, i) {
			n++
		}
	}
	return n
}

// assignments maps an expression that is the whole right side of an assignment
// to the assignment, which tells a reader more.
func assignments(p *prog.Program) map[source.Span]source.Span {
	m := make(map[source.Span]source.Span)
	var walk func([]prog.Stmt)
	walk = func(body []prog.Stmt) {
		for _, s := range body {
			switch s := s.(type) {
			case *prog.Assign:
				if s.Value != nil && s.Span().IsValid() {
					m[s.Value.Span()] = s.Span()
				}
			case *prog.If:
				walk(s.Then)
				walk(s.Else)
			case *prog.While:
				walk(s.Body)
			case *prog.Eval, *prog.Store, *prog.Fence, *prog.Lock, *prog.Unlock, *prog.SyncSrcu, *prog.CloseSrcu:
			default:
				panic(fmt.Sprintf("report: unhandled %T", s))
			}
		}
	}
	for _, t := range p.Threads {
		walk(t.Body)
	}
	return m
}
