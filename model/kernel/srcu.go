package kernel

// srcu returns the primitives of sleepable RCU, each with the srcu structure X.
func srcu() []Row {
	return []Row{
		expr("srcu_read_lock", "X", "__srcu{srcu-lock}(X)"),
		proc("srcu_read_unlock", "XV", "__srcu{srcu-unlock}(X,V)"),
		expr("srcu_down_read", "X", "__srcu{srcu-lock}(X)"),
		proc("srcu_up_read", "XV", "__srcu{srcu-unlock}(X,V)"),
		proc("synchronize_srcu", "X", "__srcu{sync-srcu}(X)"),
		proc("synchronize_srcu_expedited", "X", "__srcu{sync-srcu}(X)"),
	}
}
