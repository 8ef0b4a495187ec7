package cat

import "fmt"

// expr returns what is known of the value of an expression.
func (r *reader) expr(x Expr, e *reading) bound {
	switch x := x.(type) {
	case *Name:
		return e.lookup(x.Name)
	case *Unary:
		return bound{parts: unaryParts(x.Op, r.expr(x.X, e).parts)}
	case *Binary:
		return bound{parts: binaryParts(x.Op, r.expr(x.X, e).parts, r.expr(x.Y, e).parts).closed()}
	case *IdentityExpr:
		return bound{parts: r.expr(x.X, e).parts & (hasInit | hasLock)}
	case *Apply:
		return r.apply(r.expr(x.Fun, e).fun, r.expr(x.Arg, e))
	case *TupleExpr:
		v := bound{}
		for _, elem := range x.Elems {
			v.tuple = append(v.tuple, r.expr(elem, e))
		}
		return v
	case *LetExpr:
		return r.expr(x.Body, r.let(x.Rec, x.Bindings, e))
	case *FunExpr:
		return bound{fun: &readFunc{param: x.Param, body: x.Body, env: e}}
	case *IfExpr:
		switch {
		case !variantsDecide(x.Cond):
			return bound{}
		case holds(x.Cond, r.variants):
			return r.expr(x.Then, e)
		default:
			return r.expr(x.Else, e)
		}
	case *EmptyRel, *Universe, *TagExpr, *SetExpr, *MatchExpr, *TryExpr:
		return bound{}
	default:
		panic(fmt.Sprintf("cat: unhandled expression %T", x))
	}
}

// apply returns what is known of the value of a function.
func (r *reader) apply(f *readFunc, arg bound) bound {
	switch {
	case f == nil || f.body == nil || r.depth == maxReading:
		return bound{}
	case f.orders:
		return ordersBound(arg)
	}
	r.depth++
	defer func() { r.depth-- }()
	return r.expr(f.body, f.env.bindPattern(f.param, arg))
}

// ordersBound returns what the orders of a set have that contain a base. They
// serve as co if all writes are among the members and the initial ones come first.
func ordersBound(arg bound) bound {
	v := bound{order: true}
	if len(arg.tuple) != 2 {
		return v
	}
	set, base := arg.tuple[0].parts, arg.tuple[1].parts
	first := base&hasFirst != 0 && (set&onlyWrites != 0 || base&hasFirstLock != 0)
	if set&hasWrites != 0 && first {
		v.parts = hasCO.closed()
	}
	return v
}

// keptParts are the parts that a union with anything, or a closure, keeps.
const keptParts = hasPO | hasLoc | hasExt | hasPOLoc | hasRF | hasRFInverse | hasCO | hasCOE | hasFR | hasFRE |
	hasRMW | hasDetour | hasBroken | hasFirst | hasFirstLock | hasLocToLock

func unaryParts(op UnOp, p parts) parts {
	switch op {
	case PlusOp, StarOp, OptOp:
		return p & keptParts
	case InverseOp:
		// An inverse relation is known only for rf.
		if p&hasRF != 0 {
			return hasRFInverse
		}
		return 0
	case ComplementOp:
		return 0
	default:
		panic(fmt.Sprintf("cat: unhandled operator %d", op))
	}
}

func binaryParts(op BinOp, p, q parts) parts {
	switch op {
	case UnionOp:
		return (p | q) &^ onlyWrites
	case InterOp:
		both := p & q &^ onlyWrites
		either := func(a, b, result parts) {
			if p&a != 0 && q&b != 0 || q&a != 0 && p&b != 0 {
				both |= result
			}
		}
		either(hasPOLoc, hasLoc, hasPOLoc)
		either(hasPO, hasLoc, hasPOLoc)
		either(hasCOE, hasExt, hasCOE)
		either(hasFRE, hasExt, hasFRE)
		either(hasRMW, hasDetour, hasBroken)
		return both
	case SeqOp:
		return sequenceParts(p, q)
	case AddOp, DiffOp, ProductOp:
		return 0
	default:
		panic(fmt.Sprintf("cat: unhandled operator %d", op))
	}
}

// sequenceParts returns what p ; q contains.
func sequenceParts(p, q parts) parts {
	var out parts
	for _, rule := range [...]struct{ first, then, result parts }{
		{hasRFInverse, hasCO, hasFR},
		{hasFRE, hasCOE, hasDetour},
		{hasLoc, hasLock, hasLocToLock},
		{hasInit, hasLocToLock, hasFirstLock},
	} {
		if p&rule.first != 0 && q&rule.then != 0 {
			out |= rule.result
		}
	}
	return out
}
