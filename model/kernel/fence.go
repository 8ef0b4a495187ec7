package kernel

// fences returns the barriers, each one event without a location.
func fences() []Row {
	return []Row{
		fence("smp_mb", "MB", Doc{
			Signature: "void smp_mb(void)",
			Summary:   "Is a full memory barrier.",
			Orders:    "Every access before it comes before every access after it, for every CPU: a store before it is seen by all before a load after it is satisfied. Stores of others that this CPU had read count as before it.",
			NotOrders: "Accesses of other CPUs: these need a barrier or a dependency of their own. It does not make a plain access safe from a data race by itself.",
			Use:       "Store buffering: each of two CPUs stores its flag, calls `smp_mb` and reads the other's flag. At least one then sees the other's.",
			Source:    barriersText,
		}),
		fence("smp_rmb", "rmb", Doc{
			Signature: "void smp_rmb(void)",
			Summary:   "Is a barrier between loads.",
			Orders:    "Every load before it comes before every load after it.",
			NotOrders: "Stores, on either side. The load of an atomic without a value (`atomic_inc`) is not ordered either.",
			Use:       "Reading a flag and then the data, when the writer has `smp_wmb` or a release between the two stores.",
			Source:    barriersText,
		}),
		fence("smp_wmb", "wmb", Doc{
			Signature: "void smp_wmb(void)",
			Summary:   "Is a barrier between stores.",
			Orders:    "Every store before it is seen by every CPU before every store after it.",
			NotOrders: "Loads, on either side. It is not cumulative: stores of other CPUs that this CPU had read are not ordered before its later stores.",
			Use:       "Writing data and then the flag, when the reader has `smp_rmb`, an acquire or an address dependency between the two loads.",
			Source:    barriersText,
		}),
		fence("barrier", "barrier", Doc{
			Signature: "void barrier(void)",
			Summary:   "Keeps the compiler from moving accesses across it.",
			Orders:    "Nothing that another CPU can see. In the model it only separates a plain store from a marked access of the same object, which would otherwise be flagged as `mixed-accesses`.",
			NotOrders: "The CPU: accesses may still be reordered across it. It marks no plain access, and does not save a control dependency that the compiler can see through.",
			Use:       "Between a CPU and its own interrupt handler. Between CPUs use one of the `smp_` barriers.",
			Source:    barriersText,
		}),
		fence("smp_mb__before_atomic", "before-atomic", Doc{
			Signature: "void smp_mb__before_atomic(void)",
			Summary:   "Makes the RMW that follows a full barrier towards what precedes.",
			Orders:    "Every access before it comes before the RMW behind it and before all that follows that RMW. A conditional RMW that fails counts too.",
			NotOrders: "Anything without an RMW behind it. `atomic_read`, `atomic_set` and other mere loads and stores of a counter are not RMWs.",
			Use:       "Directly before an RMW without order of its own, such as `atomic_dec` or `xchg_relaxed`. The fully ordered RMWs don't need it.",
			Source:    atomicText,
		}),
		fence("smp_mb__after_atomic", "after-atomic", Doc{
			Signature: "void smp_mb__after_atomic(void)",
			Summary:   "Makes the RMW that precedes a full barrier towards what follows.",
			Orders:    "The RMW before it, and all that precedes that RMW, come before every access after it. A conditional RMW that failed counts too.",
			NotOrders: "Anything without an RMW before it. `atomic_read`, `atomic_set` and other mere loads and stores of a counter are not RMWs.",
			Use:       "Directly after an RMW without order of its own, such as `atomic_inc` or `xchg_relaxed`. The fully ordered RMWs don't need it.",
			Source:    atomicText,
		}),
		fence("smp_mb__after_spinlock", "after-spinlock", Doc{
			Signature: "void smp_mb__after_spinlock(void)",
			Summary:   "Makes the lock acquisition that precedes a full barrier.",
			Orders:    "The acquisition before it, and all that precedes it, come before every access after the barrier, for every CPU.",
			NotOrders: "Anything without an acquired spinlock before it. A failed `spin_trylock` is no acquisition.",
			Use:       "Directly after `spin_lock`, where a store before the lock must be seen before a load inside it is satisfied.",
			Source:    lockingText,
		}),
		fence("smp_mb__after_unlock_lock", "after-unlock-lock", Doc{
			Signature: "void smp_mb__after_unlock_lock(void)",
			Summary:   "Makes an unlock and the lock that follows it a full barrier.",
			Orders:    "Accesses before an unlock come before the accesses after this barrier, for every CPU, when this CPU acquired a lock in between: any lock if the unlock was its own, the same lock if another CPU released it.",
			NotOrders: "Accesses between the unlock and this barrier, and anything if no lock is acquired before it.",
			Use:       "Directly after `spin_lock`, in code such as RCU's own that relies on a chain of critical sections as on a full barrier.",
			Source:    explanationText,
		}),
		fence("smp_mb__after_srcu_read_unlock", "after-srcu-read-unlock", Doc{
			Signature: "void smp_mb__after_srcu_read_unlock(void)",
			Summary:   "Makes the srcu_read_unlock that precedes a full barrier.",
			Orders:    "The unlock before it, and all that precedes it, come before every access after the barrier, for every CPU.",
			NotOrders: "Anything without an `srcu_read_unlock` or `srcu_up_read` before it.",
			Use:       "After `srcu_read_unlock`, where a full barrier is needed and must not rest on how SRCU is built.",
			Source:    "include/linux/srcu.h",
		}),
	}
}

// fence returns the row of a primitive that is one fence event.
func fence(name, tag string, doc Doc) Row {
	doc.Events = "A fence tagged `" + tag + "`."
	return proc(name, "", "__fence{"+tag+"}", doc)
}
