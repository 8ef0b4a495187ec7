package ide

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/source"
)

// maxNeighbours bounds each list of neighbours in a hover, the nearest first.
const maxNeighbours = 4

// accessHover says what is ordered with the access at a place, and by what; of a
// fence, which accesses it orders here. It is nil where there is neither, and
// where the memory model does not tell.
func (d *Document) accessHover(ctx context.Context, offset int) *Hover {
	th, i := d.accessAt(ctx, offset)
	if i < 0 {
		return d.fenceHover(ctx, offset)
	}
	a := &th.Accesses[i]
	n := neighbours{th: th, at: i}
	var after, before, free []string
	for j := i - 1; j >= 0; j-- {
		after = n.add(after, j, i, j)
	}
	for j := i + 1; j < len(th.Accesses); j++ {
		before = n.add(before, i, j, j)
	}
	for distance := 1; distance < len(th.Accesses); distance++ {
		free = n.addFree(free, i-distance, i, i-distance)
		free = n.addFree(free, i, i+distance, i+distance)
	}
	var b strings.Builder
	b.WriteString(describeAccess(a))
	section(&b, "Ordered after", after)
	section(&b, "Ordered before", before)
	section(&b, "Not ordered with", free)
	if len(after)+len(before)+len(free) == 0 && len(th.Accesses) > 1 {
		b.WriteString("\n\nNo other access of this thread runs in the same execution.")
	}
	return &Hover{Span: a.Span, Markdown: b.String()}
}

// section adds a list below a title.
func section(b *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n\n**%s:**\n", title)
	for k, item := range items {
		if k == maxNeighbours {
			fmt.Fprintf(b, "\n- … and %d more", len(items)-k)
			break
		}
		b.WriteString("\n- " + item)
	}
}

// describeAccess says in a line what an access is.
func describeAccess(a *order.Access) string {
	what := "read"
	switch {
	case a.Lock && a.Reads && a.Writes:
		return "Acquisition of " + lockName(a) + ": what follows in the thread waits for it."
	case a.Lock && a.Writes:
		return "Release of " + lockName(a) + ": it waits for what precedes in the thread."
	case a.Lock:
		return "Look at " + lockName(a) + ": it orders nothing."
	case a.Atomic && !a.Writes:
		what = "conditional read-modify-write that never writes"
	case a.Reads && a.Writes:
		what = "read-modify-write"
	case a.Writes:
		what = "write"
	}
	if a.Plain {
		return "Plain " + what + ofCell(a) + ": the compiler may move, tear, merge or repeat it."
	}
	return "Marked " + what + ofCell(a) + "."
}

func lockName(a *order.Access) string {
	if a.Cell == "" {
		return "a lock"
	}
	return "the lock " + code(a.Cell)
}

func ofCell(a *order.Access) string {
	if a.Cell == "" {
		return ""
	}
	return " of " + code(a.Cell)
}

// neighbours tells how an access stands to the others of its thread.
type neighbours struct {
	th *order.Thread
	at int
}

// name says where an access is.
func (n *neighbours) name(j int) string { return nameAccess(&n.th.Accesses[j]) }

func nameAccess(a *order.Access) string {
	return fmt.Sprintf("line %d %s", a.Span.Position().Line, code(a.Span.Text()))
}

// add adds the access other to a list if i is ordered before j.
func (n *neighbours) add(list []string, i, j, other int) []string {
	o := n.th.Find(i, j)
	if o == nil || len(o.Ways) == 0 || vague(n.th, o) {
		return list
	}
	text := n.name(other) + " — " + describeWays(o.Ways)
	if !n.th.Accesses[i].Lock && o.OnlyRead {
		text += "; it holds for " + n.half(i, "read")
	}
	if !n.th.Accesses[j].Lock && o.OnlyWrite {
		text += "; it holds for " + n.half(j, "write")
	}
	switch {
	case !o.Always && len(o.Ways) > 1:
		text += "; and not on every path through the thread"
	case !o.Always:
		text += "; only on some paths through the thread"
	}
	if seenLate(n.th, o) {
		text += "; but other CPUs may see the store only after the load has its value"
	}
	return append(list, text)
}

