package enum

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// apply computes x op y on constants. The difference of two addresses is the
// sign of comparing them by name and offset, which needs the program.
func apply(p *prog.Program, op prog.Op, x, y prog.Value) (prog.Value, error) {
	if op == prog.Sub && x.Kind == prog.Addr && y.Kind == prog.Addr {
		return prog.IntValue(int64(compareAddrs(p, x, y))), nil
	}
	return op.Apply(x, y)
}

// compareAddrs orders addresses by the name of the object, then by offset.
func compareAddrs(p *prog.Program, x, y prog.Value) int {
	a, b := p.Globals[x.Base].Name, p.Globals[y.Base].Name
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case x.N < y.N:
		return -1
	case x.N > y.N:
		return 1
	default:
		return 0
	}
}
