package kernel

// locks returns the spinlock primitives, whose events the model orders itself.
func locks() []Row {
	return []Row{
		proc("spin_lock", "X", "__lock(X)", Doc{
			Signature: "void spin_lock(spinlock_t *lock)",
			Summary:   "Waits for the lock and takes it.",
			Events:    "A lock read and a lock write, which form an RMW.",
			Orders:    "It is an acquire: all that follows comes after it, and all that was done before the last unlock of this lock is seen. An unlock and a later lock on one CPU, of any two locks, order the accesses before the unlock against those after the lock, except a store against a load.",
			NotOrders: "Accesses before it: they may move into the critical section. It is no full barrier, see `smp_mb__after_spinlock`. Code that does not take the lock may see the accesses inside in any order.",
			Use:       "With `spin_unlock` around the accesses of shared data. A thread that takes a lock which it holds waits for itself: no such execution exists.",
			Source:    lockingText,
		}),
		proc("spin_unlock", "X", "__unlock(X)", Doc{
			Signature: "void spin_unlock(spinlock_t *lock)",
			Summary:   "Gives the lock back.",
			Events:    "An unlock.",
			Orders:    "It is a release: all that precedes, the critical section and what came before it, comes before the unlock and is seen by the next CPU that takes this lock.",
			NotOrders: "Accesses after it: they may move into the critical section. It is no full barrier, even together with the next lock, see `smp_mb__after_unlock_lock`.",
			Use:       "At the end of what `spin_lock` began, in the same thread.",
			Source:    lockingText,
		}),
		expr("spin_trylock", "X", "__trylock(X)", Doc{
			Signature: "int spin_trylock(spinlock_t *lock)",
			Summary:   "Takes the lock if it is free and gives 1, else gives 0.",
			Events:    "On success a lock read and a lock write as of `spin_lock`. On failure a single read of the locked state.",
			Orders:    "On success the same as `spin_lock`.",
			NotOrders: "On failure, anything: the holder's accesses need not be seen.",
			Use:       "Work that can be left to the holder of the lock. Only the CPU that got 1 may call `spin_unlock`.",
			Source:    lockingText,
		}),
		expr("spin_is_locked", "X", "__islocked(X)", Doc{
			Signature: "int spin_is_locked(spinlock_t *lock)",
			Summary:   "Gives 1 if somebody holds the lock, else 0.",
			Events:    "A single read of the lock's state.",
			Orders:    "Nothing. Within one's own critical section it is 1.",
			NotOrders: "Accesses before or after it: even when it is 0, the last holder's accesses need not be seen. The state may change at once.",
			Use:       "Assertions and heuristics. To wait until a critical section is over, take the lock.",
			Source:    explanationText,
		}),
	}
}
