package enum

import (
	"errors"
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// lowering turns threads into paths.
type lowering struct {
	prog   *prog.Program
	unroll int
	// limit bounds the number of paths of a thread.
	limit int
	// full is set when there are more.
	full bool
	// flow is the flow of control of the thread.
	flow *flow
}

// errPaths is the error of a thread with too many paths.
var errPaths = errors.New("too many paths")

// paths returns the ways through a thread.
func (l *lowering) paths(t *prog.Thread) (paths []*path, err error) {
	p := &path{thread: t.ID, state: make([]regState, len(t.Regs))}
	for i, r := range t.Regs {
		p.state[i] = regState{val: constant(r.Init), writer: -1}
	}
	l.flow, l.full = flowOf(t.Body), false
	l.stmts(p, t.Body, func(p *path) {
		if len(paths) == l.limit {
			err, l.full = errPaths, true
			return
		}
		paths = append(paths, p)
	})
	return paths, err
}

// stmts runs a list of statements and then k. A path that was cut off runs no
// further statement, one that leaves a block none up to its end.
func (l *lowering) stmts(p *path, list []prog.Stmt, k then) {
	if l.full {
		return
	}
	if len(list) == 0 || p.cut || p.left {
		k(p)
		return
	}
	p.inst++
	l.stmt(p, list[0], func(p *path) { l.stmts(p, list[1:], k) })
}

func (l *lowering) stmt(p *path, s prog.Stmt, k then) {
	switch s := s.(type) {
	case *prog.Assign:
		l.operand(p, s.Value, portNone, func(p *path, v operand) {
			id := p.add(node{access: regWrite, span: s.Span(), val: v.val})
			p.data = link(p.data, v.out, id)
			p.state[s.Reg] = regState{val: v.val, writer: id}
			k(p)
		})
	case *prog.Together:
		l.together(p, s.Assigns, nil, k)
	case *prog.Cut:
		p.cut = true
		k(p)
	case *prog.Eval:
		l.operand(p, s.Value, portNone, func(p *path, _ operand) { k(p) })
	case *prog.Store:
		l.operand(p, s.Addr, portAddr, func(p *path, a operand) {
			l.operand(p, s.Value, portData, func(p *path, v operand) {
				id := p.add(node{kind: event.Write, tag: s.Tag, typ: s.Type, span: s.Span(), addr: a.val, val: v.val})
				p.data = link(p.data, a.out, id)
				p.data = link(p.data, v.out, id)
				k(p)
			})
		})
	case *prog.Fence:
		p.add(node{kind: event.Fence, tag: s.Tag, span: s.Span()})
		k(p)
	case *prog.Lock:
		l.operand(p, s.Addr, portAddr, func(p *path, a operand) {
			l.acquire(p, a, s.Span())
			k(p)
		})
	case *prog.Unlock:
		l.operand(p, s.Addr, portAddr, func(p *path, a operand) {
			id := p.add(node{kind: event.Unlock, span: s.Span(), addr: a.val})
			p.data = link(p.data, a.out, id)
			k(p)
		})
	case *prog.SyncSrcu:
		l.operand(p, s.Addr, portNone, func(p *path, a operand) {
			id := p.add(node{kind: event.Sync, tag: s.Tag, span: s.Span(), addr: a.val})
			p.data = link(p.data, a.out, id)
			k(p)
		})
	case *prog.CloseSrcu:
		l.operand(p, s.Addr, portNone, func(p *path, a operand) {
			l.operand(p, s.Value, portData, func(p *path, v operand) {
				id := p.add(node{kind: event.Section, tag: s.Tag, span: s.Span(), addr: a.val, val: v.val})
				p.data = link(p.data, a.out, id)
				p.data = link(p.data, v.out, id)
				k(p)
			})
		})
	case *prog.If:
		l.choice(p, s.Cond, func(p *path, cond []int, holds bool) {
			body := s.Else
			if holds {
				body = s.Then
			}
			p.conds = append(p.conds, condition{cond, l.flow.join(s)})
			l.stmts(p, body, func(p *path) {
				p.reach(point{s, behind})
				k(p)
			})
		})
	case *prog.While:
		l.loop(p, s, 0, func(p *path) {
			p.reach(point{s, behind})
			k(p)
		})
	case *prog.Block:
		l.stmts(p, s.Body, func(p *path) {
			if p.left && p.leaving == s.Label {
				p.left = false
			}
			p.reach(point{s, behind})
			k(p)
		})
	case *prog.Break:
		p.leaving, p.left = s.Label, true
		k(p)
	case *prog.Assume:
		l.choice(p, s.Cond, func(p *path, _ []int, holds bool) {
			if holds {
				k(p)
			}
		})
	default:
		panic(fmt.Sprintf("enum: unhandled statement %T", s))
	}
}

// together evaluates what is left of a list of values, and then sets all registers.
func (l *lowering) together(p *path, list []*prog.Assign, done []operand, k then) {
	if len(done) < len(list) {
		l.operand(p, list[len(done)].Value, portNone, func(p *path, v operand) {
			l.together(p, list, append(done[:len(done):len(done)], v), k)
		})
		return
	}
	for i, v := range done {
		id := p.add(node{access: regWrite, span: list[i].Span(), val: v.val})
		p.data = link(p.data, v.out, id)
		p.state[list[i].Reg] = regState{val: v.val, writer: id}
	}
	k(p)
}

// reach notes that the path has come to a point: the conditions that decide up to
// there decide no more. A path that is leaving a block has not come to the points
// inside of it.
func (p *path) reach(at point) {
	if p.left {
		return
	}
	p.conds = slices.DeleteFunc(slices.Clone(p.conds), func(c condition) bool { return c.until == at })
}

// loop evaluates the condition of a loop whose body ran done times, and goes on.
// Each evaluation decides all that follows in the loop.
func (l *lowering) loop(p *path, s *prog.While, done int, k then) {
	l.choice(p, s.Cond, func(p *path, cond []int, holds bool) {
		p.conds = append(p.conds, condition{cond, l.flow.join(s)})
		switch {
		case !holds:
			k(p)
		case done == l.unroll:
			p.cut = true
			k(p)
		default:
			l.stmts(p, s.Body, func(p *path) {
				if p.cut || p.left {
					k(p)
					return
				}
				p.inst++
				l.loop(p, s, done+1, k)
			})
		}
	})
}

// choice evaluates a condition and continues for each truth value that it can
// have, with the nodes of the condition.
func (l *lowering) choice(p *path, e prog.Expr, k func(p *path, cond []int, holds bool)) {
	start := len(p.nodes)
	l.operand(p, e, portNone, func(p *path, o operand) {
		truth := o.val
		if b, ok := e.(*prog.Binary); !ok || !b.Op.IsComparison() {
			truth = l.apply(p, prog.Ne, o.val, constant(prog.Value{}), e.Span())
		}
		var cond []int
		for id := start; id < len(p.nodes); id++ {
			cond = append(cond, id)
		}
		if !truth.isVar {
			k(p, cond, truth.c != prog.Value{})
			return
		}
		for _, holds := range []bool{true, false} {
			q := p.clone()
			q.equate(truth, constant(prog.Bool(holds)))
			k(q, cond, holds)
		}
	})
}
