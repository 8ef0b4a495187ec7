package c

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

func (a *asker) unary(x *annot.Unary) (operand, bool) {
	v, ok := a.eval(x.X)
	if !ok {
		return operand{}, false
	}
	if x.Op == "!" {
		return truthOf(not(a.truth(v))), true
	}
	if !v.typ.IsInteger() && v.typ.Kind != ctype.Unknown {
		return operand{}, a.errorf(BadProperty, x.Span(), "%s is not defined for a value of type %s", x.Op, v.typ)
	}
	t := ctype.Usual(v.typ, v.typ)
	switch x.Op {
	case "-":
		return operand{typ: t, term: a.apply(t, prog.Sub64, constant(0), value(v))}, true
	case "~":
		return operand{typ: t, term: a.apply(t, prog.Xor64, value(v), constant(-1))}, true
	default:
		panic(fmt.Sprintf("c: unhandled operator %q", x.Op))
	}
}

func (a *asker) binary(x *annot.Binary) (operand, bool) {
	v, okV := a.eval(x.X)
	w, okW := a.eval(x.Y)
	if !okV || !okW {
		return operand{}, false
	}
	switch x.Op {
	case "&&":
		return truthOf(and(a.truth(v), a.truth(w))), true
	case "||":
		return truthOf(or(a.truth(v), a.truth(w))), true
	case "=>":
		return truthOf(or(not(a.truth(v)), a.truth(w))), true
	case "==", "!=", "<", "<=", ">", ">=":
		return a.compare(x, v, w)
	case "<<", ">>":
		return a.shift(x, v, w)
	case "+", "-", "*", "/", "%", "&", "|", "^":
		return a.arithmetic(x, v, w)
	default:
		panic(fmt.Sprintf("c: unhandled operator %q", x.Op))
	}
}

// mismatch reports operands whose types do not go together.
func (a *asker) mismatch(x *annot.Binary, v, w operand) (operand, bool) {
	return operand{}, a.errorf(BadProperty, x.Span(), "%s is not defined for %s and %s", x.Op, v.typ, w.typ)
}

// compare compares two operands: two pointers, a pointer with a number as what a
// cast makes of it, or two numbers in their common type.
func (a *asker) compare(x *annot.Binary, v, w operand) (operand, bool) {
	t := ctype.Usual(v.typ, w.typ)
	if v.typ.Kind == ctype.Pointer || w.typ.Kind == ctype.Pointer {
		t = ctype.ULongType()
		if !v.typ.IsScalar() || !w.typ.IsScalar() || isCount(v) || isCount(w) {
			return a.mismatch(x, v, w)
		}
		a.env.Meet(v.typ, w.typ, x.Span())
	}
	if t == nil {
		return a.mismatch(x, v, w)
	}
	if x.Op == "==" || x.Op == "!=" {
		return truthOf(a.equal(v, w, t, x.Op == "!=")), true
	}
	left, right := a.convert(v, t), a.convert(w, t)
	op := map[string]prog.Op{"<": prog.Lt, "<=": prog.Le, ">": prog.Gt, ">=": prog.Ge}[x.Op]
	if t.Unsigned && t.Bits == 64 {
		op = map[string]prog.Op{"<": prog.ULt, "<=": prog.ULe, ">": prog.UGt, ">=": prog.UGe}[x.Op]
	}
	return truthOf(isTrue(x.Span(), a.fold(op, left, right))), true
}

// isCount reports whether an operand is a number that no pointer is: neither 0 nor
// one that stands for an error.
func isCount(v operand) bool {
	n, ok := constOf(value(v))
	return ok && n.Kind == prog.Int && v.typ.IsInteger() && n.N > 0
}

// equal compares two operands in their common type.
func (a *asker) equal(v, w operand, t *ctype.Type, ne bool) prog.Prop {
	if c, ok := constOf(value(v)); ok {
		if _, both := constOf(value(w)); !both {
			return a.equalConst(w, t, ne, a.constIn(v.typ, t, c))
		}
	}
	if c, ok := constOf(value(w)); ok {
		return a.equalConst(v, t, ne, a.constIn(w.typ, t, c))
	}
	x, isX := value(v).(*prog.PlaceTerm)
	y, isY := value(w).(*prog.PlaceTerm)
	if isX && isY && fits(v.typ, t) && fits(w.typ, t) {
		return &prog.Atom{Span: x.Place.Span, Left: x.Place, Ne: ne, Right: &y.Place}
	}
	op := prog.Eq
	if ne {
		op = prog.Ne
	}
	return isTrue(source.Span{}, a.fold(op, a.convert(v, t), a.convert(w, t)))
}

