package order

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxWays bounds the reasons that are kept of one pair, and those that are tried
// out as reasons for all of its paths.
const maxWays = 16

// explainer tells and checks reasons on one path.
type explainer struct {
	c *collector
	e *eval
	g *graph
}

// explain notes the reason that an instance of a pair is in order, from x to y, and
// whether the first instance's reason holds here too.
func (f *found) explain(w *explainer, x, y int) {
	if len(f.ways) == 0 {
		f.common = [][]Step{w.c.steps(w.e, w.g, x, y)}
		f.ways = f.common
		return
	}
	if len(f.common) > 0 && w.holds(f.common[0], x, y) {
		return
	}
	f.common = nil
	if best := w.c.steps(w.e, w.g, x, y); len(f.ways) < maxWays && !f.knows(best) {
		f.ways = append(f.ways, best)
	}
}

// knows reports whether a reason was noted.
func (f *found) knows(chain []Step) bool {
	return slices.ContainsFunc(f.ways, func(other []Step) bool { return slices.Equal(other, chain) })
}

// disagree reports whether some pair is in order for different reasons on different
// paths, as far as the best reasons go. The paths are then looked at once more.
func (c *collector) disagree() bool {
	for _, f := range c.pairs {
		if len(f.ways) > 0 && len(f.common) == 0 {
			c.again = true
			f.open = true
		}
	}
	return c.again
}

// retry looks for a reason that all instances share: the first instance proposes
// what it has, the others strike out what they have not.
func (f *found) retry(w *explainer, x, y int) {
	if f.open {
		f.open = false
		f.common = append(w.others(x, y), f.ways...)
	}
	f.common = slices.DeleteFunc(f.common, func(chain []Step) bool { return !w.holds(chain, x, y) })
}

// others tells the shortest chain from x to y in all the ways that the model gives
// its steps, at most maxWays.
func (w *explainer) others(x, y int) [][]Step {
	list := [][]Step{nil}
	chain := w.g.shortest(x, y)
	for k := 1; k < len(chain); k++ {
		a, b := chain[k-1], chain[k]
		if w.inside(a, b) {
			continue
		}
		var longer [][]Step
		for _, s := range w.labels(a, b) {
			for _, steps := range list {
				if len(longer) < maxWays {
					longer = append(longer, append(slices.Clone(steps), s))
				}
			}
		}
		list = longer
	}
	return list
}

// labels tells a step by each part of ppo that gives it, overwrite last.
func (w *explainer) labels(a, b int) []Step {
	var list, last []Step
	for i, must := range w.g.parts {
		if !must.Has(a, b) {
			continue
		}
		if s := w.c.word(w.e, w.g, i, a, b); s.Relation == overwrite {
			last = append(last, s)
		} else {
			list = append(list, s)
		}
	}
	return append(list, last...)
}

// inside reports whether two events belong to one operation.
func (w *explainer) inside(a, b int) bool {
	return w.g.owner[a] >= 0 && w.g.owner[a] == w.g.owner[b]
}

// holds reports whether a chain that was told leads from x to y on this path.
func (w *explainer) holds(chain []Step, x, y int) bool {
	at := rel.NewSet(w.e.n)
	at.Add(x)
	for _, s := range chain {
		at = w.follow(w.halves(at, x), x, s)
	}
	return w.halves(at, x).Has(y)
}

// halves adds what the events lead to inside their operations.
func (w *explainer) halves(at *rel.Set, x int) *rel.Set {
	out := rel.NewSet(w.e.n)
	for a := range w.e.n {
		if !at.Has(a) {
			continue
		}
		out.Add(a)
		if a == x || w.g.marked.Has(a) {
			w.g.must.EachTo(a, func(b int) {
				if w.inside(a, b) {
					out.Add(b)
				}
			})
		}
	}
	return out
}

// follow returns where a step leads from some events. No chain goes through an
// event that is not marked.
func (w *explainer) follow(at *rel.Set, x int, s Step) *rel.Set {
	out := rel.NewSet(w.e.n)
	for a := range w.e.n {
		if !at.Has(a) || a != x && !w.g.marked.Has(a) {
			continue
		}
		w.g.must.EachTo(a, func(b int) {
			if !w.inside(a, b) && w.e.event(b).Span == s.To && slices.Contains(w.named(a, b, s.Relation), s) {
				out.Add(b)
			}
		})
	}
	return out
}

// named tells a step by the parts of ppo of one name.
func (w *explainer) named(a, b int, name string) []Step {
	var list []Step
	for i, must := range w.g.parts {
		if w.c.m.parts[i].name == name && must.Has(a, b) {
			list = append(list, w.c.word(w.e, w.g, i, a, b))
		}
	}
	return list
}
