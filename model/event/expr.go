package event

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// expr evaluates e in the context q (c-semantics.md 5).
func (r *run) expr(e prog.Expr, q port) result {
	if r.over() {
		return result{value: r.g.terms.constant(prog.Value{})}
	}
	start := len(r.nodes)
	res := r.operator(e, q)
	for n := start; n < len(r.nodes); n++ {
		if x := &r.nodes[n]; !x.leads && (x.isReg || x.kind != Fence) {
			res.max = append(res.max, n)
		}
	}
	return res
}

// operator is expr but for the nodes that nothing in the expression follows.
func (r *run) operator(e prog.Expr, q port) result {
	switch e := e.(type) {
	case *prog.Const:
		return result{value: r.g.terms.constant(e.Value)}
	case *prog.RegRef:
		n := r.addReg(false, q)
		if w := r.regWrite[e.Reg]; w >= 0 {
			r.regRF = append(r.regRF, edge{w, n})
		}
		return result{value: r.regs[e.Reg], out: []int{n}}
	case *prog.Binary:
		x, y := r.expr(e.X, q), r.expr(e.Y, q)
		return result{
			value: r.op(e.Op, x.value, y.value, e.Span()),
			out:   append(x.out[:len(x.out):len(x.out)], y.out...),
		}
	case *prog.Load:
		a := r.expr(e.Addr, q)
		n := r.add(e, Read, e.Tag, false, e.Span(), a.value, NoTerm, q)
		r.typed(e.Type, n)
		r.dataEdges(a.out, n)
		return r.single(n)
	case *prog.Xchg:
		return r.xchg(e, q)
	case *prog.AtomicOp:
		return r.atomicOp(e)
	case *prog.CmpXchg:
		return r.cmpXchg(e)
	case *prog.AddUnless:
		return r.addUnless(e)
	case *prog.OpenSrcu:
		a := r.expr(e.Addr, noPort)
		value := r.g.terms.constant(SectionValue(r.thread.ID, r.sections))
		r.sections++
		n := r.add(e, Section, e.Tag, false, e.Span(), a.value, value, noPort)
		r.dataEdges(a.out, n)
		return r.single(n)
	case *prog.TryLock:
		a := r.expr(e.Addr, q)
		if r.decide() {
			w := r.lockPair(e, a, e)
			return result{value: r.g.terms.constant(prog.Bool(true)), out: []int{w}}
		}
		return r.lockTest(e, LockFail, false, a)
	case *prog.IsLocked:
		a := r.expr(e.Addr, q)
		if r.decide() {
			return r.lockTest(e, IsLocked, true, a)
		}
		return r.lockTest(e, NotLocked, false, a)
	case *prog.Choose:
		return result{value: r.g.terms.constant(prog.Value{N: int64(r.choose(e.N))})}
	default:
		panic(fmt.Sprintf("event: unhandled expression %T", e))
	}
}

// choose decides for one of n numbers from 0 on, one way a number.
func (r *run) choose(n int) int {
	for k := range n - 1 {
		if r.decide() {
			return k
		}
	}
	return max(n-1, 0)
}

// single is the result of reading node n.
func (r *run) single(n int) result {
	return result{value: r.path.Value[r.nodes[n].event], out: []int{n}}
}

// lockPair adds the two halves of a lock acquisition and returns the second.
func (r *run) lockPair(from any, a result, at prog.Node) int {
	lr := r.add(from, LockRead, "", false, at.Span(), a.value, NoTerm, noPort)
	lw := r.add(from, LockWrite, "", false, at.Span(), a.value, NoTerm, noPort)
	r.dataEdges(a.out, lr, lw)
	r.ctrlEdges([]int{lr}, lw)
	return lw
}

// lockTest adds the event of a failed trylock or of spin_is_locked.
func (r *run) lockTest(e prog.Expr, kind Kind, value bool, a result) result {
	n := r.add(e, kind, "", false, e.Span(), a.value, NoTerm, noPort)
	r.dataEdges(a.out, n)
	return result{value: r.g.terms.constant(prog.Bool(value)), out: []int{n}}
}

// halves are the two tags of a read-modify-write, and whether it stands between
// full fences.
type halves struct {
	read, write prog.Tag
	fenced      bool
}

// tags returns the tags of the two halves. In the current model both carry the
// primitive's tag. In the earlier one an acquire tags the read only, a release
// the write only, and a fully ordered operation is relaxed between two fences;
// one that does nothing is a relaxed read (lkmm.md, part C).
func (r *run) tags(t prog.Tag, noReturn, success bool) halves {
	if !r.g.Prog.FencedRMW {
		return halves{read: t, write: t}
	}
	switch {
	case !success:
		return halves{read: "once"}
	case noReturn:
		return halves{read: "noreturn", write: "once"}
	case t == "mb":
		return halves{read: "once", write: "once", fenced: true}
	case t == "acquire":
		return halves{read: t, write: "once"}
	case t == "release":
		return halves{read: "once", write: t}
	default:
		return halves{read: t, write: t}
	}
}

