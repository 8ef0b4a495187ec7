package lower

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// tidy drops what only lowering needed: registers that hold a copy of another one or
// a constant and are set once, and assignments of registers that nobody reads. What
// depends on what stays the same, since dependencies go through copies.
func (t *thread) tidy() {
	if someStmt(t.prog.Body, func(s prog.Stmt) bool { _, ok := s.(*prog.While); return ok }) {
		return // what is set once in the text is not set once
	}
	known := 0
	for {
		c := t.copies()
		if len(c.of) == known {
			break // the last round has replaced them all
		}
		known = len(c.of)
		c.list(t.prog.Body)
	}
	for {
		read := map[int]bool{}
		eachExpr(t.prog.Body, func(e prog.Expr) {
			if r, ok := e.(*prog.RegRef); ok {
				read[r.Reg] = true
			}
		})
		n := 0
		t.prog.Body = t.without(t.prog.Body, read, &n)
		if n == 0 {
			return
		}
	}
}

// eachExpr calls f for every expression in statements.
func eachExpr(list []prog.Stmt, f func(prog.Expr)) {
	someStmt(list, func(s prog.Stmt) bool {
		exprs, _ := parts(s)
		for _, e := range exprs {
			someExpr(e, func(e prog.Expr) bool { f(e); return false })
		}
		return false
	})
}

// copier replaces registers by what they are copies of.
type copier struct{ of map[int]prog.Expr }

// copies finds the registers that are copies. Of two registers that are each set once,
// one to the other, neither changes between.
func (t *thread) copies() *copier {
	times := map[int]int{}
	for _, r := range setIn(t.prog.Body) {
		times[r]++
	}
	c := &copier{of: map[int]prog.Expr{}}
	note := func(a *prog.Assign) {
		if times[a.Reg] != 1 || !t.mayDrop(a.Reg) || t.kept[a.Reg] {
			return
		}
		switch v := a.Value.(type) {
		case *prog.Const:
			c.of[a.Reg] = v
		case *prog.RegRef:
			if times[v.Reg] == 1 || times[v.Reg] == 0 {
				c.of[a.Reg] = v
			}
		}
	}
	someStmt(t.prog.Body, func(s prog.Stmt) bool {
		switch s := s.(type) {
		case *prog.Assign:
			note(s)
		case *prog.Together:
			for _, a := range s.Assigns {
				note(a)
			}
		}
		return false
	})
	return c
}

// mayDrop reports whether nobody but the thread's statements looks at a register.
func (t *thread) mayDrop(reg int) bool {
	return t.prog.Regs[reg].Hidden && !t.observed[reg] && !t.isFail(reg)
}

// list replaces registers in statements.
func (c *copier) list(list []prog.Stmt) {
	someStmt(list, func(s prog.Stmt) bool {
		switch s := s.(type) {
		case *prog.Assign:
			s.Value = c.expr(s.Value)
		case *prog.Together:
			for _, a := range s.Assigns {
				a.Value = c.expr(a.Value)
			}
		case *prog.Eval:
			s.Value = c.expr(s.Value)
		case *prog.Store:
			s.Addr, s.Value = c.expr(s.Addr), c.expr(s.Value)
		case *prog.Lock:
			s.Addr = c.expr(s.Addr)
		case *prog.Unlock:
			s.Addr = c.expr(s.Addr)
		case *prog.SyncSrcu:
			s.Addr = c.expr(s.Addr)
		case *prog.CloseSrcu:
			s.Addr, s.Value = c.expr(s.Addr), c.expr(s.Value)
		case *prog.If:
			s.Cond = c.expr(s.Cond)
		case *prog.Assume:
			s.Cond = c.expr(s.Cond)
		}
		return false
	})
}

// expr replaces registers in an expression.
func (c *copier) expr(e prog.Expr) prog.Expr {
	switch e := e.(type) {
	case *prog.RegRef:
		v := c.of[e.Reg]
		switch v := v.(type) {
		case *prog.Const:
			return &prog.Const{At: e.At, Value: v.Value}
		case *prog.RegRef:
			return c.expr(&prog.RegRef{At: e.At, Reg: v.Reg})
		}
	case *prog.Binary:
		return binary(e.Op, c.expr(e.X), c.expr(e.Y), e.Place)
	case *prog.Load:
		e.Addr = c.expr(e.Addr)
	case *prog.Xchg:
		e.Addr, e.Value = c.expr(e.Addr), c.expr(e.Value)
	case *prog.AtomicOp:
		e.Addr, e.Operand = c.expr(e.Addr), c.expr(e.Operand)
	case *prog.CmpXchg:
		e.Addr, e.Old, e.New = c.expr(e.Addr), c.expr(e.Old), c.expr(e.New)
	case *prog.AddUnless:
		e.Addr, e.Amount, e.Limit = c.expr(e.Addr), c.expr(e.Amount), c.expr(e.Limit)
	case *prog.OpenSrcu:
		e.Addr = c.expr(e.Addr)
	case *prog.TryLock:
		e.Addr = c.expr(e.Addr)
	case *prog.IsLocked:
		e.Addr = c.expr(e.Addr)
	}
	return e
}

// without drops the assignments of registers that nobody reads, and counts them.
func (t *thread) without(list []prog.Stmt, read map[int]bool, n *int) []prog.Stmt {
	useless := func(a *prog.Assign) bool {
		return !read[a.Reg] && t.mayDrop(a.Reg) && !hasEvents(a.Value) && !hasChoice(a.Value) && !mayFail(a.Value)
	}
	var out []prog.Stmt
	for _, s := range list {
		switch s := s.(type) {
		case *prog.Assign:
			if useless(s) {
				*n++
				continue
			}
		case *prog.Together:
			var keep []*prog.Assign
			for _, a := range s.Assigns {
				if useless(a) {
					*n++
					continue
				}
				keep = append(keep, a)
			}
			s.Assigns = keep
			switch len(keep) {
			case 0:
				continue
			case 1:
				out = append(out, keep[0])
				continue
			}
		case *prog.If:
			s.Then, s.Else = t.without(s.Then, read, n), t.without(s.Else, read, n)
			if len(s.Then) == 0 && len(s.Else) == 0 && !hasEvents(s.Cond) && !mayFail(s.Cond) {
				*n++
				continue
			}
		case *prog.Block:
			s.Body = t.without(s.Body, read, n)
		}
		out = append(out, s)
	}
	return out
}
