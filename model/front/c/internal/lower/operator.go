package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// unary evaluates - + ! ~ * &.
func (t *thread) unary(e *syntax.Unary) val {
	at := t.place(e)
	switch e.Op {
	case "*":
		p, ok := t.lvalue(e)
		if !ok {
			return invalid(at)
		}
		return t.load(p, "", e)
	case "&":
		return t.address(e)
	case "!":
		return t.negation(e)
	}
	v := t.rvalue(e.X)
	typ := ctype.Promote(numeric(v.typ))
	if !typ.IsInteger() {
		t.errorf(BadOperand, at, "%s needs an integer, not %s", e.Op, v.typ)
		return invalid(at)
	}
	x := t.convert(t.scalar(v, at), v.typ, typ, at)
	switch e.Op {
	case "+":
	case "-":
		x = arithmetic("-", typ, number(0, at), x, at)
	case "~":
		x = arithmetic("^", typ, x, number(-1, at), at)
	default:
		panic("lower: unhandled operator " + e.Op)
	}
	return val{typ: typ, x: x}
}

// numeric returns the type that a value of a type counts as in arithmetic: what is
// not known is a long.
func numeric(t *ctype.Type) *ctype.Type {
	if t = t.Resolve(); t.Kind == ctype.Unknown {
		return ctype.LongType()
	}
	return t
}

// negation evaluates !x; of && and || it is their truth that is turned round.
func (t *thread) negation(e *syntax.Unary) val {
	v := t.rvalue(e.X)
	return bool01(not(t.truthOf(v, t.place(e))))
}

// address evaluates &x.
func (t *thread) address(e *syntax.Unary) val {
	p, ok := t.lvalue(e.X)
	if !ok {
		return invalid(t.place(e))
	}
	typ := ctype.PointerTo(p.typ)
	switch {
	case p.fn != nil:
		return val{typ: typ, fn: p.fn}
	case p.member != nil && p.member.Bits > 0:
		t.errorf(BadOperand, t.place(e), "a bit-field has no address")
		return invalid(t.place(e))
	case p.isRegister():
		return val{typ: typ, ref: &p}
	default:
		return val{typ: typ, x: p.addr}
	}
}

// binary evaluates an operator with two operands.
func (t *thread) binary(e *syntax.Binary) val {
	if e.Op == "&&" || e.Op == "||" {
		return t.logical(e)
	}
	a := t.operand(t.place(e.X), func() val { return t.rvalue(e.X) })
	b := t.operand(t.place(e.Y), func() val { return t.rvalue(e.Y) })
	t.join(a, b)
	return t.operate(e.Op, a.v, b.v, e)
}

// operate applies an operator to two values.
func (t *thread) operate(op string, a, b val, n syntax.Node) val {
	at := t.place(n)
	switch op {
	case "==", "!=", "<", ">", "<=", ">=":
		return t.compare(op, a, b, n)
	case "<<", ">>":
		return t.shift(op, a, b, n)
	}
	if a.typ.Kind == ctype.Pointer || b.typ.Kind == ctype.Pointer {
		return t.pointerArithmetic(op, a, b, n)
	}
	typ := ctype.Usual(a.typ, b.typ)
	if typ == nil || !typ.IsInteger() {
		t.errorf(BadOperand, at, "%s needs integers, not %s and %s", op, a.typ, b.typ)
		return invalid(at)
	}
	x := t.convert(t.scalar(a, at), a.typ, typ, at)
	y := t.convert(t.scalar(b, at), b.typ, typ, at)
	return val{typ: typ, x: arithmetic(op, typ, x, y, at)}
}

// arithmetic applies an operator to two values of a promoted type: plain int has
// operators of 32 bits, the others those of 64 bits with a cast where the result
// can leave the type.
func arithmetic(op string, typ *ctype.Type, x, y prog.Expr, at source.Span) prog.Expr {
	if typ.IsInt() {
		if o, ok := intOperator(op); ok {
			return binary(o, x, y, at)
		}
	}
	o, fits := wideOperator(op, typ)
	r := binary(o, x, y, at)
	if fits {
		return r
	}
	return resize(r, typ.Bits, typ.Unsigned, at)
}

