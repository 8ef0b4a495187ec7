package kernel

// rcu returns the primitives of RCU.
func rcu() []Row {
	return []Row{
		fence("rcu_read_lock", "rcu-lock", Doc{
			Signature: "void rcu_read_lock(void)",
			Summary:   "Begins a read-side critical section of RCU. Sections may nest.",
			Orders:    "Nothing by itself. Against each grace period the section as a whole is on one side: " + graceGuarantee,
			NotOrders: "Accesses inside the section, against each other or against those around it: it is no barrier, and it waits for nobody.",
			Use:       "Around `rcu_dereference` and the use of what it gives, up to `rcu_read_unlock`. The updater calls `synchronize_rcu` between unlinking and freeing.",
			Source:    whatisRCUText,
		}),
		fence("rcu_read_unlock", "rcu-unlock", Doc{
			Signature: "void rcu_read_unlock(void)",
			Summary:   "Ends a read-side critical section of RCU.",
			Orders:    "Nothing by itself. Against each grace period the section as a whole is on one side: " + graceGuarantee,
			NotOrders: "Accesses before or after it: it is no release. A pointer got inside the section may be stale behind it.",
			Use:       "The end of what `rcu_read_lock` began, in the same thread.",
			Source:    whatisRCUText,
		}),
		fence("synchronize_rcu", "sync-rcu", gracePeriod("synchronize_rcu", "")),
		fence("synchronize_rcu_expedited", "sync-rcu", gracePeriod("synchronize_rcu_expedited",
			" To the model it is `synchronize_rcu`; it only takes less time.")),
		expr("rcu_dereference", "X", "__load{ONCE}(X)", Doc{
			Signature: "T *rcu_dereference(T *lvalue)",
			Summary:   "Loads a pointer that RCU protects, to be dereferenced.",
			Events:    "A read tagged `ONCE`, as of `READ_ONCE`.",
			Orders:    "Accesses through the pointer come after it, by their address dependency: what was stored before `rcu_assign_pointer` published the object is seen.",
			NotOrders: "Accesses that do not go through the pointer; a comparison of the pointer with a known address may lose the dependency in the compiler. It waits for nobody.",
			Use:       "Inside `rcu_read_lock` … `rcu_read_unlock`, paired with `rcu_assign_pointer`.",
			Source:    dereferenceText,
		}),
		proc("rcu_assign_pointer", "XV", "__store{RELEASE}(X,V)", Doc{
			Signature: "void rcu_assign_pointer(T *lvalue, T *v)",
			Summary:   "Publishes an object: stores a pointer to it, after all that precedes.",
			Events:    "A write tagged `RELEASE`, as of `smp_store_release`.",
			Orders:    releaseWriteOrders + " A reader that goes through `rcu_dereference` sees them too.",
			NotOrders: releaseWriteNot + " It does not wait for readers of the old object. In the kernel, storing a constant NULL is unordered, while the model gives it release order.",
			Use:       "Fill the object in, then publish it. After replacing an old one, call `synchronize_rcu` before freeing that.",
			Source:    whatisRCUText,
		}),
	}
}

// graceGuarantee is the promise between a section and a grace period.
const graceGuarantee = "if the section began before the grace period, it is over and its accesses are seen when the grace period ends; " +
	"else all that preceded the grace period is seen inside the section."

// gracePeriod describes the primitive called name, which waits for readers.
func gracePeriod(name, remark string) Doc {
	return Doc{
		Signature: "void " + name + "(void)",
		Summary:   "Waits until every RCU read-side critical section that began before it has ended: a grace period." + remark,
		Orders:    "All accesses before it come before all accesses after it, as with `smp_mb`. Against each read-side critical section: " + graceGuarantee,
		NotOrders: "It does not wait for sections that begin later, nor for SRCU readers. Inside a section of its own thread it would wait for itself: no such execution exists.",
		Use:       "Between unlinking an object (`rcu_assign_pointer` of another) and freeing or reusing it. The readers have `rcu_read_lock` around `rcu_dereference`.",
		Source:    checklistText,
	}
}
