package event

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
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
	case *prog.Block:
		r.blockStmt(s)
		return
	case *prog.Break:
		r.leaving = &s.Label
		return
	case *prog.Cut:
		r.cutAt(s.Span())
		return
	}
	r.begin()
	switch s := s.(type) {
	case *prog.Assign:
		r.assign([]*prog.Assign{s})
	case *prog.Together:
		r.assign(s.Assigns)
	case *prog.Eval:
		r.expr(s.Value, noPort)
	case *prog.Store:
		a := r.expr(s.Addr, addrPort)
		v := r.expr(s.Value, dataPort)
		w := r.add(s, Write, s.Tag, false, s.Span(), a.value, v.value, noPort)
		r.typed(s.Type, w)
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
	case *prog.Assume:
		r.assume(s)
	default:
		panic(fmt.Sprintf("event: unhandled statement %T", s))
	}
}

// assign sets registers to values of which none sees what another sets.
func (r *run) assign(list []*prog.Assign) {
	values := make([]result, len(list))
	for i, s := range list {
		values[i] = r.expr(s.Value, noPort)
	}
	for i, s := range list {
		w := r.addReg(true, noPort)
		r.dataEdges(values[i].out, w)
		r.regs[s.Reg], r.regWrite[s.Reg] = values[i].value, w
	}
}

// cutAt ends the path at a bound.
func (r *run) cutAt(at source.Span) {
	r.path.Cut, r.path.CutAt, r.stopped = true, at, true
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

// truth returns the term that says whether value holds as a condition.
func (r *run) truth(value TermID, e prog.Expr) TermID {
	// The truth of anything but a comparison is `e != 0`, an operator like any
	// other: it cannot be decided for a value that a cycle leaves open.
	if t := r.g.terms.list[value]; t.Kind != OpTerm || !t.Op.IsComparison() {
		value = r.op(prog.Ne, value, r.g.terms.constant(prog.Value{}), e.Span())
	}
	return value
}

// branch decides whether value holds and requires it.
func (r *run) branch(value TermID, e prog.Expr) bool {
	if c, ok := r.g.Const(value); ok {
		return c != prog.Value{}
	}
	value = r.truth(value, e)
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

// assume requires its condition.
func (r *run) assume(s *prog.Assume) {
	v := r.expr(s.Cond, noPort)
	if r.over() {
		return
	}
	value := v.value
	if _, ok := r.g.Const(value); !ok {
		value = r.truth(value, s.Cond)
		if taken, ok := r.decided[value]; ok {
			r.dead = r.dead || !taken
			return
		}
		r.decided[value] = true
	}
	r.require(Cond{Kind: Truth, Term: value, Span: s.Cond.Span()})
}

func (r *run) ifStmt(s *prog.If) {
	value, nodes := r.condition(s.Cond)
	if r.over() {
		return
	}
	taken := r.branch(value, s.Cond)
	c := r.control(s, nodes)
	if taken {
		r.stmts(s.Then)
	} else {
		r.stmts(s.Else)
	}
	r.closeBranch(c)
}

// control begins the region of a branch whose condition has the given nodes, and
// returns its index.
func (r *run) control(s prog.Stmt, nodes []int) int {
	r.ctrls = append(r.ctrls, control{cond: nodes, first: len(r.nodes), end: -1, until: r.ends[s]})
	return len(r.ctrls) - 1
}

// closeBranch ends a region at the end of its branch statement, if it ends there.
func (r *run) closeBranch(c int) {
	if x := &r.ctrls[c]; x.until == nil {
		x.end = len(r.nodes)
	}
}

// whileStmt unrolls a loop. Every evaluation of the condition controls all that
// comes later in the loop.
func (r *run) whileStmt(s *prog.While) {
	var open []int
	for round := 0; ; round++ {
		value, nodes := r.condition(s.Cond)
		if r.over() {
			break
		}
		open = append(open, r.control(s, nodes))
		if !r.branch(value, s.Cond) || r.over() {
			break
		}
		if round == r.opts.Unroll {
			r.cutAt(s.Span())
			break
		}
		r.stmts(s.Body)
		if r.over() {
			break
		}
	}
	for _, c := range open {
		r.closeBranch(c)
	}
}

// blockStmt runs a block up to its end or to a Break out of it.
func (r *run) blockStmt(s *prog.Block) {
	r.stmts(s.Body)
	if r.leaving != nil && *r.leaving == s.Label {
		r.leaving = nil
	}
	for i := range r.ctrls {
		if c := &r.ctrls[i]; c.until == s && c.end < 0 {
			c.end = len(r.nodes)
		}
	}
}
