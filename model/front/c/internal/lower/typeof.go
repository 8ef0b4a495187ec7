package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// typeOf returns the type of an expression in the scope that is being lowered, an
// array's without decay. It evaluates nothing and reports no problem: what has none
// is of the type Unknown.
func (l *Lowerer) typeOf(e syntax.Expr) *ctype.Type {
	t := l.cur
	if t == nil || t.frame == nil {
		return nil
	}
	defer t.exit()
	if t.depth++; t.depth > maxDepth {
		return ctype.UnknownType("unknown")
	}
	if typ := t.typeOfExpr(e); typ != nil {
		return typ.Resolve()
	}
	return ctype.UnknownType("unknown")
}

// typeOfExpr is typeOf; nil stands for a type that is not known.
func (t *thread) typeOfExpr(e syntax.Expr) *ctype.Type {
	env := t.frame.env
	switch e := e.(type) {
	case *syntax.Name:
		return t.typeOfName(e)
	case *syntax.Int:
		return ctype.IntLiteral(e).Type
	case *syntax.Float:
		f, _ := ctype.Basic("double")
		return f
	case *syntax.String:
		return ctype.ArrayOf(ctype.CharType(), len(e.Value)+1)
	case *syntax.Unary:
		return t.typeOfUnary(e)
	case *syntax.IncDec:
		return ctype.Decay(t.typeOf(e.X))
	case *syntax.Binary:
		return t.typeOfBinary(e)
	case *syntax.Assign:
		return ctype.Decay(t.typeOf(e.X))
	case *syntax.Cond:
		return t.typeOfCond(e)
	case *syntax.Call:
		return t.typeOfCall(e)
	case *syntax.TypeArg:
		return env.Type(e.Type)
	case *syntax.Member:
		base := t.typeOf(e.X)
		if e.Arrow {
			elem, ok := env.Deref(ctype.Decay(base), e.Span())
			if !ok {
				return nil
			}
			base = elem
		}
		if m, ok := env.Member(base, e.Name.Name, e.Name.Span()); ok {
			return m.Type
		}
		return nil
	case *syntax.Index:
		for _, x := range []syntax.Expr{e.X, e.I} {
			if base := t.typeOf(x); base.Kind == ctype.Array || base.Kind == ctype.Pointer {
				return base.Elem
			}
		}
		elem, _ := env.Deref(t.typeOf(e.X), e.Span())
		return elem
	case *syntax.Cast:
		return env.Type(e.Type).Unqualified()
	case *syntax.SizeofType, *syntax.SizeofExpr:
		return ctype.ULongType()
	case *syntax.Comma:
		return ctype.Decay(t.typeOf(e.Y))
	case *syntax.StmtExpr:
		return t.typeOfStmtExpr(e)
	case *syntax.CompoundLit:
		return env.Type(e.Type)
	case *syntax.Generic:
		if x := env.Selected(e); x != nil {
			return t.typeOf(x)
		}
		return nil
	case *syntax.InitList, *syntax.BadExpr:
		return nil
	default:
		panic(fmt.Sprintf("lower: unhandled expression %T", e))
	}
}

func (t *thread) typeOfName(e *syntax.Name) *ctype.Type {
	if v := t.lookup(e.Name); v != nil {
		return v.typ
	}
	if c, ok := t.frame.env.Enumerator(e.Name); ok {
		return c.Type
	}
	if t.frame.fn == nil && t.Lowerer.named[e.Name] != nil {
		return t.Lowerer.named[e.Name].typ
	}
	if o := t.global(e.Name, t.frame.env); o != nil {
		return o.typ
	}
	if fn := t.function(e.Name); fn != nil {
		return fn.typ
	}
	return nil
}

func (t *thread) typeOfUnary(e *syntax.Unary) *ctype.Type {
	x := t.typeOf(e.X)
	switch e.Op {
	case "!":
		return ctype.IntType()
	case "&":
		return ctype.PointerTo(x)
	case "*":
		if x.Kind == ctype.Func {
			return x
		}
		elem, ok := t.frame.env.Deref(ctype.Decay(x), e.Span())
		if !ok {
			return nil
		}
		return elem
	default:
		return ctype.Promote(numeric(ctype.Decay(x)))
	}
}

func (t *thread) typeOfBinary(e *syntax.Binary) *ctype.Type {
	switch e.Op {
	case "&&", "||", "==", "!=", "<", ">", "<=", ">=":
		return ctype.IntType()
	}
	a, b := ctype.Decay(t.typeOf(e.X)), ctype.Decay(t.typeOf(e.Y))
	switch {
	case e.Op == "<<" || e.Op == ">>":
		return ctype.Promote(numeric(a))
	case a.Kind == ctype.Pointer && b.Kind == ctype.Pointer:
		return ctype.LongType()
	case a.Kind == ctype.Pointer:
		return a
	case b.Kind == ctype.Pointer:
		return b
	default:
		return ctype.Usual(a, b)
	}
}

