package kernel

// accesses returns the primitives that load or store once. Those whose
// parameter X stands for an lvalue (READ_ONCE(*x)) hand it on as it is; the
// others take a pointer and dereference it here.
func accesses() []Row {
	return []Row{
		expr("READ_ONCE", "X", "__load{ONCE}(X)"),
		proc("WRITE_ONCE", "XV", "__store{ONCE}(X,V)"),
		expr("smp_load_acquire", "X", "__load{ACQUIRE}(*X)"),
		proc("smp_store_release", "XV", "__store{RELEASE}(*X,V)"),
		proc("smp_store_mb", "XV", "__store{ONCE}(X,V); __fence{MB}"),
		expr("atomic_read", "X", "__load{ONCE}(*X)"),
		proc("atomic_set", "XV", "__store{ONCE}(*X,V)"),
		expr("atomic_read_acquire", "X", "__load{ACQUIRE}(*X)"),
		proc("atomic_set_release", "XV", "__store{RELEASE}(*X,V)"),
	}
}
