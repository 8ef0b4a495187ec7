package litmus

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// stmts lowers a list of statements. last is set for the body of the thread,
// at whose end `return;` is right.
func (l *lowering) stmts(body []*stmt, v *env, last bool) {
	for i, s := range body {
		l.stmt(s, v, last && i == len(body)-1)
	}
}

func (l *lowering) stmt(s *stmt, v *env, last bool) {
	if !l.spend(s.span) {
		return
	}
	at := prog.At{Place: s.span}
	if v != nil {
		at.Place = v.call
	}
	switch s.kind {
	case stmtEmpty:
	case stmtExpr:
		l.exprStmt(at, s.x, v, s.discard)
	case stmtDecl:
		for _, d := range s.decls {
			l.decl(d, v)
		}
	case stmtBlock:
		l.stmts(s.body, v, last)
	case stmtIf:
		cond := l.expr(s.x, v)
		l.emit(&prog.If{
			At:   at,
			Cond: cond,
			Then: l.block(func() { l.stmts(s.body, v, false) }),
			Else: l.block(func() { l.stmts(s.els, v, false) }),
		})
	case stmtWhile:
		l.loop(at, s.x, v, func() { l.stmts(s.body, v, false) })
	case stmtDo:
		l.stmts(s.body, v, false)
		l.loop(at, s.x, v, func() { l.stmts(s.body, v, false) })
	case stmtFor:
		l.stmts(s.init, v, false)
		l.loop(at, s.x, v, func() {
			l.stmts(s.body, v, false)
			if s.step != nil {
				l.exprStmt(v.at(s.step), s.step, v, true)
			}
		})
	case stmtReturn:
		if !last {
			l.rep.warnf(NoEffect, at.Place, "`return;` does nothing to herd7: what follows is still executed; use an `if`")
		}
	default:
		panic(fmt.Sprintf("litmus: unhandled statement %d", s.kind))
	}
}

// loop lowers a loop. If the condition needs statements of its own, they run
// before the loop and again at the end of its body.
func (l *lowering) loop(at prog.At, cond *expr, v *env, body func()) {
	l.th.enterLoop()
	defer l.th.leaveLoop()
	recording, made := l.recording, l.made
	l.recording, l.made = true, nil
	mark := len(l.out)
	s := &prog.While{At: at}
	if cond == nil {
		s.Cond = constant(at, 1)
	} else {
		s.Cond = l.expr(cond, v)
	}
	temps := l.made
	l.recording, l.made = recording, append(made, temps...)
	s.Body = l.block(body)
	if mark < len(l.out) {
		s.Body = append(s.Body, l.again(cond, v, temps)...)
	}
	l.emit(s)
}

// again lowers the statements that a condition needs a second time, with the
// same registers.
func (l *lowering) again(cond *expr, v *env, temps []int) []prog.Stmt {
	saved := l.replay
	l.replay = temps
	defer func() { l.replay = saved }()
	return l.block(func() { l.expr(cond, v) })
}

// decl lowers a declaration: only its initial value does anything.
func (l *lowering) decl(d decl, v *env) {
	reg := l.th.reg(d.name, d.span)
	info := &l.th.info[reg]
	if !info.typed {
		info.typ, info.typed = d.typ, true
		if !l.th.Regs[reg].Param {
			l.th.Regs[reg].Span = d.span
		}
	}
	if d.init == nil {
		return
	}
	l.set(prog.At{Place: d.whole}, reg, l.expr(d.init, v))
}

// set assigns to a register of the thread.
func (l *lowering) set(at prog.At, reg int, value prog.Expr) {
	r := l.th.Regs[reg]
	if r.Param {
		l.rep.warnf(ParameterAssigned, at.Place, "this changes the pointer `%s` and not the shared variable; write `*%s` for the variable", r.Name, r.Name)
	}
	l.emit(&prog.Assign{At: at, Reg: reg, Value: value})
	l.th.info[reg].written = true
}

// exprStmt lowers an expression that is a statement. discard is set when its
// value is dropped on purpose.
func (l *lowering) exprStmt(at prog.At, e *expr, v *env, discard bool) {
	switch e.kind {
	case exprParam:
		l.exprStmt(at, v.args[e.num], v.outer, discard)
		return
	case exprAssign, exprStep:
		l.assign(e, v, false)
		return
	case exprComma:
		l.exprStmt(v.at(e.x), e.x, v, discard)
		l.exprStmt(v.at(e.y), e.y, v, discard)
		return
	case exprCall:
		if l.callStmt(e, v, discard) {
			return
		}
	case exprWord:
		if l.wordStmt(at, e, v) {
			return
		}
	case exprBad:
		return
	}
	x := l.expr(e, v)
	switch x := x.(type) {
	case *prog.Const, *prog.RegRef, *prog.Binary:
		if !discard && v == nil && isPure(x) && isArithmetic(e) {
			l.rep.warnf(NoEffect, at.Place, "this statement does nothing")
		}
		if r, ok := x.(*prog.RegRef); ok && l.th.Regs[r.Reg].Hidden {
			return
		}
	}
	l.emit(&prog.Eval{At: at, Value: x})
}

