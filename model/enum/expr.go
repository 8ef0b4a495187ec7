package enum

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// operand is an evaluated expression (c-semantics.md 5).
type operand struct {
	val term
	// out are the nodes whose value the expression's value is made of; last are
	// its nodes without an edge going out.
	out, last []int
}

// then is what remains to be done on a path. It owns the path that it is given.
type then func(p *path)

// withOperand continues with an evaluated expression.
type withOperand func(p *path, o operand)

// operand evaluates e in context q and continues once for each outcome of the
// conditional primitives in it.
func (l *lowering) operand(p *path, e prog.Expr, q port, k withOperand) {
	start := len(p.nodes)
	l.expr(p, e, q, func(p *path, o operand) {
		o.last = p.last(start, len(p.nodes))
		k(p, o)
	})
}

func (l *lowering) expr(p *path, e prog.Expr, q port, k withOperand) {
	switch e := e.(type) {
	case *prog.Const:
		k(p, operand{val: constant(e.Value)})
	case *prog.RegRef:
		r := p.state[e.Reg]
		id := p.add(node{access: regRead, port: q, span: e.Span(), val: r.val})
		if r.writer >= 0 {
			p.regs = append(p.regs, edge{r.writer, id})
		}
		k(p, operand{val: r.val, out: []int{id}})
	case *prog.Binary:
		l.operand(p, e.X, q, func(p *path, x operand) {
			l.operand(p, e.Y, q, func(p *path, y operand) {
				out := append(x.out[:len(x.out):len(x.out)], y.out...)
				k(p, operand{val: l.apply(p, e.Op, x.val, y.val, e.Span()), out: out})
			})
		})
	case *prog.Load:
		l.operand(p, e.Addr, q, func(p *path, a operand) {
			id := p.add(node{kind: event.Read, tag: e.Tag, typ: e.Type, port: q, span: e.Span(), addr: a.val, val: p.newVar()})
			p.data = link(p.data, a.out, id)
			k(p, operand{val: p.nodes[id].val, out: []int{id}})
		})
	case *prog.Xchg:
		l.xchg(p, e, q, k)
	case *prog.AtomicOp:
		l.atomicOp(p, e, k)
	case *prog.CmpXchg:
		l.cmpXchgDone(p.clone(), e, k)
		l.cmpXchgFailed(p, e, k)
	case *prog.AddUnless:
		l.addUnlessDone(p.clone(), e, k)
		l.addUnlessFailed(p, e, k)
	case *prog.TryLock:
		l.operand(p.clone(), e.Addr, q, func(p *path, a operand) {
			_, w := l.acquire(p, a, e.Span())
			k(p, operand{val: constant(prog.Bool(true)), out: []int{w}})
		})
		l.lockTest(p, e.Addr, q, event.LockFail, false, e.Span(), k)
	case *prog.OpenSrcu:
		l.operand(p, e.Addr, portNone, func(p *path, a operand) {
			value := constant(event.SectionValue(p.thread, p.sections))
			p.sections++
			id := p.add(node{kind: event.Section, tag: e.Tag, span: e.Span(), addr: a.val, val: value})
			p.data = link(p.data, a.out, id)
			k(p, operand{val: value, out: []int{id}})
		})
	case *prog.IsLocked:
		l.lockTest(p.clone(), e.Addr, q, event.IsLocked, true, e.Span(), k)
		l.lockTest(p, e.Addr, q, event.NotLocked, false, e.Span(), k)
	case *prog.Choose:
		for n := range e.N {
			k(p.clone(), operand{val: constant(prog.Value{N: int64(n)})})
		}
	default:
		panic(fmt.Sprintf("enum: unhandled expression %T", e))
	}
}

// lockTest is an event that tells the state of a lock.
func (l *lowering) lockTest(p *path, addr prog.Expr, q port, kind event.Kind, value bool, span source.Span, k withOperand) {
	l.operand(p, addr, q, func(p *path, a operand) {
		id := p.add(node{kind: kind, span: span, addr: a.val})
		p.data = link(p.data, a.out, id)
		k(p, operand{val: constant(prog.Bool(value)), out: []int{id}})
	})
}

// acquire adds the two events of a taken lock.
func (l *lowering) acquire(p *path, a operand, span source.Span) (r, w int) {
	r = p.add(node{kind: event.LockRead, span: span, addr: a.val})
	w = p.add(node{kind: event.LockWrite, span: span, addr: a.val})
	p.data = link(p.data, a.out, r, w)
	p.ctrl = append(p.ctrl, edge{r, w})
	return r, w
}

