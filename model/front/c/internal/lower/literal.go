package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// initial is one value of an initialiser: that of the part at an offset. A part
// that no value names is zero.
type initial struct {
	offset int64
	typ    *ctype.Type
	// value is the expression; nil for number, a character of a string.
	value  syntax.Expr
	number int64
	place  source.Span
}

// initialValue evaluates a part of an initialiser.
func (t *thread) initialValue(e initial) val {
	if e.value == nil {
		return val{typ: e.typ, x: number(e.number, e.place)}
	}
	v := t.rvalue(e.value)
	t.meet(e.typ, v.typ, e.value)
	return v
}

// flatten returns the values of an initialiser of an object of type typ, in their
// order; a later value of one part replaces an earlier one.
func (t *thread) flatten(typ *ctype.Type, offset int64, init syntax.Expr) []initial {
	w := &initWalk{thread: t}
	w.one(typ.Resolve(), offset, init)
	return w.out
}

type initWalk struct {
	*thread
	out []initial
}

// one takes an initialiser for a whole object.
func (w *initWalk) one(typ *ctype.Type, offset int64, init syntax.Expr) {
	switch init := init.(type) {
	case *syntax.InitList:
		if typ.Kind != ctype.Array && typ.Kind != ctype.Record {
			if len(init.Items) == 1 {
				w.one(typ, offset, init.Items[0].Value)
			} else if len(init.Items) > 1 {
				w.errorf(BadInitialiser, init.Span(), "%s takes one value, not %d", typ, len(init.Items))
			}
			return
		}
		w.list(typ, offset, init)
		return
	case *syntax.String:
		if typ.Kind == ctype.Array && typ.Elem.IsInteger() {
			for i := range len(init.Value) + 1 {
				if typ.Len >= 0 && i >= typ.Len {
					break
				}
				n := int64(0)
				if i < len(init.Value) {
					n = int64(init.Value[i])
				}
				w.out = append(w.out, initial{offset: offset + int64(i), typ: typ.Elem, number: n, place: w.place(init)})
			}
			return
		}
	case *syntax.CompoundLit:
		// `x = (struct s){ … }`, where constants are needed, is `x = { … }`.
		if ctype.Same(w.frame.env.Type(init.Type), typ) {
			w.one(typ, offset, init.Init)
			return
		}
	}
	w.out = append(w.out, initial{offset: offset, typ: typ, value: init, place: w.place(init)})
}

// list takes a list in braces for an array or a record.
func (w *initWalk) list(typ *ctype.Type, offset int64, init *syntax.InitList) {
	pos := 0
	for i := 0; i < len(init.Items); {
		item := init.Items[i]
		if len(item.Designators) > 0 {
			part, at, first, ok := w.designate(typ, offset, item)
			if !ok {
				return
			}
			w.one(part, at, item.Value)
			i, pos = i+1, first+1
			if len(item.Designators) > 1 && i < len(init.Items) && len(init.Items[i].Designators) == 0 {
				w.errorf(NotModelled, init.Items[i].Span(), "say which member this value is for")
				return
			}
			continue
		}
		part, at, ok := w.child(typ, offset, pos)
		if !ok {
			w.errorf(BadInitialiser, item.Span(), "%s has no place for this value", typ)
			return
		}
		i = w.element(part, at, init.Items, i)
		pos++
	}
}

// element takes as many items from the i-th on as an element needs: one, or, if its
// braces are left out, one for each scalar in it.
func (w *initWalk) element(typ *ctype.Type, offset int64, items []*syntax.InitItem, i int) int {
	value := items[i].Value
	switch value.(type) {
	case *syntax.InitList, *syntax.String:
		w.one(typ, offset, value)
		return i + 1
	}
	aggregate := typ.Kind == ctype.Array || typ.Kind == ctype.Record
	if !aggregate || typ.Kind == ctype.Record && w.typeOf(value).Kind == ctype.Record {
		w.one(typ, offset, value)
		return i + 1
	}
	for pos := 0; i < len(items) && len(items[i].Designators) == 0; pos++ {
		part, at, ok := w.child(typ, offset, pos)
		if !ok {
			if pos == 0 {
				return i + 1 // an empty record
			}
			break
		}
		i = w.element(part, at, items, i)
	}
	return i
}

// child returns the part of an array or a record at a position.
func (w *initWalk) child(typ *ctype.Type, offset int64, pos int) (part *ctype.Type, at int64, ok bool) {
	if typ.Kind == ctype.Array {
		elem := typ.Elem.Resolve()
		size, known := elem.Room()
		if !known || typ.Len >= 0 && pos >= typ.Len {
			return nil, 0, false
		}
		return elem, offset + int64(pos)*size, true
	}
	for _, f := range typ.Record.Fields() {
		if f.Name == "" && f.Type.Kind != ctype.Record {
			continue // an unnamed bit-field
		}
		if pos == 0 {
			if f.Name != "" {
				w.frame.env.Member(typ, f.Name, f.Span) // a member of a union is in use
			}
			return f.Type.Resolve(), offset + f.Offset, true
		}
		if pos--; typ.Record.Union {
			break
		}
	}
	return nil, 0, false
}

