package lower

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// function is a function that is called or whose address is taken.
type function struct {
	name string
	// def is its definition in the text that env belongs to, nil if there is none.
	def *syntax.Func
	env *ctype.Env
	// stub is set if only is known that it returns any value.
	stub bool
	// ignored is set if its calls have no effect on ordering.
	ignored bool
	typ     *ctype.Type
}

// function returns the function called name, nil if there is no trace of one.
func (t *thread) function(name string) *function {
	env := t.frame.env
	if t.opts.Ignored != nil && t.opts.Ignored(name) {
		return &function{name: name, ignored: true, typ: t.prototypeOf(name)}
	}
	if t.opts.Stub != nil {
		if v := t.opts.Stub(name); v != nil {
			if typ := env.Type(v.Type); typ.Kind == ctype.Func {
				return &function{name: name, stub: true, typ: typ}
			}
		}
	}
	if def, in := env.Func(name); def != nil {
		return &function{name: name, def: def, env: in, typ: in.FuncType(def.Type)}
	}
	if v, _ := env.Prototype(name); v != nil {
		return &function{name: name, typ: t.prototypeOf(name)}
	}
	return nil
}

// prototypeOf returns the type of a function that is not looked into.
func (t *thread) prototypeOf(name string) *ctype.Type {
	if v, in := t.frame.env.Prototype(name); v != nil {
		if typ := in.Type(v.Type); typ.Kind == ctype.Func {
			return typ
		}
	}
	if def, in := t.frame.env.Func(name); def != nil {
		return in.FuncType(def.Type)
	}
	return ctype.FuncOf(ctype.UnknownType("unknown"), nil, true)
}

// callee returns the function that a call calls. If that is not known from the text,
// it returns nil: with the pointer through which it is called, or with a problem.
func (t *thread) callee(e *syntax.Call) (fn *function, pointer *operand) {
	if n, ok := e.Fun.(*syntax.Name); ok && t.lookup(n.Name) == nil {
		if fn := t.function(n.Name); fn != nil {
			return fn, nil
		}
		if t.global(n.Name, t.frame.env) == nil {
			t.unknownFunction(n.Name, t.place(e.Fun))
			return nil, nil
		}
	}
	o := t.operand(t.place(e.Fun), func() val { return t.rvalue(e.Fun) })
	if o.v.fn == nil {
		return nil, o
	}
	t.join(o)
	return o.v.fn, nil
}

// unknownFunction reports a call of a function without a body.
func (t *thread) unknownFunction(name string, at source.Span) {
	if t.quiet > 0 || t.dead {
		return
	}
	p := t.errorf(UnknownFunction, at, "%s has no body here, so that its effect is not known; add `@lkmm ignore %s` if it has none on ordering, or `@lkmm stub` with its declaration if it returns any value", name, name)
	if len(p.Fixes) == 0 {
		t.proposeDirectives(p, name)
	}
}

// proposeDirectives adds the directives that would do instead of a body: behind that
// of the first thread, in the same form of comment.
func (t *thread) proposeDirectives(p *diag.Problem, name string) {
	at := t.directive
	if !at.IsValid() {
		return // a program with main has no directives
	}
	line := at.File.Text()[:at.Start]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	prefix, _, ok := strings.Cut(line, "@lkmm")
	if !ok {
		return
	}
	prefix = "\n" + strings.Replace(prefix, "/*", " *", 1)
	end := at.File.Span(at.End, at.End)
	p.Fix("Ignore "+name+": it has no effect on ordering", end, prefix+"@lkmm ignore "+name)
	p.Fix("Give "+name+" a stub: it returns any value", end, prefix+"@lkmm stub "+t.stubOf(name))
}

// stubOf returns a declaration of a function, as far as it is known.
func (t *thread) stubOf(name string) string {
	typ := t.prototypeOf(name)
	if typ.Elem.Resolve().Kind == ctype.Unknown {
		return "int " + name + "(void)"
	}
	var params []string
	for _, p := range typ.Params {
		params = append(params, p.Name)
	}
	if len(params) == 0 {
		params = []string{"void"}
	}
	result := typ.Elem.Name
	if !strings.HasSuffix(result, "*") {
		result += " "
	}
	return result + name + "(" + strings.Join(params, ", ") + ")"
}

