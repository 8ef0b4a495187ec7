package ide

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// access is what one operation of the source did in an execution: one event,
// or the few that one primitive consists of.
type access struct {
	thread int
	// letter names it in the effects of others; "" if nobody can refer to it.
	letter string
	// events are the indices of its events.
	events []int
	span   source.Span
}

// graphBuilder makes the graph of an execution.
type graphBuilder struct {
	g *Graph
	x *exec.Execution
	// accesses are in the order of the events, threads one after the other.
	accesses []*access
	// of maps an event to the index of its access; -1 for initial writes.
	of []int
	// source maps a read to the event it reads from, -1 for none.
	source []int
}

// newGraphBuilder groups the events of an execution.
func newGraphBuilder(g *Graph, x *exec.Execution) *graphBuilder {
	b := &graphBuilder{g: g, x: x, of: make([]int, len(x.Events)), source: make([]int, len(x.Events))}
	for i := range b.source {
		b.of[i], b.source[i] = -1, -1
	}
	for _, p := range x.RF.Pairs() {
		b.source[p.To] = p.From
	}
	var last *access
	var at stage
	for i, e := range x.Events {
		if e.Kind == event.Init {
			continue
		}
		s, joins := at.then(e.Kind)
		if last == nil || !joins || last.thread != e.Thread || last.span != e.Span || !b.sameCell(last, i) {
			last = &access{thread: e.Thread, span: e.Span}
			b.accesses = append(b.accesses, last)
			s = first(e.Kind)
		}
		at = s
		last.events = append(last.events, i)
		b.of[i] = len(b.accesses) - 1
	}
	b.name()
	return b
}

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
		panic(fmt.Sprintf("ide: unhandled kind %v", k))
	}
}

// sameCell reports whether event i touches what the access touches.
func (b *graphBuilder) sameCell(a *access, i int) bool {
	e := b.x.Events[i]
	for _, j := range a.events {
		if f := b.x.Events[j]; e.Kind.HasLocation() && f.Kind.HasLocation() && e.Addr != f.Addr {
			return false
		}
	}
	return true
}

// name gives letters to the accesses with a location, in the order of the text.
func (b *graphBuilder) name() {
	n := 0
	for _, a := range b.accesses {
		for _, i := range a.events {
			if b.x.Events[i].Kind.HasLocation() {
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

// build fills the graph in. The events of the pairs are marked, and those that are
// run-time errors; the final values are those of the places that are asked for.
func (b *graphBuilder) build(marked []rel.Pair, asked []prog.Place) {
	statements := assignments(b.x.Prog)
	fences := 0
	for i, a := range b.accesses {
		e := GraphEvent{ID: a.letter, Letter: a.letter, Thread: threadID(b.x.Prog, a.thread), Span: a.span, Effect: b.effect(a)}
		if e.ID == "" {
			fences++
			e.ID = fmt.Sprintf("f%d", fences)
		}
		if i > 0 && b.accesses[i-1].thread == a.thread {
			e.Row = b.g.Events[i-1].Row + 1
		} else {
			b.g.Threads = append(b.g.Threads, GraphThread{e.Thread, ThreadName(b.x.Prog, a.thread)})
		}
		if s, ok := statements[a.span]; ok {
			e.Span = s
		}
		// The statement can begin on a line before the operation's.
		e.Line = a.span.Position().Line
		e.Text = operation(e.Span)
		b.g.Events = append(b.g.Events, e)
	}
	for _, p := range marked {
		for _, i := range []int{p.From, p.To} {
			if k := b.of[i]; k >= 0 {
				b.g.Events[k].Marked = true
			}
		}
	}
	for _, i := range b.x.Faults {
		if k := b.of[i]; k >= 0 {
			b.g.Events[k].Marked = true
		}
	}
	b.edges()
	b.g.Coherence = b.coherence()
	b.g.Finals = finals(b.x, asked)
	b.g.Final = strings.Join(b.g.Finals, "; ")
}

// maxOperation is the length in bytes of the source text that is kept of one
// operation; a statement can be megabytes long.
const maxOperation = 1000

// operation returns the text of a span in one line.
func operation(s source.Span) string {
	text, cut := s.Text(), ""
	if len(text) > maxOperation {
		text, cut = strings.ToValidUTF8(text[:maxOperation], ""), "…"
	}
	return strings.TrimRight(strings.Join(strings.Fields(text), " "), "; ") + cut
}

// threadID returns the number by which conditions name a thread.
func threadID(p *prog.Program, t int) int {
	if t < 0 || t >= len(p.Threads) {
		return t
	}
	return p.Threads[t].ID
}

// ThreadName returns the name of the thread with an index.
func ThreadName(p *prog.Program, t int) string {
	if t >= 0 && t < len(p.Threads) && p.Threads[t].Name != "" {
		return p.Threads[t].Name
	}
	return fmt.Sprintf("P%d", threadID(p, t))
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
			case *prog.Together:
				for _, a := range s.Assigns {
					if a.Span().IsValid() {
						m[a.Value.Span()] = a.Span()
					}
				}
			case *prog.If:
				walk(s.Then)
				walk(s.Else)
			case *prog.While:
				walk(s.Body)
			case *prog.Block:
				walk(s.Body)
			case *prog.Eval, *prog.Store, *prog.Fence, *prog.Lock, *prog.Unlock, *prog.SyncSrcu, *prog.CloseSrcu,
				*prog.Break, *prog.Assume, *prog.Cut:
			default:
				panic(fmt.Sprintf("ide: unhandled %T", s))
			}
		}
	}
	for _, t := range p.Threads {
		walk(t.Body)
	}
	return m
}
