package exec

import (
	"fmt"
	"sort"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// The beginnings of names that the reference tool takes for the page-table entry
// and for the physical address of something. They are ordinary variables that
// print in another way and after the others (litmus-format.md 2.1).
const (
	pageTable = "pte_"
	physical  = "phy_"
)

// Column is a displayed location of a final state.
type Column struct {
	Place prog.Place
	// Label is the location as a state line spells it.
	Label string
}

// Columns returns the displayed locations of a program, those of `locations` and
// of the questions, in the order of a state line (litmus-format.md 7.1).
func Columns(p *prog.Program) []Column {
	var out []Column
	for _, q := range Asked(p, p.Locations) {
		if !p.IsMadeUp(q) {
			out = append(out, Column{q, label(p, q)})
		}
	}
	rank := func(q prog.Place) int {
		switch {
		case q.IsReg():
			return 0
		case q.Cell:
			return 4
		case strings.HasPrefix(p.Globals[q.Global].Name, physical):
			return 2
		case strings.HasPrefix(p.Globals[q.Global].Name, pageTable):
			return 3
		default:
			return 1
		}
	}
	name := func(q prog.Place) string {
		if q.IsReg() {
			return p.Threads[q.Thread].Regs[q.Reg].Name
		}
		return p.Globals[q.Global].Name
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].Place, out[j].Place
		switch {
		case rank(a) != rank(b):
			return rank(a) < rank(b)
		case a.Thread != b.Thread:
			return a.Thread < b.Thread
		case name(a) != name(b):
			return name(a) < name(b)
		default:
			return a.Index < b.Index
		}
	})
	return out
}

func label(p *prog.Program, q prog.Place) string {
	switch {
	case q.IsReg():
		return p.RegName(q.Thread, q.Reg)
	case q.Cell:
		return p.Globals[q.Global].CellName(q.Index)
	case p.Globals[q.Global].IsCompound():
		return p.Globals[q.Global].Name
	case strings.HasPrefix(p.Globals[q.Global].Name, pageTable):
		return "[PTE(" + strings.TrimPrefix(p.Globals[q.Global].Name, pageTable) + ")]"
	case strings.HasPrefix(p.Globals[q.Global].Name, physical):
		return "[PA(" + strings.TrimPrefix(p.Globals[q.Global].Name, physical) + ")]"
	default:
		return "[" + p.Globals[q.Global].Name + "]"
	}
}

// Asked returns the places of all questions of a program and the given ones,
// without repetition.
func Asked(p *prog.Program, more []prog.Place) []prog.Place {
	out := Places(nil, more)
	for _, q := range p.Questions() {
		out = Places(q.Prop, out)
	}
	return out
}

// Places returns the places of a proposition and the given ones, without
// repetition.
func Places(prop prog.Prop, more []prog.Place) []prog.Place {
	var out []prog.Place
	add := func(q prog.Place) {
		for _, o := range out {
			if o.Same(q) && o.Cell == q.Cell {
				return
			}
		}
		out = append(out, q)
	}
	for _, q := range more {
		add(q)
	}
	var walk func(prop prog.Prop)
	walk = func(prop prog.Prop) {
		switch q := prop.(type) {
		case *prog.PropConst:
		case *prog.Atom:
			add(q.Left)
			if q.Right != nil {
				add(*q.Right)
			}
			if q.Deref != nil {
				add(*q.Deref)
			}
		case *prog.Not:
			walk(q.X)
		case *prog.AndProp:
			walk(q.X)
			walk(q.Y)
		case *prog.OrProp:
			walk(q.X)
			walk(q.Y)
		case *prog.Implies:
			walk(q.X)
			walk(q.Y)
		case *prog.Truth:
			prog.EachPlace(q.X, add, walk)
		default:
			panic(fmt.Sprintf("exec: unhandled proposition %T", prop))
		}
	}
	if prop != nil {
		walk(prop)
	}
	return out
}

// State is one final state as far as it is displayed.
type State struct {
	// Line is the state as the reference tool spells it.
	Line string
	key  []stateValue
}

// stateValue orders values as state lines are ordered: symbols, numbers, arrays,
// addresses by name and offset.
type stateValue struct {
	rank int
	name string
	n    int64
	list []stateValue
}

// NewState returns the displayed final state. Symbols are numbered in the order
// in which they appear, so that equal states have equal lines.
func NewState(p *prog.Program, columns []Column, f Final) State {
	var s State
	symbols := map[int64]int64{}
	show := func(x prog.Value, t prog.Type) (string, stateValue) {
		switch x.Kind {
		case prog.Int:
			return t.FormatInt(x.N), stateValue{rank: 1, n: x.N}
		case prog.Addr:
			return x.Format(p), stateValue{rank: 3, name: p.Globals[x.Base].Name, n: x.N}
		case prog.Symbol:
			n, ok := symbols[x.N]
			if !ok {
				n = int64(len(symbols) + 1)
				symbols[x.N] = n
			}
			return fmt.Sprintf("S%d", n), stateValue{rank: 0, n: n}
		default:
			panic(fmt.Sprintf("exec: unhandled value kind %d", x.Kind))
		}
	}
	var items []string
	for _, c := range columns {
		q := c.Place
		if q.IsReg() {
			x, _ := f.Reg(q.Thread, q.Reg)
			text, key := show(x, p.PlaceType(q))
			items = append(items, c.Label+"="+text+";")
			s.key = append(s.key, key)
			continue
		}
		g := p.Globals[q.Global]
		if p.IsWhole(q) {
			key := stateValue{rank: 2}
			var parts []string
			for i := range g.Elems() {
				x, _ := f.Cell(q.Global, i)
				text, k := show(x, g.CellType(i))
				parts = append(parts, text)
				key.list = append(key.list, k)
			}
			items = append(items, c.Label+"={"+strings.Join(parts, ",")+"};")
			s.key = append(s.key, key)
			continue
		}
		x, _ := f.Cell(q.Global, q.Index)
		text, key := show(x, g.CellType(q.Index))
		items = append(items, c.Label+"="+text+";")
		s.key = append(s.key, key)
	}
	s.Line = strings.Join(items, " ")
	return s
}

// Less orders states as the reference tool lists them.
func (s State) Less(t State) bool { return compareLists(s.key, t.key) < 0 }

func compareLists(a, b []stateValue) int {
	for i := range min(len(a), len(b)) {
		if c := a[i].compare(b[i]); c != 0 {
			return c
		}
	}
	return len(a) - len(b)
}

func (a stateValue) compare(b stateValue) int {
	switch {
	case a.rank != b.rank:
		return a.rank - b.rank
	case a.name != b.name:
		return strings.Compare(a.name, b.name)
	case a.n != b.n:
		if a.n < b.n {
			return -1
		}
		return 1
	default:
		return compareLists(a.list, b.list)
	}
}
