package kernel

// rcu returns the primitives of RCU.
func rcu() []Row {
	return []Row{
		fence("rcu_read_lock", "rcu-lock"),
		fence("rcu_read_unlock", "rcu-unlock"),
		fence("synchronize_rcu", "sync-rcu"),
		fence("synchronize_rcu_expedited", "sync-rcu"),
		expr("rcu_dereference", "X", "__load{ONCE}(X)"),
		proc("rcu_assign_pointer", "XV", "__store{RELEASE}(X,V)"),
	}
}
