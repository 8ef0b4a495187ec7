package lower

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// intrinsic evaluates one of the front end's own primitives, over which the prelude
// is written.
func (t *thread) intrinsic(name string, e *syntax.Call) val {
	at := t.place(e)
	want, known := map[string]int{
		"load": 2, "store": 3, "fence": 1, "xchg": 3, "cmpxchg": 4, "add_unless": 4,
		"op": 4, "fetch_op": 4, "op_return": 4, "lock": 1, "unlock": 1, "trylock": 1, "is_locked": 1,
		"srcu_lock": 1, "srcu_unlock": 2, "sync_srcu": 1, "assume": 1, "assert": 1, "racy": 1, "choose": 1,
		"any": 1, "alloc": 2, "free": 1, "join": 1, "unsupported": 1, "thread": 0, "threads": 0, "copy_of": 2,
		"spawn": -1, "exit": 0, "abort": 0, "marked": 1, "join_mine": 0,
	}[name[len("__lkmm_"):]]
	if !known {
		t.errorf(BadIntrinsic, at, "there is no primitive %s", name)
		return invalid(at)
	}
	if want >= 0 && len(e.Args) != want || want < 0 && len(e.Args) == 0 {
		t.errorf(BadIntrinsic, at, "%s takes %d arguments, not %d", name, max(want, 1), len(e.Args))
		return invalid(at)
	}
	void := val{typ: ctype.VoidType()}
	switch name[len("__lkmm_"):] {
	case "load":
		return t.intrinsicLoad(e)
	case "store":
		t.intrinsicStore(e)
		return void
	case "fence":
		t.fence(t.fenceTag(e.Args[0]), at)
		return void
	case "xchg", "cmpxchg", "add_unless", "op", "fetch_op", "op_return":
		return t.readModifyWrite(name[len("__lkmm_"):], e)
	case "lock", "unlock", "trylock", "is_locked":
		return t.lockOperation(name[len("__lkmm_"):], e)
	case "srcu_lock", "srcu_unlock", "sync_srcu":
		return t.srcuOperation(name[len("__lkmm_"):], e)
	case "assume":
		t.assume(t.sinkCondition(e.Args[0]), at)
		return void
	case "assert":
		t.require(t.sinkCondition(e.Args[0]), at, at.Text())
		return void
	case "racy":
		t.racy++
		v := t.rvalue(e.Args[0])
		t.racy--
		return v
	case "choose":
		return t.chooseValue(e)
	case "any":
		return t.anyOf(e)
	case "alloc":
		return t.alloc(e)
	case "free":
		t.free(e)
		return void
	case "spawn":
		return t.spawnThread(e)
	case "join":
		t.joinThread(e)
		return void
	case "exit":
		t.stop(at)
		return void
	case "abort":
		t.abort(at)
		return void
	case "marked":
		t.mark(e)
		return void
	case "join_mine":
		t.joinMine(at)
		return void
	case "thread":
		return val{typ: ctype.IntType(), x: number(int64(t.prog.ID), at)}
	case "threads":
		return val{typ: ctype.IntType(), x: number(int64(t.threadCount), at)}
	case "copy_of":
		return t.copyOf(e)
	case "unsupported":
		return t.unsupported(e)
	default:
		panic("lower: unhandled primitive " + name)
	}
}

// unsupported is an error at its use.
func (t *thread) unsupported(e *syntax.Call) val {
	why := "this is not modelled"
	if s, ok := e.Args[0].(*syntax.String); ok {
		why = s.Value
	}
	t.errorf(NotModelled, t.place(e), "%s", why)
	return invalid(t.place(e))
}

// word returns the name that an argument is, "" with a problem if it is none.
func (t *thread) word(e syntax.Expr) string {
	if n, ok := e.(*syntax.Name); ok {
		return n.Name
	}
	t.errorf(BadIntrinsic, t.place(e), "this must be a name, such as once")
	return ""
}

// accessTag returns the tag of an access.
func (t *thread) accessTag(e syntax.Expr) prog.Tag {
	name := t.word(e)
	tag, ok := map[string]prog.Tag{
		"plain": "", "once": "ONCE", "acquire": "ACQUIRE", "release": "RELEASE", "mb": "MB", "noreturn": "NORETURN",
	}[name]
	if !ok && name != "" {
		t.errorf(BadIntrinsic, t.place(e), "%s is no tag of an access: plain, once, acquire, release, mb or noreturn", name)
	}
	return tag
}

// fenceTag returns the tag of a fence.
func (t *thread) fenceTag(e syntax.Expr) prog.Tag {
	name := t.word(e)
	tag, ok := map[string]prog.Tag{
		"mb": "MB", "rmb": "rmb", "wmb": "wmb", "barrier": "barrier", "before_atomic": "before-atomic",
		"after_atomic": "after-atomic", "after_spinlock": "after-spinlock", "after_unlock_lock": "after-unlock-lock",
		"after_srcu_read_unlock": "after-srcu-read-unlock", "rcu_lock": "rcu-lock", "rcu_unlock": "rcu-unlock",
		"sync_rcu": "sync-rcu",
	}[name]
	if !ok && name != "" {
		t.errorf(BadIntrinsic, t.place(e), "%s is no tag of a fence", name)
		tag = "barrier"
	}
	return tag
}

