package lower

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// last returns an iteration of a loop under the assumption that it leaves the loop:
// who would go around is in no execution.
//
// What a branch controls must stay: in
//
//	for (;;) { if (c) continue; WRITE_ONCE(y, 1); break; }
//
// c controls the store, so that the rest of the iteration is put into the other side
// of the branch. A branch that only leaves has nothing to control, and becomes an
// assumption.
func (t *thread) last(list []prog.Stmt, out *label) []prog.Stmt {
	l := laster{dying: map[string]bool{}}
	body, _ := l.list(list, true)
	return body
}

// laster rewrites the statements of an iteration. dying are the blocks inside whose
// end leads to the end of the iteration.
type laster struct {
	dying map[string]bool
}

// list rewrites a list. falls is set if who comes to its end goes around. dies is set
// if nobody comes through it to anywhere.
func (l laster) list(list []prog.Stmt, falls bool) (out []prog.Stmt, dies bool) {
	if len(list) == 0 {
		return nil, falls
	}
	s, rest := list[0], list[1:]
	switch s := s.(type) {
	case *prog.Break:
		if l.dying[s.Label] {
			return nil, true
		}
		return []prog.Stmt{s}, false
	case *prog.Block:
		if behind, dies := l.list(rest, falls); dies {
			// Its end is where the iteration ends in vain.
			inner := laster{dying: map[string]bool{s.Label: true}}
			for name := range l.dying {
				inner.dying[name] = true
			}
			return inner.list(s.Body, true)
		} else {
			body, bodyDies := l.list(s.Body, false)
			if bodyDies {
				return nil, true
			}
			return append([]prog.Stmt{&prog.Block{At: s.At, Label: s.Label, Body: body}}, behind...), false
		}
	case *prog.If:
		return l.branch(s, rest, falls)
	case *prog.Assume:
		if v, ok := constant(s.Cond); ok && v == (prog.Value{}) {
			return nil, true
		}
	case *prog.Cut:
		return []prog.Stmt{s}, false
	}
	behind, dies := l.list(rest, falls)
	if dies {
		return nil, true // nothing that is done here is ever seen
	}
	return append([]prog.Stmt{s}, behind...), false
}

// branch rewrites a branch and what stands behind it.
func (l laster) branch(s *prog.If, rest []prog.Stmt, falls bool) (out []prog.Stmt, dies bool) {
	behind, behindDies := l.list(rest, falls)
	then, thenDies := l.list(s.Then, behindDies)
	els, elseDies := l.list(s.Else, behindDies)
	switch {
	case thenDies && elseDies:
		return nil, true
	case thenDies || elseDies:
		other, cond := els, not(s.Cond)
		if elseDies {
			other, cond = then, s.Cond
		}
		if !behindDies && !endsAway(other) {
			other = append(other, behind...)
		}
		if len(other) == 1 && endsAway(other) {
			return append([]prog.Stmt{&prog.Assume{At: s.At, Cond: cond}}, other...), false
		}
		return []prog.Stmt{
			&prog.If{At: s.At, Cond: cond, Then: other, Else: []prog.Stmt{never(s.Place)}},
		}, false
	default:
		out = []prog.Stmt{&prog.If{At: s.At, Cond: s.Cond, Then: then, Else: els}}
		if behindDies {
			return out, false // both sides leave
		}
		return append(out, behind...), false
	}
}

// endsAway reports whether a list ends by leaving.
func endsAway(list []prog.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch s := list[len(list)-1].(type) {
	case *prog.Break, *prog.Cut:
		return true
	case *prog.Assume:
		v, ok := constant(s.Cond)
		return ok && v == prog.Value{}
	default:
		return false
	}
}
