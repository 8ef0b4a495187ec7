package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// A call through a pointer that is not known from the text is a choice: the pointer
// is compared with the address of each function whose address the test takes and
// whose type fits. That it is none of them is an error of the execution.

// maxTargets bounds the functions that one call may call.
const maxTargets = 32

// taken notes that the address of a function is a value.
func (k *knowledge) take(fn *function) {
	for _, other := range k.taken {
		if other.def == fn.def {
			return
		}
	}
	k.taken = append(k.taken, fn)
}

// callThrough evaluates a call through the pointer v.
func (t *thread) callThrough(pointer *operand, e *syntax.Call) val {
	at := t.place(e)
	typ := pointer.v.typ.Resolve()
	if typ.Kind == ctype.Pointer {
		typ = typ.Elem.Resolve()
	}
	if typ.Kind != ctype.Func {
		t.errorf(BadCall, t.place(e.Fun), "%s is no function", pointer.v.typ)
		return invalid(at)
	}
	ops := []*operand{pointer}
	for _, a := range e.Args {
		ops = append(ops, t.operand(t.place(a), func() val { return t.rvalue(a) }))
	}
	t.joinHeld(ops...)
	pointer.v = val{typ: pointer.v.typ, x: t.scalar(pointer.v, at)}
	for _, o := range ops {
		if o.v.x != nil {
			o.v.x = t.once(o.v.x, o.v.typ)
		}
	}
	var targets []*function
	for _, fn := range t.knowledge.taken {
		if ctype.Same(fn.typ, typ) {
			targets = append(targets, fn)
		}
	}
	if len(targets) == 0 {
		t.errorf(NotModelled, t.place(e.Fun), "which function this calls is not known: the test takes the address of no function of the type %s", typ)
		return t.valueOf(typ.Elem, at)
	}
	if len(targets) > maxTargets {
		t.errorf(TooLarge, t.place(e.Fun), "this may call more than %d functions", maxTargets)
		return t.valueOf(typ.Elem, at)
	}
	result := typ.Elem.Resolve().Unqualified()
	t.made++
	v := &variable{name: "_call", typ: result, span: at, hidden: true, made: t.made, regs: map[int64]int{}}
	var pick func(k int)
	pick = func(k int) {
		if k == len(targets) {
			t.require(number(0, at), at, "this points to a function")
			t.abort(at)
			return
		}
		same := binary(prog.Eq, ops[0].v.x, t.functionAddress(targets[k], at), at)
		t.branch(same, at, func() {
			r := t.inlineWith(targets[k], e.Args, ops[1:], e, false)
			if result.Kind != ctype.Void && !t.dead {
				t.store(t.registerLoc(v), t.as(r, result, at), "", e)
			}
		}, func() { pick(k + 1) })
	}
	pick(0)
	if result.Kind == ctype.Void {
		return val{typ: result}
	}
	return t.load(t.registerLoc(v), "", e)
}
