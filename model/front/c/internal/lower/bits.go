package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// A bit-field is part of a cell that it shares with its neighbours. To write it is
// to read the cell, to change the bits and to write it back, all plainly, as
// compilers do: a neighbour that is written at the same time is lost.

// unitOf returns the cell in which a bit-field lies.
func (t *thread) unitOf(p loc, at source.Span) (loc, bool) {
	if p.member.Unit == 0 {
		t.errorf(NotModelled, at, "the bit-field %s has no unit of storage of its own; such a layout is not modelled", p.member.Name)
		return loc{}, false
	}
	t.warnf(NoGuarantee, at, "bit-fields share their memory with their neighbours, and LKMM gives no guarantee for them")
	p.typ, p.member = ctype.UnsignedOf(p.member.Unit), nil
	return p, true
}

// loadBits reads a bit-field.
func (t *thread) loadBits(p loc, n syntax.Node) val {
	at, m := t.place(n), p.member
	typ := p.typ.Resolve().Unqualified()
	unit, ok := t.unitOf(p, at)
	if !ok {
		return invalid(at)
	}
	x := binary(prog.UShr, t.loadScalar(unit, "", n), number(int64(m.Bit), at), at)
	x = resize(x, m.Bits, typ.Unsigned || typ.Kind == ctype.Bool, at)
	if m.Bits < 32 {
		typ = ctype.IntType() // as the promotions have it
	}
	return val{typ: typ, x: x}
}

// storeBits writes a bit-field.
func (t *thread) storeBits(p loc, v val, n syntax.Node) {
	at, m := t.place(n), p.member
	unit, ok := t.unitOf(p, at)
	if !ok {
		return
	}
	if unit.addr != nil {
		unit.addr = t.once(unit.addr, ctype.ULongType())
	}
	value := binary(prog.Shl64, resize(t.scalar(v, at), m.Bits, true, at), number(int64(m.Bit), at), at)
	mask := int64(1)<<m.Bits - 1
	if m.Bits == 64 {
		mask = -1
	}
	rest := binary(prog.AndNot64, t.loadScalar(unit, "", n), number(mask<<m.Bit, at), at)
	t.store(unit, val{typ: unit.typ, x: binary(prog.Or64, rest, value, at)}, "", n)
}
