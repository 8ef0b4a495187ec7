package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// condition evaluates an expression as the residual of its truth.
func (t *thread) condition(e syntax.Expr) prog.Expr {
	return t.truthOf(t.rvalue(e), t.place(e))
}

// jump goes to l if the truth of a condition is as wanted. Each side of && and || is
// a branch of its own, which controls what executes because of it.
func (t *thread) jump(e syntax.Expr, wanted bool, l *label) {
	switch c := e.(type) {
	case *syntax.Unary:
		if c.Op == "!" {
			t.jump(c.X, !wanted, l)
			return
		}
	case *syntax.Binary:
		switch {
		case c.Op == "&&" && !wanted, c.Op == "||" && wanted:
			t.jump(c.X, wanted, l)
			t.jump(c.Y, wanted, l)
			return
		case c.Op == "&&", c.Op == "||":
			past := t.newLabel("past")
			t.block(past, t.place(c), func() {
				t.jump(c.X, !wanted, past)
				t.jump(c.Y, wanted, l)
			})
			return
		}
	case *syntax.Call:
		if x := t.expected(c); x != nil {
			t.jump(x, wanted, l)
			return
		}
	}
	x := t.condition(e)
	if !wanted {
		x = not(x)
	}
	t.branch(x, t.place(e), func() { t.leave(l, t.place(e)) }, nil)
}

// isShort reports whether a condition has && or || at its outside.
func (t *thread) isShort(e syntax.Expr) bool {
	switch c := e.(type) {
	case *syntax.Unary:
		return c.Op == "!" && t.isShort(c.X)
	case *syntax.Binary:
		return c.Op == "&&" || c.Op == "||"
	case *syntax.Call:
		x := t.expected(c)
		return x != nil && t.isShort(x)
	default:
		return false
	}
}

// ifElse runs then or els, which may be nil, by the truth of a condition.
func (t *thread) ifElse(cond syntax.Expr, then, els func()) {
	at := t.place(cond)
	if !t.isShort(cond) {
		t.branch(t.condition(cond), at, then, els)
		return
	}
	if els == nil {
		if b, ok := cond.(*syntax.Binary); ok && b.Op == "&&" {
			t.ifElse(b.X, func() { t.ifElse(b.Y, then, nil) }, nil)
			return
		}
	}
	end, otherwise := t.newLabel("fi"), t.newLabel("else")
	t.block(end, at, func() {
		t.block(otherwise, at, func() {
			t.jump(cond, false, otherwise)
			then()
			if els != nil {
				t.leave(end, at)
			}
		})
		if els != nil {
			els()
		}
	})
}

// when runs then if the truth of a condition is as wanted.
func (t *thread) when(cond syntax.Expr, wanted bool, then func()) {
	if wanted {
		t.ifElse(cond, then, nil)
		return
	}
	t.ifElse(&syntax.Unary{At: syntax.At{Place: cond.Span()}, Op: "!", X: cond}, then, nil)
}

// logical evaluates && and ||: `a && b` is `a ? (b != 0) : 0`. The value has no data
// dependency on a.
func (t *thread) logical(e *syntax.Binary) val {
	at := t.place(e)
	and := e.Op == "&&"
	x := t.condition(e.X)
	if c, ok := constant(x); ok {
		if (c != prog.Value{}) != and {
			return bool01(x)
		}
		return bool01(t.condition(e.Y))
	}
	if t.sink > 0 {
		if v, ok := t.plainLogical(x, e); ok {
			return v
		}
	}
	r := t.temp(ctype.IntType(), at)
	set := func(x prog.Expr) { t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: r, Value: x}) }
	right := func() { set(t.condition(e.Y)) }
	short := func() { set(number(prog.Bool(!and).N, at)) }
	if and {
		t.branch(x, at, right, short)
	} else {
		t.branch(x, at, short, right)
	}
	return val{typ: ctype.IntType(), x: regRef(r, at)}
}

