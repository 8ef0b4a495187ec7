package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// maxDepth bounds the nesting of expressions and statements, those of inlined
// functions included.
const maxDepth = 1000

// enter counts a step down; false if that is too deep. The caller calls leave
// either way.
func (t *thread) enter(n syntax.Node) bool {
	t.depth++
	if t.depth > maxDepth {
		t.errorf(TooLarge, t.place(n), "this is nested too deeply")
		return false
	}
	return t.size <= maxSize
}

func (t *thread) exit() { t.depth-- }

// rvalue evaluates an expression.
func (t *thread) rvalue(e syntax.Expr) val {
	defer t.exit()
	at := t.place(e)
	if !t.enter(e) {
		return invalid(at)
	}
	if t.dead {
		return t.valueOf(ctype.Decay(t.typeOf(e)), at)
	}
	switch e := e.(type) {
	case *syntax.Name:
		return t.name(e)
	case *syntax.Int:
		v := ctype.IntLiteral(e)
		return val{typ: v.Type, x: number(v.N, at)}
	case *syntax.Float:
		t.errorf(NotModelled, at, "floating-point numbers are not modelled")
		return invalid(at)
	case *syntax.String:
		return val{typ: ctype.PointerTo(ctype.CharType()), text: true}
	case *syntax.Unary:
		return t.unary(e)
	case *syntax.IncDec:
		return t.incDec(e)
	case *syntax.Binary:
		return t.binary(e)
	case *syntax.Assign:
		return t.assignment(e)
	case *syntax.Cond:
		return t.conditional(e)
	case *syntax.Call:
		return t.call(e)
	case *syntax.Member, *syntax.Index:
		return t.part(e)
	case *syntax.Cast:
		return t.cast(e)
	case *syntax.SizeofType, *syntax.SizeofExpr:
		return t.constantValue(e)
	case *syntax.Comma:
		t.drop(t.rvalue(e.X), at)
		return t.rvalue(e.Y)
	case *syntax.StmtExpr:
		return t.statementExpr(e)
	case *syntax.CompoundLit:
		p, _ := t.compoundLiteral(e)
		return t.load(p, "", e)
	case *syntax.Generic:
		return t.generic(e)
	case *syntax.InitList:
		t.errorf(BadOperand, at, "a list of values in braces initialises an object; it is no expression")
	case *syntax.TypeArg:
		t.errorf(BadOperand, at, "a value is needed here, not a type")
	case *syntax.BadExpr:
		t.errorf(SyntaxProblem, at, "%s", e.Message)
	default:
		panic(fmt.Sprintf("lower: unhandled expression %T", e))
	}
	return invalid(at)
}

// name evaluates a name.
func (t *thread) name(e *syntax.Name) val {
	at := t.place(e)
	if v := t.lookup(e.Name); v != nil && v.bound != nil {
		return *v.bound
	}
	if t.lookup(e.Name) == nil {
		if c, ok := t.frame.env.Enumerator(e.Name); ok {
			return val{typ: c.Type, x: number(c.N, at)}
		}
	}
	p, ok := t.designated(e)
	if !ok {
		return invalid(at)
	}
	v := t.load(p, "", e)
	if p.v != nil {
		v.target = p.v.target
	}
	return v
}

// designated returns the place or the function that a name stands for.
func (t *thread) designated(e *syntax.Name) (loc, bool) {
	if v := t.lookup(e.Name); v != nil {
		return t.variableLoc(v), true
	}
	if t.frame.fn == nil && t.named[e.Name] != nil {
		return t.objectLoc(t.named[e.Name], e), true
	}
	if o := t.global(e.Name, t.frame.env); o != nil {
		return t.objectLoc(o, e), true
	}
	if fn := t.function(e.Name); fn != nil {
		return loc{typ: fn.typ, fn: fn}, true
	}
	switch e.Name {
	case "true", "false", "NULL":
		t.errorf(UnknownName, t.place(e), "%s is not declared; the prelude has it, and so do the kernel's headers", e.Name)
	default:
		t.unknownName(e)
	}
	return loc{}, false
}

// objectLoc returns the place of a whole object.
func (t *thread) objectLoc(o *object, n syntax.Node) loc {
	return loc{typ: o.typ, addr: &prog.Const{At: prog.At{Place: t.place(n)}, Value: prog.AddrValue(o.global, 0)}}
}

// variableLoc returns the place of a whole variable.
func (t *thread) variableLoc(v *variable) loc {
	if v.object != nil {
		return loc{typ: v.typ, addr: &prog.Const{At: prog.At{Place: v.span}, Value: prog.AddrValue(v.object.global, 0)}}
	}
	return loc{typ: v.typ, v: v}
}

// constantValue evaluates what has to be a constant by its form.
func (t *thread) constantValue(e syntax.Expr) val {
	c, err := t.frame.env.Const(e)
	if err != nil {
		t.notConst(err, e)
		return invalid(t.place(e))
	}
	return val{typ: c.Type, x: number(c.N, t.place(e))}
}

// notConst reports why something is no constant.
func (t *thread) notConst(err error, e syntax.Expr) {
	t.errorf(NotModelled, t.place(e), "the value of this must be known: %v", err)
}

// cast evaluates (type)x.
func (t *thread) cast(e *syntax.Cast) val {
	to := t.frame.env.Type(e.Type)
	v := t.rvalue(e.X)
	if to.Kind == ctype.Void {
		t.drop(v, t.place(e))
		return val{typ: to}
	}
	if to.Kind == ctype.Pointer && v.typ.Kind == ctype.Pointer {
		// `(atomic_t *)&p->users` tells what p->users is, if nothing else does; a cast
		// to a pointer to bytes does not.
		if elem := to.Elem.Resolve(); elem.Kind != ctype.Int || elem.Bits > 8 {
			t.frame.env.Meet(to, v.typ, t.place(e))
		}
	}
	if to.Kind == ctype.Pointer && v.typ.Kind == ctype.Unknown {
		// A pointer comes out of it; which one the cast does not say.
		return val{typ: to.Unqualified(), x: t.scalar(v, t.place(e)), ref: v.ref, fn: v.fn}
	}
	return t.as(v, to, t.place(e))
}

// generic evaluates _Generic.
func (t *thread) generic(e *syntax.Generic) val {
	x := t.frame.env.Selected(e)
	if x == nil {
		t.errorf(BadOperand, t.place(e), "no association has the type %s", t.typeOf(e.X))
		return invalid(t.place(e))
	}
	return t.rvalue(x)
}

// statementExpr evaluates ({ … }).
func (t *thread) statementExpr(e *syntax.StmtExpr) val {
	v := val{typ: ctype.VoidType()}
	t.scoped(func() {
		n := len(e.Body.List)
		last, ok := lastExpr(e.Body)
		if ok {
			n--
		}
		t.stmtsWithTail(e.Body.List[:n], func() {
			if ok {
				v = t.rvalue(last)
			}
		})
	})
	return v
}

// lastExpr returns the expression that gives a statement expression its value.
func lastExpr(b *syntax.Compound) (syntax.Expr, bool) {
	if len(b.List) == 0 {
		return nil, false
	}
	s, ok := b.List[len(b.List)-1].(*syntax.ExprStmt)
	if !ok || s.X == nil {
		return nil, false
	}
	return s.X, true
}
