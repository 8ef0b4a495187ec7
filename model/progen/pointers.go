package progen

import "fmt"

// pointerLoad loads an address into a register.
func (th *thread) pointerLoad() ([]string, footprint) {
	p := th.anyOf(pointer)
	return one(th.assignPointer(th.pointerValue(p)), reading(p))
}

// pointerValue makes a load of a cell that holds an address.
func (th *thread) pointerValue(p string) string {
	switch th.weighted("pointer load", 5, 4, 2, 2) {
	case 0:
		return "rcu_dereference(*" + p + ")"
	case 1:
		return "READ_ONCE(*" + p + ")"
	case 2:
		return "smp_load_acquire(" + p + ")"
	case 3:
		return "*" + p
	default:
		panic("progen: unhandled pointer load")
	}
}

// address makes an expression whose value is the address of an integer.
func (th *thread) address() (string, footprint) {
	if len(th.ptrs) > 0 && th.oneIn("pointer register", 3) {
		return th.choose("pointer register", th.ptrs...), footprint{}
	}
	if th.oneIn("copied pointer", 6) {
		p := th.anyOf(pointer)
		return th.pointerValue(p), reading(p)
	}
	if th.mistake("null", 12) {
		return "0", footprint{}
	}
	return th.anyOf(data), footprint{}
}

// pointerStore publishes an address.
func (th *thread) pointerStore() ([]string, footprint) {
	p := th.anyOf(pointer)
	a, cost := th.address()
	cost = cost.plus(writing(p))
	switch th.weighted("pointer store", 5, 3, 2, 2, 1) {
	case 0:
		return one(fmt.Sprintf("rcu_assign_pointer(*%s, %s);", p, a), cost)
	case 1:
		return one(fmt.Sprintf("WRITE_ONCE(*%s, %s);", p, a), cost)
	case 2:
		return one(fmt.Sprintf("smp_store_release(%s, %s);", p, a), cost)
	case 3:
		return one(fmt.Sprintf("*%s = %s;", p, a), cost)
	case 4:
		cost = cost.plus(reading(p))
		return one(th.assignPointer(fmt.Sprintf("xchg%s(%s, %s)", th.order(), p, a)), cost)
	default:
		panic("progen: unhandled pointer store")
	}
}

// throughPointer loads an address and accesses what it points to. Most readers
// look for null first; one that does not meets a run-time error if some thread
// stores null.
func (th *thread) throughPointer() ([]string, footprint) {
	p := th.anyOf(pointer)
	lines := []string{th.assignPointer(th.pointerValue(p))}
	r := th.ptrs[len(th.ptrs)-1]
	cost := reading(p)
	guard := th.depth < th.cfg.MaxDepth && th.oneIn("guard", 3)
	if guard {
		th.depth++
		defer func() { th.depth-- }()
	}
	var access string
	if th.oneIn("store through", 3) {
		v, more := th.value(1)
		access = th.storeOf(place{r, anywhere}, v)
		cost = cost.plus(more).plus(writing(anywhere))
	} else {
		e := "*" + r
		if th.oneIn("marked", 2) {
			e = "READ_ONCE(*" + r + ")"
		}
		access = th.assign(e)
		cost = cost.plus(reading(anywhere))
	}
	if !guard {
		return append(lines, access), cost
	}
	cost.branches++
	cost.choices++
	test := th.choose("guard", r, r+" != 0", r+" == "+th.anyOf(data))
	return append(lines, guarded(test, []string{access})...), cost
}
