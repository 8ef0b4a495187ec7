package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// number returns a constant.
func number(n int64, at source.Span) prog.Expr {
	return &prog.Const{At: prog.At{Place: at}, Value: prog.Value{N: n}}
}

// constant returns the value of a constant, ok false if e is none.
func constant(e prog.Expr) (v prog.Value, ok bool) {
	if c, is := e.(*prog.Const); is {
		return c.Value, true
	}
	return prog.Value{}, false
}

// integer returns the value of an integer constant.
func integer(e prog.Expr) (n int64, ok bool) {
	v, ok := constant(e)
	return v.N, ok && v.Kind == prog.Int
}

// binary returns x op y, folded where both are constants.
func binary(op prog.Op, x, y prog.Expr, at source.Span) prog.Expr {
	a, known := constant(x)
	b, both := constant(y)
	if known && both {
		if v, err := op.Apply(a, b); err == nil {
			return &prog.Const{At: prog.At{Place: at}, Value: v}
		}
	}
	if inner, ok := x.(*prog.Binary); ok && op == prog.Add64 && inner.Op == prog.Add64 && both && b.Kind == prog.Int {
		if c, ok := integer(inner.Y); ok {
			return binary(prog.Add64, inner.X, number(c+b.N, at), at)
		}
	}
	switch {
	case op.HasZero() && both && b == prog.Value{}:
		return x
	case op.HasZero() && known && a == prog.Value{}:
		return y
	case (op == prog.Sub || op == prog.Sub64) && both && b == prog.Value{}:
		return x
	case (op == prog.Mul64 || op == prog.Div64) && both && b == prog.Value{N: 1}:
		return x
	}
	return &prog.Binary{At: prog.At{Place: at}, Op: op, X: x, Y: y}
}

// reg returns the value of a register.
func regRef(r int, at source.Span) prog.Expr {
	return &prog.RegRef{At: prog.At{Place: at}, Reg: r}
}

// isTruth reports whether a residual is 0 or 1.
func isTruth(e prog.Expr) bool {
	switch e := e.(type) {
	case *prog.Const:
		return e.Value == prog.Value{} || e.Value == prog.Value{N: 1}
	case *prog.Binary:
		if e.Op == prog.And || e.Op == prog.And64 || e.Op == prog.Or64 || e.Op == prog.Or {
			return isTruth(e.X) && isTruth(e.Y)
		}
		return e.Op.IsComparison()
	default:
		return false
	}
}

// truth returns the residual of `e != 0`.
func truth(e prog.Expr) prog.Expr {
	if isTruth(e) {
		return e
	}
	return binary(prog.Ne, e, number(0, e.Span()), e.Span())
}

// not returns the residual of `!e`.
func not(e prog.Expr) prog.Expr {
	if b, ok := e.(*prog.Binary); ok && b.Op.IsComparison() {
		return &prog.Binary{At: b.At, Op: opposite(b.Op), X: b.X, Y: b.Y}
	}
	return binary(prog.Eq, e, number(0, e.Span()), e.Span())
}

// opposite returns the comparison that holds where op does not.
func opposite(op prog.Op) prog.Op {
	switch op {
	case prog.Eq:
		return prog.Ne
	case prog.Ne:
		return prog.Eq
	case prog.Lt:
		return prog.Ge
	case prog.Ge:
		return prog.Lt
	case prog.Gt:
		return prog.Le
	case prog.Le:
		return prog.Gt
	case prog.ULt:
		return prog.UGe
	case prog.UGe:
		return prog.ULt
	case prog.UGt:
		return prog.ULe
	case prog.ULe:
		return prog.UGt
	default:
		panic(fmt.Sprintf("lower: %s is no comparison", op))
	}
}

// operands returns the expressions that an expression is made of.
func operands(e prog.Expr) []prog.Expr {
	switch e := e.(type) {
	case *prog.Const, *prog.RegRef, *prog.Choose:
		return nil
	case *prog.Binary:
		return []prog.Expr{e.X, e.Y}
	case *prog.Load:
		return []prog.Expr{e.Addr}
	case *prog.Xchg:
		return []prog.Expr{e.Addr, e.Value}
	case *prog.AtomicOp:
		return []prog.Expr{e.Addr, e.Operand}
	case *prog.CmpXchg:
		return []prog.Expr{e.Addr, e.Old, e.New}
	case *prog.AddUnless:
		return []prog.Expr{e.Addr, e.Amount, e.Limit}
	case *prog.OpenSrcu:
		return []prog.Expr{e.Addr}
	case *prog.TryLock:
		return []prog.Expr{e.Addr}
	case *prog.IsLocked:
		return []prog.Expr{e.Addr}
	default:
		panic(fmt.Sprintf("lower: unhandled expression %T", e))
	}
}

