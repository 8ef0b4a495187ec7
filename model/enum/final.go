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

// eachAtom calls f for each atom of a proposition; nil has none.
func eachAtom(x prog.Prop, f func(*prog.Atom)) {
	switch x := x.(type) {
	case nil, *prog.PropConst:
	case *prog.Atom:
		f(x)
	case *prog.Not:
		eachAtom(x.X, f)
	case *prog.AndProp:
		eachAtom(x.X, f)
		eachAtom(x.Y, f)
	case *prog.OrProp:
		eachAtom(x.X, f)
		eachAtom(x.Y, f)
	case *prog.Implies:
		eachAtom(x.X, f)
		eachAtom(x.Y, f)
	default:
		panic(fmt.Sprintf("enum: unhandled proposition %T", x))
	}
}

// cellsOf returns the addresses of a place's cells.
func cellsOf(p *prog.Program, place prog.Place) []prog.Value {
	switch {
	case place.IsReg():
		return nil
	case place.Index >= 0:
		return []prog.Value{cellAddr(p, place.Global, place.Index)}
	}
	var cells []prog.Value
	for i := range p.Globals[place.Global].Elems() {
		cells = append(cells, cellAddr(p, place.Global, i))
	}
	return cells
}

// displayed returns the places of the states, each once.
func displayed(p *prog.Program) []prog.Place {
	var places []prog.Place
	add := func(x prog.Place) {
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
	if p.Cond != nil {
		eachAtom(p.Cond.Prop, func(a *prog.Atom) {
			for _, x := range atomPlaces(a) {
				add(x)
			}
		})
	}
	return places
}

func atomPlaces(a *prog.Atom) []prog.Place {
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
// those displayed and those of the filter. An atom that goes through a pointer
// can mean any cell. An element past the end of its array is no cell; it is 0.
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
	visit := func(a *prog.Atom) {
		all = all || a.Deref != nil
		for _, x := range atomPlaces(a) {
			add(x)
		}
	}
	for _, x := range displayed(p) {
		add(x)
	}
	eachAtom(p.Filter, visit)
	if p.Cond != nil {
		eachAtom(p.Cond.Prop, visit)
	}
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
	bits := 32
	if !a.Left.IsReg() && len(a.Values) > 0 {
		bits = f.prog.Globals[a.Left.Global].Type.Size() * 8
	}
	for i := range left {
		if narrow(left[i], bits) != narrow(right[i], bits) {
			return false
		}
	}
	return true
}

// narrow cuts an integer to a width.
func narrow(v prog.Value, bits int) prog.Value {
	if v.Kind == prog.Int {
		v.N &= 1<<bits - 1
	}
	return v
}
