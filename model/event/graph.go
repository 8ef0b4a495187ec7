package event

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Graph is the unrolled program: all events that some path executes, and the
// paths of each thread.
type Graph struct {
	Prog *prog.Program
	// Events are all events; the initial writes come first, in the order of Cells.
	Events []*Event
	// Cells are the memory cells, one initial write each.
	Cells []Cell
	// Paths are the paths of each thread, in the order in which they were found:
	// a branch is first taken, a conditional primitive first succeeds.
	Paths [][]*Path
	terms terms
	// cellAt gives the index of the cell at an address.
	cellAt map[prog.Value]int
}

// CellAt returns the index of the cell at an address.
func (g *Graph) CellAt(at prog.Value) (cell int, ok bool) {
	cell, ok = g.cellAt[at]
	return cell, ok
}

// IsPlace reports whether a read can have a source at an address. In a strict
// program that takes a cell; else it can be any address, of an object or not.
func (g *Graph) IsPlace(at prog.Value) bool {
	if !g.Prog.Strict {
		return at.Kind != prog.Int
	}
	_, ok := g.cellAt[at]
	return ok
}

// Fits reports whether an event's access has the size of a cell, as far as both are
// known.
func (g *Graph) Fits(e *Event, cell int) bool {
	c := g.Cells[cell]
	t := g.Prog.Globals[c.Global].CellType(c.Index)
	return !e.Type.Exact || !t.Exact || e.Type.Size() == t.Size()
}

// IsWrong reports whether in a strict program an event at an address is an error.
func (g *Graph) IsWrong(e *Event, at prog.Value) bool {
	if !g.Prog.Strict {
		return false
	}
	cell, ok := g.cellAt[at]
	return !ok || !g.Fits(e, cell)
}

// IsUnset reports whether an event is the initial write of a cell that has no
// initial value, which nobody may read in a strict program.
func (g *Graph) IsUnset(e int) bool {
	return g.Prog.Strict && e >= 0 && e < len(g.Cells) && g.Prog.Globals[g.Cells[e].Global].Uninit
}

// Cell is one memory cell: a scalar, an element of an array, or a member.
type Cell struct {
	Addr prog.Value
	Init prog.Value
	// Global and Index name it, as prog.Global counts cells.
	Global, Index int
}

// Path is one way through a thread. Relations are over the positions in Events.
type Path struct {
	Thread int
	// Index is the path's index among the paths of its thread.
	Index int
	// Decisions are the outcomes that select this path, in order.
	Decisions []bool
	// Events are the executed events in the order of the text.
	Events []int
	// Addr and Value are the terms of each event, NoTerm where it has none.
	Addr, Value []TermID
	// Conds must hold for the path to be taken.
	Conds []Cond
	// Ops are all operator terms that the path evaluates, used or not.
	Ops []TermID
	// Regs are the final values of the registers.
	Regs []TermID
	// Cut is set when the path ends at the unroll bound of the loop at CutAt.
	Cut   bool
	CutAt source.Span
	// SameLocRMW is the place of a statement in which two read-modify-writes
	// have the same address term, which has no defined meaning.
	SameLocRMW source.Span

	// PO is program order, partial inside a statement (c-semantics.md 2.2).
	PO *rel.Rel
	// Addrs, Data and Ctrl are the dependencies (c-semantics.md 6).
	Addrs, Data, Ctrl *rel.Rel
	// SameInstance relates the events of one instance, reflexively; IicoData and
	// IicoCtrl are the intra-instruction edges between events, directly or
	// through registers.
	SameInstance, IicoData, IicoCtrl *rel.Rel
}

// CondKind is the form of a Cond.
type CondKind uint8

const (
	// Truth wants Term to be non-zero (an address is), as a branch does.
	Truth CondKind = iota
	// Falsity wants Term to be zero.
	Falsity
	// Same wants Term and With to be the same value; unlike a comparison it
	// resolves an unknown (the success of cmpxchg).
	Same
	// Differ wants Term and With to be different values (the failure of cmpxchg).
	Differ
)

// Cond is a condition on values that a path needs.
type Cond struct {
	Kind CondKind
	Term TermID
	With TermID // of Same and Differ
	Span source.Span
}

// Position returns the position of event e on the path, -1 if it is not there.
func (p *Path) Position(e int) int {
	for i, x := range p.Events {
		if x == e {
			return i
		}
	}
	return -1
}

// String prints the graph for golden files: events, then each path.
func (g *Graph) String() string {
	var b strings.Builder
	for _, e := range g.Events {
		where := "init"
		if e.Thread >= 0 {
			where = fmt.Sprintf("P%d", e.Thread)
		}
		tag := ""
		if e.Tag != "" {
			tag = "[" + string(e.Tag) + "]"
		}
		star := ""
		if e.Atomic {
			star = "*"
		}
		fmt.Fprintf(&b, "%d: %s %s%s%s", e.ID, where, e.Kind, star, tag)
		if e.Kind == Init {
			c := g.Cells[e.ID]
			fmt.Fprintf(&b, " %s = %s", c.Addr.Format(g.Prog), c.Init.Format(g.Prog))
		}
		b.WriteByte('\n')
	}
	for _, paths := range g.Paths {
		for _, p := range paths {
			g.formatPath(&b, p)
		}
	}
	return b.String()
}

func (g *Graph) formatPath(b *strings.Builder, p *Path) {
	fmt.Fprintf(b, "P%d path %d", p.Thread, p.Index)
	if p.Cut {
		b.WriteString(" cut")
	}
	b.WriteByte('\n')
	for i, e := range p.Events {
		fmt.Fprintf(b, "  %d", e)
		if p.Addr[i] != NoTerm {
			fmt.Fprintf(b, " at %s", g.FormatTerm(p.Addr[i]))
		}
		if p.Value[i] != NoTerm && g.Events[e].Kind == Write {
			fmt.Fprintf(b, " value %s", g.FormatTerm(p.Value[i]))
		}
		b.WriteByte('\n')
	}
	for _, c := range p.Conds {
		switch c.Kind {
		case Truth:
			fmt.Fprintf(b, "  if %s\n", g.FormatTerm(c.Term))
		case Falsity:
			fmt.Fprintf(b, "  if not %s\n", g.FormatTerm(c.Term))
		case Same:
			fmt.Fprintf(b, "  if %s = %s\n", g.FormatTerm(c.Term), g.FormatTerm(c.With))
		case Differ:
			fmt.Fprintf(b, "  if %s ≠ %s\n", g.FormatTerm(c.Term), g.FormatTerm(c.With))
		default:
			panic(fmt.Sprintf("event: unhandled condition %d", c.Kind))
		}
	}
	named := []struct {
		name string
		r    *rel.Rel
	}{{"po", p.PO}, {"addr", p.Addrs}, {"data", p.Data}, {"ctrl", p.Ctrl}}
	for _, n := range named {
		if n.r.IsEmpty() {
			continue
		}
		fmt.Fprintf(b, "  %s", n.name)
		for _, pair := range n.r.Pairs() {
			fmt.Fprintf(b, " %d→%d", p.Events[pair.From], p.Events[pair.To])
		}
		b.WriteByte('\n')
	}
	for r, t := range p.Regs {
		fmt.Fprintf(b, "  %s = %s\n", g.Prog.Threads[p.Thread].Regs[r].Name, g.FormatTerm(t))
	}
}
