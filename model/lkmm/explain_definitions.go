package lkmm

// definitions explains the relations, sets and functions that the library and
// the model define.
func definitions() []explanation {
	var all []explanation
	for _, part := range [][]explanation{
		libraryDefinitions(), bellDefinitions(), lockDefinitions(),
		orderDefinitions(), rcuDefinitions(), plainDefinitions(),
	} {
		all = append(all, part...)
	}
	return all
}

func libraryDefinitions() []explanation {
	return []explanation{
		{"emptyset", "The set without events."},
		{"unv", "All pairs of events."},
		{"po-loc", "Program order between accesses to the same location."},
		{"rmw", "From the read half to the write half of one atomic read-modify-write; acquisitions of locks are among them."},
		{"toid", "toid S relates each member of S to itself, as [S] does."},
		{"fencerel", "fencerel S relates events of a thread with a member of S strictly between them."},
		{"ctrlcfence", "ctrlcfence S relates a read to what follows a member of S that it controls."},
		{"singlestep", "singlestep r is r without the pairs that two others make up: for an order, from each element to the next."},
		{"nodetour", "nodetour(r, s, t) is r without the pairs that s followed by t gives."},
		{"imply", "imply(r, s) holds wherever s holds or r does not."},
		{"map", "map f S is the set of what f gives for each member of S."},
		{"subseteq", "subseteq(S, T) requires that all members of S are in T."},
		{"inclusion", "inclusion(r, s) requires that all pairs of r are in s."},
		{"total", "total(r, S) requires that r relates any two members of S one way or the other."},
		{"tag2instrs", "An earlier name of tag2events."},
		{"generate_orders", "generate_orders(S, base) is the set of the relations that order the members of S totally for each location and contain base."},
		{"generate_cos", "generate_cos base is the set of the coherence orders that contain base."},
	}
}

func bellDefinitions() []explanation {
	return []explanation{
		{"FailedRMW", "Reads of conditional read-modify-writes that did not write. They order nothing."},
		{"Acquire", "Reads that everything later in their thread waits for: acquire loads, the reads of successful acquire operations, and lock acquisitions."},
		{"Release", "Writes that wait for everything earlier in their thread: release stores, the writes of successful release operations, and lock releases."},
		{"Mb", "Full fences and the halves of successful fully ordered read-modify-writes."},
		{"Noreturn", "Reads of atomic operations that return nothing. smp_rmb does not order them."},
		{"rcu-rscs", "From rcu_read_lock to the rcu_read_unlock that ends its read-side section; nested sections give a pair each."},
		{"carry-srcu-data", "How the index of an SRCU read-side section gets from srcu_read_lock to srcu_read_unlock through memory, perhaps to another thread."},
		{"srcu-rscs", "From srcu_read_lock to each srcu_read_unlock of the same structure that is given the index it returned."},
		{"Marked", "Every event but plain accesses: what the compiler must carry out as written."},
		{"Plain", "Ordinary C accesses. The compiler may tear, merge, repeat or invent them within limits."},
		{"carry-dep", "A dependency that goes through memory: the thread stores a value and loads it again."},
		{"addr", "Address dependency: the value read decides which location is accessed later, also by way of a store and a load of the same thread."},
		{"ctrl", "Control dependency: the value read decides whether the later event is executed, also by way of a store and a load of the same thread."},
		{"data", "Data dependency: the value read is used to compute the value written later, also by way of a store and a load of the same thread."},
	}
}

