package progen

import "github.com/lkmm-tools/fencepost/model/prog"

// term makes a term of a proposition.
func (g *irBuilder) term(depth int) prog.Term {
	if depth == 0 {
		return g.leafTerm()
	}
	switch g.int("term", 0, 5) {
	case 0:
		return g.leafTerm()
	case 1:
		return &prog.CellTerm{Addr: g.term(depth - 1), Size: [...]int{4, 8, 4, 1}[g.int("size", 0, 3)]}
	case 2:
		return &prog.PropTerm{X: g.prop(0)}
	default:
		ops := [...]prog.Op{
			prog.Add64, prog.Sub64, prog.And64, prog.Div64, prog.Eq, prog.Ne, prog.Lt, prog.ULt, prog.Add, prog.UShr,
		}
		return &prog.OpTerm{Op: ops[g.int("operator", 0, len(ops)-1)], X: g.term(depth - 1), Y: g.term(depth - 1)}
	}
}

// leafTerm makes a constant, the address of a cell or the value of a place.
func (g *irBuilder) leafTerm() prog.Term {
	switch g.int("leaf", 0, 3) {
	case 0:
		return &prog.ConstTerm{Value: g.number(irLargest)}
	case 1:
		global := g.int("global", 0, len(g.p.Globals)-1)
		cell := g.p.Globals[global].CellIndex(g.int("cell", 0, g.p.Globals[global].Elems()-1))
		return &prog.ConstTerm{Value: g.p.CellAddr(global, cell)}
	default:
		for {
			if q := g.place(); !g.p.IsWhole(q) {
				return &prog.PlaceTerm{Place: q}
			}
		}
	}
}
