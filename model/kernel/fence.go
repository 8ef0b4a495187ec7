package kernel

// fences returns the barriers, each one event without a location.
func fences() []Row {
	return []Row{
		fence("smp_mb", "MB"),
		fence("smp_rmb", "rmb"),
		fence("smp_wmb", "wmb"),
		fence("barrier", "barrier"),
		fence("smp_mb__before_atomic", "before-atomic"),
		fence("smp_mb__after_atomic", "after-atomic"),
		fence("smp_mb__after_spinlock", "after-spinlock"),
		fence("smp_mb__after_unlock_lock", "after-unlock-lock"),
		fence("smp_mb__after_srcu_read_unlock", "after-srcu-read-unlock"),
	}
}

// fence returns the row of a primitive that is one fence event.
func fence(name, tag string) Row {
	return proc(name, "", "__fence{"+tag+"}")
}
