package lower

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// alloc evaluates __lkmm_alloc(type or size, zero): the address of a new object.
// Each execution of the call has an object of its own, so that loops around it are
// written out.
func (t *thread) alloc(e *syntax.Call) val {
	at := t.place(e)
	zeroed, known := t.known(e.Args[1])
	if !known {
		t.errorf(BadIntrinsic, t.place(e.Args[1]), "this must be a constant: whether the object is zero")
	}
	typ := t.allocated(e.Args[0], e)
	if !t.onlyOnce(at) || typ == nil {
		return invalid(at)
	}
	t.heapCount++
	name := fmt.Sprintf("heap.%d", t.heapCount)
	if elem := baseOf(typ); elem.Kind == ctype.Record && elem.Record.Tag != "" {
		name = fmt.Sprintf("%s.%d", elem.Record.Tag, t.heapCount)
	}
	o := t.private(name, typ, at)
	o.heap, o.uninit = true, !zeroed
	return val{typ: ctype.PointerTo(baseOf(typ)), x: t.objectLocAt(o, at).addr}
}

// baseOf returns the type of the elements of an array, any other type itself.
func baseOf(t *ctype.Type) *ctype.Type {
	if t = t.Resolve(); t.Kind == ctype.Array {
		return t.Elem.Resolve()
	}
	return t
}

// allocated returns the type of the object that an allocation makes. A size tells a
// type if it is one: `sizeof(*p)`, `n * sizeof(struct s)`. The type of any other
// object is learned from its use.
func (t *thread) allocated(size syntax.Expr, e *syntax.Call) *ctype.Type {
	switch x := size.(type) {
	case *syntax.TypeArg:
		return t.frame.env.Type(x.Type)
	case *syntax.SizeofType:
		return t.frame.env.Type(x.Type)
	case *syntax.SizeofExpr:
		return t.typeOf(x.X)
	case *syntax.Cast:
		return t.allocated(x.X, e)
	case *syntax.Binary:
		if x.Op != "*" {
			break
		}
		for _, pair := range [][2]syntax.Expr{{x.X, x.Y}, {x.Y, x.X}} {
			n, err := t.frame.env.Const(pair[0])
			if err != nil || !isSizeof(pair[1]) {
				continue
			}
			elem := t.allocated(pair[1], e)
			if n.N < 0 || n.N > maxCells {
				t.errorf(TooLarge, t.place(size), "an object of %d elements is too large", n.N)
				return nil
			}
			return ctype.ArrayOf(elem, int(n.N))
		}
	}
	typ := t.heapTypes[e]
	if typ == nil {
		typ = ctype.UnknownType("allocated object")
		t.heapTypes[e] = typ
	}
	return typ
}

func isSizeof(e syntax.Expr) bool {
	switch x := e.(type) {
	case *syntax.SizeofType, *syntax.SizeofExpr:
		return true
	case *syntax.Cast:
		return isSizeof(x.X)
	default:
		return false
	}
}

// free lowers __lkmm_free(p): plain writes to all cells of the object that p points
// to. Nothing happens where p is NULL.
func (t *thread) free(e *syntax.Call) {
	at := t.place(e)
	v := t.rvalue(e.Args[0])
	if v.ref != nil || v.fn != nil || v.text {
		t.errorf(BadOperand, at, "only what was allocated can be freed")
		return
	}
	x := t.once(t.scalar(v, at), v.typ)
	if c, ok := constant(x); ok {
		if c.Kind == prog.Addr {
			t.freeCells(t.order[c.Base].typ, x, e)
		}
		return
	}
	target := v.target
	if typ := v.typ.Resolve(); target == nil && typ.Kind == ctype.Pointer {
		target = typ.Elem
	}
	if target != nil && target.Resolve().Kind != ctype.Void && target.Resolve().Kind != ctype.Unknown {
		t.branch(truth(x), at, func() { t.freeCells(target, x, e) }, nil)
		return
	}
	t.errorf(NotModelled, at, "the type of what is freed is not known here; give the pointer its type")
}

// freeCells writes to all cells of an object of a type at an address.
func (t *thread) freeCells(typ *ctype.Type, addr prog.Expr, e *syntax.Call) {
	at := t.place(e)
	cells, err := ctype.Cells(typ, maxCells)
	if err != nil {
		t.errorf(NotModelled, at, "%s: %v", typ, err)
		return
	}
	for _, c := range cells {
		t.emit(&prog.Store{
			At: prog.At{Place: at}, Addr: binary(prog.Add64, addr, number(c.Offset, at), at), Value: number(0, at),
			Tag: prog.TagFree, Type: accessType(c.Type),
		})
	}
}
