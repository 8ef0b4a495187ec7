package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// width returns the bits of a scalar and whether its values are unsigned.
func width(t *ctype.Type) (bits int, unsigned bool) {
	switch t.Kind {
	case ctype.Bool:
		return 1, true
	case ctype.Int:
		return t.Bits, t.Unsigned
	case ctype.Pointer:
		return 64, true
	case ctype.Unknown, ctype.Void, ctype.Array, ctype.Record, ctype.Func, ctype.Float:
		return 64, false
	default:
		panic("lower: unhandled kind")
	}
}

// convert returns the residual of a value of one scalar type as a value of another
// (C11 6.3). What is a value of both types stays as it is.
func (t *thread) convert(x prog.Expr, from, to *ctype.Type, at source.Span) prog.Expr {
	from, to = from.Resolve(), to.Resolve()
	if to.Kind == ctype.Bool {
		return truth(x)
	}
	bits, unsigned := width(to)
	if bits == 64 {
		return x
	}
	have, positive := width(from)
	if have < bits && (positive || !unsigned) || have == bits && positive == unsigned {
		return x
	}
	if isTruth(x) {
		return x
	}
	return resize(x, bits, unsigned, at)
}

// resize cuts a residual to a width and extends it.
func resize(x prog.Expr, bits int, unsigned bool, at source.Span) prog.Expr {
	if bits >= 64 {
		return x
	}
	op := prog.Sext
	if unsigned {
		op = prog.Zext
	}
	return binary(op, x, number(int64(bits), at), at)
}

// as returns a value as one of another type: what an assignment, an argument, a
// return or a cast does.
func (t *thread) as(v val, to *ctype.Type, at source.Span) val {
	out := t.become(v, to, at)
	if out.typ.IsVoidPointer() {
		out.target = v.target
		if v.typ.Kind == ctype.Pointer && !v.typ.IsVoidPointer() {
			out.target = v.typ.Elem
		}
	}
	return out
}

func (t *thread) become(v val, to *ctype.Type, at source.Span) val {
	to = to.Resolve().Unqualified()
	switch {
	case to.Kind == ctype.Void:
		return val{typ: to}
	case to.Kind == ctype.Record || v.typ.Kind == ctype.Record:
		if v.typ.Kind != ctype.Record || to.Kind != ctype.Record || !ctype.Same(v.typ, to) {
			if v.typ.Kind == ctype.Unknown || to.Kind == ctype.Unknown {
				t.errorf(NotModelled, at, "it is not known what %s and %s are; declare their type", v.typ, to)
			} else {
				t.errorf(BadOperand, at, "%s is needed here, not %s", to, v.typ)
			}
			return t.valueOf(to, at)
		}
		return v
	case to.Kind == ctype.Float:
		t.errorf(NotModelled, at, "floating-point numbers are not modelled")
		return val{typ: to, x: number(0, at)}
	case v.fn != nil && (to.Kind == ctype.Pointer || to.Kind == ctype.Unknown):
		return val{typ: to, fn: v.fn}
	case v.text && (to.Kind == ctype.Pointer || to.Kind == ctype.Unknown):
		return val{typ: to, text: true}
	case v.ref != nil && to.Kind == ctype.Pointer:
		ref := *v.ref
		if elem := to.Elem.Resolve(); elem.Kind != ctype.Void && elem.Kind != ctype.Unknown {
			ref.typ = to.Elem
		}
		return val{typ: to, ref: &ref}
	case to.Kind == ctype.Bool && (v.ref != nil || v.fn != nil || v.text):
		return val{typ: to, x: number(1, at)}
	case !to.IsScalar():
		t.errorf(BadOperand, at, "%s cannot be the type of a value", to)
		return val{typ: to, x: number(0, at)}
	}
	return val{typ: to, x: t.convert(t.scalar(v, at), v.typ, to, at)}
}

// meet learns from two types that an assignment or a comparison brings together.
func (t *thread) meet(a, b *ctype.Type, n syntax.Node) {
	if !t.frame.env.Meet(a, b, t.place(n)) {
		t.errorf(BadOperand, t.place(n), "%s is used as %s here, which does not fit its other uses; declare its type", a, b)
	}
}

// truthOf returns the residual of `v != 0`.
func (t *thread) truthOf(v val, at source.Span) prog.Expr {
	if v.ref != nil || v.fn != nil || v.text {
		return number(1, at)
	}
	return truth(t.scalar(v, at))
}

// bool01 returns a truth value as a value of type int.
func bool01(x prog.Expr) val { return val{typ: ctype.IntType(), x: x} }
