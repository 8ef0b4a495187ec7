package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// lvalue finds the place that an expression names. ok is false, with a problem, if
// it names none.
func (t *thread) lvalue(e syntax.Expr) (p loc, ok bool) {
	defer t.exit()
	if !t.enter(e) {
		return loc{}, false
	}
	if t.dead {
		return loc{typ: t.typeOf(e), addr: number(0, t.place(e))}, true
	}
	switch e := e.(type) {
	case *syntax.Name:
		return t.designated(e)
	case *syntax.Unary:
		if e.Op == "*" {
			return t.pointee(t.rvalue(e.X), e)
		}
	case *syntax.Member:
		return t.member(e)
	case *syntax.Index:
		return t.index(e)
	case *syntax.CompoundLit:
		return t.compoundLiteral(e)
	case *syntax.Generic:
		if x := t.frame.env.Selected(e); x != nil {
			return t.lvalue(x)
		}
	case *syntax.Comma:
		t.drop(t.rvalue(e.X), t.place(e))
		return t.lvalue(e.Y)
	case *syntax.BadExpr:
		t.errorf(SyntaxProblem, t.place(e), "%s", e.Message)
		return loc{}, false
	case *syntax.Int, *syntax.Float, *syntax.String, *syntax.IncDec, *syntax.Binary, *syntax.Assign, *syntax.Cond,
		*syntax.Call, *syntax.TypeArg, *syntax.Cast, *syntax.SizeofType, *syntax.SizeofExpr, *syntax.StmtExpr, *syntax.InitList:
	default:
		panic(fmt.Sprintf("lower: unhandled expression %T", e))
	}
	t.errorf(BadOperand, t.place(e), "this names no object")
	return loc{}, false
}

// pointee returns the place that a pointer points to.
func (t *thread) pointee(v val, n syntax.Node) (loc, bool) {
	switch {
	case v.ref != nil:
		return *v.ref, true
	case v.fn != nil:
		return loc{typ: v.fn.typ, fn: v.fn}, true
	}
	elem, ok := t.frame.env.Deref(v.typ, t.place(n))
	if !ok {
		t.errorf(BadOperand, t.place(n), "%s is no pointer", v.typ)
		return loc{}, false
	}
	return loc{typ: elem, addr: t.scalar(v, t.place(n))}, true
}

// member finds x.f or x->f.
func (t *thread) member(e *syntax.Member) (p loc, ok bool) {
	if e.Arrow {
		p, ok = t.pointee(t.rvalue(e.X), e)
	} else {
		p, ok = t.lvalue(e.X)
	}
	if !ok {
		return loc{}, false
	}
	return t.memberOf(p, e.Name)
}

// memberOf returns the member of an object that is called name.
func (t *thread) memberOf(p loc, name syntax.Ident) (loc, bool) {
	at := t.place(name)
	if name.Name == "" {
		return loc{}, false // the text ends here, and has its problem
	}
	m, ok := t.frame.env.Member(p.typ, name.Name, at)
	if !ok {
		t.noMember(p.typ, name.Name, at)
		return loc{}, false
	}
	typ := m.Type
	if p.typ.Const {
		typ = typ.Qualified(syntax.Const)
	}
	q := loc{typ: typ, v: p.v, offset: p.offset + m.Offset}
	if p.addr != nil {
		q.addr, q.offset = binary(prog.Add64, p.addr, number(m.Offset, at), at), 0
	}
	if m.Bits > 0 || m.Misaligned {
		q.member = &m
	}
	return q, true
}

// part evaluates x.f, x->f and a[i].
func (t *thread) part(e syntax.Expr) val {
	if m, ok := e.(*syntax.Member); ok && !m.Arrow && !isPlace(m.X) {
		return t.memberOfValue(m)
	}
	p, ok := t.lvalue(e)
	if !ok {
		return invalid(t.place(e))
	}
	return t.load(p, "", e)
}

