package exec

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// Final gives the final state of an execution, as far as it is known.
type Final interface {
	// Reg returns the final value of a register.
	Reg(thread, reg int) (prog.Value, bool)
	// Cell returns the final value of a memory cell; index is -1 for a scalar.
	Cell(global, index int) (prog.Value, bool)
}

// EvalProp evaluates a proposition over a final state in which some values may
// be unknown.
func EvalProp(p *prog.Program, prop prog.Prop, f Final) Truth {
	switch q := prop.(type) {
	case *prog.PropConst:
		return TruthOf(q.Value)
	case *prog.Atom:
		return evalAtom(p, q, f)
	case *prog.Not:
		return negate(EvalProp(p, q.X, f))
	case *prog.AndProp:
		return and(EvalProp(p, q.X, f), EvalProp(p, q.Y, f))
	case *prog.OrProp:
		return negate(and(negate(EvalProp(p, q.X, f)), negate(EvalProp(p, q.Y, f))))
	case *prog.Implies:
		return negate(and(EvalProp(p, q.X, f), negate(EvalProp(p, q.Y, f))))
	case *prog.Truth:
		return evalTruth(p, q, f)
	default:
		panic(fmt.Sprintf("exec: unhandled proposition %T", prop))
	}
}

func negate(t Truth) Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	default:
		return Unknown
	}
}

func and(x, y Truth) Truth {
	switch {
	case x == False || y == False:
		return False
	case x == True && y == True:
		return True
	default:
		return Unknown
	}
}

// placeValue returns the final value of a place that is not a whole array.
func placeValue(q prog.Place, f Final) (prog.Value, bool) {
	if q.IsReg() {
		return f.Reg(q.Thread, q.Reg)
	}
	return f.Cell(q.Global, q.Index)
}

func evalAtom(p *prog.Program, a *prog.Atom, f Final) Truth {
	result := True
	switch {
	case a.Deref != nil:
		at, ok := placeValue(*a.Deref, f)
		x, okX := placeValue(a.Left, f)
		if !ok || !okX {
			return Unknown
		}
		global, index, found := p.CellAt(at)
		if !found {
			result = False
			break
		}
		y, okY := f.Cell(global, index)
		if !okY {
			return Unknown
		}
		result = TruthOf(x == y)
	case a.Right != nil:
		x, ok := placeValue(a.Left, f)
		y, okY := placeValue(*a.Right, f)
		if !ok || !okY {
			return Unknown
		}
		result = TruthOf(x == y)
	case p.IsWhole(a.Left):
		g := p.Globals[a.Left.Global]
		if len(a.Values) != g.Elems() {
			result = False
			break
		}
		for i, want := range a.Values {
			x, ok := f.Cell(a.Left.Global, i)
			if !ok {
				result = and(result, Unknown)
				continue
			}
			result = and(result, TruthOf(SameFor(g.CellType(i), x, want)))
		}
	default:
		x, ok := placeValue(a.Left, f)
		if !ok {
			return Unknown
		}
		result = TruthOf(SameFor(p.PlaceType(a.Left), x, a.Values[0]))
	}
	if a.Ne {
		return negate(result)
	}
	return result
}

// SameFor compares a final value with a constant for a place of type t: both are
// first cut to the declared width (litmus-format.md 6.1).
func SameFor(t prog.Type, x, want prog.Value) bool {
	return t.Truncate(x) == t.Truncate(want)
}