// intOperator returns the operator of litmus tests, which is that of int.
func intOperator(op string) (o prog.Op, ok bool) {
	switch op {
	case "+":
		return prog.Add, true
	case "-":
		return prog.Sub, true
	case "*":
		return prog.Mul, true
	case "/":
		return prog.Div, true
	case "&":
		return prog.And, true
	case "|":
		return prog.Or, true
	case "^":
		return prog.Xor, true
	default:
		return 0, false
	}
}

// wideOperator returns the operator on 64 bits for values of a type; fits is set if
// its result always is a value of the type again.
func wideOperator(op string, typ *ctype.Type) (o prog.Op, fits bool) {
	wide := typ.Bits == 64
	long := wide && typ.Unsigned
	choose := func(signed, unsigned prog.Op) prog.Op {
		if long {
			return unsigned
		}
		return signed
	}
	switch op {
	case "+":
		return prog.Add64, wide
	case "-":
		return prog.Sub64, wide
	case "*":
		return prog.Mul64, wide
	case "/":
		return choose(prog.Div64, prog.UDiv), wide || typ.Unsigned
	case "%":
		return choose(prog.Rem64, prog.URem), true
	case "&":
		return prog.And64, true
	case "|":
		return prog.Or64, true
	case "^":
		// The complement is an xor with -1, which has bits above those of the type.
		return prog.Xor64, wide
	default:
		panic("lower: unhandled operator " + op)
	}
}

// shift evaluates << and >>: the type is that of the left operand.
func (t *thread) shift(op string, a, b val, n syntax.Node) val {
	at := t.place(n)
	typ, by := ctype.Promote(numeric(a.typ)), ctype.Promote(numeric(b.typ))
	if !typ.IsInteger() || !by.IsInteger() {
		t.errorf(BadOperand, at, "%s needs integers, not %s and %s", op, a.typ, b.typ)
		return invalid(at)
	}
	x := t.convert(t.scalar(a, at), a.typ, typ, at)
	y := t.convert(t.scalar(b, at), b.typ, by, at)
	if k, ok := integer(y); ok {
		if k < 0 || k >= int64(typ.Bits) {
			t.errorf(BadOperand, at, "a shift of %s by %d bits has no meaning in C", typ, k)
			return invalid(at)
		}
	} else if typ.Bits < 64 {
		y = t.once(y, by)
		t.require(binary(prog.ULt, y, number(int64(typ.Bits), at), at), at, "the shift is by fewer bits than the type has")
	}
	if op == "<<" {
		return val{typ: typ, x: resize(binary(prog.Shl64, x, y, at), typ.Bits, typ.Unsigned, at)}
	}
	if typ.Unsigned {
		return val{typ: typ, x: binary(prog.UShr, x, y, at)}
	}
	return val{typ: typ, x: binary(prog.Shr64, x, y, at)}
}

// compare evaluates a comparison.
func (t *thread) compare(op string, a, b val, n syntax.Node) val {
	at := t.place(n)
	t.meetPointers(a.typ, b.typ, n)
	if known, ok := t.compareAddresses(op, a, b); ok {
		return bool01(number(prog.Bool(known).N, at))
	}
	typ := ctype.Usual(a.typ, b.typ)
	if a.typ.Kind == ctype.Pointer || b.typ.Kind == ctype.Pointer {
		typ = ctype.PointerTo(ctype.VoidType())
	}
	if typ == nil {
		t.errorf(BadOperand, at, "%s and %s cannot be compared", a.typ, b.typ)
		return invalid(at)
	}
	x := t.convert(t.scalar(a, at), a.typ, typ, at)
	y := t.convert(t.scalar(b, at), b.typ, typ, at)
	bits, unsigned := width(typ)
	o := comparison(op, unsigned && bits == 64)
	if isTruth(x) && (op == "==" || op == "!=") {
		// `(a < b) != 0` is `a < b`.
		if k, ok := integer(y); ok && k == 0 {
			if op == "==" {
				return bool01(not(x))
			}
			return bool01(x)
		}
	}
	return bool01(binary(o, x, y, at))
}

// meetPointers learns from a comparison or a ?: of two values.
func (t *thread) meetPointers(a, b *ctype.Type, n syntax.Node) {
	if a.Kind == ctype.Pointer || b.Kind == ctype.Pointer {
		t.meet(a, b, n)
	}
}

