package litmus

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/outline"
)

// role says what is done with an expression, as a set of the uses below. One use
// of a primitive's argument can be several of them.
type role uint8

const (
	// usesValue takes the value.
	usesValue role = 1 << iota
	// readsAt and writesAt take the value as the address of an access.
	readsAt
	writesAt
	// readsHere and writesHere access the object that the expression denotes,
	// which is `*x` where x is the address.
	readsHere
	writesHere
)

// wordRoles returns what a word of the macro language does with its argument i.
func wordRoles(e *expr, i int) role {
	if i > 0 {
		return usesValue
	}
	switch e.name {
	case "__load":
		return readsHere
	case "__store":
		return writesHere
	case "__xchg", "__cmpxchg", "__atomic_op", "__atomic_op_return", "__atomic_fetch_op",
		"__atomic_add_unless", "__lock", "__unlock", "__trylock":
		return readsAt | writesAt
	case "__islocked":
		return readsAt
	case "__srcu":
		switch {
		case isSrcuSync(e):
			return usesValue // it waits and accesses nothing
		case len(e.args) == 2:
			return writesAt
		}
		return readsAt
	case "__fence":
		return usesValue
	default:
		panic("litmus: unhandled word " + e.name)
	}
}

// accesses walks an expression and tells the names and parameters in it what is
// done with them.
type accesses struct {
	o *outliner
	// name is called for each name, param for each parameter of a primitive whose
	// body is walked.
	name  func(e *expr, use role)
	param func(i int, use role)
	// typ is called for the type of each cast.
	typ func(t ctype)
}

func (a *accesses) walk(e *expr, use role) {
	if e == nil {
		return
	}
	switch e.kind {
	case exprBad, exprNum:
	case exprName:
		a.name(e, use)
	case exprParam:
		a.param(int(e.num), use)
	case exprParen:
		a.walk(e.x, use)
	case exprCast:
		a.typ(e.typ)
		a.walk(e.x, use)
	case exprDeref:
		a.walk(e.x, pointee(use))
	case exprIndex:
		a.walk(e.x, pointee(use))
		a.walk(e.y, usesValue)
	case exprAddr:
		a.addressOf(e.x, use)
	case exprNeg, exprNot, exprCompl:
		a.walk(e.x, usesValue)
	case exprBinary:
		a.binary(e, use)
	case exprAnd, exprOr:
		a.walk(e.x, usesValue)
		a.walk(e.y, usesValue)
	case exprCond:
		a.walk(e.x, usesValue)
		a.walk(e.y, use)
		a.walk(e.z, use)
	case exprComma:
		a.walk(e.x, usesValue)
		a.walk(e.y, use)
	case exprCall:
		roles := a.o.argumentRoles(e.name)
		for i, x := range e.args {
			if i < len(roles) {
				a.walk(x, roles[i])
			} else {
				a.walk(x, usesValue)
			}
		}
	case exprWord:
		for i, x := range e.args {
			a.walk(x, wordRoles(e, i))
		}
	case exprAssign:
		target := writesHere
		if e.name != "" {
			target |= readsHere
		}
		a.walk(e.x, target)
		a.walk(e.y, usesValue)
	case exprStep:
		a.walk(e.x, readsHere|writesHere)
	default:
		panic(fmt.Sprintf("litmus: unhandled expression %d", e.kind))
	}
}

// pointee returns what is done with p where `*p` is used.
func pointee(use role) role {
	var at role
	if use&(usesValue|readsAt|writesAt|readsHere) != 0 {
		at |= readsAt
	}
	if use&writesHere != 0 {
		at |= writesAt
	}
	return at
}

// addressOf walks &x: `&*p` is p, and `&a[i]` computes with a.
func (a *accesses) addressOf(x *expr, use role) {
	for x.kind == exprParen || x.kind == exprCast {
		x = x.x
	}
	switch x.kind {
	case exprDeref:
		a.walk(x.x, use)
	case exprIndex:
		a.walk(x.x, use)
		a.walk(x.y, usesValue)
	default:
		a.walk(x, use)
	}
}

// binary walks an operation. An address plus or minus something is an address in
// the same object.
func (a *accesses) binary(e *expr, use role) {
	if e.name != "+" && e.name != "-" {
		use = usesValue
	}
	if e.x.kind == exprNum {
		a.walk(e.y, use)
		return
	}
	a.walk(e.x, use)
	a.walk(e.y, usesValue)
}

// argumentRoles returns what a primitive does with each argument, by its body. A
// call of something unknown takes the values.
func (o *outliner) argumentRoles(name string) []role {
	if roles, ok := o.roles[name]; ok || o.inWork[name] {
		return roles // a primitive that uses itself has no meaning
	}
	m := o.macro(name)
	if m == nil {
		return nil
	}
	o.inWork[name] = true
	roles := make([]role, len(m.row.Params))
	w := &accesses{
		o:     o,
		name:  func(*expr, role) {},
		typ:   func(ctype) {},
		param: func(i int, use role) { roles[i] |= use },
	}
	w.walk(m.value, usesValue)
	eachExpr(m.body, w.walk)
	delete(o.inWork, name)
	o.roles[name] = roles
	return roles
}

// eachExpr calls f for the expressions of statements, with what is done with their
// values.
func eachExpr(body []*stmt, f func(*expr, role)) {
	for _, s := range body {
		for _, d := range s.decls {
			f(d.init, usesValue)
		}
		eachExpr(s.init, f)
		f(s.x, usesValue)
		f(s.step, usesValue)
		eachExpr(s.body, f)
		eachExpr(s.els, f)
	}
}

// sharedUse returns the kind of a place where a parameter of a thread, which holds
// the address of a shared object, is used.
func sharedUse(use role) outline.RefKind {
	reads := use&(readsAt|readsHere) != 0
	// An assignment to the parameter itself changes the pointer, not the object.
	writes := use&writesAt != 0
	switch {
	case reads && writes:
		return outline.ReadWrite
	case writes:
		return outline.Write
	case reads && use&writesHere == 0:
		return outline.Read
	default:
		return outline.Address
	}
}

// registerUse returns the kind of a place where a register is used.
func registerUse(use role) outline.RefKind {
	switch {
	case use&writesHere == 0:
		return outline.Read
	case use&readsHere != 0:
		return outline.ReadWrite
	default:
		return outline.Write
	}
}