// isPlace reports whether an expression has the form of an lvalue.
func isPlace(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Name, *syntax.Member, *syntax.Index, *syntax.CompoundLit, *syntax.Generic, *syntax.Comma, *syntax.BadExpr:
		return true
	case *syntax.Unary:
		return e.Op == "*"
	default:
		return false
	}
}

// memberOfValue evaluates the member of a record that is no object: the result of a
// call.
func (t *thread) memberOfValue(e *syntax.Member) val {
	v, at := t.rvalue(e.X), t.place(e)
	m, ok := t.frame.env.Member(v.typ, e.Name.Name, t.place(e.Name))
	if !ok {
		t.noMember(v.typ, e.Name.Name, t.place(e.Name))
		return invalid(at)
	}
	size, _ := m.Type.Room()
	out := val{typ: m.Type.Resolve().Unqualified()}
	for _, f := range v.fields {
		switch {
		case f.offset < m.Offset || f.offset >= m.Offset+max(size, 1):
			t.drop(val{x: f.x}, at)
		case out.typ.IsScalar():
			out.x = t.convert(f.x, f.typ, out.typ, at)
		default:
			f.offset -= m.Offset
			out.fields = append(out.fields, f)
		}
	}
	if out.typ.IsScalar() && out.x == nil {
		out.x = number(0, at)
	}
	return out
}

// index finds a[i].
func (t *thread) index(e *syntax.Index) (loc, bool) {
	var base, i *operand
	isArray := false
	a := t.typeOf(e.X)
	if a.Kind == ctype.Array && isPlace(e.X) {
		var ok bool
		base, ok = t.target(t.place(e.X), func() (loc, bool) { return t.lvalue(e.X) })
		if !ok {
			return loc{}, false
		}
		isArray = true
	} else {
		base = t.operand(t.place(e.X), func() val { return t.rvalue(e.X) })
	}
	i = t.operand(t.place(e.I), func() val { return t.rvalue(e.I) })
	t.join(base, i)
	if !isArray {
		p, by := base.v, i.v
		if by.typ.Kind == ctype.Pointer {
			p, by = by, p // 3[a]
		}
		if p.typ.Kind == ctype.Unknown {
			elem, _ := t.frame.env.Deref(p.typ, t.place(e))
			p.typ = ctype.PointerTo(elem)
		}
		if p.typ.Kind != ctype.Pointer || !numeric(by.typ).IsInteger() {
			t.errorf(BadOperand, t.place(e), "%s cannot be indexed", base.v.typ)
			return loc{}, false
		}
		return t.pointee(t.offsetBy(p, t.convert(t.scalar(by, t.place(e)), by.typ, ctype.LongType(), t.place(e)), e), e)
	}
	return t.element(base.p, i.v, e)
}

// element returns the element of an array at an index, which is checked against the
// length of this very array.
func (t *thread) element(p loc, i val, e *syntax.Index) (loc, bool) {
	at := t.place(e)
	if !numeric(i.typ).IsInteger() {
		t.errorf(BadOperand, at, "an index must be an integer, not %s", i.typ)
		return loc{}, false
	}
	elem := p.typ.Elem.Resolve()
	size, ok := elem.Room()
	if !ok {
		t.errorf(BadOperand, at, "the size of %s is not known", elem)
		return loc{}, false
	}
	x := t.convert(t.scalar(i, at), i.typ, ctype.LongType(), at)
	if k, known := integer(x); known {
		if k < 0 || p.typ.Len >= 0 && k >= int64(p.typ.Len) {
			t.require(number(0, at), at, fmt.Sprintf("the index is from 0 to %d", p.typ.Len-1))
		}
	} else if p.typ.Len >= 0 {
		x = t.once(x, ctype.LongType())
		t.require(binary(prog.ULt, x, number(int64(p.typ.Len), at), at), at, fmt.Sprintf("the index is from 0 to %d", p.typ.Len-1))
	}
	q := loc{typ: elem, v: p.v, offset: p.offset}
	if k, known := integer(x); known && p.isRegister() {
		q.offset += k * size
		return q, true
	}
	base := t.addressOf(p, at)
	q.v, q.offset = nil, 0
	q.addr = binary(prog.Add64, base, binary(prog.Mul64, x, number(size, at), at), at)
	return q, true
}

