package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
)

func (t *thread) anyOf(e *syntax.Call) val {
	x, ok := e.Args[0].(*syntax.TypeArg)
	if !ok {
		t.errorf(BadIntrinsic, t.place(e), "this must be a type")
		return invalid(t.place(e))
	}
	return t.anyValue(t.frame.env.Type(x.Type), e)
}

func (t *thread) anyValue(typ *ctype.Type, e *syntax.Call) val {
	t.errorf(NotModelled, t.place(e), "any value is not modelled yet")
	return t.valueOf(typ, t.place(e))
}
