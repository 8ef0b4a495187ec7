package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// copies are the objects of a declaration of which each thread has one.
type copies struct {
	decl *syntax.Var
	env  *ctype.Env
	of   map[int]*object
}

// copyFor returns the object that a thread-local declaration means in the thread
// with a number.
func (l *Lowerer) copyFor(v *syntax.Var, env *ctype.Env, thread int) *object {
	c := l.perThread[v]
	if c == nil {
		c = &copies{decl: v, env: env, of: map[int]*object{}}
		l.perThread[v] = c
	}
	if c.of[thread] == nil {
		o := l.newObject(fmt.Sprintf("%s[%d]", v.Name.Name, thread), env.VarType(v), v.Name.Span())
		o.copies = c
		c.of[thread] = o
		if v.Init != nil {
			l.staticInit(o, v.Init, env)
		}
	}
	return c.of[thread]
}

// copyOf evaluates __lkmm_copy_of(p, cpu): the address of what p points to in the
// copy that belongs to the thread with a number.
func (t *thread) copyOf(e *syntax.Call) val {
	at := t.place(e)
	ops := []*operand{
		t.operand(at, func() val { return t.rvalue(e.Args[0]) }),
		t.operand(at, func() val { return t.rvalue(e.Args[1]) }),
	}
	t.join(ops...)
	p, cpu := ops[0].v, t.convert(t.scalar(ops[1].v, at), ops[1].v.typ, ctype.IntType(), at)
	addr, ok := constant(t.scalar(p, at))
	if !ok || addr.Kind != prog.Addr || t.order[addr.Base].copies == nil {
		t.errorf(NotModelled, at, "only the copies of a per-CPU variable that is named here can be reached")
		return invalid(at)
	}
	c := t.order[addr.Base].copies
	of := func(k int) prog.Expr {
		o := t.copyFor(c.decl, c.env, k)
		return &prog.Const{At: prog.At{Place: at}, Value: prog.AddrValue(o.global, addr.N)}
	}
	if k, ok := integer(cpu); ok {
		if k < 0 || k >= int64(t.threadCount) {
			t.require(number(0, at), at, "there is such a CPU")
			return val{typ: p.typ, x: number(0, at)}
		}
		return val{typ: p.typ, x: of(int(k))}
	}
	cpu = t.once(cpu, ctype.IntType())
	r := t.temp(p.typ, at)
	var pick func(k int)
	pick = func(k int) {
		if k >= t.threadCount {
			t.require(number(0, at), at, "there is such a CPU")
			t.abort(at)
			return
		}
		t.branch(binary(prog.Eq, cpu, number(int64(k), at), at), at, func() {
			t.emit(&prog.Assign{At: prog.At{Place: at}, Reg: r, Value: of(k)})
		}, func() { pick(k + 1) })
	}
	pick(0)
	return val{typ: p.typ, x: regRef(r, at)}
}