func lockDefinitions() []explanation {
	return []explanation{
		{"LF", "Reads that see a lock held: failed spin_trylock, and spin_is_locked that answered yes."},
		{"ALL-LOCKS", "All events at locks and SRCU structures."},
		{"stray-write", "Ordinary writes. A lock that has one is misused, and the shortcut over lock hand-overs does not apply to it."},
		{"lk-rmw", "From the read half to the write half of one lock acquisition."},
		{"released-between", "Events of a thread at one lock with a release of it between them."},
		{"critical", "From a lock acquisition to the release that ends its critical section."},
		{"UNMATCHED-LKW", "Lock acquisitions that are never released."},
		{"R", "Reads. From the handling of locks on, reads of lock states are among them."},
		{"W", "Writes. From the handling of locks on, acquisitions and releases of locks are among them."},
		{"M", "Reads and writes of memory; from the handling of locks on, the lock operations too."},
		{"one-pair", "one-pair p is the relation with p as its only pair."},
		{"rfi-lf", "A failed attempt at a lock that the thread itself holds reads from the thread's own acquisition."},
		{"rfe-lf-choices", "The acquisitions by other threads from which one failed attempt at a lock can read."},
		{"rfe-lf", "The acquisitions by other threads from which failed attempts at locks read. The model tries all."},
		{"rf-lf", "From acquisitions to the failed attempts that see the lock held by them."},
		{"Opening", "What a lock is seen free through: its releases, and the end of the object that it is in."},
		{"last-own-opening", "From a thread's release of a lock, or the end of its object, to the thread's later events at that lock, up to the next such."},
		{"freed-in-section", "From the end of an object to the thread's release of a lock in it that the thread holds meanwhile."},
		{"rf-ru-choices", "The releases, or the initial state, from which one spin_is_locked that answered no can read."},
		{"rf-ru", "From the release, or the initial state, to the spin_is_locked that sees the lock free through it. The model tries all."},
		{"rf", "Reads-from: from each write to the reads that take its value. An acquisition reads from the release right before it."},
		{"co0", "The part of coherence that is clear in advance: initial writes first, final writes and unreleased acquisitions last."},
		{"observed", "Pairs of writes to one location whose coherence order follows from program order and reads-from."},
		{"co", "Coherence: for each location the order in which its writes take effect. The model tries all; each release follows its acquisition at once."},
		{"fr", "From-reads: from a read to the writes that are coherence-later than the one it reads from, and so overwrite what it saw."},
		{"rfe", "Reads-from between different threads."},
		{"rfi", "Reads-from inside a thread."},
		{"coe", "Coherence between writes of different threads."},
		{"coi", "Coherence between writes of one thread."},
		{"fre", "From-reads between different threads."},
		{"fri", "From-reads inside a thread."},
	}
}

func orderDefinitions() []explanation {
	return []explanation{
		{"acq-po", "An acquire is ordered before everything that follows it in its thread."},
		{"po-rel", "A release is ordered after everything that precedes it in its thread."},
		{"po-unlock-lock-po", "What precedes the release of a lock is ordered before what follows a later acquisition: of any lock by the same thread, or of this lock by its next holder."},
		{"R4rmb", "Reads that smp_rmb orders: all but those of atomic operations that return nothing."},
		{"rmb", "Reads with smp_rmb between them."},
		{"wmb", "Writes with smp_wmb between them."},
		{"mb", "Accesses with a full fence between them: smp_mb, a fully ordered read-modify-write, or one of the fences that complete an atomic, lock or SRCU operation to one."},
		{"gp", "Events with synchronize_rcu or synchronize_srcu between them, which is at least a full fence; the later event may be the synchronize itself."},
		{"strong-fence", "Full fences and grace periods. For plain accesses, RCU orderings between threads count too."},
		{"nonrw-fence", "Orderings that do not ask whether they are between reads or between writes: strong fences, release, acquire."},
		{"fence", "Everything that fences order: strong fences, release, acquire, smp_wmb between writes, smp_rmb between reads. For plain accesses, RCU orderings between threads count too."},
		{"barrier", "Pairs of events that the compiler keeps apart: a fence, barrier(), acquire or release is between them."},
		{"com", "Communication at one location: reads-from, coherence, from-reads."},
		{"dep", "Address and data dependencies."},
		{"rwdep", "Dependencies of any kind to a write. They keep their order, as processors do not write on a guess."},
		{"overwrite", "From an access to a write that replaces what it wrote or read: coherence and from-reads."},
		{"to-w", "What orders an event before a later write of its thread: dependencies, overwriting, and dereferences that smp_wmb follows."},
		{"to-r", "What orders an event before a later read of its thread: an address dependency, or a dependency to a marked write that the read takes its value from."},
		{"ppo", "Preserved program order: pairs of events of one thread that execute in program order."},
		{"A-cumul", "A-cumul r is r, also started from a write of another thread that r's first event reads: the fence covers what its thread has seen."},
		{"rmw-sequence", "From a write to itself or through a chain of read-modify-writes, each reading what the one before wrote."},
		{"cumul-fence", "Pairs in which the first event's write reaches every thread before the second's does."},
		{"lock-chain", "From what precedes a release of a lock to what follows any later acquisition of it. It shortens chains of cumul-fence over all holders in between and adds nothing to them."},
		{"lock-passed", "From a release of a lock to any later acquisition of it by another thread that has not released it before. It stands for the chain of holders in between, ends at the acquisition's read, and adds nothing to prop."},
		{"cumul-fences", "Any number of cumul-fence steps."},
		{"prop", "Propagation: when the first event is known somewhere, the second has not come yet; it follows overwriting in another thread, then cumul-fences, then reading."},
		{"hb", "Happens before: the first event executes before the second. It consists of ppo, of reading from other threads, and of propagation that comes back to its thread."},
		{"pb", "Propagates before: the first event's effect reaches all threads, by a strong fence, before the second executes."},
	}
}