// seenLate reports whether an ordering lets a load take its value before other CPUs
// see the store that precedes it: an unlock and a lock are no full barrier between
// these, though the model counts the two as executed in order. A full barrier would
// be a step of its own.
func seenLate(th *order.Thread, o *order.Ordering) bool {
	from, to := &th.Accesses[o.From], &th.Accesses[o.To]
	if from.Lock || to.Lock || !from.Writes || !to.Reads {
		return false
	}
	return slices.ContainsFunc(o.Ways, func(steps []order.Step) bool {
		return slices.ContainsFunc(steps, func(s order.Step) bool { return s.Relation == "po-unlock-lock-po" }) &&
			!slices.ContainsFunc(steps, func(s order.Step) bool { return s.Relation == "mb" || s.Relation == "gp" })
	})
}

// half names a half of a read-modify-write.
func (n *neighbours) half(i int, which string) string {
	if i == n.at {
		return "the " + which + " of this update, not for all of it"
	}
	return "the " + which + " of that update, not for all of it"
}

// vague reports whether an ordering speaks of a part of a lock acquisition that
// nobody knows by name.
func vague(th *order.Thread, o *order.Ordering) bool { return o.OnlyWrite && th.Accesses[o.To].Lock }

// addFree adds the access other to a list if i, which may run before j, is not
// always ordered before it.
func (n *neighbours) addFree(list []string, i, j, other int) []string {
	if i < 0 || j >= len(n.th.Accesses) || !n.th.Together(i, j) {
		return list
	}
	o := n.th.Find(i, j)
	text := n.name(other) + " — "
	switch {
	case o != nil && (o.Always || len(o.Ways) > 0):
		return list
	case n.th.Coherent(i, j):
		text += "same variable, so nobody sees the two out of order; but neither waits for the other"
	case o != nil:
		text += "ordered in some executions only: a pointer may lead to the same variable, or a read may take the value that its own thread stored"
	case n.th.Accesses[i].Plain || n.th.Accesses[j].Plain:
		// Of plain accesses the model says less than compilers and CPUs keep: a
		// dependency, or an unlock and a lock, orders marked ones only.
		text += "nothing in the model orders them"
	default:
		text += "the CPU may swap them"
	}
	if o == nil && !n.th.Coherent(i, j) && n.th.Accesses[i].MayMeet(&n.th.Accesses[j]) {
		text += ", unless they are the same variable"
	}
	return append(list, text)
}

// describeWays tells why two accesses are in order: by one reason, or by different
// ones on different paths.
func describeWays(ways [][]order.Step) string {
	switch len(ways) {
	case 1:
		return describeSteps(ways[0])
	case 2:
		return "for different reasons on different paths: " + describeSteps(ways[0]) + "; or " + describeSteps(ways[1])
	default:
		return "for different reasons on different paths"
	}
}

// describeSteps tells the reasons of an ordering.
func describeSteps(steps []order.Step) string {
	var parts []string
	for _, s := range steps {
		parts = append(parts, "*"+s.Relation+"*: "+s.Text)
	}
	return strings.Join(parts, "; then ")
}

// fenceHover says which accesses the fence at a place orders, or nil.
func (d *Document) fenceHover(ctx context.Context, offset int) *Hover {
	for _, threads := range d.threadOrders(ctx) {
		for _, th := range threads {
			for k := range th.Fences {
				if s := th.Fences[k].Span; s.File == d.File && holds(s, offset) {
					return fencePairs(th, s)
				}
			}
		}
	}
	return nil
}

// orderedBy reports whether a fence by itself is a reason of an ordering.
func orderedBy(o *order.Ordering, at source.Span) bool {
	return slices.ContainsFunc(o.Ways, func(steps []order.Step) bool { return len(steps) == 1 && steps[0].By == at })
}

// fencePairs lists what a fence orders by itself, the nearest pairs first.
func fencePairs(th *order.Thread, at source.Span) *Hover {
	var list []string
	for distance := 1; distance < len(th.Accesses); distance++ {
		for i := range len(th.Accesses) - distance {
			o := th.Find(i, i+distance)
			if o == nil || !orderedBy(o, at) || vague(th, o) {
				continue
			}
			text := nameAccess(&th.Accesses[i]) + " before " + nameAccess(&th.Accesses[o.To])
			if !o.Always || len(o.Ways) > 1 {
				text += ", on some paths through the thread"
			}
			list = append(list, text)
		}
	}
	if len(list) == 0 {
		return nil
	}
	var b strings.Builder
	section(&b, "Orders here", list)
	return &Hover{Span: at, Markdown: strings.TrimSpace(b.String())}
}
