package c

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/lower"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// maxSteps bounds how far a place is from its root.
const maxSteps = 200

// object is what a place in a property names: a part of a local in registers, or
// what lies at an address.
type object struct {
	typ *ctype.Type
	at  source.Span
	// local has the part at offset if it is not nil, else addr is the address.
	local  *lower.Local
	offset int64
	addr   prog.Term
	// bits is set for a bit-field.
	bits *ctype.Field
}

// place returns the value of a place, or of a constant of the language.
func (a *asker) place(x *annot.Place) (operand, bool) {
	if v, ok := a.constant(x); ok {
		return v, true
	}
	o, ok := a.object(x)
	if !ok {
		return operand{}, false
	}
	return a.load(o)
}

// addressOf is &place.
func (a *asker) addressOf(x *annot.AddrOf) (operand, bool) {
	p, ok := x.X.(*annot.Place)
	if !ok {
		return operand{}, a.errorf(BadProperty, x.Span(), "only a shared object or a part of one has an address")
	}
	o, ok := a.object(p)
	switch {
	case !ok:
		return operand{}, false
	case o.local != nil || o.bits != nil:
		return operand{}, a.errorf(BadProperty, x.Span(), "%s has no address", p.Span().Text())
	}
	return operand{typ: ctype.PointerTo(o.typ), term: o.addr}, true
}

// constant returns the value of a name that is a macro or an enumerator and not an
// object of the test.
func (a *asker) constant(x *annot.Place) (operand, bool) {
	if x.Thread >= 0 || len(x.Path) > 0 {
		return operand{}, false
	}
	if _, _, ok := a.lower.Shared(x.Root.Text, a.env); ok {
		return operand{}, false
	}
	v, err := a.env.Const(a.parse(x.Root.Span))
	if err != nil {
		return operand{}, false
	}
	return operand{typ: v.Type, term: constant(v.N)}, true
}

// object finds what a place names.
func (a *asker) object(x *annot.Place) (object, bool) {
	if len(x.Path) > maxSteps {
		return object{}, a.errorf(annot.TooDeep, x.Span(), "this place has too many steps")
	}
	o, rest, ok := a.root(x)
	for _, step := range rest {
		if !ok {
			break
		}
		o, ok = a.step(o, step)
	}
	o.at = x.Span()
	return o, ok
}

// root finds the object or local in which a place begins, and the steps from there.
func (a *asker) root(x *annot.Place) (o object, rest []annot.Step, ok bool) {
	name := x.Root.Text
	if x.Thread >= 0 {
		if x.Thread >= len(a.labels) {
			return object{}, nil, a.errorf(UnknownThread, x.Root.Span, "there is no thread %d: they are numbered from 0 to %d", x.Thread, len(a.labels)-1)
		}
		o, ok := a.local(a.labels[x.Thread], name, x.Root.Span)
		return o, x.Path, ok
	}
	if global, typ, ok := a.lower.Shared(name, a.env); ok {
		addr := &prog.ConstTerm{Value: prog.AddrValue(global, 0)}
		return object{typ: typ, at: x.Root.Span, addr: addr}, x.Path, true
	}
	for _, label := range a.labels {
		if label != name {
			continue
		}
		if len(x.Path) == 0 || x.Path[0].Field == "" || x.Path[0].Arrow {
			a.errorf(UnknownVariable, x.Root.Span, "%s is a thread: %s.return is its result, %s.x its local x", name, name, name)
			return object{}, nil, false
		}
		at := x.Path[0].Span()
		o, ok := a.local(label, x.Path[0].Field, source.Span{File: at.File, Start: x.Root.Span.Start, End: at.End})
		return o, x.Path[1:], ok
	}
	a.unknown(x)
	return object{}, nil, false
}