// load reads the object at a place: its value as C has it, an array's being the
// address of its first element.
func (t *thread) load(p loc, tag prog.Tag, n syntax.Node) val {
	at := t.place(n)
	typ := p.typ.Resolve()
	switch {
	case p.fn != nil:
		return val{typ: ctype.PointerTo(p.fn.typ), fn: p.fn}
	case typ.Kind == ctype.Array:
		return t.decay(p, typ)
	case typ.Kind == ctype.Record:
		return t.loadRecord(p, typ, tag, n)
	case typ.Kind == ctype.Void:
		return val{typ: typ}
	case typ.Kind == ctype.Float:
		t.errorf(NotModelled, at, "floating-point numbers are not modelled")
		return val{typ: typ, x: number(0, at)}
	case typ.Kind == ctype.Func:
		return val{typ: ctype.PointerTo(typ), x: t.addressOf(p, at)}
	case p.member != nil && p.member.Bits > 0:
		return t.loadBits(p, n)
	}
	p.typ = typ
	return val{typ: typ.Unqualified(), x: t.loadScalar(p, tag, n)}.orFrozen(t, p, tag)
}

// orFrozen replaces a load of what cannot change by its value.
func (v val) orFrozen(t *thread, p loc, tag prog.Tag) val {
	if tag == "" {
		if f, ok := t.frozen(p); ok {
			return f
		}
	}
	return v
}

// loadScalar returns the residual of the value of a scalar object.
func (t *thread) loadScalar(p loc, tag prog.Tag, n syntax.Node) prog.Expr {
	at := t.place(n)
	if p.isRegister() {
		reg, cell := t.register(p.v, p.offset, p.typ)
		if reg < 0 {
			t.escape(p.v, at)
			return number(0, at)
		}
		return t.convert(regRef(reg, at), cell, p.typ, at)
	}
	t.remark(p, tag, at)
	if tag == "" && t.racy > 0 {
		tag = prog.TagRacy
	}
	return &prog.Load{At: prog.At{Place: at}, Addr: p.addr, Tag: tag, Type: accessType(p.typ)}
}

// accessType returns the type of an access to a scalar. Plain int has one too, so
// that its width is checked.
func accessType(t *ctype.Type) prog.Type {
	if t.IsInt() {
		return prog.Type{Bits: 32, Exact: true}
	}
	return t.Prog()
}

// remark says what LKMM does not promise of an access.
func (t *thread) remark(p loc, tag prog.Tag, at source.Span) {
	if p.member != nil && p.member.Misaligned {
		t.warnf(NoGuarantee, at, "a packed structure need not have %s where a machine accesses it at once; LKMM gives no guarantee", p.member.Name)
	}
	if p.typ.Volatile && tag == "" && !t.frame.at.IsValid() {
		t.hintf(VolatileAccess, at, "to the model an access to a volatile object is a plain one; use READ_ONCE or WRITE_ONCE")
	}
}

// decay returns the address of the first element of an array.
func (t *thread) decay(p loc, typ *ctype.Type) val {
	elem := typ.Elem
	out := val{typ: ctype.PointerTo(elem)}
	if p.isRegister() {
		p.typ = elem
		out.ref = &p
		return out
	}
	out.x = p.addr
	return out
}

