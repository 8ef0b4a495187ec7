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
func expr(name, params, body string) Row {
	return Row{Name: name, Kind: Expr, Params: letters(params), Body: body}
}

// proc returns the row of a primitive without a value, whose body is one
// statement.
func proc(name, params, statement string) Row {
	return Row{Name: name, Kind: Proc, Params: letters(params), Body: "{ " + statement + "; }"}
}

// letters splits "XV" into the parameters X and V.
func letters(s string) []string {
	var params []string
	for _, r := range s {
		params = append(params, string(r))
	}
	return params
}