// someExpr reports whether f holds of an expression or of one inside of it.
func someExpr(e prog.Expr, f func(prog.Expr) bool) bool {
	if f(e) {
		return true
	}
	for _, x := range operands(e) {
		if someExpr(x, f) {
			return true
		}
	}
	return false
}

// hasEvents reports whether an expression makes events.
func hasEvents(e prog.Expr) bool {
	return someExpr(e, func(e prog.Expr) bool {
		switch e.(type) {
		case *prog.Const, *prog.RegRef, *prog.Binary, *prog.Choose:
			return false
		default:
			return true
		}
	})
}

// mayFail reports whether an expression can be an error of the execution: an
// operator without result, or an access.
func mayFail(e prog.Expr) bool {
	return someExpr(e, func(e prog.Expr) bool {
		switch e := e.(type) {
		case *prog.Const, *prog.RegRef, *prog.Choose:
			return false
		case *prog.Binary:
			if n, ok := integer(e.Y); ok && e.Op.MayFail() {
				isDivision := e.Op == prog.Div || e.Op == prog.Div64 || e.Op == prog.Rem64 || e.Op == prog.UDiv || e.Op == prog.URem
				return isDivision && n == 0 || !isDivision && (n < 0 || n > 63)
			}
			return e.Op.MayFail()
		default:
			return true
		}
	})
}

// reads reports whether an expression reads the register.
func reads(e prog.Expr, reg int) bool {
	return someExpr(e, func(e prog.Expr) bool {
		r, ok := e.(*prog.RegRef)
		return ok && r.Reg == reg
	})
}

// parts returns the expressions and the lists of statements that a statement is
// made of, without those of a Together's assignments.
func parts(s prog.Stmt) (exprs []prog.Expr, lists [][]prog.Stmt) {
	switch s := s.(type) {
	case *prog.Assign:
		return []prog.Expr{s.Value}, nil
	case *prog.Together:
		for _, a := range s.Assigns {
			exprs = append(exprs, a.Value)
		}
		return exprs, nil
	case *prog.Eval:
		return []prog.Expr{s.Value}, nil
	case *prog.Store:
		return []prog.Expr{s.Addr, s.Value}, nil
	case *prog.Fence, *prog.Break, *prog.Cut:
		return nil, nil
	case *prog.Lock:
		return []prog.Expr{s.Addr}, nil
	case *prog.Unlock:
		return []prog.Expr{s.Addr}, nil
	case *prog.SyncSrcu:
		return []prog.Expr{s.Addr}, nil
	case *prog.CloseSrcu:
		return []prog.Expr{s.Addr, s.Value}, nil
	case *prog.If:
		return []prog.Expr{s.Cond}, [][]prog.Stmt{s.Then, s.Else}
	case *prog.While:
		return []prog.Expr{s.Cond}, [][]prog.Stmt{s.Body}
	case *prog.Block:
		return nil, [][]prog.Stmt{s.Body}
	case *prog.Assume:
		return []prog.Expr{s.Cond}, nil
	default:
		panic(fmt.Sprintf("lower: unhandled statement %T", s))
	}
}

// assigned returns the registers that a statement itself sets.
func assigned(s prog.Stmt) []int {
	switch s := s.(type) {
	case *prog.Assign:
		return []int{s.Reg}
	case *prog.Together:
		var out []int
		for _, a := range s.Assigns {
			out = append(out, a.Reg)
		}
		return out
	default:
		return nil
	}
}

// someStmt reports whether f holds of a statement in a list or inside of one.
func someStmt(list []prog.Stmt, f func(prog.Stmt) bool) bool {
	for _, s := range list {
		if f(s) {
			return true
		}
		_, lists := parts(s)
		for _, inner := range lists {
			if someStmt(inner, f) {
				return true
			}
		}
	}
	return false
}

// makesEvents reports whether statements make events.
func makesEvents(list []prog.Stmt) bool {
	return someStmt(list, func(s prog.Stmt) bool {
		switch s.(type) {
		case *prog.Store, *prog.Fence, *prog.Lock, *prog.Unlock, *prog.SyncSrcu, *prog.CloseSrcu:
			return true
		}
		exprs, _ := parts(s)
		for _, e := range exprs {
			if hasEvents(e) {
				return true
			}
		}
		return false
	})
}
