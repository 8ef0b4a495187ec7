package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

// spawn is a thread that the code creates.
type spawn struct{}

func (t *thread) spawnThread(e *syntax.Call) val {
	t.errorf(NotModelled, t.place(e), "threads cannot be created yet")
	return zero(t.place(e))
}

func (t *thread) joinThread(e *syntax.Call) {
	t.errorf(NotModelled, t.place(e), "threads cannot be joined yet")
}

func (l *Lowerer) finishSpawns() {}

// copyOf evaluates __lkmm_copy_of(p, cpu).
func (t *thread) copyOf(e *syntax.Call) val {
	t.errorf(NotModelled, t.place(e), "copies of other CPUs are not reached yet")
	return invalid(t.place(e))
}

func (t *thread) alloc(e *syntax.Call) val {
	t.errorf(NotModelled, t.place(e), "memory is not allocated yet")
	return val{typ: ctype.PointerTo(ctype.VoidType()), x: zero(t.place(e)).x}
}

func (t *thread) free(e *syntax.Call) {
	t.errorf(NotModelled, t.place(e), "memory is not freed yet")
}

func (t *thread) anyOf(e *syntax.Call) val {
	return t.anyValue(t.frame.env.Type(e.Args[0].(*syntax.TypeArg).Type), e)
}

func (t *thread) anyValue(typ *ctype.Type, e *syntax.Call) val {
	t.errorf(NotModelled, t.place(e), "any value is not modelled yet")
	return t.valueOf(typ, t.place(e))
}
