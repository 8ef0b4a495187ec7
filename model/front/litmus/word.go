package litmus

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// arity returns the number of arguments that a word of the macro language takes,
// the operator not counted; -1 if it depends on the tag.
func arity(word string) int {
	switch word {
	case "__fence":
		return 0
	case "__load", "__lock", "__unlock", "__trylock", "__islocked":
		return 1
	case "__store", "__xchg", "__atomic_op", "__atomic_op_return", "__atomic_fetch_op":
		return 2
	case "__cmpxchg", "__atomic_add_unless":
		return 3
	case "__srcu":
		return -1
	default:
		panic("litmus: unhandled word " + word)
	}
}

// checkWord reports a word with a wrong number of arguments or a tag that is no
// tag.
func (l *lowering) checkWord(e *expr, v *env) bool {
	at := v.at(e).Place
	if want := arity(e.name); want >= 0 && want != len(e.args) {
		l.rep.errorf(BadCall, at, "%s takes %s, not %d", v.word(e.name), count(want, "argument"), len(e.args))
		return false
	}
	for i := 0; i < len(e.tag); i++ {
		if c := e.tag[i]; !isNameByte(c) && c != '-' {
			l.rep.errorf(BadCall, at, "`%s` is not a tag", shown(e.tag))
			return false
		}
	}
	return true
}

// tagOf returns the tag of a word, or the one that counts if it is written
// without braces.
func tagOf(e *expr, otherwise prog.Tag) prog.Tag {
	if e.hasTag {
		return prog.Tag(e.tag)
	}
	return otherwise
}

// form returns a tag as the form of the model spells it: the earlier one in lower
// case, today's in upper case.
func (l *lowering) form(tag string) prog.Tag {
	if l.prog.FencedRMW {
		return prog.Tag(tag)
	}
	return prog.Tag(strings.ToUpper(tag))
}

// wordValue lowers a word whose value is used.
func (l *lowering) wordValue(e *expr, v *env) prog.Expr {
	at := v.at(e)
	if !l.checkWord(e, v) {
		return constant(at, 0)
	}
	switch e.name {
	case "__load":
		return &prog.Load{At: at, Addr: l.lvalue(e, v), Tag: tagOf(e, "")}
	case "__xchg":
		xs := l.operands(v, e.args...)
		l.checkPointer(xs[0], e, v)
		return &prog.Xchg{At: at, Addr: xs[0], Value: xs[1], Tag: tagOf(e, "")}
	case "__cmpxchg":
		xs := l.operands(v, e.args...)
		l.checkPointer(xs[0], e, v)
		return &prog.CmpXchg{At: at, Addr: xs[0], Old: xs[1], New: xs[2], Tag: tagOf(e, "")}
	case "__atomic_op_return":
		return l.atomicOp(e, v, &prog.AtomicOp{At: at, Tag: tagOf(e, ""), New: true})
	case "__atomic_fetch_op":
		return l.atomicOp(e, v, &prog.AtomicOp{At: at, Tag: tagOf(e, "")})
	case "__atomic_add_unless":
		xs := l.operands(v, e.args...)
		l.checkPointer(xs[0], e, v)
		return &prog.AddUnless{At: at, Addr: xs[0], Amount: xs[1], Limit: xs[2], Tag: tagOf(e, l.form("mb"))}
	case "__trylock":
		return &prog.TryLock{At: at, Addr: l.pointer(e, v)}
	case "__islocked":
		return &prog.IsLocked{At: at, Addr: l.pointer(e, v)}
	case "__srcu":
		if len(e.args) == 1 && !isSrcuSync(e) {
			return &prog.OpenSrcu{At: at, Addr: l.pointer(e, v), Tag: prog.Tag(e.tag)}
		}
	case "__store", "__fence", "__lock", "__unlock", "__atomic_op":
	default:
		panic("litmus: unhandled word " + e.name)
	}
	l.rep.errorf(BadCall, at.Place, "%s has no value; make it a statement of its own", v.word(e.name))
	return constant(at, 0)
}

// wordStmt lowers a word that is a statement. It returns false if the word has a
// value, which remains to be evaluated.
func (l *lowering) wordStmt(at prog.At, e *expr, v *env) bool {
	if !l.checkWord(e, v) {
		return true
	}
	switch e.name {
	case "__fence":
		l.emit(&prog.Fence{At: at, Tag: prog.Tag(e.tag)})
	case "__store":
		mark := len(l.out)
		addr := l.lvalue(e, v)
		mid := len(l.out)
		value := l.expr(e.args[1], v)
		if len(l.out) > mid {
			one := []prog.Expr{addr}
			l.keepBefore(max(mark, mid), one)
			addr = one[0]
		}
		l.emit(&prog.Store{At: at, Addr: addr, Value: value, Tag: tagOf(e, "")})
	case "__lock":
		x := l.pointer(e, v)
		if r, ok := x.(*prog.RegRef); ok {
			l.th.locks = append(l.th.locks, regRead{r.Reg, at.Place})
		}
		l.emit(&prog.Lock{At: at, Addr: x})
	case "__unlock":
		x := l.pointer(e, v)
		if r, ok := x.(*prog.RegRef); ok {
			l.th.unlocks[r.Reg] = true
		} else {
			l.th.unlocks[-1] = true // some lock, we cannot say which
		}
		l.emit(&prog.Unlock{At: at, Addr: x})
	case "__atomic_op":
		op := &prog.AtomicOp{At: at, Tag: tagOf(e, l.form("noreturn")), NoReturn: true}
		l.emit(&prog.Eval{At: at, Value: l.atomicOp(e, v, op)})
	case "__srcu":
		return l.srcuStmt(at, e, v)
	case "__load", "__xchg", "__cmpxchg", "__atomic_op_return", "__atomic_fetch_op",
		"__atomic_add_unless", "__trylock", "__islocked":
		return false
	default:
		panic("litmus: unhandled word " + e.name)
	}
	return true
}