func (t *thread) fence(tag prog.Tag, at source.Span) {
	t.emit(&prog.Fence{At: prog.At{Place: at}, Tag: tag})
}

// cellAt returns the operand for the object that a pointer argument points to, a
// scalar in memory. A record that holds one scalar stands for it.
func (t *thread) cellAt(arg syntax.Expr, tag prog.Tag) (*operand, bool) {
	o, ok := t.target(t.place(arg), func() (loc, bool) {
		v := t.rvalue(arg)
		p, ok := t.pointee(v, arg)
		if !ok {
			return loc{}, false
		}
		if p.typ = p.typ.Resolve(); p.typ.Kind == ctype.Record {
			if cells, err := ctype.Cells(p.typ, 2); err == nil && len(cells) == 1 {
				q := loc{typ: cells[0].Type, v: p.v, offset: p.offset + cells[0].Offset}
				if p.addr != nil {
					q.addr, q.offset = binary(prog.Add64, p.addr, number(cells[0].Offset, t.place(arg)), t.place(arg)), 0
				}
				p = q
			}
		}
		if tag != "" && p.isRegister() {
			p = loc{typ: p.typ, addr: t.addressOf(p, t.place(arg))}
		}
		return p, true
	})
	if !ok {
		return nil, false
	}
	if typ := o.p.typ; !typ.IsScalar() {
		t.errorf(BadOperand, t.place(arg), "this must point to an integer or a pointer, not to %s", typ)
		return nil, false
	}
	return o, true
}

func (t *thread) intrinsicLoad(e *syntax.Call) val {
	tag := t.accessTag(e.Args[0])
	v := t.rvalue(e.Args[1])
	p, ok := t.pointee(v, e.Args[1])
	if !ok {
		return invalid(t.place(e))
	}
	if tag != "" && p.isRegister() {
		p = loc{typ: p.typ, addr: t.addressOf(p, t.place(e))}
	}
	if typ := p.typ.Resolve(); !typ.IsScalar() && typ.Kind != ctype.Record {
		t.errorf(BadOperand, t.place(e.Args[1]), "this must point to an integer or a pointer, not to %s", typ)
		return invalid(t.place(e))
	}
	return t.load(p, tag, e)
}

func (t *thread) intrinsicStore(e *syntax.Call) {
	tag := t.accessTag(e.Args[0])
	o, ok := t.target(t.place(e.Args[1]), func() (loc, bool) { return t.pointee(t.rvalue(e.Args[1]), e.Args[1]) })
	v := t.operand(t.place(e.Args[2]), func() val { return t.rvalue(e.Args[2]) })
	if !ok {
		return
	}
	t.join(o, v)
	p := o.p
	if tag != "" && p.isRegister() {
		p = loc{typ: p.typ, addr: t.addressOf(p, t.place(e))}
	}
	if !t.assignable(p, e.Args[1]) {
		return
	}
	t.meet(p.typ, v.v.typ, e)
	t.store(p, t.as(v.v, t.fieldType(p), t.place(e)), tag, e)
}

// arithmeticOp returns the operator of __lkmm_op and its kin for a type.
func (t *thread) arithmeticOp(e syntax.Expr, typ *ctype.Type) prog.Op {
	name := t.word(e)
	table := map[string][2]prog.Op{
		"add": {prog.Add, prog.Add64}, "sub": {prog.Sub, prog.Sub64}, "and": {prog.And, prog.And64},
		"or": {prog.Or, prog.Or64}, "xor": {prog.Xor, prog.Xor64}, "andnot": {prog.AndNot, prog.AndNot64},
	}
	ops, ok := table[name]
	if !ok {
		t.errorf(BadIntrinsic, t.place(e), "%s is no operation: add, sub, and, or, xor or andnot", name)
		return prog.Add
	}
	if typ.IsInt() {
		return ops[0]
	}
	return ops[1]
}

