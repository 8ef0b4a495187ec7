package progen

import "fmt"

// order draws one of the four orders of a value-returning atomic.
func (th *thread) order() string {
	return th.choose("order", "", "_relaxed", "_acquire", "_release")
}

// target draws a location for a read-modify-write that this statement does not
// update yet, and marks it; ok is false if there is none.
func (th *thread) target() (place, bool) {
	p := th.place()
	if th.updated[p.loc] || th.updated[anywhere] || p.loc == anywhere && len(th.updated) > 0 {
		return place{}, false
	}
	th.updated[p.loc] = true
	return p, true
}

// rmw makes an unconditional value-returning read-modify-write.
func (th *thread) rmw() (string, footprint) {
	p, ok := th.target()
	if !ok {
		return th.load()
	}
	cost := updating(p.loc, 0)
	v, more := th.value(1)
	order := th.order()
	switch th.weighted("rmw", 4, 2, 3, 2, 3, 1, 1, 1) {
	case 0:
		return fmt.Sprintf("xchg%s(%s, %s)", order, p.expr, v), cost.plus(more)
	case 1:
		return fmt.Sprintf("atomic_xchg%s(%s, %s)", order, p.expr, v), cost.plus(more)
	case 2:
		op := th.choose("operation", "add", "sub")
		return fmt.Sprintf("atomic_%s_return%s(%s, %s)", op, order, v, p.expr), cost.plus(more)
	case 3:
		op := th.choose("operation", "inc", "dec")
		return fmt.Sprintf("atomic_%s_return%s(%s)", op, order, p.expr), cost
	case 4:
		op := th.choose("operation", "add", "sub", "and", "or", "xor", "andnot")
		return fmt.Sprintf("atomic_fetch_%s%s(%s, %s)", op, order, v, p.expr), cost.plus(more)
	case 5:
		op := th.choose("operation", "inc", "dec")
		return fmt.Sprintf("atomic_fetch_%s%s(%s)", op, order, p.expr), cost
	case 6:
		if th.oneIn("sub_and_test", 3) {
			return fmt.Sprintf("atomic_sub_and_test(%s, %s)", v, p.expr), cost.plus(more)
		}
		op := th.choose("operation", "dec", "inc")
		return fmt.Sprintf("atomic_%s_and_test(%s)", op, p.expr), cost
	case 7:
		return fmt.Sprintf("atomic_add_negative%s(%s, %s)", order, v, p.expr), cost.plus(more)
	default:
		panic("progen: unhandled read-modify-write")
	}
}

// voidRMW makes a read-modify-write without a value.
func (th *thread) voidRMW() ([]string, footprint) {
	p, ok := th.target()
	if !ok {
		return th.store()
	}
	cost := updating(p.loc, 0)
	if th.oneIn("inc or dec", 2) {
		return one(fmt.Sprintf("atomic_%s(%s);", th.choose("operation", "inc", "dec"), p.expr), cost)
	}
	v, more := th.value(1)
	op := th.choose("operation", "add", "sub", "and", "or", "xor", "andnot")
	return one(fmt.Sprintf("atomic_%s(%s, %s);", op, v, p.expr), cost.plus(more))
}

// cmpxchg makes a compare-and-exchange.
func (th *thread) cmpxchg() (string, footprint) {
	p, ok := th.target()
	if !ok {
		return th.load()
	}
	old, c1 := th.value(1)
	new, c2 := th.value(1)
	name := th.choose("cmpxchg", "cmpxchg", "atomic_cmpxchg")
	return fmt.Sprintf("%s%s(%s, %s, %s)", name, th.order(), p.expr, old, new), updating(p.loc, 1).plus(c1).plus(c2)
}

// addUnless makes an addition that one value of the location prevents.
func (th *thread) addUnless() (string, footprint) {
	p, ok := th.target()
	if !ok {
		return th.load()
	}
	amount, c1 := th.value(1)
	limit, c2 := th.value(1)
	return fmt.Sprintf("atomic_add_unless(%s, %s, %s)", p.expr, amount, limit), updating(p.loc, 1).plus(c1).plus(c2)
}
