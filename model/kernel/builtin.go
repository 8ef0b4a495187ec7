package kernel

import "slices"

// Builtin returns the table of the primitives that LKMM defines.
func Builtin() *Table {
	return NewTable(slices.Concat(
		accesses(),
		fences(),
		exchanges(),
		arithmetic(),
		locks(),
		rcu(),
		srcu(),
	))
}

// expr returns the row of a primitive with a value.
func expr(name, params, body string, doc Doc) Row {
	return Row{Name: name, Kind: Expr, Params: letters(params), Body: body, Doc: doc}
}

// proc returns the row of a primitive without a value, whose body is given
// without its braces and last semicolon.
func proc(name, params, statements string, doc Doc) Row {
	return Row{Name: name, Kind: Proc, Params: letters(params), Body: "{ " + statements + "; }", Doc: doc}
}

// letters splits "XV" into the parameters X and V.
func letters(s string) []string {
	var params []string
	for _, r := range s {
		params = append(params, string(r))
	}
	return params
}

// Documents of the kernel that the descriptions follow.
const (
	barriersText    = "Documentation/memory-barriers.txt"
	atomicText      = "Documentation/atomic_t.txt"
	orderingText    = "tools/memory-model/Documentation/ordering.txt"
	explanationText = "tools/memory-model/Documentation/explanation.txt"
	markingText     = "tools/memory-model/Documentation/access-marking.txt"
	lockingText     = "tools/memory-model/Documentation/locking.txt"
	whatisRCUText   = "Documentation/RCU/whatisRCU.rst"
	checklistText   = "Documentation/RCU/checklist.rst"
	dereferenceText = "Documentation/RCU/rcu_dereference.rst"
)
