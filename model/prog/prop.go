package prog

import "github.com/lkmm-tools/fencepost/model/source"

// Quantifier is the kind of a condition.
type Quantifier uint8

const (
	// Exists asks whether some execution satisfies the proposition.
	Exists Quantifier = iota
	// NotExists asks whether none does.
	NotExists
	// Forall asks whether all do.
	Forall
)

// String returns the quantifier as litmus files spell it.
func (q Quantifier) String() string {
	return [...]string{"exists", "~exists", "forall"}[q]
}

// Condition is the question of a test.
type Condition struct {
	Span  source.Span
	Quant Quantifier
	Prop  Prop
	// Text is the condition as the reference tool prints it, on one line.
	Text string
}

// Prop is a proposition over the final state. The set of forms is closed.
type Prop interface{ prop() }

// Propositions.
type (
	// PropConst is true or false.
	PropConst struct{ Value bool }
	// Atom compares the final value of a place with another value.
	Atom struct {
		Span source.Span
		Left Place
		// Ne turns the comparison round.
		Ne bool
		// Exactly one of the next three is used: Values if it is not empty (one
		// value, or the contents of an array), else Deref or Right.
		Values []Value
		// Right is another place.
		Right *Place
		// Deref is a place that holds the address of the cell to compare with.
		Deref *Place
	}
	// Not is the negation.
	Not struct{ X Prop }
	// AndProp is the conjunction.
	AndProp struct{ X, Y Prop }
	// OrProp is the disjunction.
	OrProp struct{ X, Y Prop }
	// Implies is the implication.
	Implies struct{ X, Y Prop }
)

func (*PropConst) prop() {}
func (*Atom) prop()      {}
func (*Not) prop()       {}
func (*AndProp) prop()   {}
func (*OrProp) prop()    {}
func (*Implies) prop()   {}

// Place is a register or a global, or one element of a global array, whose
// final value is observed.
type Place struct {
	Span source.Span
	// Thread and Reg name a register; Thread is -1 for a global.
	Thread, Reg int
	// Global names a global when Thread is -1.
	Global int
	// Index is the element of an array, -1 for a scalar or a whole array.
	Index int
	// Cell is set when the place was written with an index, `a[1]`.
	Cell bool
}

// IsReg reports whether the place is a register.
func (p Place) IsReg() bool { return p.Thread >= 0 }

// Same reports whether p and q are the same place, wherever they are written.
func (p Place) Same(q Place) bool {
	if p.IsReg() || q.IsReg() {
		return p.Thread == q.Thread && p.Reg == q.Reg
	}
	return p.Global == q.Global && p.Index == q.Index
}
