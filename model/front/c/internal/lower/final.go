package lower

import (
	"sort"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Local is a variable of a thread's own function, a parameter, or the function's
// result, as properties see it: with the value that it has at the end.
type Local struct {
	Type   *ctype.Type
	thread *thread
	v      *variable
}

// Local returns the local called name of the thread with a label; its result is
// called "return". ok is false if there is none.
func (l *Lowerer) Local(label, name string) (x Local, ok bool) {
	t := l.threads[label]
	if t == nil {
		return Local{}, false
	}
	v := t.locals[name]
	if name == "return" {
		v = t.result
	}
	if v == nil {
		// Its own copy of a per-CPU variable is a thread's too.
		d, in := l.env.Var(name)
		if d == nil || d.Storage&syntax.ThreadLocal == 0 {
			return Local{}, false
		}
		o := l.copyFor(d, in, t.prog.ID)
		v = &variable{name: name, typ: o.typ, span: o.span, object: o}
	}
	return Local{v.typ, t, v}, true
}

// Twin returns the place of another variable of the function with the same name, so
// that the name alone does not tell which is meant; ok is false if there is none.
func (x Local) Twin() (at source.Span, ok bool) { return x.v.twin, x.v.twin.IsValid() }

// Span is where the variable is declared.
func (x Local) Span() source.Span { return x.v.span }

// LocalNames returns the names that Local knows, in order.
func (l *Lowerer) LocalNames(label string) []string {
	t := l.threads[label]
	if t == nil {
		return nil
	}
	var names []string
	for name := range t.locals {
		names = append(names, name)
	}
	sort.Strings(names)
	if t.result != nil {
		names = append(names, "return")
	}
	return names
}

// Object returns the object that holds the variable if its address is a value; ok
// is false if it is in registers.
func (x Local) Object() (global int, ok bool) {
	if x.v.object == nil {
		return 0, false
	}
	return x.v.object.global, true
}

// Register returns the register that holds the scalar of a type at an offset of the
// variable. ok is false if there is no such scalar.
func (x Local) Register(offset int64, typ *ctype.Type) (place prog.Place, ok bool) {
	reg, cell := x.thread.register(x.v, offset, typ)
	if cell == nil {
		return prog.Place{}, false
	}
	x.thread.observed[reg] = true
	x.thread.asked[askedFor{x.thread.label, x.thread.prog.Regs[reg].Name}] = true
	return prog.Place{Thread: x.thread.prog.ID, Reg: reg, Index: -1}, true
}

// Shared returns the object of the program that name means in env outside of all
// functions. ok is false if there is none.
func (l *Lowerer) Shared(name string, env *ctype.Env) (global int, typ *ctype.Type, ok bool) {
	if v, _ := env.Var(name); v != nil && v.Storage&syntax.ThreadLocal != 0 {
		return 0, nil, false // each thread has its own
	}
	o := l.global(name, env)
	if o == nil {
		return 0, nil, false
	}
	return o.global, o.typ, true
}

// SharedNames returns the names of the test's own objects, in order.
func (l *Lowerer) SharedNames() []string {
	var names []string
	for name := range l.named {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
