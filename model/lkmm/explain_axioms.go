package lkmm

// axioms explains the axioms.
func axioms() []explanation {
	return []explanation{
		{"lock-nest", "A thread that holds a spinlock cannot acquire it again before it releases it: a nested spin_lock deadlocks, a nested spin_trylock fails."},
		{"nested-is-locked", "Inside its own critical section a thread never sees the lock free: spin_is_locked is true there."},
		{"unmatched-locks", "At most one acquisition of a lock is never released. With two, the later one would wait for ever, so such an execution does not end."},
		{"ConsCo", "The order that program order and reads-from already impose on the writes to a location has no cycle. It follows from coherence and is asked first to save work."},
		{"coherence", "Each location by itself behaves as if its accesses took place one after the other, each thread's in program order."},
		{"atomic", "No write of another thread comes between the read and the write of an atomic read-modify-write."},
		{"happens-before", "No event executes before itself: the order of execution (hb) has no cycle."},
		{"propagation", "The order in which writes and strong fences reach all threads (pb) has no cycle."},
		{"rcu", "A read-side section cannot both begin before a grace period's start and end after its end, also not in roundabout ways through other threads (rb)."},
		{"plain-coherence", "Reads and coherence agree with the order of plain accesses where that order is certain: no read from a write that comes later, no read that misses a visible write, no overwriting against the order of visibility."},
	}
}

// flags explains the flags.
func flags() []explanation {
	return []explanation{
		{"data-race", "Two threads access one location, at least one of them writes, at least one access is plain, and nothing orders the two. The compiler may then break the code in ways that the model does not follow."},
		{"use-after-free", "Memory is read, written or locked after it was freed: a read gets what the end of the object left there, or a write comes later than that."},
		{"double-free", "Memory is freed that was freed before."},
		{"mixed-accesses", "A thread writes a location plainly and also accesses it with a marked access, with no compiler barrier between. The compiler may tear or repeat the plain write."},
		{"mixed-lock-accesses", "A lock or an SRCU structure is accessed with ordinary reads or writes. The model knows only its operations."},
		{"lock-final", "The test asks for the final value of a lock or an SRCU structure, which has no meaning."},
		{"unpaired-LKW", "An acquisition has a write half without a read half; the primitives of the kernel never do that."},
		{"unpaired-LKR", "An acquisition has a read half without a write half; the primitives of the kernel never do that."},
		{"unmatched-unlock", "spin_unlock is called by a thread that does not hold the lock."},
		{"unmatched-rcu-lock", "rcu_read_lock without rcu_read_unlock in the same thread."},
		{"unmatched-rcu-unlock", "rcu_read_unlock without rcu_read_lock before it in the same thread."},
		{"unmatched-srcu-lock", "srcu_read_lock whose result reaches no srcu_read_unlock of the same structure."},
		{"unmatched-srcu-unlock", "srcu_read_unlock whose index does not come from a srcu_read_lock of the same structure."},
		{"multiple-srcu-matches", "The index of one srcu_read_lock is given to more than one srcu_read_unlock."},
		{"srcu-bad-value-match", "srcu_read_unlock is given an index that depends on what srcu_read_lock returned but is another value."},
		{"invalid-sleep", "synchronize_srcu inside an RCU read-side section: it can sleep, which is forbidden there."},
		{"this-model-requires-variant-higher-than-lkmmv1", "The model is run with primitives of the earlier form, in which only one half of a read-modify-write carries its tag."},
	}
}

// tagSets explains the sets of tagged events.
func tagSets() []explanation {
	return []explanation{
		{"ONCE", "Accesses that are marked and order nothing: READ_ONCE, WRITE_ONCE, atomic_read, the _relaxed operations."},
		{"ACQUIRE", "Accesses tagged acquire, writes of read-modify-writes and failed operations too; Acquire are those that order."},
		{"RELEASE", "Accesses tagged release, reads of read-modify-writes and failed operations too; Release are those that order."},
		{"NORETURN", "Both halves of atomic operations that return nothing, such as atomic_inc."},
		{"Racy", "Plain accesses whose author says that a race does no harm: data_race. They are in no reported data race."},
		{"Free", "The plain writes to all of an object that stand for its end: kfree. Nobody may access it afterwards."},
		{"MB", "Full fences (smp_mb) and the halves of fully ordered read-modify-writes, failed ones too; Mb are those that order."},
		{"Wmb", "smp_wmb."},
		{"Rmb", "smp_rmb."},
		{"Barrier", "barrier(): it holds back the compiler and not the processor."},
		{"Before-atomic", "smp_mb__before_atomic."},
		{"After-atomic", "smp_mb__after_atomic."},
		{"After-spinlock", "smp_mb__after_spinlock."},
		{"After-unlock-lock", "smp_mb__after_unlock_lock."},
		{"After-srcu-read-unlock", "smp_mb__after_srcu_read_unlock."},
		{"Rcu-lock", "rcu_read_lock."},
		{"Rcu-unlock", "rcu_read_unlock."},
		{"Sync-rcu", "synchronize_rcu and synchronize_rcu_expedited."},
		{"Srcu-lock", "srcu_read_lock and srcu_down_read; they read the SRCU structure."},
		{"Srcu-unlock", "srcu_read_unlock and srcu_up_read; they write the SRCU structure."},
		{"Sync-srcu", "synchronize_srcu and synchronize_srcu_expedited."},
	}
}
