package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// val is the value of an expression.
type val struct {
	typ *ctype.Type
	// x is the residual of a scalar. It is nil for void, for records, and for what
	// the next fields have.
	x prog.Expr
	// ref is set for the address of a local that is in registers.
	ref *loc
	// fn is set for a function or its address.
	fn *function
	// fields are the scalars of a record.
	fields []field
	// text is set for a string literal.
	text bool
	// target is what a pointer to void was a pointer to before it became one, nil if
	// that is not known.
	target *ctype.Type
}

// field is the value of one scalar in a record.
type field struct {
	offset int64
	typ    *ctype.Type
	x      prog.Expr
}

// isConst reports whether the value is known and needs no register.
func (v val) isConst() bool {
	if v.ref != nil || v.fn != nil || v.text {
		return true
	}
	if v.x == nil {
		return false
	}
	_, ok := constant(v.x)
	return ok
}

// loc is an lvalue: the object in a variable, or at an address.
type loc struct {
	typ *ctype.Type
	// v is the variable whose registers hold it, at an offset.
	v      *variable
	offset int64
	// addr is the residual of its address if it is in memory.
	addr prog.Expr
	// fn is set for a function.
	fn *function
	// member is set for a bit-field or another member with a remark.
	member *ctype.Member
}

// isRegister reports whether the object is in registers.
func (p loc) isRegister() bool { return p.v != nil && p.v.object == nil }

// zero returns the value 0 of type int, for what is wrong anyway.
func zero(at source.Span) val { return val{typ: ctype.IntType(), x: number(0, at)} }

// invalid returns a value that goes with a problem, of a type that fits everywhere.
func invalid(at source.Span) val {
	return val{typ: ctype.UnknownType("unknown"), x: number(0, at)}
}

// once makes a residual one that can be used several times: it is evaluated here if
// it has events.
func (t *thread) once(e prog.Expr, typ *ctype.Type) prog.Expr {
	if !hasEvents(e) && !hasChoice(e) {
		return e
	}
	return t.hold(e, typ)
}

// hold evaluates a residual here, into a register of its own.
func (t *thread) hold(e prog.Expr, typ *ctype.Type) prog.Expr {
	if _, ok := constant(e); ok {
		return e
	}
	r := t.temp(typ, e.Span())
	t.emit(&prog.Assign{At: prog.At{Place: e.Span()}, Reg: r, Value: e})
	return regRef(r, e.Span())
}

// hasChoice reports whether evaluating e twice may give two values.
func hasChoice(e prog.Expr) bool {
	return someExpr(e, func(e prog.Expr) bool { _, ok := e.(*prog.Choose); return ok })
}

// drop evaluates a value for its events.
func (t *thread) drop(v val, at source.Span) {
	var xs []prog.Expr
	if v.x != nil {
		xs = append(xs, v.x)
	}
	for _, f := range v.fields {
		xs = append(xs, f.x)
	}
	for _, x := range xs {
		if hasEvents(x) {
			t.emit(&prog.Eval{At: prog.At{Place: at}, Value: x})
		}
	}
}

// pointer returns the residual of a value that is an address or an integer. A local
// in registers whose address it is becomes an object.
func (t *thread) scalar(v val, at source.Span) prog.Expr {
	switch {
	case v.x != nil:
		return v.x
	case v.ref != nil:
		return t.addressOf(*v.ref, at)
	case v.fn != nil:
		return t.functionAddress(v.fn, at)
	case v.text:
		t.errorf(NotModelled, at, "strings have no contents here; only functions that are ignored take them")
		return number(0, at)
	case v.typ.Kind == ctype.Void:
		t.errorf(BadOperand, at, "this has no value")
		return number(0, at)
	case v.typ.Kind == ctype.Float:
		t.errorf(NotModelled, at, "floating-point numbers are not modelled")
		return number(0, at)
	default:
		t.errorf(BadOperand, at, "a number or a pointer is needed here, not %s", v.typ)
		return number(0, at)
	}
}

// addressOf returns the residual of the address of an object.
func (t *thread) addressOf(p loc, at source.Span) prog.Expr {
	switch {
	case p.fn != nil:
		return t.functionAddress(p.fn, at)
	case p.addr != nil:
		return p.addr
	case p.v.object != nil:
		return &prog.Const{At: prog.At{Place: at}, Value: prog.AddrValue(p.v.object.global, p.offset)}
	default:
		t.escape(p.v, at)
		return number(0, at)
	}
}
