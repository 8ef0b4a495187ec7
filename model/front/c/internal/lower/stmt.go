package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// stmt lowers a statement that is no label.
func (t *thread) stmt(s syntax.Stmt) {
	defer t.exit()
	if !t.enter(s) || t.dead && !hasLabel(s) {
		return
	}
	switch s := s.(type) {
	case *syntax.Compound:
		t.scoped(func() { t.stmts(s.List) })
	case *syntax.DeclStmt:
		t.declaration(s)
	case *syntax.ExprStmt:
		if s.X != nil {
			t.evaluate(s.X)
		}
	case *syntax.If:
		t.ifStmt(s)
	case *syntax.While:
		t.whileLoop(s)
	case *syntax.DoWhile:
		t.doLoop(s)
	case *syntax.For:
		t.forLoop(s)
	case *syntax.Switch:
		t.switchStmt(s)
	case *syntax.Goto:
		t.gotoStmt(s)
	case *syntax.Break:
		t.exitTo(t.frame.breaks, "break", s)
	case *syntax.Continue:
		t.exitTo(t.frame.continues, "continue", s)
	case *syntax.Return:
		t.returnStmt(s)
	case *syntax.Asm:
		t.asm(s)
	case *syntax.Case, *syntax.Label:
		t.stmts([]syntax.Stmt{s})
	case *syntax.BadStmt:
		t.errorf(SyntaxProblem, t.place(s), "%s", s.Message)
	default:
		panic(fmt.Sprintf("lower: unhandled statement %T", s))
	}
}

func (t *thread) ifStmt(s *syntax.If) {
	then := func() { t.scoped(func() { t.stmt(s.Then) }) }
	var els func()
	if s.Else != nil {
		els = func() { t.scoped(func() { t.stmt(s.Else) }) }
	}
	if !t.dead {
		t.ifElse(s.Cond, then, els)
		return
	}
	// Nothing comes here but by a goto to a label inside, which is an error there.
	then()
	if els != nil {
		els()
	}
}

// exitTo goes to the innermost of the targets of break or continue.
func (t *thread) exitTo(targets []*label, word string, s syntax.Stmt) {
	if len(targets) == 0 {
		t.errorf(BadStatement, t.place(s), "%s outside of a loop", word)
		return
	}
	t.leave(targets[len(targets)-1], t.place(s))
}

func (t *thread) returnStmt(s *syntax.Return) {
	fr, at := t.frame, t.place(s)
	if fr.end == nil {
		t.errorf(BadStatement, at, "return outside of a function")
		return
	}
	if s.X == nil {
		t.leave(fr.end, at)
		return
	}
	v := t.rvalue(s.X)
	if fr.typ.Kind == ctype.Void {
		t.drop(v, at)
		t.leave(fr.end, at)
		return
	}
	t.meet(fr.typ, v.typ, s.X)
	v = t.as(v, fr.typ, at)
	if fr.isTail(s) && fr.end.uses == 0 && fr.result == nil && !t.dead {
		fr.value = &v
		return
	}
	t.store(t.variableLoc(t.resultOf(fr)), v, "", s)
	t.leave(fr.end, at)
}

// isTail reports whether a statement is the last one of the function.
func (fr *frame) isTail(s syntax.Stmt) bool {
	if fr.fn == nil || len(fr.fn.Body.List) == 0 {
		return false
	}
	last := fr.fn.Body.List[len(fr.fn.Body.List)-1]
	for {
		l, ok := last.(*syntax.Label)
		if !ok {
			return last == s
		}
		last = l.Stmt
	}
}

// resultOf returns the variable that takes the value of a call.
func (t *thread) resultOf(fr *frame) *variable {
	if fr.result == nil {
		fr.result = &variable{
			name: fr.fn.Name.Name + ".return", typ: fr.typ, span: fr.fn.Name.Span(),
			hidden: true, made: fr.made, regs: map[int64]int{}, unset: true,
		}
	}
	return fr.result
}

// asm lowers inline assembly, of which only the compiler barrier is known.
func (t *thread) asm(s *syntax.Asm) {
	switch {
	case s.Empty && s.Clobber:
		t.fence("barrier", t.place(s))
	case s.Empty:
	default:
		t.errorf(NotModelled, t.place(s), "inline assembly is not modelled; give its function a stub or use a primitive of the kernel")
	}
}

// declaration lowers a declaration inside of a function.
func (t *thread) declaration(d *syntax.DeclStmt) {
	t.frame.env.Declare(d)
	for _, v := range d.Vars {
		if v.Storage&(syntax.Typedef|syntax.Extern) != 0 || v.Name.Name == "" {
			continue
		}
		if _, isFunc := v.Type.(*syntax.FuncType); isFunc {
			continue
		}
		t.declareLocal(v)
	}
}

// declareLocal declares one variable and initialises it.
func (t *thread) declareLocal(v *syntax.Var) {
	at := t.place(v.Name)
	typ := t.frame.env.VarType(v)
	if x, ok := v.Type.(*syntax.TypeofType); ok && x.X == nil && x.Type == nil && v.Init != nil {
		typ = ctype.Decay(t.typeOf(v.Init)) // __auto_type
	}
	if v.Storage&syntax.Static != 0 {
		t.staticLocal(v, typ)
		return
	}
	if typ.Kind == ctype.Void || typ.Kind == ctype.Array && typ.Len < 0 {
		t.errorf(BadOperand, at, "%s has no size, so that no variable can have it", typ)
		typ = ctype.UnknownType("unknown")
	}
	local := t.declare(v.Name.Name, v, typ, at)
	if v.Init == nil {
		return
	}
	if !local.typ.IsScalar() || t.frame.modified[v.Name.Name] || local.object != nil {
		t.initVariable(local, v.Init)
		return
	}
	// A value that is known and never changes needs no register.
	init := v.Init
	if l, ok := init.(*syntax.InitList); ok && len(l.Items) == 1 {
		init = l.Items[0].Value
	}
	x := t.rvalue(init)
	t.meet(typ, x.typ, init)
	x = t.as(x, typ, at)
	local.unset, local.target = false, x.target
	if x.isConst() {
		local.bound = &x
		if local.hidden || x.x == nil {
			return
		}
	}
	t.store(t.registerLoc(local), x, "", v)
}

// registerLoc returns the place of a variable's registers, whatever it is bound to.
func (t *thread) registerLoc(v *variable) loc { return loc{typ: v.typ, v: v} }

// staticLocal declares a variable that exists once for all calls.
func (t *thread) staticLocal(v *syntax.Var, typ *ctype.Type) {
	name := v.Name.Name
	if t.frame.fn != nil {
		name = t.frame.fn.Name.Name + "." + name
	}
	o := t.declareObject(v, t.frame.env, name)
	t.frame.scope.vars[v.Name.Name] = &variable{name: v.Name.Name, typ: o.typ, span: v.Name.Span(), object: o}
}