// srcuStmt lowers the forms of __srcu without a value: with a value to write it
// ends a critical section, with a tag that says sync it waits for the readers.
func (l *lowering) srcuStmt(at prog.At, e *expr, v *env) bool {
	switch {
	case len(e.args) == 2:
		xs := l.operands(v, e.args...)
		l.checkPointer(xs[0], e, v)
		l.emit(&prog.CloseSrcu{At: at, Addr: xs[0], Value: xs[1], Tag: prog.Tag(e.tag)})
	case isSrcuSync(e):
		l.emit(&prog.SyncSrcu{At: at, Addr: l.pointer(e, v), Tag: prog.Tag(e.tag)})
	case len(e.args) == 1:
		return false
	default:
		l.rep.errorf(BadCall, at.Place, "%s takes the srcu structure, and to unlock also the index", v.word(e.name))
	}
	return true
}

// isSrcuSync reports whether a use of __srcu waits for the readers.
func isSrcuSync(e *expr) bool { return len(e.args) == 1 && strings.Contains(e.tag, "sync") }

// atomicOp completes an atomic operation with its operands.
func (l *lowering) atomicOp(e *expr, v *env, op *prog.AtomicOp) prog.Expr {
	switch strings.ReplaceAll(e.op, " ", "") {
	case "+":
		op.Op = prog.Add
	case "-":
		op.Op = prog.Sub
	case "&":
		op.Op = prog.And
	case "|":
		op.Op = prog.Or
	case "^":
		op.Op = prog.Xor
	case "&~", "&&~":
		op.Op = prog.AndNot
	default:
		l.rep.errorf(BadCall, op.Span(), "`%s` is not an operator of %s; there are + - & | ^ &~", shown(e.op), v.word(e.name))
	}
	xs := l.operands(v, e.args...)
	l.checkPointer(xs[0], e, v)
	op.Addr, op.Operand = xs[0], xs[1]
	return op
}

// lvalue lowers the address of the first argument of a load or store, which
// must be a dereference once parentheses and casts are removed.
func (l *lowering) lvalue(e *expr, v *env) prog.Expr {
	arg := e.args[0]
	x, inner := strip(arg, v)
	switch x.kind {
	case exprDeref:
		l.checkDeref(x, inner)
		addr := l.expr(x.x, inner)
		l.checkPointer(addr, e, v)
		return addr
	case exprIndex:
		return l.element(x, inner)
	case exprBad:
		return constant(v.at(arg), 0)
	}
	at := inner.at(x).Place
	zero := constant(v.at(arg), 0)
	if inner != nil {
		l.rep.errorf(BadPrimitive, at, "the definition of %s is wrong: %s needs a dereference such as `*X`", inner.name, e.name)
		return zero
	}
	text := "(" + shown(at.Text()) + ")"
	if x.kind == exprName {
		text = x.name
	}
	p := l.rep.errorf(BadCall, at, "%s needs the variable itself, not its address: write `*%s`", v.word(e.name), text)
	if x.kind == exprName {
		p.Fix("Add `*`", l.file.Span(at.Start, at.Start), "*")
	}
	return zero
}

// pointer lowers the only argument of a word that takes a pointer.
func (l *lowering) pointer(e *expr, v *env) prog.Expr {
	x := l.expr(e.args[0], v)
	l.checkPointer(x, e, v)
	return x
}

// checkPointer warns about the value of a shared variable that serves as an
// address, although the variable is no pointer.
func (l *lowering) checkPointer(x prog.Expr, e *expr, v *env) {
	load, ok := x.(*prog.Load)
	if !ok || load.Tag != "" {
		return
	}
	r, ok := load.Addr.(*prog.RegRef)
	if !ok || !l.th.Regs[r.Reg].Param {
		return
	}
	typ := l.th.info[r.Reg].typ
	if typ.stars != 1 || typ.base == "intptr_t" || typ.base == "uintptr_t" || typ.base == "void" || typ.base == "long" {
		return
	}
	name := l.th.Regs[r.Reg].Name
	l.rep.warnf(ValueAsAddress, load.Span(), "%s takes the value of %s as the address; it is probably meant to be `%s`", v.word(e.name), name, name)
}
