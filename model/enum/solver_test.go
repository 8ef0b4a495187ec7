package enum

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
)

func variable(v int) term { return term{isVar: true, v: v} }

// TestSolver lists what the solver derives from one equation v2 = v0 op v1,
// given what v0 and v1 are.
func TestSolver(t *testing.T) {
	p := typedProgram()
	k := func(n int64) term { return constant(prog.IntValue(n)) }
	a, b := constant(prog.AddrValue(5, 0)), constant(prog.AddrValue(0, 0))
	v0, v1 := variable(0), variable(1)
	tests := []struct {
		op   prog.Op
		x, y term
		// want is the class of the result; value its value if known, as is the
		// unknown that it equals, if any.
		want   class
		value  term
		faults int
	}{
		{prog.Add, k(2147483647), k(1), known, k(-2147483648), 0},
		{prog.Add, v0, k(0), unknown, v0, 0},
		{prog.Or, k(0), v0, unknown, v0, 0},
		{prog.Xor, v0, v0, known, k(0), 0},
		{prog.Eq, v0, v0, known, k(1), 0},
		{prog.Ne, v0, v0, known, k(0), 0},
		{prog.Sub, v0, v0, unknown, variable(2), 0},
		{prog.Mul, v0, k(0), unknown, variable(2), 0},
		{prog.Eq, v0, v1, unknown, variable(2), 0},
		{prog.Sub, a, a, known, k(0), 0},
		{prog.Sub, a, b, known, k(-1), 0},
		{prog.Add, a, k(4), known, constant(prog.AddrValue(5, 4)), 0},
		{prog.Eq, a, k(0), known, k(0), 0},
		{prog.Lt, k(0), a, known, k(1), 0},
		{prog.Lt, k(1), a, broken, k(0), 1},
		{prog.Mul, a, k(0), broken, k(0), 1},
		{prog.Div, k(1), k(0), broken, k(0), 1},
	}
	for _, test := range tests {
		s := newSolver(p, 3)
		s.pending = []equation{{op: test.op, u: variable(2), x: test.x, y: test.y}}
		if !s.propagate() {
			t.Errorf("%v %s %v: contradiction", test.x, test.op, test.y)
			continue
		}
		class, value, root := s.look(variable(2))
		wantClass, wantValue, wantRoot := s.look(test.value)
		same := class == broken || value == wantValue && (class == known || root == wantRoot) && class == wantClass
		if class != test.want || !same || len(s.faults) != test.faults {
			t.Errorf("%v %s %v: got class %d, value %v, faults %v", test.x, test.op, test.y, class, value, s.faults)
		}
	}
}

// TestSolverContradiction checks that constants contradict each other and that
// what is broken contradicts nothing.
func TestSolverContradiction(t *testing.T) {
	s := newSolver(typedProgram(), 3)
	one, two := constant(prog.IntValue(1)), constant(prog.IntValue(2))
	if !s.equate(variable(0), variable(1)) || !s.equate(variable(1), one) || s.equate(variable(0), two) {
		t.Error("1 and 2 do not contradict each other")
	}
	s.breakTerm(variable(2))
	if !s.equate(variable(2), one) || !s.equate(two, variable(2)) || !s.isBroken(variable(2)) {
		t.Error("a broken value contradicts something")
	}
}