// local finds a local of a thread.
func (a *asker) local(label, name string, at source.Span) (object, bool) {
	v, ok := a.lower.Local(label, name)
	if !ok {
		names := a.lower.LocalNames(label)
		p := a.problems.Errorf(UnknownVariable, at, "thread %s has no local variable %s%s", label, name, suggest(name, names))
		if name == "return" {
			p.Message = fmt.Sprintf("thread %s returns nothing", label)
		}
		return object{}, false
	}
	if twin, ok := v.Twin(); ok {
		a.problems.Errorf(UnknownVariable, at, "thread %s has two variables %s; give one of them another name", label, name).
			Relate(v.Span(), "the first one").Relate(twin, "the second one")
		return object{}, false
	}
	if global, ok := v.Object(); ok {
		return object{typ: v.Type, at: at, addr: &prog.ConstTerm{Value: prog.AddrValue(global, 0)}}, true
	}
	return object{typ: v.Type, at: at, local: &v}, true
}

// unknown reports a name that means nothing, with what may be meant.
func (a *asker) unknown(x *annot.Place) {
	name := x.Root.Text
	for _, label := range a.labels {
		if _, ok := a.lower.Local(label, name); ok {
			a.errorf(UnknownVariable, x.Root.Span, "%s is neither shared nor a thread; the local of thread %s is %s.%s", name, label, label, name)
			return
		}
	}
	what := "neither a shared object nor a thread of this test"
	if len(x.Path) == 0 {
		what = "neither a shared object nor a constant that is known here"
	}
	a.errorf(UnknownVariable, x.Root.Span, "%s is %s%s", name, what, suggest(name, a.roots()))
}

// roots returns the names in which a place can begin.
func (a *asker) roots() []string {
	if a.known == nil {
		a.known = append(a.lower.SharedNames(), a.labels...)
		for _, d := range a.env.Unit().Decls() {
			if d.Kind == syntax.VarDecl {
				a.known = append(a.known, d.Name)
			}
		}
	}
	return a.known
}

// suggest returns the ending of a message that names what is most like a name.
func suggest(name string, names []string) string {
	if best := diag.Closest(name, names); best != "" {
		return "; do you mean " + best + "?"
	}
	return ""
}

// step goes to a part of an object, or to what it points to.
func (a *asker) step(o object, s annot.Step) (object, bool) {
	switch {
	case s.Field != "" && s.Arrow, s.Field == "" && s.Index == nil:
		o, ok := a.follow(o, s.Span())
		if !ok || s.Field == "" {
			return o, ok
		}
		return a.member(o, s)
	case s.Field != "":
		return a.member(o, s)
	default:
		return a.element(o, s)
	}
}

// follow goes through a pointer.
func (a *asker) follow(o object, at source.Span) (object, bool) {
	elem, ok := a.env.Deref(o.typ, at)
	if !ok {
		return object{}, a.errorf(BadProperty, at, "%s is no pointer but of type %s", o.at.Text(), o.typ)
	}
	v, ok := a.load(o)
	if !ok {
		return object{}, false
	}
	return object{typ: elem, at: o.at.To(at), addr: v.term}, true
}

func (a *asker) member(o object, s annot.Step) (object, bool) {
	m, ok := a.env.Member(o.typ, s.Field, s.Span())
	if !ok {
		names := a.env.MemberNames(o.typ)
		if names == nil {
			return object{}, a.errorf(BadProperty, s.Span(), "%s is of type %s, which has no members", o.at.Text(), o.typ)
		}
		return object{}, a.errorf(UnknownVariable, s.Span(), "%s has no member %s%s", o.typ, s.Field, suggest(s.Field, names))
	}
	part := a.part(o, m.Offset, m.Type)
	part.at = o.at.To(s.Span())
	if m.Bits > 0 {
		if m.Unit == 0 {
			return object{}, a.errorf(BadProperty, s.Span(), "%s shares its bytes with other members; that is not modelled", s.Field)
		}
		part.bits = m.Field
	}
	return part, true
}

// part returns the part of an object at an offset.
func (a *asker) part(o object, offset int64, t *ctype.Type) object {
	part := object{typ: t, at: o.at, local: o.local, offset: o.offset + offset}
	if o.local == nil {
		part.addr = a.fold(prog.Add64, o.addr, constant(offset))
	}
	return part
}