// readModifyWrite evaluates the atomic operations. They are calls in C: what they do
// is done before what uses their value.
func (t *thread) readModifyWrite(name string, e *syntax.Call) val {
	at := t.place(e)
	tag := t.accessTag(e.Args[0])
	if tag == "" {
		t.errorf(BadIntrinsic, at, "an atomic operation is never plain")
		return invalid(at)
	}
	o, ok := t.cellAt(e.Args[1], tag)
	if !ok {
		return invalid(at)
	}
	values := e.Args[2:]
	if name == "op" || name == "fetch_op" || name == "op_return" {
		values = e.Args[3:]
	}
	ops := []*operand{o}
	for _, a := range values {
		ops = append(ops, t.operand(t.place(a), func() val { return t.rvalue(a) }))
	}
	t.join(ops...)
	p, typ := o.p, o.p.typ.Resolve().Unqualified()
	t.remark(p, tag, at)
	var x []prog.Expr
	for i, v := range ops[1:] {
		t.meet(typ, v.v.typ, values[i])
		x = append(x, t.scalar(t.as(v.v, typ, v.at), v.at))
	}
	place, access := prog.At{Place: at}, accessType(typ)
	switch name {
	case "xchg":
		return val{typ: typ, x: t.hold(&prog.Xchg{At: place, Addr: p.addr, Value: x[0], Tag: tag, Type: access}, typ)}
	case "cmpxchg":
		return val{typ: typ, x: t.hold(&prog.CmpXchg{At: place, Addr: p.addr, Old: x[0], New: x[1], Tag: tag, Type: access}, typ)}
	case "add_unless":
		return bool01(t.hold(&prog.AddUnless{At: place, Addr: p.addr, Amount: x[0], Limit: x[1], Tag: tag, Type: access}, ctype.IntType()))
	case "op", "fetch_op", "op_return":
		a := &prog.AtomicOp{
			At: place, Op: t.arithmeticOp(e.Args[2], typ), Addr: p.addr, Operand: x[0], Tag: tag,
			New: name == "op_return", NoReturn: name == "op", Type: access,
		}
		if name == "op" {
			t.emit(&prog.Eval{At: place, Value: a})
			return val{typ: ctype.VoidType()}
		}
		return val{typ: typ, x: t.hold(a, typ)}
	default:
		panic("lower: unhandled operation " + name)
	}
}

// lockAddress returns the residual of the address of a lock.
func (t *thread) lockAddress(arg syntax.Expr) (prog.Expr, bool) {
	p, ok := t.pointee(t.rvalue(arg), arg)
	if !ok {
		return nil, false
	}
	return t.addressOf(p, t.place(arg)), true
}

func (t *thread) lockOperation(name string, e *syntax.Call) val {
	at := t.place(e)
	addr, ok := t.lockAddress(e.Args[0])
	if !ok {
		return invalid(at)
	}
	place := prog.At{Place: at}
	switch name {
	case "lock":
		t.emit(&prog.Lock{At: place, Addr: addr})
	case "unlock":
		t.emit(&prog.Unlock{At: place, Addr: addr})
	case "trylock":
		return bool01(t.hold(&prog.TryLock{At: place, Addr: addr}, ctype.IntType()))
	case "is_locked":
		return bool01(t.hold(&prog.IsLocked{At: place, Addr: addr}, ctype.IntType()))
	default:
		panic("lower: unhandled operation " + name)
	}
	return val{typ: ctype.VoidType()}
}

func (t *thread) srcuOperation(name string, e *syntax.Call) val {
	at := t.place(e)
	o, ok := t.cellAt(e.Args[0], "srcu")
	if !ok {
		return invalid(at)
	}
	ops := []*operand{o}
	if name == "srcu_unlock" {
		ops = append(ops, t.operand(t.place(e.Args[1]), func() val { return t.rvalue(e.Args[1]) }))
	}
	t.join(ops...)
	place, typ := prog.At{Place: at}, o.p.typ.Resolve().Unqualified()
	switch name {
	case "srcu_lock":
		return val{typ: typ, x: t.hold(&prog.Load{At: place, Addr: o.p.addr, Tag: "srcu-lock", Type: accessType(typ)}, typ)}
	case "srcu_unlock":
		v := t.scalar(t.as(ops[1].v, typ, at), at)
		t.emit(&prog.Store{At: place, Addr: o.p.addr, Value: v, Tag: "srcu-unlock", Type: accessType(typ)})
	case "sync_srcu":
		t.emit(&prog.SyncSrcu{At: place, Addr: o.p.addr, Tag: "sync-srcu"})
	default:
		panic("lower: unhandled operation " + name)
	}
	return val{typ: ctype.VoidType()}
}

// sinkCondition evaluates a condition whose value nothing depends on.
func (t *thread) sinkCondition(e syntax.Expr) prog.Expr {
	t.sink++
	x := t.condition(e)
	t.sink--
	return x
}

// assume restricts the executions to those in which a condition holds.
func (t *thread) assume(x prog.Expr, at source.Span) {
	if n, ok := integer(x); ok && n != 0 {
		return
	}
	t.emit(&prog.Assume{At: prog.At{Place: at}, Cond: x})
	if _, ok := constant(x); ok {
		t.dead, t.always = true, false
	}
}

// chooseValue evaluates __lkmm_choose(n).
func (t *thread) chooseValue(e *syntax.Call) val {
	at := t.place(e)
	n, err := t.frame.env.Const(e.Args[0])
	if err != nil || n.N < 1 || n.N > maxChoices {
		t.errorf(BadIntrinsic, t.place(e.Args[0]), "this must be a constant from 1 to %d", maxChoices)
		return invalid(at)
	}
	return val{typ: ctype.IntType(), x: t.hold(&prog.Choose{At: prog.At{Place: at}, N: int(n.N)}, ctype.IntType())}
}

// maxChoices bounds the values that a choice has.
const maxChoices = 256
