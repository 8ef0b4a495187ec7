package progen

import "fmt"

// condition makes the condition of an if or a while, without parentheses.
func (th *thread) condition() (string, footprint) {
	if len(th.ptrs) > 0 && th.oneIn("pointer condition", 5) {
		r := th.choose("pointer register", th.ptrs...)
		return th.choose("pointer test", r, r+" == 0", r+" != "+th.anyOf(data)), footprint{}
	}
	var left string
	var cost footprint
	if len(th.ints) > 0 && !th.oneIn("primitive in condition", 4) {
		left = th.anyInt()
	} else {
		left, cost = th.primitive()
	}
	switch th.weighted("test", 4, 5, 3, 1, 1) {
	case 0:
		return left, cost
	case 1:
		return left + " == " + th.constant(), cost
	case 2:
		return left + " != " + th.constant(), cost
	case 3:
		op := th.choose("comparison", "<", ">", "<=", ">=")
		return left + " " + op + " " + th.constant(), cost
	case 4:
		v, more := th.value(1)
		return left + " " + th.choose("operator", "==", "&", "^", "+") + " " + v, cost.plus(more)
	default:
		panic("progen: unhandled test")
	}
}

// ifStatement makes an if, with or without an else and braces.
func (th *thread) ifStatement() ([]string, footprint) {
	cond, cost := th.condition()
	cost.branches++
	cost.choices++
	body, more := th.block(2)
	cost = cost.plus(more)
	if len(body) == 1 && th.oneIn("no braces", 3) {
		return append([]string{"if (" + cond + ")"}, indent(body)...), cost
	}
	lines := append([]string{"if (" + cond + ") {"}, indent(body)...)
	if !th.oneIn("else", 3) {
		return append(lines, "}"), cost
	}
	other, more := th.block(2)
	if th.oneIn("same in both", 4) {
		// Both branches do the same: a compiler might merge them, herd7 does not.
		other = body
	}
	lines = append(lines, "} else {")
	lines = append(lines, indent(other)...)
	return append(lines, "}"), cost.plus(more)
}

// whileStatement makes a loop: one that waits for a location, one that counts,
// or one with any condition.
func (th *thread) whileStatement() ([]string, footprint) {
	th.loops++
	defer func() { th.loops-- }()
	var before []string
	var cond string
	var costCond, costBody footprint
	var body []string
	switch th.weighted("while", 5, 4, 2, 2) {
	case 0: // waits with the load in the condition
		p := th.place()
		cond = fmt.Sprintf("%s %s %s", th.waitingLoad(p), th.choose("test", "==", "!="), th.choose("awaited", "0", "1"))
		costCond = reading(p.loc)
		body, costBody = th.block(1)
	case 1: // waits with a register that the body loads
		p := th.place()
		before = []string{th.assign(th.waitingLoad(p))}
		r := th.last()
		cond = th.choose("test", r+" == 0", r+" != 1", r)
		body = []string{r + " = " + th.waitingLoad(p) + ";"}
		costBody = reading(p.loc)
		costCond = reading(p.loc)
	case 2: // counts
		before = []string{th.assign("0")}
		r := th.last()
		cond = fmt.Sprintf("%s < %d", r, th.intIn("rounds", 1, 2))
		body, costBody = th.block(1)
		body = append(body, r+" = "+r+" + 1;")
	case 3:
		cond, costCond = th.condition()
		body, costBody = th.block(1)
	}
	cost := costCond.times(unroll + 1).plus(costBody.times(unroll))
	cost.branches = costCond.branches + costBody.branches + 1
	cost.choices += unroll
	if len(body) == 1 && th.oneIn("no braces", 3) {
		return append(before, append([]string{"while (" + cond + ")"}, indent(body)...)...), cost
	}
	lines := append(before, "while ("+cond+") {")
	return append(append(lines, indent(body)...), "}"), cost
}

// waitingLoad is a load as a waiting loop has it.
func (th *thread) waitingLoad(p place) string {
	if th.oneIn("acquire", 2) {
		return "smp_load_acquire(" + p.expr + ")"
	}
	return "READ_ONCE(" + p.deref() + ")"
}