// plainLogical evaluates && and || by an operator, where nothing depends on the
// value and the right side has no effect of its own that must not happen.
func (t *thread) plainLogical(x prog.Expr, e *syntax.Binary) (v val, ok bool) {
	at := t.place(e)
	var y prog.Expr
	regs, problems, size := len(t.prog.Regs), len(t.problems.Problems), t.size
	body := t.list(func() { y = t.condition(e.Y) })
	if len(body) > 0 || hasEvents(y) || mayFail(y) || len(t.problems.Problems) > problems {
		t.prog.Regs, t.size = t.prog.Regs[:regs], size
		return val{}, false
	}
	op := prog.Or
	if e.Op == "&&" {
		op = prog.And
	}
	return bool01(binary(op, x, y, at)), true
}

// conditional evaluates a ? b : c. The value has no data dependency on a.
func (t *thread) conditional(e *syntax.Cond) val {
	at := t.place(e)
	if e.Then == nil {
		return t.elvis(e)
	}
	typ := t.typeOf(e)
	if x, ok := t.known(e.Cond); ok {
		if !x {
			return t.arm(e.Else, typ, e)
		}
		return t.arm(e.Then, typ, e)
	}
	return t.choice(typ, e, func(then, els func()) { t.ifElse(e.Cond, then, els) },
		func() val { return t.arm(e.Then, typ, e) }, func() val { return t.arm(e.Else, typ, e) }, at)
}

// known returns the truth of a condition that is a constant for C.
func (t *thread) known(e syntax.Expr) (holds, ok bool) {
	if c, is := e.(*syntax.Call); is {
		if x := t.expected(c); x != nil {
			e = x
		}
	}
	v, err := t.frame.env.Const(e)
	return err == nil && v.N != 0, err == nil
}

// arm evaluates one side of ?:.
func (t *thread) arm(e syntax.Expr, typ *ctype.Type, n syntax.Node) val {
	v := t.rvalue(e)
	if typ.Kind == ctype.Void {
		t.drop(v, t.place(e))
		return val{typ: typ}
	}
	t.meetPointers(typ, v.typ, n)
	return t.as(v, typ, t.place(e))
}

// elvis evaluates a ?: c.
func (t *thread) elvis(e *syntax.Cond) val {
	at := t.place(e)
	typ := t.typeOf(e)
	a := t.rvalue(e.Cond)
	if a.ref != nil || a.fn != nil || a.text {
		return t.as(a, typ, at)
	}
	a.x = t.once(t.scalar(a, at), a.typ)
	if c, ok := constant(a.x); ok {
		if c == (prog.Value{}) {
			return t.arm(e.Else, typ, e)
		}
		return t.as(a, typ, at)
	}
	return t.choice(typ, e, func(then, els func()) { t.branch(truth(a.x), at, then, els) },
		func() val { return t.as(a, typ, at) }, func() val { return t.arm(e.Else, typ, e) }, at)
}

// choice evaluates one of two values, as a branch says, into registers of its own.
func (t *thread) choice(typ *ctype.Type, n syntax.Node, branch func(then, els func()), a, b func() val, at source.Span) val {
	if typ.Kind == ctype.Void {
		branch(func() { a() }, func() { b() })
		return val{typ: typ}
	}
	if typ.Kind != ctype.Record {
		r := t.temp(typ, at)
		set := func(v val) {
			t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: r, Value: t.scalar(v, at)})
		}
		branch(func() { set(a()) }, func() { set(b()) })
		return val{typ: typ, x: regRef(r, at)}
	}
	t.made++
	v := &variable{name: "_choice", typ: typ, span: at, hidden: true, made: t.made, regs: map[int64]int{}}
	p := loc{typ: typ, v: v}
	branch(func() { t.store(p, a(), "", n) }, func() { t.store(p, b(), "", n) })
	return t.load(p, "", n)
}

// conditionalEffect evaluates a ? b : c whose value nobody uses.
func (t *thread) conditionalEffect(e *syntax.Cond) {
	if e.Then == nil {
		t.when(e.Cond, false, func() { t.effect(e.Else) })
		return
	}
	t.ifElse(e.Cond, func() { t.effect(e.Then) }, func() { t.effect(e.Else) })
}
