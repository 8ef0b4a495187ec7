package prog

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/source"
)

// Truth is true if X has a value other than 0. Where it has none (a division by
// zero, a number taken for an address, an operator on a value that a cycle leaves
// open) it is false.
type Truth struct {
	Span source.Span
	X    Term
}

// Term is an expression over the final state. The set of forms is closed.
type Term interface{ term() }

// Terms.
type (
	// ConstTerm is a constant.
	ConstTerm struct{ Value Value }
	// PlaceTerm is the value of a place, which is no whole array.
	PlaceTerm struct{ Place Place }
	// OpTerm applies an operator to two terms. Eq and Ne compare any values.
	OpTerm struct {
		Op   Op
		X, Y Term
	}
	// CellTerm is the value of the cell at an address. It has none where there is no
	// cell, or one of another size than Size bytes.
	CellTerm struct {
		Addr Term
		Size int
	}
	// PropTerm is 1 if a proposition holds, else 0.
	PropTerm struct{ X Prop }
)

func (*ConstTerm) term() {}
func (*PlaceTerm) term() {}
func (*OpTerm) term()    {}
func (*CellTerm) term()  {}
func (*PropTerm) term()  {}

func (*Truth) prop() {}

// EachPlace calls f for the places that a term names, from left to right; those
// of propositions inside are given to inside.
func EachPlace(t Term, f func(Place), inside func(Prop)) {
	switch t := t.(type) {
	case *ConstTerm:
	case *PlaceTerm:
		f(t.Place)
	case *OpTerm:
		EachPlace(t.X, f, inside)
		EachPlace(t.Y, f, inside)
	case *CellTerm:
		EachPlace(t.Addr, f, inside)
	case *PropTerm:
		inside(t.X)
	default:
		panic(fmt.Sprintf("prog: unhandled term %T", t))
	}
}

// ReadsCells reports whether a proposition looks at a cell by its address, so that
// any cell may matter. The proposition may be nil.
func ReadsCells(x Prop) bool {
	switch x := x.(type) {
	case nil, *PropConst:
		return false
	case *Atom:
		return x.Deref != nil
	case *Not:
		return ReadsCells(x.X)
	case *AndProp:
		return ReadsCells(x.X) || ReadsCells(x.Y)
	case *OrProp:
		return ReadsCells(x.X) || ReadsCells(x.Y)
	case *Implies:
		return ReadsCells(x.X) || ReadsCells(x.Y)
	case *Truth:
		return termReadsCells(x.X)
	default:
		panic(fmt.Sprintf("prog: unhandled proposition %T", x))
	}
}

func termReadsCells(t Term) bool {
	switch t := t.(type) {
	case *ConstTerm, *PlaceTerm:
		return false
	case *OpTerm:
		return termReadsCells(t.X) || termReadsCells(t.Y)
	case *CellTerm:
		return true
	case *PropTerm:
		return ReadsCells(t.X)
	default:
		panic(fmt.Sprintf("prog: unhandled term %T", t))
	}
}

// CellOfSize returns the cell at an address if it is one of size bytes.
func (p *Program) CellOfSize(at Value, size int) (global, index int, ok bool) {
	global, index, ok = p.CellAt(at)
	if !ok || p.Globals[global].CellType(index).Size() != size {
		return 0, 0, false
	}
	return global, index, true
}