// expected returns the condition inside of __builtin_expect, nil for other calls.
func (t *thread) expected(e *syntax.Call) syntax.Expr {
	if n, ok := e.Fun.(*syntax.Name); ok && n.Name == "__builtin_expect" && len(e.Args) > 0 {
		return e.Args[0]
	}
	return nil
}

// call evaluates a call.
func (t *thread) call(e *syntax.Call) val {
	at := t.place(e)
	if n, ok := e.Fun.(*syntax.Name); ok && t.lookup(n.Name) == nil {
		switch {
		case strings.HasPrefix(n.Name, "__lkmm_"):
			return t.intrinsic(n.Name, e)
		case strings.HasPrefix(n.Name, "__builtin_"):
			if v, ok := t.builtin(n.Name, e); ok {
				return v
			}
		}
	}
	fn, pointer := t.callee(e)
	switch {
	case pointer != nil:
		return t.callThrough(pointer, e)
	case fn == nil:
		return t.ignoredCall(ctype.UnknownType("unknown"), e)
	case fn.ignored:
		return t.ignoredCall(fn.typ.Elem, e)
	case fn.stub:
		t.arguments(e)
		return t.anything(fn.typ.Elem, e)
	case fn.def == nil:
		t.unknownFunction(fn.name, at)
		return t.ignoredCall(fn.typ.Elem, e)
	default:
		return t.inline(fn, e, false)
	}
}

// ignoredCall evaluates the arguments of a call and nothing else. Unknown functions
// among the arguments are ignored as well.
func (t *thread) ignoredCall(result *ctype.Type, e *syntax.Call) val {
	t.quiet++
	t.arguments(e)
	t.quiet--
	result = result.Resolve()
	if !result.IsScalar() {
		return val{typ: ctype.VoidType()}
	}
	return val{typ: result.Unqualified(), x: number(0, t.place(e))}
}

// arguments evaluates arguments for their effects.
func (t *thread) arguments(e *syntax.Call) {
	var ops []*operand
	for _, a := range e.Args {
		if _, isType := a.(*syntax.TypeArg); isType {
			continue
		}
		ops = append(ops, t.operand(t.place(a), func() val { return t.rvalue(a) }))
	}
	t.joinHeld(ops...)
	for _, o := range ops {
		t.drop(o.v, o.at)
	}
}

// inline lowers a call of a function with a body: its parameters are registers of
// the frame, return is a break out of its block. own is set for the function of the
// thread itself.
func (t *thread) inline(fn *function, e *syntax.Call, own bool) val {
	var ops []*operand
	for _, a := range e.Args {
		ops = append(ops, t.operand(t.place(a), func() val { return t.rvalue(a) }))
	}
	t.join(ops...)
	return t.inlineWith(fn, e.Args, ops, e, own)
}

// inlineWith is inline for arguments that are evaluated already.
func (t *thread) inlineWith(fn *function, args []syntax.Expr, ops []*operand, e *syntax.Call, own bool) val {
	at := t.place(e)
	t.size++
	key := knownArguments(ops)
	if depth, again := t.calls(fn.def, key); depth > t.opts.Unroll && (key == "" || again) || depth > maxTrips {
		t.emit(&prog.Cut{At: prog.At{Place: at}})
		t.dead, t.always = true, false
		return t.valueOf(fn.typ.Elem, at)
	}
	params := fn.def.Type.Params
	if len(params) == 1 && len(fn.typ.Params) == 0 {
		params = nil // (void)
	}
	if len(args) < len(params) || len(args) > len(params) && !fn.typ.Variadic {
		t.errorf(BadCall, at, "%s takes %d arguments, not %d", fn.name, len(params), len(args)).
			Relate(fn.def.Name.Span(), "declared here")
		return t.valueOf(fn.typ.Elem, at)
	}
	if len(args) > len(params) && len(params) > 0 {
		t.errorf(NotModelled, at, "functions with a variable number of arguments are not modelled")
		return t.valueOf(fn.typ.Elem, at)
	}
	fr := &frame{
		outer: t.frame, fn: fn.def, env: fn.env.Inner(), scope: newScope(nil), at: t.frame.at, own: own,
		end: t.newLabel(fn.name), typ: fn.typ.Elem.Resolve().Unqualified(), gotos: map[string]*label{},
		modified: t.modifiedNames(fn.def), key: key,
	}
	t.made++
	fr.made = t.made
	t.ends[fr.end.name] = t.made
	if fn.env.InPrelude() && !fr.at.IsValid() {
		fr.at = at
	}
	return t.runBody(fr, params, fn, args, ops, e)
}

