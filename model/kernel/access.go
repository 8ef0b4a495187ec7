package kernel

// accesses returns the primitives that load or store once. Those whose
// parameter X stands for an lvalue (READ_ONCE(*x)) hand it on as it is; the
// others take a pointer and dereference it here.
func accesses() []Row {
	return []Row{
		expr("READ_ONCE", "X", "__load{ONCE}(X)", Doc{
			Signature: "T READ_ONCE(T lvalue)",
			Summary:   "Loads the object once and gives its value.",
			Events:    "A read tagged `ONCE`.",
			Orders:    onceReadOrders,
			NotOrders: onceReadNot + " A `volatile` object gives no more than this: volatile accesses stay in order for the compiler, not for the CPU, and one written without `READ_ONCE` is plain to the model.",
			Use:       "Reading a flag or a pointer that another CPU writes with `WRITE_ONCE`, when a dependency gives all the order that is needed. Where later accesses must follow, use `smp_load_acquire`.",
			Source:    markingText,
		}),
		proc("WRITE_ONCE", "XV", "__store{ONCE}(X,V)", Doc{
			Signature: "void WRITE_ONCE(T lvalue, T v)",
			Summary:   "Stores the value once.",
			Events:    "A write tagged `ONCE`.",
			Orders:    onceWriteOrders,
			NotOrders: onceWriteNot + " A `volatile` object gives no more than this: volatile stores stay in order for the compiler, not for other CPUs, and one made without `WRITE_ONCE` is plain to the model.",
			Use:       "Setting a flag that another CPU reads with `READ_ONCE`. To publish data with it, use `smp_store_release`.",
			Source:    markingText,
		}),
		expr("smp_load_acquire", "X", "__load{ACQUIRE}(*X)", Doc{
			Signature: "T smp_load_acquire(T *p)",
			Summary:   "Loads the object and gives its value, before all that follows.",
			Events:    "A read tagged `ACQUIRE`.",
			Orders:    acquireReadOrders,
			NotOrders: acquireReadNot,
			Use:       "Reading a flag whose writer uses `smp_store_release`: once the flag is seen, so is the data.",
			Source:    orderingText,
		}),
		proc("smp_store_release", "XV", "__store{RELEASE}(*X,V)", Doc{
			Signature: "void smp_store_release(T *p, T v)",
			Summary:   "Stores the value, after all that precedes.",
			Events:    "A write tagged `RELEASE`.",
			Orders:    releaseWriteOrders,
			NotOrders: releaseWriteNot,
			Use:       "Publishing data: fill it in, then set the flag or pointer. The reader uses `smp_load_acquire`, or a dependency from a `READ_ONCE` of the pointer.",
			Source:    orderingText,
		}),
		proc("smp_store_mb", "XV", "__store{ONCE}(X,V); __fence{MB}", Doc{
			Signature: "void smp_store_mb(T lvalue, T v)",
			Summary:   "Stores the value once and then is a full barrier.",
			Events:    "A write tagged `ONCE`, then a fence tagged `MB`.",
			Orders:    "The store, and all accesses before it, come before all accesses after it, for every CPU.",
			NotOrders: "The barrier is behind the store: accesses before it are not ordered before the store itself.",
			Use:       "Announcing a state and then checking a condition, as a sleeper does before it tests whether to sleep. The waker needs a full barrier between its store and its check.",
			Source:    barriersText,
		}),
		expr("atomic_read", "X", "__load{ONCE}(*X)", Doc{
			Signature: "int atomic_read(const atomic_t *v)",
			Summary:   "Loads the counter once and gives its value.",
			Events:    "A read tagged `ONCE`. It is not an RMW.",
			Orders:    onceReadOrders,
			NotOrders: onceReadNot + notAnRMW,
			Use:       "Looking at a counter that other CPUs change with `atomic_*`. To change it by what was read, use one of the RMWs instead.",
			Source:    atomicText,
		}),
		proc("atomic_set", "XV", "__store{ONCE}(*X,V)", Doc{
			Signature: "void atomic_set(atomic_t *v, int i)",
			Summary:   "Stores the value in the counter once.",
			Events:    "A write tagged `ONCE`. It is not an RMW.",
			Orders:    onceWriteOrders,
			NotOrders: onceWriteNot + notAnRMW,
			Use:       "Setting a counter up before it is shared, or where a concurrent update may be overwritten.",
			Source:    atomicText,
		}),
		expr("atomic_read_acquire", "X", "__load{ACQUIRE}(*X)", Doc{
			Signature: "int atomic_read_acquire(const atomic_t *v)",
			Summary:   "Loads the counter and gives its value, before all that follows.",
			Events:    "A read tagged `ACQUIRE`. It is not an RMW.",
			Orders:    acquireReadOrders,
			NotOrders: acquireReadNot + notAnRMW,
			Use:       "Waiting for a counter that is changed with `atomic_set_release` or a releasing RMW.",
			Source:    atomicText,
		}),
		proc("atomic_set_release", "XV", "__store{RELEASE}(*X,V)", Doc{
			Signature: "void atomic_set_release(atomic_t *v, int i)",
			Summary:   "Stores the value in the counter, after all that precedes.",
			Events:    "A write tagged `RELEASE`. It is not an RMW.",
			Orders:    releaseWriteOrders,
			NotOrders: releaseWriteNot + notAnRMW,
			Use:       "Handing over data together with a counter that is read with `atomic_read_acquire`.",
			Source:    atomicText,
		}),
	}
}

// What a read or write with a given tag orders, whichever primitive makes it.
const (
	onceReadOrders = "Stores that depend on the value (through data, address or an `if`), and loads whose address depends on it, come after it. " +
		"Reads of one object by one CPU never go back to an older value. The access is marked: the compiler neither tears, repeats nor drops it."
	onceReadNot = "Nothing else. Earlier accesses, and later ones that do not depend on the value, may pass it; " +
		"a load after `if (READ_ONCE(x))` is not ordered by that condition. Plain accesses around it stay as free as they were."

	onceWriteOrders = "Stores to one object by one CPU are seen in their order. A store whose value, address or execution depends on a marked load comes after that load. " +
		"The access is marked: the compiler neither tears, repeats nor drops it."
	onceWriteNot = "Nothing else. Two stores to different objects may be seen in either order, a later load may be satisfied before the store is seen, " +
		"and earlier accesses to other objects may come after it. Plain accesses around it stay as free as they were."

	acquireReadOrders = "It comes before every later access of this CPU. If it reads a `RELEASE` store, or what RMWs made of one, all that the releasing CPU did before that store is seen by those later accesses."
	acquireReadNot    = "Earlier accesses: they may come after it. A release and a later acquire on one CPU are no full barrier: others need not see the released store yet when a load behind the acquire is satisfied."

	releaseWriteOrders = "All earlier accesses of this CPU come before it, and with them the stores of other CPUs that this CPU had read. A CPU that reads the value with an acquire sees them all."
	releaseWriteNot    = "Later accesses: they may come before it. In particular a later load of another object may be satisfied before the store is seen."

	notAnRMW = " As it is not an RMW, `smp_mb__before_atomic` and `smp_mb__after_atomic` next to it have no effect."
)
