package kernel

import (
	"slices"
	"strings"
)

// operation is one of the arithmetic updates of an atomic_t.
type operation struct {
	// name is its part of the primitive's name, "add" in atomic_fetch_add.
	name string
	// operator is its spelling in the macro language.
	operator string
	// unary is set for inc and dec, whose operand is 1.
	unary bool
	// verb says what it does to the counter.
	verb string
}

// params returns the parameters: the operand comes before the pointer.
func (op operation) params() string {
	if op.unary {
		return "X"
	}
	return "VX"
}

// args returns the arguments of the macro word.
func (op operation) args() string {
	if op.unary {
		return "(X," + op.operator + ",1)"
	}
	return "(X," + op.operator + ",V)"
}

// signature returns the declaration of the primitive called name.
func (op operation) signature(result, name string) string {
	if op.unary {
		return result + " " + name + "(atomic_t *v)"
	}
	return result + " " + name + "(int i, atomic_t *v)"
}

// sums returns the operations that come in a form that returns the new value.
func sums() []operation {
	return []operation{
		{name: "add", operator: "+", verb: "adds i to the counter"},
		{name: "sub", operator: "-", verb: "subtracts i from the counter"},
		{name: "inc", operator: "+", unary: true, verb: "adds one to the counter"},
		{name: "dec", operator: "-", unary: true, verb: "subtracts one from the counter"},
	}
}

// bitwise returns the operations on bits.
func bitwise() []operation {
	return []operation{
		{name: "and", operator: "&", verb: "keeps only the bits of the counter that are set in i"},
		{name: "or", operator: "|", verb: "sets the bits of the counter that are set in i"},
		{name: "xor", operator: "^", verb: "flips the bits of the counter that are set in i"},
		{name: "andnot", operator: "&~", verb: "clears the bits of the counter that are set in i"},
	}
}

// arithmetic returns the RMWs that compute: those without a value, those that
// return the new value, those that return the old one, and the tests.
func arithmetic() []Row {
	all := slices.Concat(sums(), bitwise())
	return slices.Concat(
		withoutValue(all),
		newValue(sums()),
		oldValue(all),
		andTest(sums()[1:]), // the kernel has no atomic_add_and_test
		addNegative(),
	)
}

func withoutValue(ops []operation) []Row {
	var rows []Row
	for _, op := range ops {
		name := "atomic_" + op.name
		rows = append(rows, proc(name, op.params(), "__atomic_op{NORETURN}"+op.args(), Doc{
			Signature: op.signature("void", name),
			Summary:   upperFirst(op.verb) + ", in one atomic step.",
			Events:    pair("NORETURN"),
			Orders:    atomicity + "Nothing more by itself." + chain,
			NotOrders: "Accesses before or after it. Even `smp_rmb` does not order its load, which may never reach a register. Put `smp_mb__before_atomic` or `smp_mb__after_atomic` next to it where order is needed.",
			Use:       "Statistics, and counts that are only looked at. For a count that decides who frees an object, use a form with a value.",
			Source:    atomicText,
		}))
	}
	return rows
}

func newValue(ops []operation) []Row {
	var rows []Row
	for _, op := range ops {
		for _, o := range orders() {
			name := "atomic_" + op.name + "_return" + o.suffix
			rows = append(rows, expr(name, op.params(), "__atomic_op_return{"+o.tag+"}"+op.args(), computed{
				op: op, order: o, result: "int", gives: "gives the new value",
				use: "Counting where the CPU that reaches a certain value has to act.",
			}.doc(name)))
		}
	}
	return rows
}

func oldValue(ops []operation) []Row {
	var rows []Row
	for _, op := range ops {
		for _, o := range orders() {
			name := "atomic_fetch_" + op.name + o.suffix
			rows = append(rows, expr(name, op.params(), "__atomic_fetch_op{"+o.tag+"}"+op.args(), computed{
				op: op, order: o, result: "int", gives: "gives the old value",
				use: "Drawing tickets, or finding out which CPU was the first to change a bit or a count.",
			}.doc(name)))
		}
	}
	return rows
}

func andTest(ops []operation) []Row {
	var rows []Row
	for _, op := range ops {
		name := "atomic_" + op.name + "_and_test"
		rows = append(rows, expr(name, op.params(), "__atomic_op_return{MB}"+op.args()+" == 0", computed{
			op: op, order: orders()[0], result: "bool", gives: "says whether the new value is zero",
			use: "Dropping a reference: the CPU that gets true was the last one and may free the object.",
		}.doc(name)))
	}
	return rows
}

func addNegative() []Row {
	var rows []Row
	for _, o := range orders() {
		name := "atomic_add_negative" + o.suffix
		rows = append(rows, expr(name, "VX", "__atomic_op_return{"+o.tag+"}(X,+,V) < 0", computed{
			op: sums()[0], order: o, result: "bool", gives: "says whether the new value is negative",
			use: "Counters whose sign tells whether somebody waits.",
		}.doc(name)))
	}
	return rows
}

// computed is an arithmetic RMW with a value, as far as its description goes.
type computed struct {
	op     operation
	order  order
	result string // the C type of the value
	gives  string // what the value is
	use    string
}

func (c computed) doc(name string) Doc {
	return Doc{
		Signature: c.op.signature(c.result, name),
		Summary:   upperFirst(c.op.verb) + ", in one atomic step" + c.order.adverb() + ", and " + c.gives + ".",
		Events:    pair(c.order.tag),
		Orders:    atomicity + c.order.orders + chain,
		NotOrders: c.order.not,
		Use:       c.use,
		Source:    atomicText,
	}
}

// upperFirst returns s as the start of a sentence.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// lowerFirst returns s as it continues a sentence.
func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
