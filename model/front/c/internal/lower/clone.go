package lower

import (
	"fmt"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// clone returns a copy of statements that shares no statement with them.
func clone(list []prog.Stmt) []prog.Stmt {
	var out []prog.Stmt
	for _, s := range list {
		out = append(out, cloneStmt(s))
	}
	return out
}

func cloneStmt(s prog.Stmt) prog.Stmt {
	switch s := s.(type) {
	case *prog.Assign:
		c := *s
		c.Value = cloneExpr(s.Value)
		return &c
	case *prog.Together:
		c := *s
		c.Assigns = slices.Clone(s.Assigns)
		for i, a := range c.Assigns {
			c.Assigns[i] = &prog.Assign{At: a.At, Reg: a.Reg, Value: cloneExpr(a.Value)}
		}
		return &c
	case *prog.Eval:
		return &prog.Eval{At: s.At, Value: cloneExpr(s.Value)}
	case *prog.Store:
		c := *s
		c.Addr, c.Value = cloneExpr(s.Addr), cloneExpr(s.Value)
		return &c
	case *prog.Fence:
		c := *s
		return &c
	case *prog.Lock:
		return &prog.Lock{At: s.At, Addr: cloneExpr(s.Addr)}
	case *prog.Unlock:
		return &prog.Unlock{At: s.At, Addr: cloneExpr(s.Addr)}
	case *prog.SyncSrcu:
		return &prog.SyncSrcu{At: s.At, Addr: cloneExpr(s.Addr), Tag: s.Tag}
	case *prog.CloseSrcu:
		return &prog.CloseSrcu{At: s.At, Addr: cloneExpr(s.Addr), Value: cloneExpr(s.Value), Tag: s.Tag}
	case *prog.If:
		return &prog.If{At: s.At, Cond: cloneExpr(s.Cond), Then: clone(s.Then), Else: clone(s.Else)}
	case *prog.While:
		return &prog.While{At: s.At, Cond: cloneExpr(s.Cond), Body: clone(s.Body)}
	case *prog.Block:
		return &prog.Block{At: s.At, Label: s.Label, Body: clone(s.Body)}
	case *prog.Break:
		c := *s
		return &c
	case *prog.Assume:
		return &prog.Assume{At: s.At, Cond: cloneExpr(s.Cond)}
	case *prog.Cut:
		c := *s
		return &c
	default:
		panic(fmt.Sprintf("lower: unhandled statement %T", s))
	}
}

func cloneExpr(e prog.Expr) prog.Expr {
	switch e := e.(type) {
	case *prog.Const, *prog.RegRef:
		return e // they make no event, so that nothing is told by them
	case *prog.Binary:
		return &prog.Binary{At: e.At, Op: e.Op, X: cloneExpr(e.X), Y: cloneExpr(e.Y)}
	case *prog.Load:
		c := *e
		c.Addr = cloneExpr(e.Addr)
		return &c
	case *prog.Xchg:
		c := *e
		c.Addr, c.Value = cloneExpr(e.Addr), cloneExpr(e.Value)
		return &c
	case *prog.AtomicOp:
		c := *e
		c.Addr, c.Operand = cloneExpr(e.Addr), cloneExpr(e.Operand)
		return &c
	case *prog.CmpXchg:
		c := *e
		c.Addr, c.Old, c.New = cloneExpr(e.Addr), cloneExpr(e.Old), cloneExpr(e.New)
		return &c
	case *prog.AddUnless:
		c := *e
		c.Addr, c.Amount, c.Limit = cloneExpr(e.Addr), cloneExpr(e.Amount), cloneExpr(e.Limit)
		return &c
	case *prog.OpenSrcu:
		c := *e
		c.Addr = cloneExpr(e.Addr)
		return &c
	case *prog.TryLock:
		return &prog.TryLock{At: e.At, Addr: cloneExpr(e.Addr)}
	case *prog.IsLocked:
		return &prog.IsLocked{At: e.At, Addr: cloneExpr(e.Addr)}
	case *prog.Choose:
		c := *e
		return &c
	default:
		panic(fmt.Sprintf("lower: unhandled expression %T", e))
	}
}
