package ide

import (
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/source"
)

// span returns the place of a barrier.
func (b *barrier) span(th *order.Thread) source.Span {
	if b.access >= 0 {
		return th.Accesses[b.access].Span
	}
	return b.fence.Span
}

// callName returns the name of the function that is called.
func callName(text string) string {
	name, _, _ := strings.Cut(text, "(")
	return strings.TrimSpace(name)
}

// mixes reports whether the barrier is between a plain write and a marked access
// that may be at one location.
func mixes(th *order.Thread, b barrier) bool {
	for _, i := range b.allBefore {
		for _, j := range b.allAfter {
			x, y := &th.Accesses[i], &th.Accesses[j]
			if i != j && x.Plain != y.Plain && (x.Plain && x.Writes || y.Plain && y.Writes) && x.MayMeet(y) {
				return true
			}
		}
	}
	return false
}

// cellNames lists the variables of some accesses.
func cellNames(th *order.Thread, list []int) string {
	const most = 3
	var names []string
	for _, i := range list {
		name := "what a pointer leads to"
		if c := th.Accesses[i].Cell; c != "" {
			name = code(c)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > most {
		names = append(names[:most], "others")
	}
	return strings.Join(names, " or ")
}

// relate points at the first two accesses of another thread that would be the
// barrier's partner if something ordered them.
func (p *pairing) relate(problem *diag.Problem, t int, b barrier) {
	meets := func(list []int, u, j int) bool {
		return slices.ContainsFunc(list, func(i int) bool { return p.conflict(t, i, u, j) })
	}
	for u, th := range p.threads {
		for i := range th.Accesses {
			for j := i + 1; u != t && j < len(th.Accesses); j++ {
				if !th.Together(i, j) || !meets(b.after, u, i) || !meets(b.before, u, j) {
					continue
				}
				problem.Relate(th.Accesses[i].Span, "nothing orders this access …")
				problem.Relate(th.Accesses[j].Span, "… before this one")
				return
			}
		}
	}
}
