package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// switchCase is a label of a switch.
type switchCase struct {
	*syntax.Case
	mark *label
}

// switchStmt lowers switch: tests that jump to the cases, then the cases one after
// the other.
func (t *thread) switchStmt(s *syntax.Switch) {
	at := t.place(s)
	typ := ctype.Promote(numeric(t.typeOf(s.X)))
	v := t.rvalue(s.X)
	if !typ.IsInteger() {
		t.errorf(BadOperand, t.place(s.X), "switch needs an integer, not %s", v.typ)
		return
	}
	x := t.hold(t.convert(t.scalar(v, at), v.typ, typ, at), typ)
	body, ok := s.Body.(*syntax.Compound)
	if !ok {
		body = &syntax.Compound{At: syntax.At{Place: s.Body.Span()}, List: []syntax.Stmt{s.Body}}
	}
	t.scoped(func() {
		list, cases := t.switchItems(body.List)
		end := t.newLabel("switch")
		fr := t.frame
		fr.breaks = append(fr.breaks, end)
		t.block(end, at, func() {
			t.items(list, func() { t.dispatch(x, typ, cases, end, s) }, func() {})
		})
		fr.breaks = fr.breaks[:len(fr.breaks)-1]
	})
}

// switchItems takes the cases off the statements of a switch.
func (t *thread) switchItems(list []syntax.Stmt) (items []item, cases []switchCase) {
	for _, s := range list {
		c, ok := s.(*syntax.Case)
		if !ok {
			if l, isLabel := s.(*syntax.Label); isLabel && l.Stmt != nil {
				items = append(items, item{name: l.Name.Name, at: t.place(l), from: l})
				inner, more := t.switchItems([]syntax.Stmt{l.Stmt})
				items, cases = append(items, inner...), append(cases, more...)
				continue
			}
			items = append(items, t.itemsOf([]syntax.Stmt{s})...)
			continue
		}
		name := "default"
		if c.Value != nil {
			name = "case"
		}
		sc := switchCase{c, t.newLabel(name)}
		cases = append(cases, sc)
		items = append(items, item{mark: sc.mark, at: t.place(c)})
		inner, more := t.switchItems(c.List)
		items, cases = append(items, inner...), append(cases, more...)
	}
	return items, cases
}

// dispatch jumps to the case that x selects.
func (t *thread) dispatch(x prog.Expr, typ *ctype.Type, cases []switchCase, end *label, s *syntax.Switch) {
	otherwise := end
	bits, unsigned := width(typ)
	seen := map[int64]bool{}
	for _, c := range cases {
		if c.Value == nil {
			otherwise = c.mark
			continue
		}
		at := t.place(c.Value)
		low, ok := t.caseValue(c.Value, typ)
		high := low
		if ok && c.Last != nil {
			high, ok = t.caseValue(c.Last, typ)
		}
		if !ok {
			continue
		}
		if seen[low] {
			t.errorf(BadStatement, at, "this switch has another case for this value")
		}
		seen[low] = true
		cond := binary(prog.Eq, x, number(low, at), at)
		if c.Last != nil {
			wide := unsigned && bits == 64
			above := binary(comparison(">=", wide), x, number(low, at), at)
			below := binary(comparison("<=", wide), x, number(high, at), at)
			cond = binary(prog.And, above, below, at)
		}
		t.branch(cond, at, func() { t.leave(c.mark, at) }, nil)
		if t.dead {
			return
		}
	}
	t.leave(otherwise, t.place(s))
}

// caseValue returns the value of a case as one of the type of the switch.
func (t *thread) caseValue(e syntax.Expr, typ *ctype.Type) (int64, bool) {
	v, err := t.frame.env.Const(e)
	if err != nil {
		t.notConst(err, e)
		return 0, false
	}
	return ctype.Convert(typ, v.N), true
}
