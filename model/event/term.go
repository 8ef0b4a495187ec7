package event

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// TermID names a Term of a Graph; -1 is no term.
type TermID int32

// NoTerm is the TermID of an event without address or without value.
const NoTerm TermID = -1

// TermKind says what a Term is.
type TermKind uint8

const (
	// ConstTerm is a known value.
	ConstTerm TermKind = iota
	// ReadTerm is the value that a read returns.
	ReadTerm
	// OpTerm is an operator applied to two terms.
	OpTerm
)

// Term is an address or a value as an expression over the values that reads
// return. Terms are shared: equal terms of one Graph have equal TermIDs.
type Term struct {
	Kind  TermKind
	Value prog.Value // of a ConstTerm
	Read  int        // event of a ReadTerm
	Op    prog.Op
	X, Y  TermID
}

// terms is the table of the terms of a graph.
type terms struct {
	prog  *prog.Program
	list  []Term
	spans []source.Span
	ids   map[Term]TermID
}

func (ts *terms) add(t Term, at source.Span) TermID {
	if id, ok := ts.ids[t]; ok {
		return id
	}
	id := TermID(len(ts.list))
	ts.list = append(ts.list, t)
	ts.spans = append(ts.spans, at)
	ts.ids[t] = id
	return id
}

func (ts *terms) constant(v prog.Value) TermID {
	return ts.add(Term{Kind: ConstTerm, Value: v}, source.Span{})
}

func (ts *terms) read(e int, at source.Span) TermID {
	return ts.add(Term{Kind: ReadTerm, Read: e}, at)
}

// op returns x op y, folded where that needs no values: on constants, and by the
// identities that hold for unknown operands too (c-semantics.md 3.4, rule 2).
// An operator that has no result for its constants stays an OpTerm, and is an
// error of the executions that reach it.
func (ts *terms) op(op prog.Op, x, y TermID, at source.Span) TermID {
	a, b := ts.list[x], ts.list[y]
	if a.Kind == ConstTerm && b.Kind == ConstTerm {
		if v, err := ts.prog.Apply(op, a.Value, b.Value); err == nil {
			return ts.constant(v)
		}
	}
	isZero := func(t Term) bool { return t.Kind == ConstTerm && t.Value == prog.Value{} }
	switch {
	case op.HasZero() && isZero(a):
		return y
	case op.HasZero() && isZero(b):
		return x
	case op.IsCast() && b.Kind == ConstTerm && b.Value == prog.Value{N: 64}:
		return x
	case x != y:
	case op.IsXor() || op == prog.Ne:
		return ts.constant(prog.Value{})
	case op == prog.Eq:
		return ts.constant(prog.Bool(true))
	}
	return ts.add(Term{Kind: OpTerm, Op: op, X: x, Y: y}, at)
}

// Term returns the term named id.
func (g *Graph) Term(id TermID) Term { return g.terms.list[id] }

// TermSpan returns the place where a term was first made.
func (g *Graph) TermSpan(id TermID) source.Span { return g.terms.spans[id] }

// Terms returns the number of terms; TermIDs are below it.
func (g *Graph) Terms() int { return len(g.terms.list) }

// Const returns the value of a constant term.
func (g *Graph) Const(id TermID) (prog.Value, bool) {
	t := g.terms.list[id]
	return t.Value, t.Kind == ConstTerm
}

// FormatTerm returns the term as text, reads by their event number.
func (g *Graph) FormatTerm(id TermID) string {
	if id == NoTerm {
		return "-"
	}
	switch t := g.terms.list[id]; t.Kind {
	case ConstTerm:
		return t.Value.Format(g.Prog)
	case ReadTerm:
		return fmt.Sprintf("v%d", t.Read)
	case OpTerm:
		return fmt.Sprintf("(%s %s %s)", g.FormatTerm(t.X), t.Op, g.FormatTerm(t.Y))
	default:
		panic(fmt.Sprintf("event: unhandled term kind %d", t.Kind))
	}
}