// comparison returns the operator of a comparison.
func comparison(op string, unsigned bool) prog.Op {
	signed := map[string]prog.Op{
		"==": prog.Eq, "!=": prog.Ne, "<": prog.Lt, ">": prog.Gt, "<=": prog.Le, ">=": prog.Ge,
	}
	wide := map[string]prog.Op{
		"==": prog.Eq, "!=": prog.Ne, "<": prog.ULt, ">": prog.UGt, "<=": prog.ULe, ">=": prog.UGe,
	}
	if unsigned {
		return wide[op]
	}
	return signed[op]
}

// compareAddresses compares the addresses of locals in registers and of functions
// as far as that is known without their being values.
func (t *thread) compareAddresses(op string, a, b val) (holds, ok bool) {
	if op != "==" && op != "!=" {
		return false, false
	}
	special := func(v val) bool { return v.ref != nil || v.fn != nil || v.text }
	isNull := func(v val) bool {
		if v.x == nil {
			return false
		}
		c, known := constant(v.x)
		return known && c == prog.Value{}
	}
	same := false
	switch {
	case special(a) && isNull(b), special(b) && isNull(a):
	case a.ref != nil && b.ref != nil && a.ref.v == b.ref.v:
		same = a.ref.offset == b.ref.offset
	case a.ref != nil && (b.ref != nil || b.fn != nil), b.ref != nil && a.fn != nil:
	case a.fn != nil && b.fn != nil:
		same = a.fn.def == b.fn.def && a.fn.name == b.fn.name
	default:
		return false, false
	}
	return same == (op == "=="), true
}

// pointerArithmetic evaluates + and - with a pointer.
func (t *thread) pointerArithmetic(op string, a, b val, n syntax.Node) val {
	at := t.place(n)
	bothPointers := a.typ.Kind == ctype.Pointer && b.typ.Kind == ctype.Pointer
	switch {
	case op == "-" && bothPointers:
		return t.difference(a, b, n)
	case op == "+" && b.typ.Kind == ctype.Pointer && numeric(a.typ).IsInteger():
		a, b = b, a
	case (op == "+" || op == "-") && !bothPointers && a.typ.Kind == ctype.Pointer && numeric(b.typ).IsInteger():
	default:
		t.errorf(BadOperand, at, "%s is not defined for %s and %s", op, a.typ, b.typ)
		return invalid(at)
	}
	index := t.convert(t.scalar(b, at), b.typ, ctype.LongType(), at)
	if op == "-" {
		index = binary(prog.Sub64, number(0, at), index, at)
	}
	return t.offsetBy(a, index, n)
}

// stride returns what a pointer moves by for each step.
func (t *thread) stride(p *ctype.Type, n syntax.Node) (int64, bool) {
	elem := p.Elem.Resolve()
	if elem.Kind == ctype.Void || elem.Kind == ctype.Func {
		return 1, true // as GNU C has it
	}
	size, ok := elem.Room()
	if !ok {
		t.errorf(BadOperand, t.place(n), "the size of %s is not known", elem)
	}
	return size, ok
}

// offsetBy moves a pointer by as many elements as index says.
func (t *thread) offsetBy(p val, index prog.Expr, n syntax.Node) val {
	at := t.place(n)
	size, ok := t.stride(p.typ, n)
	if !ok {
		return invalid(at)
	}
	if p.ref != nil {
		if k, known := integer(index); known {
			ref := *p.ref
			ref.offset += k * size
			return val{typ: p.typ, ref: &ref}
		}
	}
	x := binary(prog.Add64, t.scalar(p, at), binary(prog.Mul64, index, number(size, at), at), at)
	return val{typ: p.typ, x: x}
}

// difference evaluates the difference of two pointers.
func (t *thread) difference(a, b val, n syntax.Node) val {
	at := t.place(n)
	t.meetPointers(a.typ, b.typ, n)
	size, ok := t.stride(a.typ, n)
	if !ok || size == 0 {
		return invalid(at)
	}
	if a.ref != nil && b.ref != nil && a.ref.v == b.ref.v {
		return val{typ: ctype.LongType(), x: number((a.ref.offset-b.ref.offset)/size, at)}
	}
	x := binary(prog.Sub64, t.scalar(a, at), t.scalar(b, at), at)
	return val{typ: ctype.LongType(), x: binary(prog.Div64, x, number(size, at), at)}
}