// constIn converts a constant to the common type.
func (a *asker) constIn(from, t *ctype.Type, c prog.Value) prog.Value {
	if c.Kind == prog.Int {
		c.N = ctype.Convert(t, c.N)
	}
	return c
}

// equalConst compares an operand with a constant c of the common type t. What the
// operand's type cannot hold, it never is.
func (a *asker) equalConst(v operand, t *ctype.Type, ne bool, c prog.Value) prog.Prop {
	if c.Kind == prog.Int {
		own := prog.Value{N: ctype.Convert(wordOf(v.typ), c.N)}
		if ctype.Convert(t, own.N) != c.N {
			return &prog.PropConst{Value: ne}
		}
		c = own
	}
	return a.compareConst(v, ne, c)
}

// wordOf returns a type by its width and sign alone: to bool, numbers are cut, not
// compared with 0.
func wordOf(t *ctype.Type) *ctype.Type {
	if t.Kind == ctype.Bool {
		return ctype.UnsignedOf(8)
	}
	return t
}

// compareConst compares an operand with a value of its own type.
func (a *asker) compareConst(v operand, ne bool, c prog.Value) prog.Prop {
	if v.prop != nil {
		switch c {
		case prog.Bool(true):
			return notIf(ne, v.prop)
		case prog.Value{}:
			return notIf(!ne, v.prop)
		default:
			return &prog.PropConst{Value: ne}
		}
	}
	if p, ok := v.term.(*prog.PlaceTerm); ok {
		return &prog.Atom{Span: p.Place.Span, Left: p.Place, Ne: ne, Values: []prog.Value{c}}
	}
	op := prog.Eq
	if ne {
		op = prog.Ne
	}
	return isTrue(source.Span{}, a.fold(op, v.term, &prog.ConstTerm{Value: c}))
}

// shift shifts by a constant number of bits.
func (a *asker) shift(x *annot.Binary, v, w operand) (operand, bool) {
	if !isNumber(v.typ) || !isNumber(w.typ) {
		return a.mismatch(x, v, w)
	}
	t := ctype.Usual(v.typ, v.typ)
	n, ok := constOf(value(w))
	if !ok || n.Kind != prog.Int || n.N < 0 || n.N >= int64(t.Bits) {
		return operand{}, a.errorf(BadProperty, x.Y.Span(), "a property shifts by a constant from 0 to %d", t.Bits-1)
	}
	op := prog.Shl64
	switch {
	case x.Op == "<<":
	case t.Unsigned:
		op = prog.UShr
	default:
		op = prog.Shr64
	}
	return operand{typ: t, term: a.apply(t, op, a.convert(v, t), value(w))}, true
}

func isNumber(t *ctype.Type) bool { return t.IsInteger() || t.Kind == ctype.Unknown }

func (a *asker) arithmetic(x *annot.Binary, v, w operand) (operand, bool) {
	if v.typ.Kind == ctype.Pointer || w.typ.Kind == ctype.Pointer {
		return a.pointerArithmetic(x, v, w)
	}
	t := ctype.Usual(v.typ, w.typ)
	if t == nil {
		return a.mismatch(x, v, w)
	}
	op := map[string]prog.Op{
		"+": prog.Add64, "-": prog.Sub64, "*": prog.Mul64, "/": prog.Div64, "%": prog.Rem64,
		"&": prog.And64, "|": prog.Or64, "^": prog.Xor64,
	}[x.Op]
	if t.Unsigned && t.Bits == 64 {
		switch op {
		case prog.Div64:
			op = prog.UDiv
		case prog.Rem64:
			op = prog.URem
		}
	}
	right := a.convert(w, t)
	if n, ok := constOf(right); ok && n == (prog.Value{}) && op.MayFail() {
		return operand{}, a.errorf(BadProperty, x.Y.Span(), "division by zero")
	}
	return operand{typ: t, term: a.apply(t, op, a.convert(v, t), right)}, true
}

