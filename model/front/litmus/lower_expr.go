package litmus

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// expr lowers an expression to one that gives its value. Statements that must
// run before go to the list.
func (l *lowering) expr(e *expr, v *env) prog.Expr {
	at := v.at(e)
	if !l.spend(at.Place) {
		return constant(at, 0)
	}
	switch e.kind {
	case exprBad:
		return constant(at, 0)
	case exprNum:
		return constant(at, e.num)
	case exprName:
		reg := l.th.reg(e.name, at.Place)
		l.th.read(reg, at.Place)
		return &prog.RegRef{At: at, Reg: reg}
	case exprParam:
		return l.expr(v.args[e.num], v.outer)
	case exprParen, exprCast:
		return l.expr(e.x, v)
	case exprDeref:
		l.checkDeref(e, v)
		return &prog.Load{At: at, Addr: l.expr(e.x, v)}
	case exprIndex:
		return &prog.Load{At: at, Addr: l.element(e, v)}
	case exprAddr:
		return l.addressOf(e, v)
	case exprNeg:
		x := l.expr(e.x, v)
		if c, ok := x.(*prog.Const); ok {
			return constant(at, -c.Value.N)
		}
		return &prog.Binary{At: at, Op: prog.Sub, X: constant(at, 0), Y: x}
	case exprNot:
		return &prog.Binary{At: at, Op: prog.Eq, X: l.expr(e.x, v), Y: constant(at, 0)}
	case exprCompl:
		return &prog.Binary{At: at, Op: prog.Xor, X: l.expr(e.x, v), Y: constant(at, -1)}
	case exprBinary:
		xs := l.operands(v, e.x, e.y)
		return l.binary(at, e.name, xs[0], xs[1])
	case exprAnd, exprOr, exprCond:
		return l.branch(e, v)
	case exprCall:
		return l.callValue(e, v)
	case exprWord:
		return l.wordValue(e, v)
	case exprAssign, exprStep:
		l.rejected(v, at.Place, "an assignment inside an expression; make it a statement of its own")
		return l.assign(e, v, true)
	case exprComma:
		l.exprStmt(at, e.x, v, true)
		return l.expr(e.y, v)
	default:
		panic(fmt.Sprintf("litmus: unhandled expression %d", e.kind))
	}
}

// checkDeref gives a hint on a dereference that herd7 does not read in an
// expression.
func (l *lowering) checkDeref(e *expr, v *env) {
	if v != nil || e.covered {
		return
	}
	switch x := e.x; {
	case x.kind == exprName, x.kind == exprParen, x.kind == exprBad:
	case x.kind == exprCast && x.x.kind == exprName:
	default:
		stars := 1
		for ; x.kind == exprDeref; x = x.x {
			x.covered = true
			stars++
		}
		text := shown(x.span.Text())
		if x.kind == exprName {
			text = "*" + text
			stars--
		}
		l.rep.rejected(e.span, "`*` needs a name or parentheses behind it; write `%s%s%s`",
			strings.Repeat("*(", stars), text, strings.Repeat(")", stars))
	}
}

// addressOf lowers &x.
func (l *lowering) addressOf(e *expr, v *env) prog.Expr {
	at := v.at(e)
	x, inner := strip(e.x, v)
	switch x.kind {
	case exprDeref:
		l.rejected(v, at.Place, "`&`; `&*p` is `p`")
		return l.expr(x.x, inner)
	case exprIndex:
		l.rejected(v, at.Place, "`&`; write `a + n` with n in bytes")
		return l.element(x, inner)
	case exprBad:
	case exprName:
		p := l.rep.errorf(Unsupported, at.Place, "`%s` has no address here: a parameter is a pointer to the shared variable already; write `%s`", x.name, x.name)
		if v == nil {
			p.Fix("Remove `&`", at.Place, x.name)
		}
	default:
		l.rep.errorf(Unsupported, at.Place, "`&` needs an object in memory, as in `&*p`")
	}
	return constant(at, 0)
}

// operator returns the program's operator for one of C that it has.
func operator(name string) (prog.Op, bool) {
	for op := prog.Add; op <= prog.Ge; op++ {
		if op != prog.AndNot && op.String() == name {
			return op, true
		}
	}
	return 0, false
}

// binary applies an operator of C to operands that are already lowered.
func (l *lowering) binary(at prog.At, name string, x, y prog.Expr) prog.Expr {
	if op, ok := operator(name); ok {
		b := &prog.Binary{At: at, Op: op, X: x, Y: y}
		l.checkArithmetic(b)
		return b
	}
	if name == "%" {
		x, y = l.stable(x), l.stable(y)
		return l.remainder(at, x, y)
	}
	c, ok := y.(*prog.Const)
	if !ok || c.Value.N < 0 || c.Value.N > 31 {
		l.rep.errorf(Unsupported, at.Place, "`%s` needs a constant from 0 to 31 on its right side here", name)
		return constant(at, 0)
	}
	power := constant(prog.At{Place: y.Span()}, 1<<c.Value.N)
	switch name {
	case "<<":
		return &prog.Binary{At: at, Op: prog.Mul, X: x, Y: power}
	case ">>":
		if c.Value.N == 31 {
			// Only the sign is left: 0 or -1.
			negative := &prog.Binary{At: at, Op: prog.Lt, X: x, Y: constant(at, 0)}
			return &prog.Binary{At: at, Op: prog.Sub, X: constant(at, 0), Y: negative}
		}
		// Division rounds to zero and a shift does not, so take the low bits
		// away first.
		x = l.stable(x)
		low := &prog.Binary{At: at, Op: prog.And, X: x, Y: constant(power.At, power.Value.N-1)}
		high := &prog.Binary{At: at, Op: prog.Sub, X: x, Y: low}
		return &prog.Binary{At: at, Op: prog.Div, X: high, Y: power}
	default:
		panic("litmus: unhandled operator " + name)
	}
}