// rmw adds the pair of a successful read-modify-write; value gives the term that
// it writes from the term that it reads.
func (r *run) rmw(from any, at source.Span, h halves, addr TermID, readPort port, value func(old TermID) TermID) (read, write int) {
	before := -1
	if h.fenced {
		before = r.add(fenceBefore{from}, Fence, "mb", false, at, NoTerm, NoTerm, noPort)
	}
	read = r.add(from, Read, h.read, true, at, addr, NoTerm, readPort)
	old := r.path.Value[r.nodes[read].event]
	write = r.add(from, Write, h.write, true, at, addr, value(old), noPort)
	if h.fenced {
		after := r.add(fenceAfter{from}, Fence, "mb", false, at, NoTerm, NoTerm, noPort)
		r.ctrlEdges([]int{before}, read, write)
		r.ctrlEdges([]int{read, write}, after)
	}
	for _, t := range r.lastRMW {
		if t == addr {
			r.path.SameLocRMW = at
		}
	}
	r.lastRMW = append(r.lastRMW, addr)
	r.rmws = append(r.rmws, edge{read, write})
	return read, write
}

// fenceBefore and fenceAfter tell the two fences of one primitive apart.
type (
	fenceBefore struct{ of any }
	fenceAfter  struct{ of any }
)

func (r *run) xchg(e *prog.Xchg, q port) result {
	p := r.expr(e.Addr, addrPort)
	v := r.expr(e.Value, dataPort)
	rd, wr := r.rmw(e, e.Span(), r.tags(e.Tag, false, true), p.value, q,
		func(TermID) TermID { return v.value })
	r.typed(e.Type, rd, wr)
	r.dataEdges(p.max, rd, wr)
	r.dataEdges(v.max, wr)
	r.ctrlEdges([]int{rd}, wr)
	return result{value: r.path.Value[r.nodes[rd].event], out: []int{rd}}
}

func (r *run) atomicOp(e *prog.AtomicOp) result {
	p := r.expr(e.Addr, addrPort)
	// The operand's own events stand beside the read half; its terms are needed
	// before the write half is made.
	v := r.expr(e.Operand, dataPort)
	var updated TermID
	rd, wr := r.rmw(e, e.Span(), r.tags(e.Tag, e.NoReturn, true), p.value, dataPort,
		func(old TermID) TermID {
			updated = r.cut(r.op(e.Op, old, v.value, e.Span()), e.Type, e.Span())
			return updated
		})
	r.typed(e.Type, rd, wr)
	r.dataEdges(p.out, rd)
	r.dataEdges(v.out, wr)
	r.dataEdges([]int{rd}, wr)
	value := r.path.Value[r.nodes[rd].event]
	if e.New {
		value = updated
	}
	return result{value: value, out: append(v.out[:len(v.out):len(v.out)], rd)}
}

// cut turns a value into one of an exact type.
func (r *run) cut(x TermID, t prog.Type, at source.Span) TermID {
	if !t.Exact {
		return x
	}
	op, bits := t.Cast()
	return r.op(op, x, r.g.terms.constant(prog.Value{N: int64(bits)}), at)
}

func (r *run) cmpXchg(e *prog.CmpXchg) result {
	p := r.expr(e.Addr, addrPort)
	o := r.expr(e.Old, noPort)
	if r.over() {
		return p
	}
	if !r.decide() {
		rd := r.add(e, Read, r.tags(e.Tag, false, false).read, true, e.Span(), p.value, NoTerm, dataPort)
		r.typed(e.Type, rd)
		r.dataEdges(p.max, rd)
		res := r.single(rd)
		r.require(Cond{Differ, res.value, o.value, e.Span()})
		return res
	}
	n := r.expr(e.New, dataPort)
	rd, wr := r.rmw(e, e.Span(), r.tags(e.Tag, false, true), p.value, noPort,
		func(TermID) TermID { return n.value })
	r.typed(e.Type, rd, wr)
	r.dataEdges(p.max, rd, wr)
	r.dataEdges(n.max, wr)
	r.ctrlEdges(o.max, wr)
	r.ctrlEdges([]int{rd}, wr)
	value := r.path.Value[r.nodes[rd].event]
	r.require(Cond{Same, value, o.value, e.Span()})
	return result{value: value, out: []int{rd}}
}

func (r *run) addUnless(e *prog.AddUnless) result {
	p := r.expr(e.Addr, addrPort)
	if r.over() {
		return p
	}
	if !r.decide() {
		u := r.expr(e.Limit, noPort)
		rd := r.add(e, Read, r.tags(e.Tag, false, false).read, true, e.Span(), p.value, NoTerm, noPort)
		r.typed(e.Type, rd)
		r.dataEdges(p.max, rd)
		r.require(Cond{Same, r.single(rd).value, u.value, e.Span()})
		return result{value: r.g.terms.constant(prog.Bool(false)), out: append(u.out[:len(u.out):len(u.out)], rd)}
	}
	a := r.expr(e.Amount, addrPort)
	u := r.expr(e.Limit, noPort)
	rd, wr := r.rmw(e, e.Span(), r.tags(e.Tag, false, true), p.value, noPort,
		func(old TermID) TermID {
			if !e.Type.Exact {
				return r.op(prog.Add, old, a.value, e.Span())
			}
			return r.cut(r.op(prog.Add64, old, a.value, e.Span()), e.Type, e.Span())
		})
	r.typed(e.Type, rd, wr)
	r.dataEdges(p.max, rd, wr)
	r.dataEdges(a.max, wr)
	r.dataEdges([]int{rd}, wr)
	r.ctrlEdges(u.max, wr)
	r.require(Cond{Differ, r.path.Value[r.nodes[rd].event], u.value, e.Span()})
	return result{value: r.g.terms.constant(prog.Bool(true)), out: append(u.out[:len(u.out):len(u.out)], rd)}
}