// designate follows the designators of an item; first is the position that the
// first of them names.
func (w *initWalk) designate(typ *ctype.Type, offset int64, item *syntax.InitItem) (part *ctype.Type, at int64, first int, ok bool) {
	part, at = typ, offset
	for k, d := range item.Designators {
		pos := 0
		if d.Index != nil {
			n, err := w.frame.env.Const(d.Index)
			if err != nil || part.Kind != ctype.Array || n.N < 0 || part.Len >= 0 && n.N >= int64(part.Len) {
				w.errorf(BadInitialiser, d.Span(), "this is no index of %s", part)
				return nil, 0, 0, false
			}
			pos = int(n.N)
			size, _ := part.Elem.Room()
			part, at = part.Elem.Resolve(), at+n.N*size
		} else {
			m, found := w.frame.env.Member(part, d.Field, d.Span())
			if !found {
				w.noMember(part, d.Field, d.Span())
				return nil, 0, 0, false
			}
			pos = position(part, d.Field)
			part, at = m.Type.Resolve(), at+m.Offset
		}
		if k == 0 {
			first = pos
		}
	}
	return part, at, first, true
}

// position returns the position of a member among those that an initialiser counts.
func position(typ *ctype.Type, name string) int {
	pos := 0
	for _, f := range typ.Record.Fields() {
		if f.Name == name {
			return pos
		}
		if f.Name != "" || f.Type.Kind == ctype.Record {
			pos++
		}
	}
	return pos
}

// initVariable sets a local from its initialiser: what the initialiser does not name
// is zero.
func (t *thread) initVariable(v *variable, init syntax.Expr) {
	v.unset = false
	p := t.variableLoc(v)
	_, isList := init.(*syntax.InitList)
	if v.typ.Kind != ctype.Record && v.typ.Kind != ctype.Array && !isList {
		t.assign(p, t.rvalue(init), init)
		return
	}
	parts := t.flatten(v.typ, 0, init)
	if len(parts) == 1 && parts[0].typ.Kind == ctype.Record && parts[0].offset == 0 && parts[0].typ == v.typ.Resolve() {
		t.assign(p, t.rvalue(parts[0].value), init)
		return
	}
	// The values are evaluated in no order that C gives; then all is set.
	set := map[int64]bool{}
	var values []*operand
	for i := range parts {
		e := parts[i]
		values = append(values, t.operand(e.place, func() val { return t.initialValue(e) }))
	}
	t.joinHeld(values...)
	cells, err := ctype.Cells(v.typ, maxCells)
	if err != nil {
		t.errorf(NotModelled, t.place(init), "%s: %v", v.name, err)
		return
	}
	put := func(offset int64, typ *ctype.Type, x val) {
		at := t.place(init)
		part := p
		part.typ = typ
		if p.addr != nil {
			part.addr = binary(prog.Add64, p.addr, number(offset, at), at)
		} else {
			part.offset += offset
		}
		t.assign(part, x, init)
	}
	last := map[int64]int{}
	for i, e := range parts {
		last[e.offset] = i
	}
	for i, e := range parts {
		if last[e.offset] != i {
			t.drop(values[i].v, e.place)
			continue
		}
		if values[i].v.typ.Kind == ctype.Record {
			for _, f := range values[i].v.fields {
				set[e.offset+f.offset] = true
			}
		}
		set[e.offset] = true
		put(e.offset, e.typ, values[i].v)
	}
	for _, c := range cells {
		if !set[c.Offset] {
			put(c.Offset, c.Type, val{typ: c.Type, x: number(0, t.place(init))})
		}
	}
}

// compoundLiteral makes the object of a compound literal.
func (t *thread) compoundLiteral(e *syntax.CompoundLit) (loc, bool) {
	typ := t.frame.env.Type(e.Type)
	if typ.Kind == ctype.Array && typ.Len < 0 {
		typ = t.frame.env.VarType(&syntax.Var{At: e.At, Type: e.Type, Init: e.Init})
	}
	decl := t.literals[e]
	if decl == nil {
		decl = &syntax.Var{At: e.At, Type: e.Type, Init: e.Init, Name: syntax.Ident{At: e.At}}
		t.literals[e] = decl
	}
	v := &variable{name: "literal", decl: decl, typ: typ, span: t.place(e), hidden: true, regs: map[int64]int{}, unset: true}
	if t.escaped[decl] {
		v.object = t.private(t.label+".literal", typ, v.span)
		v.object.uninit = true
	}
	t.initVariable(v, e.Init)
	return t.variableLoc(v), true
}
