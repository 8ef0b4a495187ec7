package prog

import (
	"fmt"
	"sort"
)

// Member is one cell of an object that has members.
type Member struct {
	// Name is what leads to it from the object: ".ready", "[2].x".
	Name string
	// Offset is its place in bytes.
	Offset int64
	Type   Type
}

// A cell of a Global has an index: -1 for a scalar, the element of an array, the
// position among the members. Everything that goes over cells does so by these
// methods.

// IsCompound reports whether the object is more than a scalar.
func (g *Global) IsCompound() bool { return g.Len > 0 || g.Members != nil }

// Elems returns the number of memory cells of the object.
func (g *Global) Elems() int {
	if g.Members != nil {
		return len(g.Members)
	}
	return max(g.Len, 1)
}

// CellIndex returns the index of the k-th cell, k from 0.
func (g *Global) CellIndex(k int) int {
	if !g.IsCompound() {
		return -1
	}
	return k
}

// CellType returns the type of the cell with an index, the zero Type if there is
// none.
func (g *Global) CellType(index int) Type {
	switch {
	case g.Members == nil:
		return g.Type
	case index < 0 || index >= len(g.Members):
		return Type{}
	default:
		return g.Members[index].Type
	}
}

// CellOffset returns the offset in bytes of the cell with an index.
func (g *Global) CellOffset(index int) int64 {
	switch {
	case index < 0:
		return 0
	case g.Members == nil:
		return int64(index) * int64(g.Type.Size())
	case index >= len(g.Members):
		return -1
	default:
		return g.Members[index].Offset
	}
}

// CellName returns the name of the cell with an index: "x", "a[1]", "m.ready"; of
// the whole object for index -1.
func (g *Global) CellName(index int) string {
	switch {
	case index < 0:
		return g.Name
	case g.Members == nil:
		return fmt.Sprintf("%s[%d]", g.Name, index)
	case index >= len(g.Members):
		return fmt.Sprintf("%s.?%d", g.Name, index)
	default:
		return g.Name + g.Members[index].Name
	}
}

// Within reports whether an offset is inside of the object.
func (g *Global) Within(offset int64) bool {
	last := g.CellIndex(g.Elems() - 1)
	return offset >= 0 && offset < g.CellOffset(last)+int64(g.CellType(last).Size())
}

// cellAt returns the index of the cell at an offset.
func (g *Global) cellAt(offset int64) (index int, ok bool) {
	switch {
	case g.Members != nil:
		k := sort.Search(len(g.Members), func(k int) bool { return g.Members[k].Offset >= offset })
		return k, k < len(g.Members) && g.Members[k].Offset == offset
	case g.Len == 0:
		return -1, offset == 0
	}
	size := int64(g.Type.Size())
	if offset < 0 || offset%size != 0 || offset/size >= int64(g.Len) {
		return 0, false
	}
	return int(offset / size), true
}

// CellAt returns the global and the index of the cell at an address.
func (p *Program) CellAt(at Value) (global, index int, ok bool) {
	if at.Kind != Addr || at.Base < 0 || int(at.Base) >= len(p.Globals) {
		return 0, 0, false
	}
	index, ok = p.Globals[at.Base].cellAt(at.N)
	if !ok {
		return 0, 0, false
	}
	return int(at.Base), index, true
}

// CellAddr returns the address of the cell with an index.
func (p *Program) CellAddr(global, index int) Value {
	return AddrValue(global, p.Globals[global].CellOffset(index))
}

// PlaceType returns the type of a place, that of the elements for a whole array.
func (p *Program) PlaceType(q Place) Type {
	if q.IsReg() {
		return p.Threads[q.Thread].Regs[q.Reg].Type
	}
	return p.Globals[q.Global].CellType(q.Index)
}

// IsWhole reports whether a place is all of an object that has several cells.
func (p *Program) IsWhole(q Place) bool {
	return !q.IsReg() && q.Index < 0 && p.Globals[q.Global].IsCompound()
}
