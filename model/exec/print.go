package exec

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// String prints the execution for golden files and for looking at it: its events
// with their locations and values, the relations over them, and the final state.
// Of orders only the pairs are shown from which the others follow.
//
//	0: IW x = 0
//	1: P0 W[ONCE] x = 1
//	co 0→1
//	P0: r0=0
//	memory: x=1
func (x *Execution) String() string {
	var b strings.Builder
	for i, e := range x.Events {
		fmt.Fprintf(&b, "%d: ", i)
		x.formatEvent(&b, e)
	}
	for _, r := range []struct {
		name  string
		r     *rel.Rel
		order bool
	}{
		{"po", x.PO, true}, {"rf", x.RF, false}, {"co", x.CO, true},
		{"addr", x.Addr, false}, {"data", x.Data, false}, {"ctrl", x.Ctrl, false}, {"rmw", x.RMW, false},
	} {
		if r.r == nil || r.r.IsEmpty() {
			continue
		}
		shown := r.r
		if r.order {
			shown = immediate(r.r)
		}
		b.WriteString(r.name)
		for _, p := range shown.Pairs() {
			fmt.Fprintf(&b, " %d→%d", p.From, p.To)
		}
		b.WriteByte('\n')
	}
	x.formatFinal(&b)
	return b.String()
}

// immediate returns the pairs of an order between which nothing lies.
func immediate(r *rel.Rel) *rel.Rel { return r.Minus(r.Seq(r)) }

func (x *Execution) formatEvent(b *strings.Builder, e Event) {
	if e.Thread >= 0 {
		fmt.Fprintf(b, "P%d ", e.Thread)
	}
	b.WriteString(e.Kind.String())
	if e.Atomic {
		b.WriteByte('*')
	}
	if e.Tag != "" {
		fmt.Fprintf(b, "[%s]", e.Tag)
	}
	if e.Kind.HasLocation() {
		b.WriteString(" " + e.Addr.Format(x.Prog))
	}
	if e.Kind.HasValue() {
		b.WriteString(" = " + e.Value.Format(x.Prog))
	}
	// The place of an initial write is that of a declaration and tells nothing.
	if e.Kind != event.Init && e.Span.IsValid() {
		fmt.Fprintf(b, "  (line %d)", e.Span.Position().Line)
	}
	b.WriteByte('\n')
}

// formatFinal prints the final values: those of the registers that are neither
// parameters nor made up, and of all of memory.
func (x *Execution) formatFinal(b *strings.Builder) {
	for t, regs := range x.Regs {
		var items []string
		for r, v := range regs {
			if reg := x.Prog.Threads[t].Regs[r]; !reg.Param && !reg.Hidden {
				items = append(items, reg.Name+"="+v.Format(x.Prog))
			}
		}
		if len(items) > 0 {
			fmt.Fprintf(b, "P%d: %s\n", t, strings.Join(items, " "))
		}
	}
	var items []string
	for g, cells := range x.Memory {
		items = append(items, x.Prog.Globals[g].Name+"="+formatCells(x.Prog, g, cells))
	}
	if len(items) > 0 {
		fmt.Fprintf(b, "memory: %s\n", strings.Join(items, " "))
	}
}

// formatCells prints the final value of a global, that of an array in braces, that
// of an object with members in braces with their names.
func formatCells(p *prog.Program, global int, cells []prog.Value) string {
	g := p.Globals[global]
	var items []string
	for k, v := range cells {
		text := v.Format(p)
		if g.Members != nil {
			text = g.Members[k].Name + "=" + text
		}
		items = append(items, text)
	}
	if g.IsCompound() {
		return "{" + strings.Join(items, ",") + "}"
	}
	return strings.Join(items, ",")
}