// loadRecord reads a record member by member, in no order.
func (t *thread) loadRecord(p loc, typ *ctype.Type, tag prog.Tag, n syntax.Node) val {
	at := t.place(n)
	out := val{typ: typ.Unqualified()}
	cells, err := ctype.Cells(typ, maxCells)
	if err != nil {
		t.errorf(NotModelled, at, "%s: %v", typ, err)
		return out
	}
	t.wide(typ, tag, len(cells), at)
	if p.addr != nil && len(cells) > 1 {
		p.addr = t.once(p.addr, ctype.ULongType())
	}
	for _, c := range cells {
		part := loc{typ: c.Type, v: p.v, offset: p.offset + c.Offset}
		if p.addr != nil {
			part.addr, part.offset = binary(prog.Add64, p.addr, number(c.Offset, at), at), 0
		}
		x := t.loadScalar(part, tag, n)
		if r, ok := x.(*prog.RegRef); ok {
			t.copied[r] = true
		}
		out.fields = append(out.fields, field{c.Offset, c.Type, x})
	}
	return out
}

// wide complains of a marked access to more than a machine accesses at once.
func (t *thread) wide(typ *ctype.Type, tag prog.Tag, cells int, at source.Span) {
	if tag != "" && cells > 1 {
		t.warnf(NoGuarantee, at, "%s has several members, which no machine accesses at once; LKMM gives no guarantee", typ)
	}
}

// store writes a value, already converted, to a place.
func (t *thread) store(p loc, v val, tag prog.Tag, n syntax.Node) {
	at := t.place(n)
	typ := p.typ.Resolve()
	switch {
	case typ.Kind == ctype.Record:
		t.storeRecord(p, v, tag, n)
		return
	case p.member != nil && p.member.Bits > 0:
		t.storeBits(p, v, n)
		return
	}
	p.typ = typ
	x := t.scalar(v, at)
	if p.isRegister() {
		reg, cell := t.register(p.v, p.offset, p.typ)
		if reg < 0 {
			t.escape(p.v, at)
			return
		}
		t.assignRegister(reg, t.convert(x, p.typ, cell, at), at)
		return
	}
	t.remark(p, tag, at)
	if tag == "" && t.racy > 0 {
		tag = prog.TagRacy
	}
	t.emit(&prog.Store{At: prog.At{Place: at}, Addr: p.addr, Value: x, Tag: tag, Type: accessType(p.typ)})
}

// assignRegister sets a register. A value that was just put into a register of its
// own, for nothing else, goes straight to this one.
func (t *thread) assignRegister(reg int, x prog.Expr, at source.Span) {
	if r, ok := x.(*prog.RegRef); ok && len(*t.out) > 0 && r.Reg == len(t.prog.Regs)-1 && t.isTemp(r.Reg) {
		if last, ok := (*t.out)[len(*t.out)-1].(*prog.Assign); ok && last.Reg == r.Reg && !reads(last.Value, reg) {
			last.Reg = reg
			return
		}
	}
	t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: reg, Value: x})
}

// isTemp reports whether a register was made for a value in between.
func (t *thread) isTemp(reg int) bool {
	name := t.prog.Regs[reg].Name
	return t.prog.Regs[reg].Hidden && len(name) > 1 && name[0] == '_' && name[1] >= '0' && name[1] <= '9'
}

// storeRecord writes a record member by member. The values are read before the
// first is written.
func (t *thread) storeRecord(p loc, v val, tag prog.Tag, n syntax.Node) {
	at := t.place(n)
	t.wide(p.typ, tag, len(v.fields), at)
	if p.isRegister() {
		var list []*prog.Assign
		for _, f := range v.fields {
			reg, cell := t.register(p.v, p.offset+f.offset, f.typ)
			if reg < 0 {
				t.escape(p.v, at)
				return
			}
			list = append(list, &prog.Assign{At: prog.At{Place: at}, Reg: reg, Value: t.convert(f.x, f.typ, cell, at)})
		}
		t.together(list, at)
		return
	}
	if len(v.fields) > 1 {
		o := &operand{at: at, v: v}
		t.together(t.held(o), at)
		v, p.addr = o.v, t.once(p.addr, ctype.ULongType())
	}
	for _, f := range v.fields {
		part := loc{typ: f.typ, addr: binary(prog.Add64, p.addr, number(f.offset, at), at)}
		t.store(part, val{typ: f.typ, x: f.x}, tag, n)
	}
}
