package c

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/lower"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// asker turns the properties of a test into propositions over the final state, with
// the types and conversions of C.
//
// The cells of objects are laid out when all of the program is known. Until then a
// place is a number into cells, and settle gives it its cell.
type asker struct {
	lower    *lower.Lowerer
	env      *ctype.Env
	labels   []string
	parse    func(part source.Span) syntax.Expr
	problems *diag.List
	cells    []cellRef
	// known are the names in which a place can begin, once one was mistyped.
	known []string
}

// cellRef is a scalar of an object that a property names.
type cellRef struct {
	global int
	offset int64
	typ    *ctype.Type
	at     source.Span
}

// property returns the property of a directive, or nil if it has an error.
func (a *asker) property(x *annot.Property) *prog.Property {
	if x.Expr == nil {
		return nil // annot has reported that
	}
	p := &prog.Property{Text: strings.TrimSpace(x.Text.Text()), Span: x.Span}
	switch x.Word.Text {
	case "never", "~exists":
		p.Kind = prog.NeverKind
	case "always", "forall":
		p.Kind = prog.AlwaysKind
	case "sometimes", "exists":
		p.Kind = prog.SometimesKind
	default:
		panic(fmt.Sprintf("c: unhandled property %q", x.Word.Text))
	}
	v, ok := a.eval(x.Expr)
	if !ok {
		return nil
	}
	p.Prop = a.truth(v)
	return p
}

// errorf adds a problem; the result is false.
func (a *asker) errorf(code diag.Code, at source.Span, format string, args ...any) bool {
	a.problems.Errorf(code, at, format, args...)
	return false
}

// operand is the value of a part of a property. A truth value has prop and is an
// int, any other has term.
type operand struct {
	typ  *ctype.Type
	term prog.Term
	prop prog.Prop
}

// truth returns the proposition that an operand is not 0.
func (a *asker) truth(v operand) prog.Prop {
	if v.prop != nil {
		return v.prop
	}
	return a.compareConst(v, true, prog.Value{})
}

// value returns the term of an operand.
func value(v operand) prog.Term {
	switch {
	case v.prop == nil:
		return v.term
	default:
		if c, ok := v.prop.(*prog.PropConst); ok {
			return &prog.ConstTerm{Value: prog.Bool(c.Value)}
		}
		return &prog.PropTerm{X: v.prop}
	}
}

// truthOf returns the operand that is 1 if a proposition holds, else 0.
func truthOf(p prog.Prop) operand { return operand{typ: ctype.IntType(), prop: p} }

// eval returns the value of an expression; ok is false if it has an error.
func (a *asker) eval(x annot.Expr) (v operand, ok bool) {
	switch x := x.(type) {
	case *annot.Int:
		return literal(x), true
	case *annot.Place:
		return a.place(x)
	case *annot.AddrOf:
		return a.addressOf(x)
	case *annot.Unary:
		return a.unary(x)
	case *annot.Binary:
		return a.binary(x)
	default:
		panic(fmt.Sprintf("c: unhandled expression %T", x))
	}
}

// literal gives a constant the type that C gives it as it is written.
func literal(x *annot.Int) operand {
	text := strings.ToLower(x.Span().Text())
	hex := strings.HasPrefix(text, "0x")
	n := &syntax.Int{
		Value:    uint64(x.Value),
		Unsigned: strings.Contains(text, "u"),
		Decimal:  !strings.HasPrefix(text, "0") && !strings.HasPrefix(text, "'"),
		Long:     min(strings.Count(text, "l"), 2),
	}
	if hex {
		n.Decimal = false
	}
	v := ctype.IntLiteral(n)
	return operand{typ: v.Type, term: constant(v.N)}
}

func constant(n int64) prog.Term { return &prog.ConstTerm{Value: prog.Value{N: n}} }

// constOf returns the value of a constant term.
func constOf(t prog.Term) (prog.Value, bool) {
	c, ok := t.(*prog.ConstTerm)
	if !ok {
		return prog.Value{}, false
	}
	return c.Value, true
}

// settle gives the places in a proposition their cells, which p has by now.
func (a *asker) settle(p *prog.Program, x prog.Prop) {
	forPlaces(x, func(q *prog.Place) {
		if q.IsReg() || q.Global >= 0 {
			return
		}
		ref := a.cells[-1-q.Global]
		q.Global = ref.global
		_, index, ok := p.CellAt(prog.AddrValue(ref.global, ref.offset))
		if !ok || p.Globals[ref.global].CellType(index).Size() != ref.typ.Prog().Size() {
			a.errorf(BadProperty, ref.at, "%s is not accessed as it is declared here, so that its value is not known", ref.at.Text())
			index = p.Globals[ref.global].CellIndex(0)
		}
		q.Index, q.Cell = index, index >= 0
	})
}

// forPlaces calls f for all places in a proposition.
func forPlaces(x prog.Prop, f func(*prog.Place)) {
	switch x := x.(type) {
	case *prog.PropConst:
	case *prog.Atom:
		f(&x.Left)
		if x.Right != nil {
			f(x.Right)
		}
	case *prog.Not:
		forPlaces(x.X, f)
	case *prog.AndProp:
		forPlaces(x.X, f)
		forPlaces(x.Y, f)
	case *prog.OrProp:
		forPlaces(x.X, f)
		forPlaces(x.Y, f)
	case *prog.Implies:
		forPlaces(x.X, f)
		forPlaces(x.Y, f)
	case *prog.Truth:
		forTermPlaces(x.X, f)
	default:
		panic(fmt.Sprintf("c: unhandled proposition %T", x))
	}
}

func forTermPlaces(t prog.Term, f func(*prog.Place)) {
	switch t := t.(type) {
	case *prog.ConstTerm:
	case *prog.PlaceTerm:
		f(&t.Place)
	case *prog.OpTerm:
		forTermPlaces(t.X, f)
		forTermPlaces(t.Y, f)
	case *prog.CellTerm:
		forTermPlaces(t.Addr, f)
	case *prog.PropTerm:
		forPlaces(t.X, f)
	default:
		panic(fmt.Sprintf("c: unhandled term %T", t))
	}
}
