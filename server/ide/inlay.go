package ide

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Inlays returns, for the accesses in a span, the nearest later access of the
// thread on another line that surely comes after it, for a reason that all
// paths share: `→ line 18 (wmb)`. An access without a hint is before nothing that
// follows, or for different reasons on different paths. A load that may have its value
// before others see a store does not count as after it.
func (d *Document) Inlays(ctx context.Context, span source.Span) []Inlay {
	var list []Inlay
	for _, threads := range d.threadOrders(ctx) {
		for _, th := range threads {
			for i := range th.Accesses {
				s := th.Accesses[i].Span
				if s.File != d.File || s.End < span.Start || span.End < s.Start {
					continue
				}
				if in, ok := d.inlay(th, i); ok {
					list = append(list, in)
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Inlay) int { return a.Offset - b.Offset })
	return list
}

// inlay returns the hint for access i.
func (d *Document) inlay(th *order.Thread, i int) (Inlay, bool) {
	a := &th.Accesses[i]
	line := a.Span.Position().Line
	var free []string
	for j := i + 1; j < len(th.Accesses); j++ {
		b := &th.Accesses[j]
		o := th.Find(i, j)
		if !th.Together(i, j) || b.Span.Position().Line == line {
			continue
		}
		if o == nil || !o.Always || o.Steps() == nil || vague(th, o) || seenLate(th, o) {
			if o == nil && !th.Coherent(i, j) {
				free = append(free, nameAccess(b))
			}
			continue
		}
		text := fmt.Sprintf("%s comes before %s in every execution: %s.", code(a.Span.Text()), nameAccess(b), describeSteps(o.Steps()))
		if len(free) > 0 {
			text += "\n\nNothing in the model orders it before " + strings.Join(free, " or ") + "."
		}
		return Inlay{
			Offset: d.behind(a.Span.End),
			Label:  fmt.Sprintf("→ line %d (%s)", b.Span.Position().Line, relations(o.Steps())), Tooltip: text,
		}, true
	}
	return Inlay{}, false
}

// behind returns an offset, or that behind the semicolon that stands there.
func (d *Document) behind(offset int) int {
	if strings.HasPrefix(d.File.Text()[offset:], ";") {
		return offset + 1
	}
	return offset
}

// relations names the relations of the steps.
func relations(steps []order.Step) string {
	var names []string
	for _, s := range steps {
		names = append(names, s.Relation)
	}
	return strings.Join(names, ", ")
}
