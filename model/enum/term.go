package enum

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// term evaluates a term of a proposition; ok is false if it has no value.
func (f *final) term(t prog.Term) (v prog.Value, ok bool) {
	switch t := t.(type) {
	case *prog.ConstTerm:
		return t.Value, true
	case *prog.PlaceTerm:
		values := f.values(t.Place)
		return values[0], len(values) == 1
	case *prog.OpTerm:
		x, okX := f.term(t.X)
		y, okY := f.term(t.Y)
		switch {
		case !okX || !okY:
			return prog.Value{}, false
		case t.Op == prog.Eq:
			return prog.Bool(x == y), true
		case t.Op == prog.Ne:
			return prog.Bool(x != y), true
		}
		v, err := f.prog.Apply(t.Op, x, y)
		return v, err == nil
	case *prog.CellTerm:
		at, ok := f.term(t.Addr)
		if !ok {
			return prog.Value{}, false
		}
		global, index, ok := f.prog.CellOfSize(at, t.Size)
		if !ok {
			return prog.Value{}, false
		}
		return f.memory[f.prog.CellAddr(global, index)], true
	case *prog.PropTerm:
		return prog.Bool(f.holds(t.X)), true
	default:
		panic(fmt.Sprintf("enum: unhandled term %T", t))
	}
}