func rcuDefinitions() []explanation {
	return []explanation{
		{"rcu-gp", "An RCU grace period, as an event related to itself."},
		{"srcu-gp", "An SRCU grace period, as an event related to itself."},
		{"rcu-rscsi", "An RCU read-side section backwards, from its unlock to its lock."},
		{"srcu-rscsi", "An SRCU read-side section backwards, from its unlock to its lock."},
		{"rcu-link", "How one grace period or read-side section is linked to the next: program order, execution order and propagation between them."},
		{"rcu-order", "Chains of linked grace periods and read-side sections with at least as many grace periods as sections. An SRCU grace period counts for sections of its own structure."},
		{"rcu-fence", "What precedes such a chain is ordered before what follows it, as by a full fence that reaches over several threads."},
		{"rb", "RCU before: the first event executes before the second because of grace periods and read-side sections between them."},
	}
}

func plainDefinitions() []explanation {
	return []explanation{
		{"torn", "Plain writes that the compiler may tear or repeat: all but those that stand for the end of an object."},
		{"harmless", "Pairs of accesses of which the author of one says that a race does no harm."},
		{"after-free", "From the end of an object to the reads that see it and to what is written or locked later."},
		{"mixed-accesses", "A plain write and a marked access of one thread to the same location without a compiler barrier between."},
		{"xbstar", "Executes before, or is the same event: any chain of hb, pb and rb."},
		{"vis", "The first event's write is visible to the second's thread when the second executes."},
		{"w-pre-bounded", "From a marked event to a write that cannot execute before it, however the compiler treats the write."},
		{"r-pre-bounded", "From a marked event to a read that cannot execute before it, however the compiler treats the read."},
		{"w-post-bounded", "From a write to a marked event that it cannot execute after, however the compiler treats the write."},
		{"r-post-bounded", "From a read to a marked event that it cannot execute after, however the compiler treats the read."},
		{"ww-vis", "The first write is certainly visible before the second executes."},
		{"wr-vis", "The write is certainly visible before the read executes."},
		{"rw-xbstar", "The read certainly executes before the write."},
		{"pre-race", "Accesses of different threads of which at least one is plain: what can race if nothing orders it."},
		{"wr-incoh", "A read takes its value from a write that certainly executes later."},
		{"rw-incoh", "A read misses a write that is certainly visible to it."},
		{"ww-incoh", "Coherence puts a write before one that is certainly visible earlier."},
		{"ww-nonrace", "Two writes that are ordered enough, also against what the compiler may do to plain ones."},
		{"ww-race", "A race between two writes to one location."},
		{"wr-race", "A race between a write and a read that sees it or a later one."},
		{"rw-race", "A race between a read and a write that it does not see."},
	}
}