// typeOfCond returns the type of ?: (C11 6.5.15).
func (t *thread) typeOfCond(e *syntax.Cond) *ctype.Type {
	then := e.Then
	if then == nil {
		then = e.Cond
	}
	a, b := ctype.Decay(t.typeOf(then)), ctype.Decay(t.typeOf(e.Else))
	switch {
	case a.Kind == ctype.Void || b.Kind == ctype.Void:
		return ctype.VoidType()
	case a.Kind == ctype.Pointer && b.Kind == ctype.Pointer:
		switch {
		case t.isNull(then):
			return b
		case t.isNull(e.Else), b.IsVoidPointer() == a.IsVoidPointer():
			return a
		case a.IsVoidPointer():
			return a
		default:
			return b
		}
	case a.Kind == ctype.Pointer:
		return a
	case b.Kind == ctype.Pointer, a.Kind == ctype.Unknown && b.Kind == ctype.Record:
		return b
	case a.Kind == ctype.Record:
		return a
	case a.Kind == ctype.Unknown && b.Kind == ctype.Unknown:
		return a
	default:
		return ctype.Usual(a, b)
	}
}

// isNull reports whether an expression is a null pointer constant.
func (t *thread) isNull(e syntax.Expr) bool {
	if c, ok := e.(*syntax.Cast); ok {
		if to := t.frame.env.Type(c.Type); to.IsVoidPointer() {
			e = c.X
		}
	}
	v, err := t.frame.env.Const(e)
	return err == nil && v.N == 0 && v.Type.IsInteger()
}

func (t *thread) typeOfStmtExpr(e *syntax.StmtExpr) *ctype.Type {
	last, ok := lastExpr(e.Body)
	if !ok {
		return ctype.VoidType()
	}
	var typ *ctype.Type
	// The declarations are needed for their types only.
	t.scoped(func() {
		for _, s := range e.Body.List {
			d, ok := s.(*syntax.DeclStmt)
			if !ok {
				continue
			}
			t.frame.env.Declare(d)
			for _, v := range d.Vars {
				vt := t.frame.env.VarType(v)
				if x, ok := v.Type.(*syntax.TypeofType); ok && x.X == nil && x.Type == nil && v.Init != nil {
					vt = ctype.Decay(t.typeOf(v.Init))
				}
				t.frame.scope.vars[v.Name.Name] = &variable{name: v.Name.Name, typ: vt, regs: map[int64]int{}}
			}
		}
		typ = ctype.Decay(t.typeOf(last))
	})
	return typ
}

func (t *thread) typeOfCall(e *syntax.Call) *ctype.Type {
	n, ok := e.Fun.(*syntax.Name)
	if ok && t.lookup(n.Name) == nil {
		if typ, ok := t.typeOfIntrinsic(n.Name, e); ok {
			return typ
		}
	}
	fun := t.typeOf(e.Fun)
	if fun.Kind == ctype.Pointer {
		fun = fun.Elem.Resolve()
	}
	if fun.Kind == ctype.Func {
		return fun.Elem.Resolve().Unqualified()
	}
	return nil
}

// typeOfIntrinsic returns the type of a call of one of the front end's primitives or
// of the compiler's.
func (t *thread) typeOfIntrinsic(name string, e *syntax.Call) (typ *ctype.Type, ok bool) {
	pointee := func(i int) *ctype.Type {
		if i >= len(e.Args) {
			return nil
		}
		elem, ok := t.frame.env.Deref(ctype.Decay(t.typeOf(e.Args[i])), e.Span())
		if !ok {
			return nil
		}
		return elem.Resolve().Unqualified()
	}
	arg := func(i int) *ctype.Type {
		if i >= len(e.Args) {
			return nil
		}
		return ctype.Decay(t.typeOf(e.Args[i]))
	}
	switch name {
	case "__lkmm_load", "__lkmm_xchg", "__lkmm_cmpxchg", "__lkmm_fetch_op", "__lkmm_op_return":
		return pointee(1), true
	case "__lkmm_srcu_lock":
		return pointee(0), true
	case "__lkmm_add_unless", "__lkmm_trylock", "__lkmm_is_locked", "__lkmm_choose", "__lkmm_spawn",
		"__lkmm_thread", "__lkmm_threads":
		return ctype.IntType(), true
	case "__lkmm_racy", "__lkmm_copy_of":
		return arg(0), true
	case "__lkmm_any":
		return arg(0), true
	case "__lkmm_alloc":
		return ctype.PointerTo(ctype.VoidType()), true
	case "__lkmm_store", "__lkmm_fence", "__lkmm_op", "__lkmm_lock", "__lkmm_unlock", "__lkmm_srcu_unlock",
		"__lkmm_sync_srcu", "__lkmm_assume", "__lkmm_assert", "__lkmm_free", "__lkmm_join", "__lkmm_unsupported",
		"__lkmm_exit", "__lkmm_abort", "__lkmm_marked", "__lkmm_join_mine":
		return ctype.VoidType(), true
	case "__builtin_expect":
		return arg(0), true
	case "__builtin_choose_expr":
		if len(e.Args) == 3 {
			if holds, ok := t.known(e.Args[0]); ok && !holds {
				return arg(2), true
			}
		}
		return arg(1), true
	case "__builtin_constant_p", "__builtin_types_compatible_p":
		return ctype.IntType(), true
	case "__builtin_offsetof":
		return ctype.ULongType(), true
	default:
		return nil, false
	}
}