// element goes to an element of an array or behind a pointer.
func (a *asker) element(o object, s annot.Step) (object, bool) {
	i, ok := a.eval(s.Index)
	if !ok {
		return object{}, false
	}
	n, ok := constOf(value(i))
	if !ok || n.Kind != prog.Int || !isNumber(i.typ) {
		return object{}, a.errorf(BadProperty, s.Index.Span(), "an index in a property must be a constant")
	}
	array := o.typ.Resolve()
	if array.Kind != ctype.Array {
		var ok bool
		if o, ok = a.follow(o, s.Span()); !ok {
			return object{}, false
		}
	} else if n.N < 0 || array.Len >= 0 && n.N >= int64(array.Len) {
		return object{}, a.errorf(BadIndex, s.Index.Span(), "%s has the elements 0 to %d", o.at.Text(), array.Len-1)
	}
	elem := o.typ
	if array.Kind == ctype.Array {
		elem = array.Elem.Resolve()
	}
	size, ok := elem.Room()
	if !ok || size > 0 && (n.N > maxOffset/size || n.N < -maxOffset/size) {
		return object{}, a.errorf(BadIndex, s.Index.Span(), "this index is out of range")
	}
	part := a.part(o, n.N*size, elem)
	part.at = o.at.To(s.Span())
	return part, true
}

// maxOffset bounds offsets, so that sums of them do not wrap.
const maxOffset = 1 << 40

// load returns the value of an object; that of an array is its address.
func (a *asker) load(o object) (operand, bool) {
	t := o.typ.Resolve()
	if o.bits != nil {
		return a.loadBits(o)
	}
	if t.Kind == ctype.Array && o.local == nil {
		return operand{typ: ctype.PointerTo(t.Elem), term: o.addr}, true
	}
	if t.Kind == ctype.Record {
		// A counter or lock of the prelude is the scalar that it holds.
		if cells, err := ctype.Cells(t, 1); err == nil && len(cells) == 1 && cells[0].Name == "" {
			o = a.part(o, cells[0].Offset, cells[0].Type)
			t = o.typ
		}
	}
	if !t.IsScalar() {
		return operand{}, a.notScalar(o, t)
	}
	return a.scalar(o, t)
}

// scalar returns the value of a scalar.
func (a *asker) scalar(o object, t *ctype.Type) (operand, bool) {
	v := operand{typ: t.Unqualified()}
	if o.local != nil {
		q, ok := o.local.Register(o.offset, t)
		if !ok {
			return operand{}, a.errorf(BadProperty, o.at, "%s has no value of its own", o.at.Text())
		}
		q.Span = o.at
		v.term = &prog.PlaceTerm{Place: q}
		return v, true
	}
	at, known := constOf(o.addr)
	if !known || at.Kind != prog.Addr {
		v.term = &prog.CellTerm{Addr: o.addr, Size: t.Prog().Size()}
		return v, true
	}
	a.cells = append(a.cells, cellRef{int(at.Base), at.N, t, o.at})
	v.term = &prog.PlaceTerm{Place: prog.Place{Span: o.at, Thread: -1, Global: -len(a.cells), Index: -1}}
	return v, true
}

// notScalar reports an object that has no single value.
func (a *asker) notScalar(o object, t *ctype.Type) bool {
	hint := ""
	if names := a.env.MemberNames(t); len(names) > 0 {
		hint = fmt.Sprintf("; compare its members, such as %s.%s", o.at.Text(), names[0])
	} else if t.Kind == ctype.Array {
		hint = fmt.Sprintf("; compare its elements, such as %s[0]", o.at.Text())
	}
	return a.errorf(BadProperty, o.at, "%s is of type %s%s", o.at.Text(), t, hint)
}

// loadBits returns the value of a bit-field: that of its cell, shifted and cut.
func (a *asker) loadBits(o object) (operand, bool) {
	f := o.bits
	unit := ctype.UnsignedOf(f.Unit)
	cell, ok := a.scalar(object{typ: unit, at: o.at, local: o.local, offset: o.offset, addr: o.addr}, unit)
	if !ok {
		return operand{}, false
	}
	op := prog.Sext
	if f.Type.Unsigned {
		op = prog.Zext
	}
	x := a.fold(prog.UShr, cell.term, constant(int64(f.Bit)))
	return operand{typ: ctype.Promote(f.Type), term: a.fold(op, x, constant(int64(f.Bits)))}, true
}
