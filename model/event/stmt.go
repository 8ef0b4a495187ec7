package event

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// stmts runs statements in order.
func (r *run) stmts(list []prog.Stmt) {
	for _, s := range list {
		if r.over() {
			return
		}
		r.stmt(s)
	}
}

// begin starts a new instance.
func (r *run) begin() {
	r.instance++
	r.lastRMW = r.lastRMW[:0]
}

func (r *run) stmt(s prog.Stmt) {
	r.at = s.Span()
	switch s := s.(type) {
	case *prog.If:
		r.ifStmt(s)
		return
	case *prog.While:
		r.whileStmt(s)
		return
	}
	r.begin()
	switch s := s.(type) {
	case *prog.Assign:
		v := r.expr(s.Value, noPort)
		w := r.addReg(true, noPort)
		r.dataEdges(v.out, w)
		r.regs[s.Reg], r.regWrite[s.Reg] = v.value, w
	case *prog.Eval:
		r.expr(s.Value, noPort)
	case *prog.Store:
		a := r.expr(s.Addr, addrPort)
		v := r.expr(s.Value, dataPort)
		w := r.add(s, Write, s.Tag, false, s.Span(), a.value, v.value, noPort)
		r.dataEdges(a.out, w)
		r.dataEdges(v.out, w)
	case *prog.Fence:
		r.add(s, Fence, s.Tag, false, s.Span(), NoTerm, NoTerm, noPort)
	case *prog.Lock:
		a := r.expr(s.Addr, addrPort)
		r.lockPair(s, a, s)
	case *prog.Unlock:
		a := r.expr(s.Addr, addrPort)
		u := r.add(s, Unlock, "", false, s.Span(), a.value, NoTerm, noPort)
		r.dataEdges(a.out, u)
	case *prog.SyncSrcu:
		a := r.expr(s.Addr, noPort)
		e := r.add(s, Sync, s.Tag, false, s.Span(), a.value, NoTerm, noPort)
		r.dataEdges(a.out, e)
	case *prog.CloseSrcu:
		a := r.expr(s.Addr, noPort)
		v := r.expr(s.Value, dataPort)
		e := r.add(s, Section, s.Tag, false, s.Span(), a.value, v.value, noPort)
		r.dataEdges(a.out, e)
		r.dataEdges(v.out, e)
	default:
		panic(fmt.Sprintf("event: unhandled statement %T", s))
	}
}

// condition evaluates the condition of a branch as an instance of its own and
// returns its nodes.
func (r *run) condition(e prog.Expr) (value TermID, nodes []int) {
	r.begin()
	first := len(r.nodes)
	v := r.expr(e, noPort)
	for i := first; i < len(r.nodes); i++ {
		nodes = append(nodes, i)
	}
	return v.value, nodes
}

// branch decides whether value holds and requires it.
func (r *run) branch(value TermID, e prog.Expr) bool {
	if c, ok := r.g.Const(value); ok {
		return c != prog.Value{}
	}
	// The truth of anything but a comparison is `e != 0`, an operator like any
	// other: it cannot be decided for a value that a cycle leaves open.
	if t := r.g.terms.list[value]; t.Kind != OpTerm || !t.Op.IsComparison() {
		value = r.op(prog.Ne, value, r.g.terms.constant(prog.Value{}), e.Span())
	}
	if taken, ok := r.decided[value]; ok {
		return taken // the other way contradicts what the path has gone through
	}
	kind := Falsity
	taken := r.decide()
	r.decided[value] = taken
	if taken {
		kind = Truth
	}
	r.require(Cond{Kind: kind, Term: value, Span: e.Span()})
	return taken
}

func (r *run) ifStmt(s *prog.If) {
	value, nodes := r.condition(s.Cond)
	if r.over() {
		return
	}
	taken := r.branch(value, s.Cond)
	first := len(r.nodes)
	if taken {
		r.stmts(s.Then)
	} else {
		r.stmts(s.Else)
	}
	r.ctrls = append(r.ctrls, control{nodes, first, len(r.nodes)})
}

// whileStmt unrolls a loop. Every evaluation of the condition controls all that
// comes later in the loop.
func (r *run) whileStmt(s *prog.While) {
	first := len(r.ctrls)
	for round := 0; ; round++ {
		value, nodes := r.condition(s.Cond)
		if r.over() {
			break
		}
		c := control{nodes, len(r.nodes), -1}
		if !r.branch(value, s.Cond) || r.over() {
			break
		}
		if round == r.opts.Unroll {
			r.path.Cut, r.path.CutAt, r.stopped = true, s.Span(), true
			break
		}
		r.ctrls = append(r.ctrls, c)
		r.stmts(s.Body)
		if r.over() {
			break
		}
	}
	for i := first; i < len(r.ctrls); i++ {
		if r.ctrls[i].end < 0 {
			r.ctrls[i].end = len(r.nodes)
		}
	}
}
