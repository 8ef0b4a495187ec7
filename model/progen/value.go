package progen

import "strconv"

// constant draws a small constant. Negative ones are left out: herd7 glues a
// sign to its digits, so that they need care with blanks.
func (th *thread) constant() string {
	if th.oneIn("large constant", 15) {
		return strconv.Itoa(th.intIn("constant", 3, 300))
	}
	return strconv.Itoa(th.weighted("constant", 3, 6, 3))
}

// value makes an integer expression, in parentheses if it has an operator. depth
// bounds the operators.
func (th *thread) value(depth int) (string, footprint) {
	w := []int{9, 6, 2, 1, 1, 1}
	if len(th.ints) == 0 {
		w[1] = 0
	}
	if th.theme == Cycles {
		w[2] = 8
	}
	if depth == 0 {
		w[2], w[3], w[5] = 0, 0, 0
	}
	switch th.weighted("value", w...) {
	case 0:
		return th.constant(), footprint{}
	case 1:
		return th.anyInt(), footprint{}
	case 2:
		v, cost := th.value(depth - 1)
		return th.identity(v), cost
	case 3:
		v, cost := th.value(depth - 1)
		u, more := th.value(depth - 1)
		op := th.choose("operator", "+", "-", "*", "|", "&", "^", "==", "!=", "<", ">", "<=", ">=")
		return "(" + v + " " + op + " " + u + ")", cost.plus(more)
	case 4:
		return th.primitive()
	case 5:
		v, cost := th.value(depth - 1)
		return "(int)(" + v + ")", cost
	default:
		panic("progen: unhandled kind of value")
	}
}

// identity wraps a value in an operator that the value solver treats specially:
// an operand that is neutral, or twice the same.
func (th *thread) identity(v string) string {
	switch th.weighted("identity", 4, 4, 2, 2, 3, 2, 1, 1, 1, 1, 1) {
	case 0:
		return "(" + v + " + 0)"
	case 1:
		return "(" + v + " | 0)"
	case 2:
		return "(0 + " + v + ")"
	case 3:
		return "(0 | " + v + ")"
	case 4:
		return th.twice(v, "^")
	case 5:
		return th.twice(v, "==")
	case 6:
		return "(" + v + " * 0)"
	case 7:
		return "(" + v + " & 0)"
	case 8:
		return th.twice(v, "!=")
	case 9:
		return th.twice(v, "-")
	case 10:
		return "(" + v + " / 1)"
	default:
		panic("progen: unhandled identity")
	}
}

// twice applies an operator to a register and itself. Anything but a register
// would be evaluated twice, at twice the cost.
func (th *thread) twice(v, op string) string {
	if len(th.ints) == 0 {
		return "(" + v + " + 0)"
	}
	r := th.anyInt()
	zero := "(" + r + " " + op + " " + r + ")"
	if op == "==" || th.oneIn("drop value", 2) {
		return zero
	}
	return "(" + v + " + " + zero + ")"
}

// primitive makes a value-returning primitive that stands inside another
// statement, where the ports of its events decide on dependencies.
func (th *thread) primitive() (string, footprint) {
	w := []int{6, 2, 2, 1, 0, 0}
	if len(th.names(spinlock)) > 0 {
		w[4], w[5] = 1, 2
	}
	switch th.weighted("nested primitive", w...) {
	case 0:
		return th.load()
	case 1:
		return th.rmw()
	case 2:
		return th.cmpxchg()
	case 3:
		return th.addUnless()
	case 4:
		l := th.anyOf(spinlock)
		if th.updated[l] {
			return th.load()
		}
		th.updated[l] = true
		return "spin_trylock(" + l + ")", updating(l, 1)
	case 5:
		l := th.anyOf(spinlock)
		return "spin_is_locked(" + l + ")", footprint{reads: map[string]int{l: 1}, choices: 1}
	default:
		panic("progen: unhandled primitive")
	}
}

// place is an address to access: an expression, and the location it denotes.
type place struct{ expr, loc string }

// place draws the address of an integer.
func (th *thread) place() place {
	if len(th.ptrs) > 0 && th.oneIn("through pointer", 4) {
		return place{th.choose("pointer register", th.ptrs...), anywhere}
	}
	loc := th.anyOf(data)
	if th.mistake("lock as data", 60) {
		loc = th.locs[th.intIn("location", 0, len(th.locs)-1)].name
	}
	if len(th.ints) > 0 && th.oneIn("address dependency", 8) {
		r := th.anyInt()
		return place{loc + " + " + th.choose("offset", "("+r+" ^ "+r+")", "("+r+" & 0)", "("+r+" * 0)"), loc}
	}
	return place{loc, loc}
}

// deref returns the place as the operand of READ_ONCE and its like.
func (p place) deref() string {
	for _, c := range p.expr {
		if c == ' ' {
			return "*(" + p.expr + ")"
		}
	}
	return "*" + p.expr
}