// knownArguments spells arguments that are all known, so that a recursion goes its own
// way; "" for any others.
func knownArguments(ops []*operand) string {
	key := "f"
	for _, o := range ops {
		if o.v.x == nil {
			return ""
		}
		c, ok := constant(o.v.x)
		if !ok {
			return ""
		}
		key += fmt.Sprint(" ", c)
	}
	return key
}

// calls counts the frames of a function; again is set if one of them has the same
// known arguments.
func (t *thread) calls(def *syntax.Func, key string) (n int, again bool) {
	for fr := t.frame; fr != nil; fr = fr.outer {
		if fr.fn == def {
			n++
			again = again || fr.key == key
		}
	}
	return n, again
}

// runBody lowers the body of a function in its frame.
func (t *thread) runBody(fr *frame, params []*syntax.Var, fn *function, args []syntax.Expr, ops []*operand, e *syntax.Call) val {
	caller := t.frame
	t.frame = fr
	t.bind(params, fn, args, ops, e)
	if fr.own && fr.typ.Kind != ctype.Void {
		fr.result = &variable{name: "return", typ: fr.typ, span: fn.def.Name.Span(), regs: map[int64]int{}, unset: true}
		t.result = fr.result
	}
	t.block(fr.end, t.place(fn.def), func() { t.scoped(func() { t.stmts(fn.def.Body.List) }) })
	t.frame = caller
	switch {
	case fr.value != nil:
		return *fr.value
	case fr.typ.Kind == ctype.Void || fr.own:
		return val{typ: ctype.VoidType()}
	case fr.result == nil:
		return t.valueOf(fr.typ, t.place(e))
	default:
		return t.load(t.variableLoc(fr.result), "", e)
	}
}

// valueOf returns a value of a type for a call that does not return.
func (t *thread) valueOf(typ *ctype.Type, at source.Span) val {
	typ = typ.Resolve().Unqualified()
	if !typ.IsScalar() {
		return val{typ: typ}
	}
	return val{typ: typ, x: number(0, at)}
}

// bind gives the parameters their arguments. A parameter that the function never
// changes and whose argument is known needs no register.
func (t *thread) bind(params []*syntax.Var, fn *function, args []syntax.Expr, ops []*operand, e *syntax.Call) {
	var list []*prog.Assign
	for i, p := range params {
		at := t.place(p.Name)
		typ := fn.typ.Params[i]
		v := t.declare(p.Name.Name, p, typ, at)
		t.frame.env.DeclareVar(p)
		v.unset = false
		t.meet(typ, ops[i].v.typ, args[i])
		x := t.as(ops[i].v, typ, ops[i].at)
		if !t.frame.modified[p.Name.Name] {
			v.target = x.target
		}
		if x.isConst() && !t.frame.modified[p.Name.Name] && v.object == nil && x.typ.Kind != ctype.Record {
			v.bound = &x
			if t.frame.own && x.x != nil {
				reg, _ := t.register(v, 0, typ)
				c, _ := constant(x.x)
				t.prog.Regs[reg].Param, t.prog.Regs[reg].Init = true, c
			}
			continue
		}
		if v.object != nil {
			t.store(t.variableLoc(v), x, "", e)
			continue
		}
		list = append(list, t.assigns(v, x, at)...)
	}
	t.together(list, t.place(e))
	if fn.typ.Variadic {
		for _, o := range ops[len(params):] {
			t.drop(o.v, o.at)
		}
	}
}

// assigns returns the assignments that set a variable in registers.
func (t *thread) assigns(v *variable, x val, at source.Span) []*prog.Assign {
	if x.typ.Kind != ctype.Record {
		x.fields = []field{{0, x.typ, t.scalar(x, at)}}
	}
	var list []*prog.Assign
	for _, f := range x.fields {
		reg, cell := t.register(v, f.offset, f.typ)
		if reg < 0 {
			t.escape(v, at)
			continue
		}
		list = append(list, &prog.Assign{At: prog.At{Place: at}, Reg: reg, Value: t.convert(f.x, f.typ, cell, at)})
	}
	return list
}
