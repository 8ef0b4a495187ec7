package kernel

// operation is one of the arithmetic updates of an atomic_t.
type operation struct {
	// name is its part of the primitive's name, "add" in atomic_fetch_add.
	name string
	// operator is its spelling in the macro language.
	operator string
	// unary is set for inc and dec, whose operand is 1.
	unary bool
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

// sums returns the operations that come in a form that returns the new value.
func sums() []operation {
	return []operation{
		{name: "add", operator: "+"},
		{name: "sub", operator: "-"},
		{name: "inc", operator: "+", unary: true},
		{name: "dec", operator: "-", unary: true},
	}
}

// bitwise returns the operations on bits.
func bitwise() []operation {
	return []operation{
		{name: "and", operator: "&"},
		{name: "or", operator: "|"},
		{name: "xor", operator: "^"},
		{name: "andnot", operator: "&~"},
	}
}

// arithmetic returns the RMWs that compute: the void ones, those that return
// the new value, those that return the old one, and the tests.
func arithmetic() []Row {
	var rows []Row
	all := append(sums(), bitwise()...)
	for _, op := range all {
		rows = append(rows, proc("atomic_"+op.name, op.params(), "__atomic_op{NORETURN}"+op.args()))
	}
	for _, op := range sums() {
		for _, o := range orders() {
			rows = append(rows, expr("atomic_"+op.name+"_return"+o.suffix, op.params(),
				"__atomic_op_return{"+o.tag+"}"+op.args()))
		}
	}
	for _, op := range all {
		for _, o := range orders() {
			rows = append(rows, expr("atomic_fetch_"+op.name+o.suffix, op.params(),
				"__atomic_fetch_op{"+o.tag+"}"+op.args()))
		}
	}
	for _, op := range sums() {
		if op.name == "add" {
			continue // the kernel has no atomic_add_and_test
		}
		rows = append(rows, expr("atomic_"+op.name+"_and_test", op.params(),
			"__atomic_op_return{MB}"+op.args()+" == 0"))
	}
	for _, o := range orders() {
		rows = append(rows, expr("atomic_add_negative"+o.suffix, "VX",
			"__atomic_op_return{"+o.tag+"}(X,+,V) < 0"))
	}
	return rows
}