// remainder returns x % y as x - (x / y) * y.
func (l *lowering) remainder(at prog.At, x, y prog.Expr) prog.Expr {
	quotient := &prog.Binary{At: at, Op: prog.Div, X: x, Y: y}
	product := &prog.Binary{At: at, Op: prog.Mul, X: quotient, Y: y}
	return &prog.Binary{At: at, Op: prog.Sub, X: x, Y: product}
}

// checkArithmetic warns about a pointer that does not move by whole elements.
func (l *lowering) checkArithmetic(b *prog.Binary) {
	if b.Op != prog.Add && b.Op != prog.Sub {
		return
	}
	r, ok := b.X.(*prog.RegRef)
	c, isConst := b.Y.(*prog.Const)
	if !ok || !isConst {
		return
	}
	typ := l.th.info[r.Reg].typ
	if size := l.elemSizeOf(r.Reg); typ.stars > 0 && c.Value.N%size != 0 {
		l.rep.warnf(ByteArithmetic, b.Span(), "pointer arithmetic counts bytes here, and an element has %d of them; write `%s %s %d`",
			size, l.th.Regs[r.Reg].Name, b.Op, c.Value.N*size)
	}
}

// branch lowers an expression that evaluates only some of its operands: the
// value goes through a made-up register that both branches set.
func (l *lowering) branch(e *expr, v *env) prog.Expr {
	at := v.at(e)
	cond := l.expr(e.x, v)
	t := l.temp(at.Place)
	set := func(x prog.Expr) {
		l.emit(&prog.Assign{At: prog.At{Place: x.Span()}, Reg: t, Value: x})
	}
	s := &prog.If{At: at, Cond: cond}
	switch e.kind {
	case exprAnd:
		s.Then = l.block(func() { set(truth(l.expr(e.y, v))) })
		s.Else = l.block(func() { set(constant(at, 0)) })
	case exprOr:
		s.Then = l.block(func() { set(constant(at, 1)) })
		s.Else = l.block(func() { set(truth(l.expr(e.y, v))) })
	case exprCond:
		s.Then = l.block(func() { set(l.expr(e.y, v)) })
		s.Else = l.block(func() { set(l.expr(e.z, v)) })
	default:
		panic(fmt.Sprintf("litmus: %d is no branch", e.kind))
	}
	l.emit(s)
	return &prog.RegRef{At: at, Reg: t}
}

// element lowers the address of x[y].
func (l *lowering) element(e *expr, v *env) prog.Expr {
	at := v.at(e)
	xs := l.operands(v, e.x, e.y)
	size := l.elemSize(e.x, v)
	c, ok := xs[1].(*prog.Const)
	switch {
	case ok && c.Value.N == 0:
		return xs[0]
	case ok:
		return &prog.Binary{At: at, Op: prog.Add, X: xs[0], Y: constant(c.At, c.Value.N*size)}
	case size == 1:
		return &prog.Binary{At: at, Op: prog.Add, X: xs[0], Y: xs[1]}
	}
	scaled := &prog.Binary{At: prog.At{Place: xs[1].Span()}, Op: prog.Mul, X: xs[1], Y: constant(at, size)}
	return &prog.Binary{At: at, Op: prog.Add, X: xs[0], Y: scaled}
}

// elemSize returns the size in bytes of what a pointer expression points to.
func (l *lowering) elemSize(e *expr, v *env) int64 {
	switch e.kind {
	case exprParen:
		return l.elemSize(e.x, v)
	case exprParam:
		return l.elemSize(v.args[e.num], v.outer)
	case exprCast:
		return e.typ.elemSize()
	case exprName:
		if i, ok := l.th.regs[e.name]; ok {
			return l.elemSizeOf(i)
		}
	case exprBinary:
		return l.elemSize(e.x, v)
	}
	return 4
}

// elemSizeOf returns the size of what a register points to. The declaration of
// the shared variable counts before that of the parameter.
func (l *lowering) elemSizeOf(reg int) int64 {
	r := l.th.Regs[reg]
	if r.Param && r.Init.Kind == prog.Addr {
		if g := l.prog.Globals[r.Init.Base]; !g.Implicit && g.Type.Name != "" {
			return int64(g.Type.Size())
		}
	}
	return l.th.info[reg].typ.elemSize()
}
