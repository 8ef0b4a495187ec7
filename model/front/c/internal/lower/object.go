package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// object is an object of the program. Its cells are laid out when all is lowered,
// since opaque records grow by their use.
type object struct {
	name   string
	typ    *ctype.Type
	span   source.Span
	global int
	// init are the initial values by offset; what is missing is 0. fns has the
	// functions among them.
	init map[int64]prog.Value
	fns  map[int64]*function
	// uninit is set for one that has no value before it is written, private for one
	// that is in no state.
	uninit, private bool
	// copies are those of the other threads, nil for an object that there is once.
	copies *copies
	// heap is set for one that is allocated and may be freed.
	heap bool
	// code is set for the object that stands for a function.
	code bool
}

// newObject adds an object; its name is made unique.
func (l *Lowerer) newObject(name string, typ *ctype.Type, at source.Span) *object {
	if l.prog.GlobalIndex(name) >= 0 {
		for n := 2; ; n++ {
			if other := fmt.Sprintf("%s.%d", name, n); l.prog.GlobalIndex(other) < 0 {
				name = other
				break
			}
		}
	}
	o := &object{
		name: name, typ: typ, span: at, global: len(l.prog.Globals),
		init: map[int64]prog.Value{}, fns: map[int64]*function{},
	}
	l.prog.Globals = append(l.prog.Globals, &prog.Global{Name: name, Span: at})
	l.order = append(l.order, o)
	return o
}

// private adds an object that is in no state.
func (l *Lowerer) private(name string, typ *ctype.Type, at source.Span) *object {
	o := l.newObject(name, typ, at)
	o.private = true
	return o
}

// Object adds a shared object of the test, declared as v in the names of env.
func (l *Lowerer) Object(v *syntax.Var, env *ctype.Env) {
	o := l.declareObject(v, env, v.Name.Name)
	l.named[v.Name.Name] = o
}

// declareObject makes the object of a declaration with static storage.
func (l *Lowerer) declareObject(v *syntax.Var, env *ctype.Env, name string) *object {
	if o := l.objects[v]; o != nil {
		return o
	}
	o := l.newObject(name, env.VarType(v), v.Name.Span())
	l.objects[v] = o
	if v.Init != nil {
		l.staticInit(o, v.Init, env)
	}
	return o
}

// global returns the object at the top level that is called name in env, nil if
// there is none.
func (l *Lowerer) global(name string, env *ctype.Env) *object {
	v, in := env.Var(name)
	if v == nil {
		return l.named[name]
	}
	if v.Storage&syntax.ThreadLocal != 0 {
		thread := 0
		if l.cur != nil {
			thread = l.cur.prog.ID
		}
		return l.copyFor(v, in, thread)
	}
	if o := l.objects[v]; o != nil {
		return o
	}
	return l.declareObject(v, in, name)
}

// staticInit sets the initial values of an object.
func (l *Lowerer) staticInit(o *object, init syntax.Expr, env *ctype.Env) {
	t := l.scratch(env)
	t.within(func() {
		for _, e := range t.flatten(o.typ, 0, init) {
			t.setStatic(o, e)
		}
	})
}

// scratch returns a thread that is no part of the program, for constants.
func (l *Lowerer) scratch(env *ctype.Env) *thread {
	t := l.emptyThread()
	t.frame = &frame{env: env.Inner(), scope: newScope(nil)}
	return t
}

// within runs f for a thread: the types of expressions are asked for in its scope.
func (t *thread) within(f func()) {
	outer := t.cur
	t.Lowerer.cur = t
	f()
	t.Lowerer.cur = outer
}

// setStatic sets one initial value of an object.
func (t *thread) setStatic(o *object, e initial) {
	v := t.initialValue(e)
	at := e.place
	if v.typ.Kind == ctype.Record {
		for _, f := range v.fields {
			t.setCell(o, e.offset+f.offset, f.x, at)
		}
		return
	}
	if v.fn != nil {
		o.fns[e.offset] = v.fn
	}
	if v.text {
		return // its contents are nobody's matter; the address is never NULL
	}
	t.setCell(o, e.offset, t.convert(t.scalar(v, at), v.typ, e.typ, at), at)
}

func (t *thread) setCell(o *object, offset int64, x prog.Expr, at source.Span) {
	c, ok := constant(x)
	if !ok || len(*t.out) > 0 {
		t.errorf(BadInitialiser, at, "the initial value of %s must be a constant", o.name)
		return
	}
	o.init[offset] = c
}

// Init sets an initial value of the test: an lvalue and what it holds, both as a
// directive has them, in the names of env.
func (l *Lowerer) Init(lvalue, value syntax.Expr, env *ctype.Env) {
	t := l.scratch(env)
	t.within(func() { t.initLvalue(lvalue, value) })
}

func (t *thread) initLvalue(lvalue, value syntax.Expr) {
	p, ok := t.lvalue(lvalue)
	if !ok {
		return
	}
	var base prog.Value
	if p.addr != nil {
		base, ok = constant(p.addr)
	}
	if p.addr == nil || !ok || base.Kind != prog.Addr {
		t.errorf(BadInitialiser, lvalue.Span(), "this must be a shared object or a part of one")
		return
	}
	o := t.order[base.Base]
	for _, e := range t.flatten(p.typ, base.N, value) {
		t.setStatic(o, e)
	}
}

// layOut gives each object its cells.
func (l *Lowerer) layOut() {
	for _, o := range l.order {
		g := l.prog.Globals[o.global]
		g.Private, g.Uninit = o.private, o.uninit
		if err := ctype.Global(g, o.typ, maxCells); err != nil {
			l.errorf(NotModelled, o.span, "%s: %v", o.name, err)
			g.Type, g.Len, g.Members = prog.Type{}, 0, nil
		}
		g.Init = make([]prog.Value, g.Elems())
		for k := range g.Init {
			g.Init[k] = o.init[g.CellOffset(g.CellIndex(k))]
			g.AddrInit = g.AddrInit || g.Init[k].Kind == prog.Addr
		}
	}
}

// functionAddress returns the address of a function as a value.
func (t *thread) functionAddress(fn *function, at source.Span) prog.Expr {
	if fn.def == nil {
		t.unknownFunction(fn.name, at)
		return number(0, at)
	}
	t.take(fn)
	o := t.functions[fn.def]
	if o == nil {
		o = t.private(fn.name, ctype.IntType(), fn.def.Name.Span())
		o.code = true
		t.functions[fn.def] = o
	}
	return &prog.Const{At: prog.At{Place: at}, Value: prog.AddrValue(o.global, 0)}
}

// frozen returns the value of an object that cannot change, ok false if it is not
// known: what is declared const and has an initialiser.
func (t *thread) frozen(p loc) (v val, ok bool) {
	if p.addr == nil || !p.typ.Const || !p.typ.IsScalar() {
		return val{}, false
	}
	at, known := constant(p.addr)
	if !known || at.Kind != prog.Addr || int(at.Base) >= len(t.order) {
		return val{}, false
	}
	o := t.order[at.Base]
	if !baseOf(o.typ).Const {
		return val{}, false // the pointer is to const, the object is not
	}
	if fn := o.fns[at.N]; fn != nil {
		return val{typ: p.typ.Unqualified(), fn: fn}, true
	}
	x, ok := o.init[at.N]
	if !ok {
		return val{}, false
	}
	return val{typ: p.typ.Unqualified(), x: &prog.Const{At: prog.At{Place: p.addr.Span()}, Value: x}}, true
}
