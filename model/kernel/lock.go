package kernel

// locks returns the spinlock primitives, whose events the model orders itself.
func locks() []Row {
	return []Row{
		proc("spin_lock", "X", "__lock(X)"),
		proc("spin_unlock", "X", "__unlock(X)"),
		expr("spin_trylock", "X", "__trylock(X)"),
		expr("spin_is_locked", "X", "__islocked(X)"),
	}
}
