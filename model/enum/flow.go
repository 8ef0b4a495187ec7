package enum

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// side says at which end of a statement a point is.
type side uint8

const (
	before side = iota
	behind
)

// point is a place between statements. The one behind no statement is the end of
// the thread.
type point struct {
	s    prog.Stmt
	side side
}

// flow is the flow of control of a thread as a graph over its points. It serves to
// find how far a branch decides what is executed: up to the nearest place that no
// way from the branch to the end of the thread goes around.
type flow struct {
	next map[point][]point
	// around are the blocks around each branch, the innermost first.
	around map[prog.Stmt][]*prog.Block
}

func flowOf(body []prog.Stmt) *flow {
	f := &flow{next: map[point][]point{}, around: map[prog.Stmt][]*prog.Block{}}
	f.list(body, point{side: behind}, nil)
	return f
}

// list adds statements after which control comes to the point end, and returns
// where they begin.
func (f *flow) list(list []prog.Stmt, end point, around []*prog.Block) point {
	begin := end
	for i := len(list) - 1; i >= 0; i-- {
		f.stmt(list[i], begin, around)
		begin = point{list[i], before}
	}
	return begin
}

func (f *flow) stmt(s prog.Stmt, then point, around []*prog.Block) {
	in, out := point{s, before}, point{s, behind}
	f.next[out] = []point{then}
	f.around[s] = around
	switch s := s.(type) {
	case *prog.If:
		yes, no := f.list(s.Then, out, around), f.list(s.Else, out, around)
		f.next[in] = choose(s.Cond, yes, no)
	case *prog.While:
		f.next[in] = choose(s.Cond, f.list(s.Body, in, around), out)
	case *prog.Block:
		f.next[in] = []point{f.list(s.Body, out, append([]*prog.Block{s}, around...))}
	case *prog.Break:
		f.next[in] = []point{{side: behind}}
		for _, b := range around {
			if b.Label == s.Label {
				f.next[in] = []point{{b, behind}}
				break
			}
		}
	default:
		f.next[in] = []point{out}
	}
}

// choose returns where a condition can lead to.
func choose(e prog.Expr, yes, no point) []point {
	c, ok := e.(*prog.Const)
	switch {
	case !ok:
		return []point{yes, no}
	case c.Value != prog.Value{}:
		return []point{yes}
	default:
		return []point{no}
	}
}

// join returns the point up to which a branch decides what is executed.
func (f *flow) join(s prog.Stmt) point {
	candidates := []point{{s, behind}}
	for _, b := range f.around[s] {
		candidates = append(candidates, point{b, behind})
	}
	for _, c := range candidates {
		if !f.avoids(point{s, before}, c) {
			return c
		}
	}
	return point{side: behind}
}

// avoids reports whether control can come from a point to the end of the thread,
// or to the end of a block around the point to avoid, without coming there.
func (f *flow) avoids(from, avoid point) bool {
	ends := []point{{side: behind}}
	for _, b := range f.around[avoid.s] {
		ends = append(ends, point{b, behind})
	}
	seen := map[point]bool{avoid: true}
	work := slices.Clone(f.next[from])
	for len(work) > 0 {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[p] {
			continue
		}
		seen[p] = true
		if slices.Contains(ends, p) {
			return true
		}
		work = append(work, f.next[p]...)
	}
	return false
}
