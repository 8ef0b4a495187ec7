package ide

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// finals returns the final values of the places that a question looks at, in the
// order in which it names them: "1:r0=1", "x=2". What a front end made up is left
// out.
func finals(x *exec.Execution, asked []prog.Place) []string {
	p := x.Prog
	var seen []prog.Place
	var out []string
	for _, q := range asked {
		if hasPlace(seen, q) || p.IsMadeUp(q) {
			continue
		}
		seen = append(seen, q)
		out = append(out, placeName(p, q)+"="+placeValue(x, q))
	}
	return out
}

func hasPlace(list []prog.Place, q prog.Place) bool {
	for _, s := range list {
		if s.Same(q) {
			return true
		}
	}
	return false
}

// placeName spells a place as a condition does.
func placeName(p *prog.Program, q prog.Place) string {
	if q.IsReg() {
		return p.RegName(q.Thread, q.Reg)
	}
	if q.Index >= 0 && q.Cell {
		return p.Globals[q.Global].CellName(q.Index)
	}
	return p.Globals[q.Global].Name
}

// placeValue spells the final value of a place.
func placeValue(x *exec.Execution, q prog.Place) string {
	p := x.Prog
	if q.IsReg() {
		return typedValue(p, p.PlaceType(q), x.Regs[q.Thread][q.Reg])
	}
	g, cells := p.Globals[q.Global], x.Memory[q.Global]
	if !p.IsWhole(q) {
		return typedValue(p, g.CellType(q.Index), cells[max(q.Index, 0)])
	}
	values := make([]string, len(cells))
	for i, v := range cells {
		values[i] = typedValue(p, g.CellType(i), v)
	}
	return "{" + strings.Join(values, ",") + "}"
}

// typedValue spells a value as an object of type t shows it.
func typedValue(p *prog.Program, t prog.Type, v prog.Value) string {
	if v.Kind != prog.Int {
		return v.Format(p)
	}
	return t.FormatInt(v.N)
}

// CellName names the memory cell at an address: "x", "a[1]", "m.ready", or, for what is
// no cell, the address itself.
func CellName(p *prog.Program, at prog.Value) string {
	if at.Kind != prog.Addr || int(at.Base) >= len(p.Globals) {
		return "*" + at.Format(p)
	}
	if g, index, ok := p.CellAt(at); ok {
		return p.Globals[g].CellName(index)
	}
	return at.Format(p)
}