func (l *lowering) xchg(p *path, e *prog.Xchg, q port, k withOperand) {
	l.operand(p, e.Addr, portAddr, func(p *path, a operand) {
		l.operand(p, e.Value, portData, func(p *path, v operand) {
			m := l.rmw(p, e.Tag, e.Type, portData, a.val, e.Span())
			m.write(p, v.val)
			p.data = link(p.data, a.last, m.r, m.w)
			p.data = link(p.data, v.last, m.w)
			p.ctrl = append(p.ctrl, edge{m.r, m.w})
			// The read half stands in the role of the whole expression.
			p.nodes[m.r].port = q
			k(p, operand{val: m.old, out: []int{m.r}})
		})
	})
}

func (l *lowering) atomicOp(p *path, e *prog.AtomicOp, k withOperand) {
	l.operand(p, e.Addr, portAddr, func(p *path, a operand) {
		l.operand(p, e.Operand, portData, func(p *path, v operand) {
			m := l.rmw(p, e.Tag, e.Type, portData, a.val, e.Span())
			m.write(p, l.fit(p, l.apply(p, e.Op, m.old, v.val, e.Span()), e.Type, e.Span()))
			p.data = link(p.data, a.out, m.r)
			out := append(v.out[:len(v.out):len(v.out)], m.r)
			p.data = link(p.data, out, m.w)
			result := m.old
			if e.New {
				result = p.nodes[m.w].val
			}
			k(p, operand{val: result, out: out})
		})
	})
}

func (l *lowering) cmpXchgDone(p *path, e *prog.CmpXchg, k withOperand) {
	l.operand(p, e.Addr, portAddr, func(p *path, a operand) {
		l.operand(p, e.Old, portNone, func(p *path, o operand) {
			l.operand(p, e.New, portData, func(p *path, v operand) {
				m := l.rmw(p, e.Tag, e.Type, portNone, a.val, e.Span())
				m.write(p, v.val)
				p.equate(m.old, o.val)
				p.data = link(p.data, a.last, m.r, m.w)
				p.data = link(p.data, v.last, m.w)
				p.ctrl = link(p.ctrl, o.last, m.w)
				p.ctrl = append(p.ctrl, edge{m.r, m.w})
				k(p, operand{val: m.old, out: []int{m.r}})
			})
		})
	})
}

func (l *lowering) cmpXchgFailed(p *path, e *prog.CmpXchg, k withOperand) {
	l.operand(p, e.Addr, portAddr, func(p *path, a operand) {
		l.operand(p, e.Old, portNone, func(p *path, o operand) {
			r := l.failedRead(p, e.Tag, e.Type, portData, a, e.Span())
			old := p.nodes[r].val
			p.equate(l.apply(p, prog.Eq, o.val, old, e.Span()), constant(prog.Bool(false)))
			k(p, operand{val: old, out: []int{r}})
		})
	})
}

func (l *lowering) addUnlessDone(p *path, e *prog.AddUnless, k withOperand) {
	l.operand(p, e.Addr, portAddr, func(p *path, a operand) {
		l.operand(p, e.Amount, portAddr, func(p *path, n operand) {
			l.operand(p, e.Limit, portNone, func(p *path, u operand) {
				m := l.rmw(p, e.Tag, e.Type, portNone, a.val, e.Span())
				op := prog.Add
				if e.Type.Exact {
					op = prog.Add64
				}
				m.write(p, l.fit(p, l.apply(p, op, m.old, n.val, e.Span()), e.Type, e.Span()))
				p.equate(l.apply(p, prog.Eq, m.old, u.val, e.Span()), constant(prog.Bool(false)))
				p.data = link(p.data, a.last, m.r, m.w)
				p.data = link(p.data, n.last, m.w)
				p.data = append(p.data, edge{m.r, m.w})
				p.ctrl = link(p.ctrl, u.last, m.w)
				k(p, operand{val: constant(prog.Bool(true)), out: append([]int{m.r}, u.out...)})
			})
		})
	})
}

func (l *lowering) addUnlessFailed(p *path, e *prog.AddUnless, k withOperand) {
	l.operand(p, e.Addr, portAddr, func(p *path, a operand) {
		l.operand(p, e.Limit, portNone, func(p *path, u operand) {
			r := l.failedRead(p, e.Tag, e.Type, portNone, a, e.Span())
			p.equate(p.nodes[r].val, u.val)
			k(p, operand{val: constant(prog.Bool(false)), out: append([]int{r}, u.out...)})
		})
	})
}

// failedRead adds the lone read of a conditional primitive that did nothing.
func (l *lowering) failedRead(p *path, tag prog.Tag, t prog.Type, q port, a operand, span source.Span) int {
	if l.prog.FencedRMW {
		tag = "once"
	}
	r := p.add(node{kind: event.Read, tag: tag, typ: t, atomic: true, port: q, span: span, addr: a.val, val: p.newVar()})
	p.data = link(p.data, a.last, r)
	return r
}
