package prog_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// Cells of a scalar, an array, and an array of structures.
func TestCells(t *testing.T) {
	u8, s64 := prog.Type{Name: "u8", Bits: 8, Unsigned: true, Exact: true}, prog.Type{Name: "s64", Bits: 64, Exact: true}
	p := &prog.Program{Globals: []*prog.Global{
		{Name: "x", Type: s64, Init: make([]prog.Value, 1)},
		{Name: "a", Type: u8, Len: 3, Init: make([]prog.Value, 3)},
		{Name: "m", Members: []prog.Member{
			{Name: "[0].ready", Type: u8}, {Name: "[0].n", Offset: 8, Type: s64},
			{Name: "[1].ready", Offset: 16, Type: u8}, {Name: "[1].n", Offset: 24, Type: s64},
		}, Init: make([]prog.Value, 4)},
	}}
	for _, c := range []struct {
		base   int
		offset int64
		name   string // "" where no cell is
		spelt  string // the address as a value
		bits   int
	}{
		{0, 0, "x", "x", 64},
		{0, 1, "", "x+1", 0},
		{1, 2, "a[2]", "a+2", 8},
		{1, 3, "", "a+3", 0},
		{1, -1, "", "a-1", 0},
		{2, 0, "m[0].ready", "m", 8},
		{2, 8, "m[0].n", "m[0].n", 64},
		{2, 24, "m[1].n", "m[1].n", 64},
		{2, 4, "", "m+4", 0},
		{2, 32, "", "m+32", 0},
	} {
		at := prog.AddrValue(c.base, c.offset)
		if got := at.Format(p); got != c.spelt {
			t.Errorf("address is %q, want %q", got, c.spelt)
		}
		g, index, ok := p.CellAt(at)
		if ok != (c.name != "") {
			t.Errorf("%s is a cell: %v", c.spelt, ok)
		}
		if !ok {
			continue
		}
		if name := p.Globals[g].CellName(index); name != c.name {
			t.Errorf("%s names %q, want %q", c.spelt, name, c.name)
		}
		if back := p.CellAddr(g, index); back != at {
			t.Errorf("%s is at %v, want %v", c.name, back, at)
		}
		if q := (prog.Place{Thread: -1, Global: g, Index: index}); p.PlaceType(q).Bits != c.bits {
			t.Errorf("%s has %d bits, want %d", c.name, p.PlaceType(q).Bits, c.bits)
		}
	}
}

// Values that a cycle leaves open are told apart by number, those without meaning
// are not.
func TestFormatSymbols(t *testing.T) {
	p := &prog.Program{}
	if got := prog.SymbolValue(3).Format(p); got != "S3" {
		t.Errorf("an open value is %q", got)
	}
	if got := prog.MeaninglessValue(3).Format(p); got != "?" {
		t.Errorf("a value without meaning is %q", got)
	}
}
