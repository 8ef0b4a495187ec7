package enum

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// stateLine is a final state as it is displayed.
type stateLine struct {
	text string
	// columns hold the values that the order of lines goes by.
	columns [][]prog.Value
}

// line spells the displayed places. Symbols are numbered anew in the order of
// the columns, so that states that differ only in their numbers are one.
func (f *final) line() stateLine {
	places := displayed(f.prog)
	slices.SortFunc(places, func(a, b prog.Place) int { return comparePlaces(f.prog, a, b) })
	symbols := map[prog.Value]int{}
	var l stateLine
	var items []string
	for _, place := range places {
		values := f.values(place)
		var texts []string
		for i, v := range values {
			if v.Kind == prog.Symbol {
				values[i] = prog.SymbolValue(number(symbols, v))
			}
			texts = append(texts, f.spell(place, i, values[i]))
		}
		text := strings.Join(texts, ",")
		if isArray(f.prog, place) {
			text = "{" + text + "}"
		}
		items = append(items, placeName(f.prog, place)+"="+text+";")
		l.columns = append(l.columns, values)
	}
	l.text = strings.Join(items, " ")
	return l
}

func isArray(p *prog.Program, place prog.Place) bool {
	return !place.IsReg() && place.Index < 0 && p.Globals[place.Global].IsCompound()
}

// rank orders kinds of places: registers, globals, page-table places, elements.
func rank(p *prog.Program, place prog.Place) int {
	switch {
	case place.IsReg():
		return 0
	case place.Cell:
		return 3
	case strings.HasPrefix(p.Globals[place.Global].Name, "pte_"), strings.HasPrefix(p.Globals[place.Global].Name, "phy_"):
		return 2
	default:
		return 1
	}
}

func comparePlaces(p *prog.Program, a, b prog.Place) int {
	if c := cmp.Compare(rank(p, a), rank(p, b)); c != 0 {
		return c
	}
	if a.IsReg() {
		if c := cmp.Compare(a.Thread, b.Thread); c != 0 {
			return c
		}
		regs := p.Threads[a.Thread].Regs
		return cmp.Compare(regs[a.Reg].Name, regs[b.Reg].Name)
	}
	if c := cmp.Compare(p.Globals[a.Global].Name, p.Globals[b.Global].Name); c != 0 {
		return c
	}
	return cmp.Compare(a.Index, b.Index)
}

// placeName spells a place as a column's name.
func placeName(p *prog.Program, place prog.Place) string {
	if place.IsReg() {
		return p.RegName(place.Thread, place.Reg)
	}
	name := p.Globals[place.Global].Name
	switch {
	case place.Cell:
		return p.Globals[place.Global].CellName(place.Index)
	case isArray(p, place):
		return name
	case strings.HasPrefix(name, "pte_"):
		return "[PTE(" + name[4:] + ")]"
	case strings.HasPrefix(name, "phy_"):
		return "[PA(" + name[4:] + ")]"
	default:
		return "[" + name + "]"
	}
}

// spell writes the k-th value of a place as the declared type has it.
func (f *final) spell(place prog.Place, k int, v prog.Value) string {
	if v.Kind != prog.Int {
		return v.Format(f.prog)
	}
	var t prog.Type
	switch {
	case place.IsReg():
		t = f.prog.Threads[place.Thread].Regs[place.Reg].Type
		if !t.Exact {
			return v.Format(f.prog)
		}
	case place.Index >= 0:
		t = f.prog.Globals[place.Global].CellType(place.Index)
	default:
		t = f.prog.Globals[place.Global].CellType(k)
	}
	unsigned := t.Unsigned || t.Pointer
	size := t.Size() * 8
	if !t.Exact {
		size = min(size, 32)
	}
	switch {
	case size == 8 && unsigned:
		return strconv.Itoa(int(uint8(v.N)))
	case size == 8:
		return strconv.Itoa(int(int8(v.N)))
	case size == 16 && unsigned:
		return strconv.Itoa(int(uint16(v.N)))
	case size == 16:
		return strconv.Itoa(int(int16(v.N)))
	case size == 64 && unsigned:
		return strconv.FormatUint(uint64(v.N), 10)
	case size == 64:
		return strconv.FormatInt(v.N, 10)
	case unsigned:
		return strconv.FormatUint(uint64(uint32(v.N)), 10)
	default:
		return strconv.Itoa(int(int32(v.N)))
	}
}

// compare orders lines by columns.
func (l stateLine) compare(p *prog.Program, m stateLine) int {
	for i := range l.columns {
		c := slices.CompareFunc(l.columns[i], m.columns[i], func(x, y prog.Value) int { return compareValues(p, x, y) })
		if c != 0 {
			return c
		}
	}
	return 0
}

// compareValues orders symbols before numbers before addresses.
func compareValues(p *prog.Program, x, y prog.Value) int {
	order := func(v prog.Value) int {
		switch v.Kind {
		case prog.Symbol:
			return 0
		case prog.Int:
			return 1
		case prog.Addr:
			return 2
		default:
			panic(fmt.Sprintf("enum: unhandled value kind %d", v.Kind))
		}
	}
	switch {
	case order(x) != order(y):
		return cmp.Compare(order(x), order(y))
	case x.Kind == prog.Addr:
		return compareAddrs(p, x, y)
	default:
		return cmp.Compare(x.N, y.N)
	}
}
