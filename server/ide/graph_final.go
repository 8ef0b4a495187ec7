package ide

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// finals returns the final values that decide the condition, in the order in
// which the condition names them: "1:r0=1", "x=2".
func finals(x *exec.Execution) []string {
	p := x.Prog
	var seen []prog.Place
	var out []string
	for _, q := range places(p.Cond.Prop) {
		if hasPlace(seen, q) {
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

// places returns the places that a proposition looks at.
func places(q prog.Prop) []prog.Place {
	switch q := q.(type) {
	case nil, *prog.PropConst:
		return nil
	case *prog.Atom:
		list := []prog.Place{q.Left}
		if q.Right != nil {
			list = append(list, *q.Right)
		}
		if q.Deref != nil {
			list = append(list, *q.Deref)
		}
		return list
	case *prog.Not:
		return places(q.X)
	case *prog.AndProp:
		return append(places(q.X), places(q.Y)...)
	case *prog.OrProp:
		return append(places(q.X), places(q.Y)...)
	case *prog.Implies:
		return append(places(q.X), places(q.Y)...)
	default:
		panic(fmt.Sprintf("ide: unhandled %T", q))
	}
}

// placeName spells a place as a condition does.
func placeName(p *prog.Program, q prog.Place) string {
	if q.IsReg() {
		t := p.Threads[q.Thread]
		return fmt.Sprintf("%d:%s", t.ID, t.Regs[q.Reg].Name)
	}
	name := p.Globals[q.Global].Name
	if q.Index >= 0 && q.Cell {
		return fmt.Sprintf("%s[%d]", name, q.Index)
	}
	return name
}

// placeValue spells the final value of a place.
func placeValue(x *exec.Execution, q prog.Place) string {
	p := x.Prog
	if q.IsReg() {
		return x.Regs[q.Thread][q.Reg].Format(p)
	}
	g, cells := p.Globals[q.Global], x.Memory[q.Global]
	if q.Index >= 0 || g.Len == 0 {
		return typedValue(p, g.Type, cells[max(q.Index, 0)])
	}
	values := make([]string, len(cells))
	for i, v := range cells {
		values[i] = typedValue(p, g.Type, v)
	}
	return "{" + strings.Join(values, ",") + "}"
}

// typedValue spells a value as an object of type t shows it.
func typedValue(p *prog.Program, t prog.Type, v prog.Value) string {
	if v.Kind != prog.Int {
		return v.Format(p)
	}
	unsigned := t.Unsigned || t.Pointer
	n := v.N
	switch {
	case t.Bits == 8 && unsigned:
		n = int64(uint8(n))
	case t.Bits == 8:
		n = int64(int8(n))
	case t.Bits == 16 && unsigned:
		n = int64(uint16(n))
	case t.Bits == 16:
		n = int64(int16(n))
	case t.Bits <= 32 && unsigned:
		n = int64(uint32(n))
	}
	return strconv.FormatInt(n, 10)
}

// CellName names the memory cell at an address: "x", "a[1]", or, for what is
// no cell, the address itself.
func CellName(p *prog.Program, at prog.Value) string {
	if at.Kind != prog.Addr || int(at.Base) >= len(p.Globals) {
		return "*" + at.Format(p)
	}
	g := p.Globals[at.Base]
	size := int64(max(g.Type.Size(), 1))
	if g.Len > 0 && at.N >= 0 && at.N%size == 0 && at.N/size < int64(g.Len) {
		return fmt.Sprintf("%s[%d]", g.Name, at.N/size)
	}
	return at.Format(p)
}
