package exec

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// evalTruth evaluates a term as a proposition.
func evalTruth(p *prog.Program, q *prog.Truth, f Final) Truth {
	v, known := evalTerm(p, q.X, f)
	switch {
	case known == Unknown:
		return Unknown
	case known == False:
		return False
	default:
		return TruthOf(v != prog.Value{})
	}
}

// evalTerm returns the value of a term: known is True if it has one, False if it
// has none, Unknown if that hangs on values that are not known yet.
func evalTerm(p *prog.Program, t prog.Term, f Final) (v prog.Value, known Truth) {
	switch t := t.(type) {
	case *prog.ConstTerm:
		return t.Value, True
	case *prog.PlaceTerm:
		v, ok := placeValue(t.Place, f)
		return v, knownIf(ok)
	case *prog.OpTerm:
		x, knownX := evalTerm(p, t.X, f)
		y, knownY := evalTerm(p, t.Y, f)
		if known := and(knownX, knownY); known != True {
			return prog.Value{}, known
		}
		v, ok := ApplyTerm(p, t.Op, x, y)
		return v, TruthOf(ok)
	case *prog.CellTerm:
		at, known := evalTerm(p, t.Addr, f)
		if known != True {
			return prog.Value{}, known
		}
		global, index, found := p.CellOfSize(at, t.Size)
		if !found {
			return prog.Value{}, False
		}
		v, ok := f.Cell(global, index)
		return v, knownIf(ok)
	case *prog.PropTerm:
		truth := EvalProp(p, t.X, f)
		return prog.Bool(truth == True), knownIf(truth != Unknown)
	default:
		panic(fmt.Sprintf("exec: unhandled term %T", t))
	}
}

// ApplyTerm computes x op y in a proposition; ok is false if that has no value.
func ApplyTerm(p *prog.Program, op prog.Op, x, y prog.Value) (v prog.Value, ok bool) {
	switch op {
	case prog.Eq:
		return prog.Bool(x == y), true
	case prog.Ne:
		return prog.Bool(x != y), true
	}
	v, err := p.Apply(op, x, y)
	return v, err == nil
}

// knownIf returns True, or Unknown if ok is not set.
func knownIf(ok bool) Truth {
	if ok {
		return True
	}
	return Unknown
}
