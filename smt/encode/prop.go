package encode

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// prop returns a literal that is equivalent to a proposition over the final
// state, as far as values are among the known ones.
func (e *Problem) prop(p prog.Prop) Lit {
	switch p := p.(type) {
	case *prog.PropConst:
		if p.Value {
			return True
		}
		return False
	case *prog.Atom:
		return e.atom(p)
	case *prog.Not:
		return e.prop(p.X).Not()
	case *prog.AndProp:
		return e.and("and", e.prop(p.X), e.prop(p.Y))
	case *prog.OrProp:
		return e.or("or", e.prop(p.X), e.prop(p.Y))
	case *prog.Implies:
		return e.or("implies", e.prop(p.X).Not(), e.prop(p.Y))
	case *prog.Truth:
		return e.truth(p)
	default:
		panic(fmt.Sprintf("encode: unhandled proposition %T", p))
	}
}

func (e *Problem) atom(a *prog.Atom) Lit {
	var l Lit
	switch {
	case a.Deref != nil:
		l = e.deref(a)
	case a.Right != nil:
		l = e.equal(e.final(a.Left), e.final(*a.Right))
	case e.prog.IsWhole(a.Left):
		g := e.prog.Globals[a.Left.Global]
		if len(a.Values) != g.Elems() {
			l = False
			break
		}
		var all []Lit
		for i, want := range a.Values {
			all = append(all, e.compare(g.CellType(i), e.cell(a.Left.Global, i), want))
		}
		l = e.and("array", all...)
	default:
		l = e.compare(e.prog.PlaceType(a.Left), e.final(a.Left), a.Values[0])
	}
	if a.Ne {
		return l.Not()
	}
	return l
}

// compare returns the literal that a final value is a constant. A value that is
// not among the known ones may be it: then a variable of its own stands for the
// answer, and replaying the candidate decides.
func (e *Problem) compare(t prog.Type, x *valueLits, want prog.Value) Lit {
	var some []Lit
	for i, v := range x.values {
		if exec.SameFor(t, v, want) {
			some = append(some, x.lits[i])
		}
	}
	if x.other != False {
		some = append(some, e.and("other", x.other, e.fresh("guess")))
	}
	return e.or("is", some...)
}

func (e *Problem) equal(x, y *valueLits) Lit {
	var some []Lit
	for i, v := range x.values {
		if l := y.of(v); l != False {
			some = append(some, e.and("both", x.lits[i], l))
		}
	}
	if x.other != False || y.other != False {
		some = append(some, e.and("other", e.or("either", x.other, y.other), e.fresh("guess")))
	}
	return e.or("equal", some...)
}

// deref compares a place with the cell whose address another place holds.
func (e *Problem) deref(a *prog.Atom) Lit {
	at, left := e.final(*a.Deref), e.final(a.Left)
	var some []Lit
	for i, v := range at.values {
		if global, index, ok := e.prog.CellAt(v); ok {
			some = append(some, e.and("deref", at.lits[i], e.equal(left, e.cell(global, index))))
		}
	}
	if at.other != False {
		some = append(some, e.and("other", at.other, e.fresh("guess")))
	}
	return e.or("deref", some...)
}

// final returns the literals of the final value of a place.
func (e *Problem) final(q prog.Place) *valueLits {
	if !q.IsReg() {
		return e.cell(q.Global, q.Index)
	}
	key := [2]int{-1 - q.Thread, q.Reg}
	if l, ok := e.cells[key]; ok {
		return l
	}
	g := newGroups()
	for i, p := range e.g.Paths[q.Thread] {
		g.add(p.Regs[q.Reg], e.path[q.Thread][i])
	}
	l := e.grouped(fmt.Sprintf("r%d:%d", q.Thread, q.Reg), g)
	e.cells[key] = l
	return l
}

// cell returns the literals of the final value of a memory cell: that of the
// coherence-last write.
func (e *Problem) cell(global, index int) *valueLits {
	key := [2]int{global, index}
	if l, ok := e.cells[key]; ok {
		return l
	}
	l := &valueLits{other: False}
	e.cells[key] = l
	var c int
	for i, x := range e.g.Cells {
		if x.Global == global && x.Index == index {
			c = i
		}
	}
	writers := e.writers(c)
	if len(writers) == 1 {
		l.values, l.lits = []prog.Value{e.g.Cells[c].Init}, []Lit{True}
		return l
	}
	last := make([]Lit, len(writers))
	open := false
	for i, w := range writers {
		last[i] = e.fresh("last%d,%d", w, c)
		x := e.value(w)
		open = open || x.other != False
		for _, v := range x.values {
			if l.index(v) < 0 {
				l.values = append(l.values, v)
			}
		}
	}
	e.makeLits(l, fmt.Sprintf("m%d", c), open)
	e.s.ExactlyOne(last...)
	at := e.g.Cells[c].Addr
	for i, w := range writers {
		e.Clause(last[i].Not(), e.run[w])
		a := e.address(w)
		e.Clause(last[i].Not(), a.of(at), a.other)
		e.copyValue(last[i], e.value(w), l)
		for _, x := range writers {
			if x != w {
				b := e.address(x)
				e.Clause(last[i].Not(), e.run[x].Not(), b.of(at).Not(), e.Order(x, w))
			}
		}
	}
	return l
}

// writers lists the initial write of a cell and the writes that may be to it.
func (e *Problem) writers(c int) []int {
	out := []int{c}
	for _, ev := range e.g.Events {
		if ev.Kind != event.Write {
			continue
		}
		values, open := e.addresses(ev.ID)
		for _, v := range values {
			open = open || v == e.g.Cells[c].Addr
		}
		if open {
			out = append(out, ev.ID)
		}
	}
	return out
}