// isArithmetic reports whether e consists of names, constants and operators
// that evaluate all their operands.
func isArithmetic(e *expr) bool {
	switch e.kind {
	case exprNum, exprName:
		return true
	case exprParen, exprCast, exprNeg, exprNot, exprCompl:
		return isArithmetic(e.x)
	case exprBinary:
		return isArithmetic(e.x) && isArithmetic(e.y)
	default:
		return false
	}
}

// isPure reports whether x has no events in memory.
func isPure(x prog.Expr) bool {
	switch x := x.(type) {
	case *prog.Const, *prog.RegRef:
		return true
	case *prog.Binary:
		return isPure(x.X) && isPure(x.Y)
	}
	return false
}

// assign lowers an assignment or a step. If value is set, it returns what the
// expression is worth; it is nil otherwise.
func (l *lowering) assign(e *expr, v *env, value bool) prog.Expr {
	at := v.at(e)
	target, inner := strip(e.x, v)
	if v == nil && e.x.kind == exprParen {
		l.rejected(v, e.x.span, "the left side in parentheses; write it without")
	}
	switch target.kind {
	case exprName:
		return l.assignReg(at, e, target, v, value)
	case exprDeref, exprIndex:
		return l.assignCell(at, e, target, v, inner, value)
	case exprBad:
		l.expr(orZero(e.y), v)
		return constant(at, 0)
	default:
		l.rep.errorf(SyntaxError, target.span, "the left side of an assignment must be a variable or `*p`")
		return constant(at, 0)
	}
}

// orZero returns e, or a tree of no meaning if there is none.
func orZero(e *expr) *expr {
	if e == nil {
		return &expr{kind: exprBad}
	}
	return e
}

// assignReg is assign for a register.
func (l *lowering) assignReg(at prog.At, e, target *expr, v *env, value bool) prog.Expr {
	reg := l.th.reg(target.name, target.span)
	targetAt := prog.At{Place: target.span}
	ref := &prog.RegRef{At: targetAt, Reg: reg}
	switch {
	case e.kind == exprStep:
		l.th.read(reg, target.span)
		var old prog.Expr
		if value && !e.prefix {
			old = l.keep(ref)
		}
		l.set(at, reg, &prog.Binary{At: at, Op: prog.Add, X: ref, Y: constant(at, e.num)})
		if old != nil {
			return old
		}
	case e.name == "":
		l.set(at, reg, l.expr(e.y, v))
	default:
		xs := l.operands(v, e.x, e.y)
		l.set(at, reg, l.binary(at, e.name, xs[0], xs[1]))
	}
	return &prog.RegRef{At: targetAt, Reg: reg}
}

// assignCell is assign for a cell in memory, a plain store. The parts of a
// compound assignment are a plain load and a plain store of one address.
func (l *lowering) assignCell(at prog.At, e, target *expr, v, inner *env, value bool) prog.Expr {
	if target.kind == exprDeref && v == nil {
		l.checkStoreTarget(target)
	}
	addr := l.cellAddress(target, inner)
	if e.kind == exprAssign && e.name == "" {
		mark := len(l.out)
		x := l.expr(e.y, v)
		if len(l.out) > mark {
			one := []prog.Expr{addr}
			l.keepBefore(mark, one)
			addr = one[0]
		}
		if value {
			x = l.stable(x)
		}
		l.emit(&prog.Store{At: at, Addr: addr, Value: x})
		return x
	}
	addr = l.stable(addr)
	var old prog.Expr = &prog.Load{At: prog.At{Place: target.span}, Addr: addr}
	if e.kind == exprStep {
		if value {
			old = l.keep(old)
		}
		var sum prog.Expr = &prog.Binary{At: at, Op: prog.Add, X: old, Y: constant(at, e.num)}
		if value && e.prefix {
			sum = l.keep(sum)
			old = sum
		}
		l.emit(&prog.Store{At: at, Addr: addr, Value: sum})
		return old
	}
	mark := len(l.out)
	y := l.expr(e.y, v)
	if len(l.out) > mark {
		one := []prog.Expr{old}
		l.keepBefore(mark, one)
		old = one[0]
	}
	sum := l.binary(at, e.name, old, y)
	if value {
		sum = l.stable(sum)
	}
	l.emit(&prog.Store{At: at, Addr: addr, Value: sum})
	return sum
}

// cellAddress lowers the address of *x or x[y].
func (l *lowering) cellAddress(target *expr, v *env) prog.Expr {
	if target.kind == exprIndex {
		return l.element(target, v)
	}
	x := target.x
	if x.kind == exprDeref && v == nil {
		// herd7 reads `**p = e` although it does not read `**p` elsewhere.
		return &prog.Load{At: v.at(x), Addr: l.cellAddress(x, v)}
	}
	return l.expr(x, v)
}

// checkStoreTarget gives a hint on a target that herd7 does not read on the left
// of an assignment.
func (l *lowering) checkStoreTarget(e *expr) {
	x := e.x
	for x.kind == exprDeref {
		x = x.x
	}
	switch x.kind {
	case exprName, exprParen, exprBad:
	default:
		l.rep.rejected(e.span, "`*` needs a name or parentheses behind it; write `*(%s)`", shown(x.span.Text()))
	}
}
