package progen

import "fmt"

// load makes a load of an integer.
func (th *thread) load() (string, footprint) {
	p := th.place()
	cost := reading(p.loc)
	if th.intIn("plain", 0, 9) >= 10-th.theme.plainWeight() {
		return p.deref(), cost
	}
	switch th.weighted("load", 6, 3, 1, 1, 1) {
	case 0:
		return "READ_ONCE(" + p.deref() + ")", cost
	case 1:
		return "smp_load_acquire(" + p.expr + ")", cost
	case 2:
		return "rcu_dereference(" + p.deref() + ")", cost
	case 3:
		return "atomic_read(" + p.expr + ")", cost
	case 4:
		return "atomic_read_acquire(" + p.expr + ")", cost
	default:
		panic("progen: unhandled load")
	}
}

// store makes a store of an integer.
func (th *thread) store() ([]string, footprint) {
	v, cost := th.value(1)
	p := th.place()
	return one(th.storeOf(p, v), cost.plus(writing(p.loc)))
}

// storeOf makes a store of a value to a place.
func (th *thread) storeOf(p place, v string) string {
	if th.intIn("plain", 0, 9) >= 10-th.theme.plainWeight() {
		return fmt.Sprintf("%s = %s;", p.deref(), v)
	}
	switch th.weighted("store", 6, 3, 1, 1, 1, 1) {
	case 0:
		return fmt.Sprintf("WRITE_ONCE(%s, %s);", p.deref(), v)
	case 1:
		return fmt.Sprintf("smp_store_release(%s, %s);", p.expr, v)
	case 2:
		return fmt.Sprintf("rcu_assign_pointer(%s, %s);", p.deref(), v)
	case 3:
		return fmt.Sprintf("smp_store_mb(%s, %s);", p.deref(), v)
	case 4:
		return fmt.Sprintf("atomic_set(%s, %s);", p.expr, v)
	case 5:
		return fmt.Sprintf("atomic_set_release(%s, %s);", p.expr, v)
	default:
		panic("progen: unhandled store")
	}
}

// fence makes a fence; those that only work beside something else are rarer.
func (th *thread) fence() string {
	fences := []string{
		"smp_mb", "smp_rmb", "smp_wmb", "barrier", "smp_mb__before_atomic", "smp_mb__after_atomic",
		"smp_mb__after_spinlock", "smp_mb__after_unlock_lock", "smp_mb__after_srcu_read_unlock",
	}
	w := []int{8, 5, 5, 1, 1, 1, 1, 1, 1}
	switch th.theme {
	case Atomics:
		w[4], w[5] = 5, 5
	case Locks:
		w[6], w[7] = 5, 5
	case SRCU:
		w[8] = 5
	}
	return fences[th.weighted("fence", w...)] + "();"
}

// copyStatement copies one location to another, mostly plainly, which is what
// value cycles are made of.
func (th *thread) copyStatement() ([]string, footprint) {
	from, to := th.place(), th.place()
	cost := reading(from.loc).plus(writing(to.loc))
	switch th.weighted("copy", 5, 4, 3) {
	case 0:
		return one(to.deref()+" = "+from.deref()+";", cost)
	case 1:
		lines := []string{th.assign(from.deref())}
		return append(lines, to.deref()+" = "+th.last()+";"), cost
	case 2:
		e := from.deref()
		if th.oneIn("marked copy", 3) {
			e = "READ_ONCE(" + e + ")"
		}
		lines := []string{th.assign(e)}
		return append(lines, th.storeOf(to, th.identity(th.last()))), cost
	default:
		panic("progen: unhandled copy")
	}
}

// discard makes an expression statement, whose value nobody uses.
func (th *thread) discard() ([]string, footprint) {
	e, cost := th.primitive()
	return one("(void)"+e+";", cost)
}
