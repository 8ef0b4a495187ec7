package kernel

// srcu returns the primitives of sleepable RCU, each with the srcu structure X.
func srcu() []Row {
	return []Row{
		expr("srcu_read_lock", "X", "__load{srcu-lock}(*X)", srcuLock("srcu_read_lock",
			"`srcu_read_unlock` of the same structure must get this value, in the same thread.")),
		proc("srcu_read_unlock", "XV", "__store{srcu-unlock}(*X,V)", srcuUnlock("srcu_read_unlock", "srcu_read_lock")),
		expr("srcu_down_read", "X", "__load{srcu-lock}(*X)", srcuLock("srcu_down_read",
			"`srcu_up_read` of the same structure must get this value; another thread may call it.")),
		proc("srcu_up_read", "XV", "__store{srcu-unlock}(*X,V)", srcuUnlock("srcu_up_read", "srcu_down_read")),
		proc("synchronize_srcu", "X", "__srcu{sync-srcu}(X)", srcuGracePeriod("synchronize_srcu", "")),
		proc("synchronize_srcu_expedited", "X", "__srcu{sync-srcu}(X)", srcuGracePeriod("synchronize_srcu_expedited",
			" To the model it is `synchronize_srcu`; it only takes less time.")),
	}
}

func srcuLock(name, partner string) Doc {
	return Doc{
		Signature: "int " + name + "(struct srcu_struct *ssp)",
		Summary:   "Begins a read-side critical section of one SRCU structure and gives the index that its end needs.",
		Events:    "A read tagged `srcu-lock` of the structure, whose value is the index.",
		Orders:    "Nothing by itself. Against each grace period of this structure: " + graceGuarantee,
		NotOrders: "Accesses inside the section, against each other or against those around it. Grace periods of other structures and of RCU don't wait for it.",
		Use:       partner + " A constant in its place does not match.",
		Source:    srcuSource,
	}
}

func srcuUnlock(name, lock string) Doc {
	return Doc{
		Signature: "void " + name + "(struct srcu_struct *ssp, int idx)",
		Summary:   "Ends the read-side critical section that began with this index.",
		Events:    "A write tagged `srcu-unlock` of the index to the structure.",
		Orders:    "Nothing by itself. Against each grace period of this structure: " + graceGuarantee,
		NotOrders: "Accesses before or after it: the model gives it no release order. For a full barrier see `smp_mb__after_srcu_read_unlock`.",
		Use:       "With the index that `" + lock + "` of the same structure gave, once for each.",
		Source:    srcuSource,
	}
}

func srcuGracePeriod(name, remark string) Doc {
	return Doc{
		Signature: "void " + name + "(struct srcu_struct *ssp)",
		Summary:   "Waits until every read-side critical section of this SRCU structure that began before it has ended." + remark,
		Events:    "A grace-period event tagged `sync-srcu` of the structure.",
		Orders:    "All accesses before it come before all accesses after it, as with `smp_mb`. Against each section of this structure: " + graceGuarantee,
		NotOrders: "It does not wait for sections that begin later, for readers of another structure, nor for RCU readers. Within an RCU read-side critical section it must not be called, as it sleeps.",
		Use:       "Between unlinking an object and freeing it, when its readers use `srcu_read_lock` of the same structure.",
		Source:    srcuSource,
	}
}

const srcuSource = "include/linux/srcu.h"
