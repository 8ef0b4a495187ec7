package event

import (
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// A branch controls what executes because of it: all up to the first place that
// every way on from the branch comes to, its immediate post-dominator. Without
// Break that is the end of the branch statement. A branch that can leave a block
// meets its other ways at the end of that block at the earliest, and later still
// if they can leave a block further out before:
//
//	block out {
//	  block err {
//	    if x { break err }
//	    break out
//	  }
//	  undo              (x controls this: it is executed only if x holds)
//	}
//	                    (and nothing from here on)

// ways is where control can go from some place on.
type ways struct {
	// falls is set when it can come to the end of the statements.
	falls bool
	// labels are the blocks that it can leave instead.
	labels []string
}

func (w ways) or(v ways) ways {
	return ways{w.falls || v.falls, union(w.labels, v.labels)}
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, l := range b {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// arrive is what becomes of the ways at the end of a block.
func (w ways) arrive(label string) ways {
	i := slices.Index(w.labels, label)
	if i < 0 {
		return w
	}
	return ways{true, slices.Delete(slices.Clone(w.labels), i, i+1)}
}

// then is what becomes of the ways over the statements of a list.
func (w ways) then(list []prog.Stmt) ways {
	for _, s := range list {
		if !w.falls {
			break
		}
		v := waysOf(s)
		w = ways{v.falls, union(w.labels, v.labels)}
	}
	return w
}

// waysOf returns where a statement can lead to.
func waysOf(s prog.Stmt) ways {
	start := ways{falls: true}
	switch s := s.(type) {
	case *prog.Break:
		return ways{labels: []string{s.Label}}
	case *prog.Block:
		return start.then(s.Body).arrive(s.Label)
	case *prog.If:
		holds, known := constant(s.Cond)
		switch {
		case known && holds:
			return start.then(s.Then)
		case known:
			return start.then(s.Else)
		default:
			return start.then(s.Then).or(start.then(s.Else))
		}
	case *prog.While:
		holds, known := constant(s.Cond)
		if known && !holds {
			return start
		}
		return ways{!known, start.then(s.Body).labels}
	case *prog.Assign, *prog.Together, *prog.Eval, *prog.Store, *prog.Fence, *prog.Lock, *prog.Unlock,
		*prog.SyncSrcu, *prog.CloseSrcu, *prog.Assume, *prog.Cut:
		// A Cut stands in front of what would come back here.
		return start
	default:
		panic(fmt.Sprintf("event: unhandled statement %T", s))
	}
}

// constant returns the truth of a condition that is a constant.
func constant(e prog.Expr) (holds, known bool) {
	c, ok := e.(*prog.Const)
	return ok && c.Value != prog.Value{}, ok
}

// place is a position in a list of statements; what holds the list is the
// statement at the position before.
type place struct {
	rest   []prog.Stmt
	holder prog.Stmt
}

// regionEnds returns, for each branch of a thread whose region goes on behind it,
// the block at whose end the region ends.
func regionEnds(body []prog.Stmt) map[prog.Stmt]*prog.Block {
	ends := map[prog.Stmt]*prog.Block{}
	var walk func(list []prog.Stmt, outer []place)
	walk = func(list []prog.Stmt, outer []place) {
		for i, s := range list {
			at := append(outer[:len(outer):len(outer)], place{list[i+1:], s})
			switch s := s.(type) {
			case *prog.If:
				if b := meeting(waysOf(s), at); b != nil {
					ends[s] = b
				}
				walk(s.Then, at)
				walk(s.Else, at)
			case *prog.While:
				if b := meeting(waysOf(s), at); b != nil {
					ends[s] = b
				}
				walk(s.Body, at)
			case *prog.Block:
				walk(s.Body, at)
			}
		}
	}
	walk(body, nil)
	return ends
}

// meeting returns the block at whose end the ways on from a branch meet, nil if
// they meet behind the branch statement. The last of the places is the one behind
// the branch, those before are behind the statements around it.
func meeting(w ways, at []place) *prog.Block {
	for i := len(at) - 1; i >= 0 && len(w.labels) > 0; i-- {
		switch s := at[i].holder.(type) {
		case *prog.Block:
			if w = w.arrive(s.Label); len(w.labels) == 0 {
				return s
			}
		case *prog.While:
			// Who comes to the end of the body may go through the loop again. The
			// branch itself, the last of the places, has been counted.
			if i < len(at)-1 && w.falls {
				again := waysOf(s)
				w = ways{again.falls, union(w.labels, again.labels)}
			}
		}
		w = w.then(at[i].rest)
	}
	return nil
}
