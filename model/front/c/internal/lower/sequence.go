package lower

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// operand is one of several expressions that C evaluates in no particular order:
// the statements that it needs, and its value or the place that it names.
type operand struct {
	at   source.Span
	body []prog.Stmt
	v    val
	p    loc
}

// residuals returns where the residuals of an operand are.
func (o *operand) residuals() []*prog.Expr {
	var out []*prog.Expr
	if o.v.x != nil {
		out = append(out, &o.v.x)
	}
	for i := range o.v.fields {
		out = append(out, &o.v.fields[i].x)
	}
	if o.p.addr != nil {
		out = append(out, &o.p.addr)
	}
	return out
}

// hasEvents reports whether the residuals make events.
func (o *operand) hasEvents() bool {
	return slices.ContainsFunc(o.residuals(), func(x *prog.Expr) bool { return hasEvents(*x) })
}

// operand evaluates an operand apart from the others.
func (t *thread) operand(at source.Span, f func() val) *operand {
	o := &operand{at: at}
	o.body = t.list(func() { o.v = f() })
	return o
}

// target evaluates an operand that names a place.
func (t *thread) target(at source.Span, f func() (loc, bool)) (o *operand, ok bool) {
	o = &operand{at: at}
	o.body = t.list(func() { o.p, ok = f() })
	return o, ok
}

// join adds the statements of operands, in such a way that no event of one is
// ordered against an event of another:
//
//   - If only one operand makes events at all, its statements stand as they are.
//   - If those that need statements with events end in one of them each (a
//     read-modify-write, an access in an inlined function), these become one
//     instance, together with the residuals of the others.
//   - Anything else is an error: the calls would have to be made in one order, and C
//     leaves open in which.
//
// Afterwards the residuals can be used side by side.
func (t *thread) join(ops ...*operand) {
	t.checkConflicts(ops)
	busy, eventful := 0, 0
	for _, o := range ops {
		b := makesEvents(o.body)
		if b {
			busy++
		}
		if b || o.hasEvents() {
			eventful++
		}
	}
	if busy == 0 || eventful == 1 {
		t.append(ops)
		return
	}
	for i, o := range ops {
		if _, simple := lastInstance(o); !simple {
			other := otherEventful(ops, i)
			t.errorf(Unsequenced, other.at, "C does not order these accesses against a call beside them; use separate statements").
				Relate(o.at, "the call")
			t.append(ops)
			return
		}
	}
	var tail []*prog.Assign
	for _, o := range ops {
		assigns, _ := lastInstance(o)
		if len(assigns) == 0 {
			assigns = t.held(o)
		} else {
			o.body = o.body[:len(o.body)-1]
		}
		tail = append(tail, assigns...)
	}
	t.append(ops)
	t.together(tail, ops[0].at)
}

// otherEventful returns an operand that makes events, but not the i-th: one behind
// it if there is any.
func otherEventful(ops []*operand, i int) *operand {
	var found *operand
	for j, o := range ops {
		if j != i && (makesEvents(o.body) || o.hasEvents()) && (found == nil || j > i) {
			found = o
		}
	}
	return found
}

// append adds the statements of operands one after the other.
func (t *thread) append(ops []*operand) {
	for _, o := range ops {
		*t.out = append(*t.out, o.body...) // empty where control does not come to
	}
}

// joinHeld is join; if several operands have residuals with events, these are
// evaluated here, in one instance.
func (t *thread) joinHeld(ops ...*operand) {
	t.join(ops...)
	n := 0
	for _, o := range ops {
		if o.hasEvents() {
			n++
		}
	}
	if n < 2 {
		return
	}
	var list []*prog.Assign
	for _, o := range ops {
		list = append(list, t.held(o)...)
	}
	t.together(list, ops[0].at)
}

// held replaces the residuals of an operand that have events by registers, and
// returns the assignments of these.
func (t *thread) held(o *operand) []*prog.Assign {
	var out []*prog.Assign
	for _, x := range o.residuals() {
		if !hasEvents(*x) {
			continue
		}
		r := t.wordTemp((*x).Span())
		out = append(out, &prog.Assign{At: prog.At{Place: (*x).Span()}, Reg: r, Value: *x})
		*x = regRef(r, (*x).Span())
	}
	return out
}

// together adds assignments as one instance.
func (t *thread) together(list []*prog.Assign, at source.Span) {
	switch len(list) {
	case 0:
	case 1:
		t.emit(list[0])
	default:
		t.emit(&prog.Together{At: prog.At{Place: at}, Assigns: list})
	}
}

// lastInstance returns the assignments of the only statement with events among
// those that an operand needs, which has to be the last; simple is false if there
// are others. An operand without such statements is simple.
func lastInstance(o *operand) (assigns []*prog.Assign, simple bool) {
	if !makesEvents(o.body) {
		return nil, true
	}
	n := len(o.body) - 1
	if makesEvents(o.body[:n]) || o.hasEvents() {
		return nil, false
	}
	switch s := o.body[n].(type) {
	case *prog.Assign:
		return []*prog.Assign{s}, true
	case *prog.Together:
		return s.Assigns, true
	default:
		return nil, false
	}
}

// checkConflicts finds registers that one operand sets and another one uses: C does
// not say which comes first.
func (t *thread) checkConflicts(ops []*operand) {
	if len(ops) < 2 {
		return
	}
	for i, o := range ops {
		for _, reg := range setIn(o.body) {
			if t.isFail(reg) {
				continue
			}
			for j, other := range ops {
				if i != j && t.uses(other, reg) {
					t.errorf(Unsequenced, other.at, "C does not say whether this is evaluated before or after %s changes beside it",
						t.prog.Regs[reg].Name)
					return
				}
			}
		}
	}
}

// setIn returns the registers that statements set.
func setIn(list []prog.Stmt) []int {
	var regs []int
	someStmt(list, func(s prog.Stmt) bool {
		regs = append(regs, assigned(s)...)
		return false
	})
	return regs
}

// uses reports whether an operand reads or sets a register.
func (t *thread) uses(o *operand, reg int) bool {
	for _, x := range o.residuals() {
		if reads(*x, reg) {
			return true
		}
	}
	return someStmt(o.body, func(s prog.Stmt) bool {
		exprs, _ := parts(s)
		return slices.Contains(assigned(s), reg) ||
			slices.ContainsFunc(exprs, func(e prog.Expr) bool { return reads(e, reg) })
	})
}
