package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// assign converts a value to the type of a place and writes it there.
func (t *thread) assign(p loc, v val, n syntax.Node) {
	t.meet(p.typ, v.typ, n)
	t.store(p, t.as(v, t.fieldType(p), t.place(n)), "", n)
}

// fieldType returns the type that a value for a place is converted to.
func (t *thread) fieldType(p loc) *ctype.Type { return p.typ.Resolve().Unqualified() }

// assignable says what is wrong with an assignment to a place.
func (t *thread) assignable(p loc, n syntax.Node) bool {
	switch typ := p.typ.Resolve(); {
	case p.fn != nil || typ.Kind == ctype.Array || typ.Kind == ctype.Void || typ.Kind == ctype.Func:
		t.errorf(BadOperand, t.place(n), "nothing can be assigned to this")
		return false
	case typ.Kind == ctype.Float:
		t.errorf(NotModelled, t.place(n), "floating-point numbers are not modelled")
		return false
	default:
		return true
	}
}

// assignment evaluates = and the compound assignments.
func (t *thread) assignment(e *syntax.Assign) val { return t.assignFor(e, true) }

// assignFor evaluates an assignment; wanted is set if its value is used.
func (t *thread) assignFor(e *syntax.Assign, wanted bool) val {
	at := t.place(e)
	target, ok := t.target(t.place(e.X), func() (loc, bool) { return t.lvalue(e.X) })
	value := t.operand(t.place(e.Y), func() val { return t.rvalue(e.Y) })
	if !ok || !t.assignable(target.p, e) {
		t.join(target, value)
		return invalid(at)
	}
	if e.Op == "" {
		t.join(target, value)
		t.meet(target.p.typ, value.v.typ, e)
		return t.set(target.p, value.v, wanted, e)
	}
	// What is read is beside the right side, and that it is read where it is written
	// goes without saying; its address is evaluated once.
	old := t.operand(t.place(e.X), func() val { return val{} })
	t.join(target, value)
	p := target.p
	if p.addr != nil {
		p.addr = t.once(p.addr, ctype.ULongType())
	}
	old.v = t.load(p, "", e.X)
	t.checkConflicts([]*operand{old, {at: value.at, body: value.body, v: val{}}})
	return t.set(p, t.operate(e.Op, old.v, value.v, e), wanted, e)
}

// set writes a value to a place. The result is the value that the place then has,
// if that is wanted.
func (t *thread) set(p loc, v val, wanted bool, n syntax.Node) val {
	typ := t.fieldType(p)
	v = t.as(v, typ, t.place(n))
	if !wanted {
		t.store(p, v, "", n)
		return val{typ: ctype.VoidType()}
	}
	if p.isRegister() && typ.IsScalar() {
		t.store(p, v, "", n)
		return t.load(p, "", n)
	}
	if v.x != nil {
		v.x = t.once(v.x, typ)
	}
	if len(v.fields) > 0 {
		o := &operand{at: t.place(n), v: v}
		t.together(t.held(o), o.at)
		v = o.v
	}
	if p.member != nil && p.member.Bits > 0 {
		v.x = resize(v.x, p.member.Bits, typ.Unsigned || typ.Kind == ctype.Bool, t.place(n))
	}
	t.store(p, v, "", n)
	return v
}

// incDec evaluates ++ and --.
func (t *thread) incDec(e *syntax.IncDec) val { return t.incDecFor(e, true) }

// incDecFor evaluates ++ and --; wanted is set if the value is used.
func (t *thread) incDecFor(e *syntax.IncDec, wanted bool) val {
	at := t.place(e)
	p, ok := t.lvalue(e.X)
	if !ok || !t.assignable(p, e) {
		return invalid(at)
	}
	if p.addr != nil {
		p.addr = t.once(p.addr, ctype.ULongType())
	}
	old := t.load(p, "", e)
	if wanted && !e.Prefix && old.x != nil {
		old.x = t.hold(old.x, old.typ)
	}
	updated := t.operate(e.Op[:1], old, val{typ: ctype.IntType(), x: number(1, at)}, e)
	after := t.set(p, updated, wanted && e.Prefix, e)
	if e.Prefix {
		return after
	}
	return old
}

// effect evaluates an expression whose value nobody uses.
func (t *thread) effect(e syntax.Expr) {
	at := t.place(e)
	switch e := e.(type) {
	case *syntax.Assign:
		t.assignFor(e, false)
	case *syntax.IncDec:
		t.incDecFor(e, false)
	case *syntax.Comma:
		t.effect(e.X)
		t.effect(e.Y)
	case *syntax.Cast:
		if typ := t.frame.env.Type(e.Type); typ.Kind == ctype.Void {
			t.effect(e.X)
			return
		}
		t.drop(t.rvalue(e), at)
	case *syntax.Cond:
		t.conditionalEffect(e)
	default:
		t.drop(t.rvalue(e), at)
	}
}

// evaluate is for an expression statement.
func (t *thread) evaluate(e syntax.Expr) {
	if b, ok := e.(*syntax.Binary); ok && (b.Op == "&&" || b.Op == "||") {
		// `ready && start();`
		t.when(b.X, b.Op == "&&", func() { t.effect(b.Y) })
		return
	}
	t.effect(e)
}

// eval makes the statement that evaluates a residual for its events.
func (t *thread) eval(x prog.Expr) {
	if hasEvents(x) {
		t.emit(&prog.Eval{At: prog.At{Place: x.Span()}, Value: x})
	}
}
