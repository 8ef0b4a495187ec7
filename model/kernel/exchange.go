package kernel

// exchanges returns the RMWs that replace a value: xchg, cmpxchg and
// atomic_add_unless. All take the pointer first.
func exchanges() []Row {
	var rows []Row
	for _, prefix := range []string{"", "atomic_"} {
		for _, o := range orders() {
			rows = append(rows, expr(prefix+"xchg"+o.suffix, "XV", "__xchg{"+o.tag+"}(X,V)"))
		}
	}
	for _, prefix := range []string{"", "atomic_"} {
		for _, o := range orders() {
			rows = append(rows, expr(prefix+"cmpxchg"+o.suffix, "XVW", "__cmpxchg{"+o.tag+"}(X,V,W)"))
		}
	}
	return append(rows, expr("atomic_add_unless", "XVW", "__atomic_add_unless{MB}(X,V,W)"))
}
