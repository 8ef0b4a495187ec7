package enum

import (
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// class is what is known of the variables that are equal to each other.
type class uint8

const (
	unknown class = iota
	known
	// broken is the result of an operation that has no result. The execution is
	// an error if the model accepts it, so nothing contradicts it.
	broken
)

// fault is an operation without a result.
type fault struct {
	span source.Span
	err  error
	// result is what would have been the result.
	result term
}

// solver solves the equations of one candidate (c-semantics.md 3.4): it unifies
// variables that are equal and evaluates operations forward. It never guesses.
type solver struct {
	prog    *prog.Program
	parent  []int
	class   []class
	value   []prog.Value
	pending []equation
	faults  []fault
	// overruled are the variables that an equality gave a value although the
	// operation that they are the result of has none.
	overruled []bool
}

func newSolver(p *prog.Program, vars int) *solver {
	s := &solver{prog: p, parent: make([]int, vars), class: make([]class, vars), value: make([]prog.Value, vars), overruled: make([]bool, vars)}
	for v := range s.parent {
		s.parent[v] = v
	}
	return s
}

func (s *solver) clone() *solver {
	return &solver{
		prog:   s.prog,
		parent: slices.Clone(s.parent), class: slices.Clone(s.class), value: slices.Clone(s.value),
		pending: slices.Clone(s.pending), faults: slices.Clone(s.faults), overruled: slices.Clone(s.overruled),
	}
}

func (s *solver) find(v int) int {
	for s.parent[v] != v {
		v = s.parent[v]
	}
	return v
}

// look returns what is known of a term, and the variable that stands for its
// class, -1 for a constant.
func (s *solver) look(t term) (class, prog.Value, int) {
	if !t.isVar {
		return known, t.c, -1
	}
	v := s.find(t.v)
	return s.class[v], s.value[v], v
}

// equate makes two terms equal. It reports whether that is possible.
func (s *solver) equate(x, y term) bool {
	cx, vx, rx := s.look(x)
	cy, vy, ry := s.look(y)
	switch {
	case cx == known && cy == known:
		return vx == vy
	case cx == broken && cy == broken || rx >= 0 && rx == ry:
		return true
	case cx == unknown && cy == unknown:
		s.parent[rx] = ry
	case cx == unknown:
		s.class[rx], s.value[rx] = cy, vy
	case cy == unknown:
		s.class[ry], s.value[ry] = cx, vx
	}
	return true
}

// propagate evaluates operations until none can be evaluated. It reports
// whether there is no contradiction.
func (s *solver) propagate() bool {
	for changed := true; changed; {
		changed = false
		rest := s.pending[:0]
		for _, e := range s.pending {
			v, ready := s.evaluate(e)
			if !ready {
				rest = append(rest, e)
				continue
			}
			changed = true
			if !v.ok {
				s.breakTerm(e.u)
			} else if !s.equate(e.u, v.term) {
				return false
			}
		}
		s.pending = rest
	}
	return true
}

// breakTerm gives a term no usable value.
func (s *solver) breakTerm(t term) {
	switch c, _, v := s.look(t); {
	case v < 0:
	case c == unknown:
		s.class[v] = broken
	case c == known:
		s.overruled[v] = true
	}
}

// isOverruled reports whether a term has a value only because something is equal
// to it.
func (s *solver) isOverruled(t term) bool {
	_, _, v := s.look(t)
	return v >= 0 && s.overruled[v]
}

// evaluated is the result of an operation; ok is false if it has none.
type evaluated struct {
	term term
	ok   bool
}

// evaluate computes an operation if enough is known of its operands.
func (s *solver) evaluate(e equation) (evaluated, bool) {
	cx, vx, rx := s.look(e.x)
	cy, vy, ry := s.look(e.y)
	switch {
	case cx == broken || cy == broken:
		return evaluated{}, true
	case cx == known && cy == known:
		v, err := apply(s.prog, e.op, vx, vy)
		if err != nil {
			s.faults = append(s.faults, fault{e.span, fmt.Errorf("%s: %w", e.op, err), e.u})
			return evaluated{}, true
		}
		return evaluated{constant(v), true}, true
	}
	zero := prog.Value{}
	same := rx >= 0 && rx == ry
	switch e.op {
	case prog.Add, prog.Or, prog.Add64, prog.Or64:
		if cx == known && vx == zero {
			return evaluated{e.y, true}, true
		}
		if cy == known && vy == zero {
			return evaluated{e.x, true}, true
		}
	case prog.Xor, prog.Ne, prog.Xor64:
		if same {
			return evaluated{constant(zero), true}, true
		}
	case prog.Eq:
		if same {
			return evaluated{constant(prog.Bool(true)), true}, true
		}
	case prog.Zext, prog.Sext:
		if cy == known && vy == (prog.Value{N: 64}) {
			return evaluated{e.x, true}, true
		}
	case prog.Sub, prog.Mul, prog.Div, prog.And, prog.AndNot, prog.Lt, prog.Gt, prog.Le, prog.Ge,
		prog.Sub64, prog.Mul64, prog.Div64, prog.Rem64, prog.UDiv, prog.URem, prog.And64, prog.AndNot64,
		prog.Shl64, prog.Shr64, prog.UShr, prog.ULt, prog.UGt, prog.ULe, prog.UGe:
	default:
		panic(fmt.Sprintf("enum: unhandled operator %s", e.op))
	}
	return evaluated{}, false
}

// brokenBase numbers the symbols of broken values apart from the others.
const brokenBase = 1 << 20

// resolve returns the value of a term after solving; what is still unknown is a
// symbol.
func (s *solver) resolve(t term) prog.Value {
	c, v, r := s.look(t)
	switch c {
	case known:
		return v
	case unknown:
		return prog.SymbolValue(r)
	case broken:
		return prog.SymbolValue(brokenBase + r)
	default:
		panic(fmt.Sprintf("enum: unhandled class %d", c))
	}
}

// isBroken reports whether a term has no usable value.
func (s *solver) isBroken(t term) bool {
	c, _, _ := s.look(t)
	return c == broken
}
