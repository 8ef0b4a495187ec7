package theory

import (
	"fmt"
	"sort"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/rel"
)

const catEmpty = cat.Empty

// offending returns what breaks an axiom: cycles as lists of pairs, or single
// pairs.
func offending(a *axiom, r *rel.Rel) [][]rel.Pair {
	var out [][]rel.Pair
	switch a.kind {
	case cat.Acyclic:
		return cycles(r)
	case cat.Irreflexive:
		for e := range r.Size() {
			if r.Has(e, e) {
				out = append(out, []rel.Pair{{From: e, To: e}})
			}
		}
	case cat.Empty:
		for _, p := range r.Pairs() {
			out = append(out, []rel.Pair{p})
		}
	default:
		panic(fmt.Sprintf("theory: unhandled test %d", a.kind))
	}
	if len(out) > 4*maxCycles {
		out = out[:4*maxCycles]
	}
	return out
}

// cycles returns a shortest cycle through each event that lies on one, without
// repetition, shortest first.
func cycles(r *rel.Rel) [][]rel.Pair {
	closure := r.Plus()
	var out [][]rel.Pair
	seen := map[string]bool{}
	for e := range r.Size() {
		if !closure.Has(e, e) {
			continue
		}
		c := shortest(r, e, e)
		key := cycleKey(c)
		if !seen[key] {
			seen[key] = true
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return len(out[i]) < len(out[j]) })
	if len(out) > maxCycles {
		out = out[:maxCycles]
	}
	return out
}

// cycleKey is the same for the same cycle wherever it starts.
func cycleKey(c []rel.Pair) string {
	nodes := make([]int, len(c))
	for i, p := range c {
		nodes[i] = p.From
	}
	sort.Ints(nodes)
	return fmt.Sprint(nodes)
}

// shortest returns a shortest way of one step or more from x to y.
func shortest(r *rel.Rel, x, y int) []rel.Pair {
	from := make([]int, r.Size())
	for i := range from {
		from[i] = -1
	}
	queue := []int{x}
	for len(queue) > 0 && from[y] < 0 {
		u := queue[0]
		queue = queue[1:]
		r.EachTo(u, func(v int) {
			if from[v] < 0 {
				from[v] = u
				queue = append(queue, v)
			}
		})
	}
	if from[y] < 0 {
		panic("theory: no way between the ends of a closure's pair")
	}
	var path []rel.Pair
	for v := y; ; {
		u := from[v]
		path = append(path, rel.Pair{From: u, To: v})
		if v = u; v == x {
			break
		}
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}