// pointerArithmetic is p + n, n + p, p - n and p - q.
func (a *asker) pointerArithmetic(x *annot.Binary, v, w operand) (operand, bool) {
	if x.Op == "+" && v.typ.Kind != ctype.Pointer {
		v, w = w, v
	}
	if v.typ.Kind != ctype.Pointer || x.Op != "+" && x.Op != "-" {
		return a.mismatch(x, v, w)
	}
	size, ok := v.typ.Elem.Room()
	if !ok || size == 0 {
		return operand{}, a.errorf(BadProperty, x.Span(), "the size of %s is not known", v.typ.Elem)
	}
	if w.typ.Kind == ctype.Pointer {
		if x.Op == "+" {
			return a.mismatch(x, v, w)
		}
		difference := a.fold(prog.Sub64, value(v), value(w))
		return operand{typ: ctype.LongType(), term: a.fold(prog.Div64, difference, constant(size))}, true
	}
	if !isNumber(w.typ) {
		return a.mismatch(x, v, w)
	}
	op := map[string]prog.Op{"+": prog.Add64, "-": prog.Sub64}[x.Op]
	bytes := a.fold(prog.Mul64, value(w), constant(size))
	return operand{typ: v.typ, term: a.fold(op, value(v), bytes)}, true
}

// apply applies an operator on 64 bits and cuts the result to a type.
func (a *asker) apply(t *ctype.Type, op prog.Op, x, y prog.Term) prog.Term {
	return a.cut(a.fold(op, x, y), t)
}

// convert returns an operand converted to an integer type.
func (a *asker) convert(v operand, t *ctype.Type) prog.Term {
	if fits(v.typ, t) {
		return value(v)
	}
	return a.cut(value(v), t)
}

// fits reports whether each value of type from is the same value of type to.
func fits(from, to *ctype.Type) bool {
	switch {
	case to.Bits == 64:
		return true // unsigned ones of 64 bits stand for signed ones
	case from.Unsigned == to.Unsigned:
		return from.Bits <= to.Bits
	default:
		return from.Unsigned && from.Bits < to.Bits
	}
}

// cut makes a value of an integer type of any number.
func (a *asker) cut(x prog.Term, t *ctype.Type) prog.Term {
	if t.Bits == 64 {
		return x
	}
	op := prog.Sext
	if t.Unsigned {
		op = prog.Zext
	}
	return a.fold(op, x, constant(int64(t.Bits)))
}

// fold applies an operator, at once if the operands are known.
func (a *asker) fold(op prog.Op, x, y prog.Term) prog.Term {
	v, okV := constOf(x)
	w, okW := constOf(y)
	if okV && okW {
		if r, err := op.Apply(v, w); err == nil {
			return &prog.ConstTerm{Value: r}
		}
	}
	if okW && w == (prog.Value{}) && (op.HasZero() || op == prog.UShr) {
		return x
	}
	return &prog.OpTerm{Op: op, X: x, Y: y}
}

// isTrue returns the proposition that a term is not 0.
func isTrue(at source.Span, t prog.Term) prog.Prop {
	if v, ok := constOf(t); ok {
		return &prog.PropConst{Value: v != prog.Value{}}
	}
	return &prog.Truth{Span: at, X: t}
}

// not, and, or make propositions of propositions, known ones at once.

func not(x prog.Prop) prog.Prop {
	switch x := x.(type) {
	case *prog.PropConst:
		return &prog.PropConst{Value: !x.Value}
	case *prog.Not:
		return x.X
	case *prog.Atom:
		turned := *x
		turned.Ne = !x.Ne
		return &turned
	default:
		return &prog.Not{X: x}
	}
}

func notIf(turn bool, x prog.Prop) prog.Prop {
	if turn {
		return not(x)
	}
	return x
}

func and(x, y prog.Prop) prog.Prop {
	if c, ok := x.(*prog.PropConst); ok {
		if c.Value {
			return y
		}
		return x
	}
	if c, ok := y.(*prog.PropConst); ok {
		if c.Value {
			return x
		}
		return y
	}
	return &prog.AndProp{X: x, Y: y}
}

func or(x, y prog.Prop) prog.Prop {
	if c, ok := x.(*prog.PropConst); ok {
		if c.Value {
			return x
		}
		return y
	}
	if c, ok := y.(*prog.PropConst); ok {
		if c.Value {
			return y
		}
		return x
	}
	return &prog.OrProp{X: x, Y: y}
}
