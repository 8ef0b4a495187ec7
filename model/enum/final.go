package enum

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// final is a final state: registers by thread, and the observed cells by address.
type final struct {
	prog   *prog.Program
	regs   [][]prog.Value
	memory map[prog.Value]prog.Value
}

// eachLeaf calls f for each atom and each truth of a term in a proposition, those
// inside of terms included; nil has none.
func eachLeaf(x prog.Prop, f func(prog.Prop)) {
	switch x := x.(type) {
	case nil, *prog.PropConst:
	case *prog.Atom:
		f(x)
	case *prog.Truth:
		f(x)
		prog.EachPlace(x.X, func(prog.Place) {}, func(q prog.Prop) { eachLeaf(q, f) })
	case *prog.Not:
		eachLeaf(x.X, f)
	case *prog.AndProp:
		eachLeaf(x.X, f)
		eachLeaf(x.Y, f)
	case *prog.OrProp:
		eachLeaf(x.X, f)
		eachLeaf(x.Y, f)
	case *prog.Implies:
		eachLeaf(x.X, f)
		eachLeaf(x.Y, f)
	default:
		panic(fmt.Sprintf("enum: unhandled proposition %T", x))
	}
}

// eachQuestion calls f for the propositions that the program asks about.
func eachQuestion(p *prog.Program, f func(prog.Prop)) {
	if p.Cond != nil {
		f(p.Cond.Prop)
	}
	for _, q := range p.Props {
		f(q.Prop)
	}
}

// cellsOf returns the addresses of a place's cells.
func cellsOf(p *prog.Program, place prog.Place) []prog.Value {
	switch {
	case place.IsReg():
		return nil
	case place.Index >= 0:
		return []prog.Value{p.CellAddr(place.Global, place.Index)}
	}
	var cells []prog.Value
	g := p.Globals[place.Global]
	for i := range g.Elems() {
		cells = append(cells, p.CellAddr(place.Global, g.CellIndex(i)))
	}
	return cells
}

// displayed returns the places of the states, each once.
func displayed(p *prog.Program) []prog.Place {
	var places []prog.Place
	add := func(x prog.Place) {
		if x.IsReg() && p.Threads[x.Thread].Regs[x.Reg].Hidden || !x.IsReg() && p.Globals[x.Global].Private {
			return
		}
		for _, y := range places {
			if x.Same(y) {
				return
			}
		}
		places = append(places, x)
	}
	for _, x := range p.Locations {
		add(x)
	}
	eachQuestion(p, func(q prog.Prop) {
		eachLeaf(q, func(leaf prog.Prop) {
			for _, x := range leafPlaces(leaf) {
				add(x)
			}
		})
	})
	return places
}

// leafPlaces returns the places that an atom or a term names.
func leafPlaces(leaf prog.Prop) []prog.Place {
	if t, ok := leaf.(*prog.Truth); ok {
		var places []prog.Place
		prog.EachPlace(t.X, func(x prog.Place) { places = append(places, x) }, func(prog.Prop) {})
		return places
	}
	a := leaf.(*prog.Atom)
	places := []prog.Place{a.Left}
	if a.Right != nil {
		places = append(places, *a.Right)
	}
	if a.Deref != nil {
		places = append(places, *a.Deref)
	}
	return places
}

// observedCells returns the cells whose last write belongs to the final state:
// those displayed and those of the filter. What goes through a pointer can mean
// any cell. An element past the end of its array is no cell; it is 0.
func observedCells(p *prog.Program) []prog.Value {
	var cells []prog.Value
	seen := map[prog.Value]bool{}
	add := func(place prog.Place) {
		if !place.IsReg() && place.Index >= p.Globals[place.Global].Elems() {
			return
		}
		for _, c := range cellsOf(p, place) {
			if !seen[c] {
				seen[c] = true
				cells = append(cells, c)
			}
		}
	}
	all := false
	visit := func(leaf prog.Prop) {
		all = all || prog.ReadsCells(leaf)
		for _, x := range leafPlaces(leaf) {
			add(x)
		}
	}
	for _, x := range p.Locations {
		add(x)
	}
	eachLeaf(p.Filter, visit)
	eachQuestion(p, func(q prog.Prop) { eachLeaf(q, visit) })
	if all {
		for g := range p.Globals {
			add(prog.Place{Thread: -1, Global: g, Index: -1})
		}
	}
	return cells
}

// values returns the final value of a place, one for each cell.
func (f *final) values(place prog.Place) []prog.Value {
	if place.IsReg() {
		return []prog.Value{f.regs[place.Thread][place.Reg]}
	}
	var values []prog.Value
	for _, c := range cellsOf(f.prog, place) {
		values = append(values, f.memory[c])
	}
	return values
}

// holds evaluates a proposition.
func (f *final) holds(x prog.Prop) bool {
	switch x := x.(type) {
	case *prog.PropConst:
		return x.Value
	case *prog.Atom:
		return f.equal(x) != x.Ne
	case *prog.Not:
		return !f.holds(x.X)
	case *prog.AndProp:
		return f.holds(x.X) && f.holds(x.Y)
	case *prog.OrProp:
		return f.holds(x.X) || f.holds(x.Y)
	case *prog.Implies:
		return !f.holds(x.X) || f.holds(x.Y)
	case *prog.Truth:
		v, ok := f.term(x.X)
		return ok && v != prog.Value{}
	default:
		panic(fmt.Sprintf("enum: unhandled proposition %T", x))
	}
}

// equal evaluates the comparison of an atom. Numbers are compared in the width
// of the left place.
func (f *final) equal(a *prog.Atom) bool {
	left := f.values(a.Left)
	right := a.Values
	switch {
	case len(a.Values) > 0:
	case a.Right != nil:
		right = f.values(*a.Right)
	case a.Deref != nil:
		v, ok := f.memory[f.values(*a.Deref)[0]]
		if !ok {
			return false
		}
		right = []prog.Value{v}
	default:
		return false
	}
	if len(left) != len(right) {
		return false
	}
	for i := range left {
		t := prog.Type{}
		switch g := a.Left.Global; {
		case a.Left.IsReg():
			t = f.prog.Threads[a.Left.Thread].Regs[a.Left.Reg].Type
		case a.Left.Index >= 0:
			t = f.prog.Globals[g].CellType(a.Left.Index)
		default:
			t = f.prog.Globals[g].CellType(i)
		}
		bits := 32
		switch {
		case len(a.Values) == 0:
			bits = 64
		case t.Exact || !a.Left.IsReg():
			bits = t.Size() * 8
		}
		if narrow(left[i], bits) != narrow(right[i], bits) {
			return false
		}
	}
	return true
}

// narrow cuts an integer to a width.
func narrow(v prog.Value, bits int) prog.Value {
	if v.Kind == prog.Int && bits < 64 {
		v.N &= 1<<bits - 1
	}
	return v
}
