/* Sequence counters: readers look whether a writer was there meanwhile. */

/*
 * A counter that is odd while a writer is at work. The lock that a variant is named after keeps
 * writers apart and does not matter here.
 * Guarantee: a word.
 * Source: Documentation/locking/seqlock.rst
 */
typedef struct seqcount { unsigned sequence; } seqcount_t;
typedef struct { seqcount_t seqcount; } seqcount_spinlock_t;
typedef struct { seqcount_t seqcount; } seqcount_raw_spinlock_t;
typedef struct { seqcount_t seqcount; } seqcount_rwlock_t;
typedef struct { seqcount_t seqcount; } seqcount_mutex_t;
typedef struct { seqcount_t seqcount; } seqcount_latch_t;

/*
 * The initial value of a counter.
 * Form: NAME(name, …)
 * Guarantee: as an initialiser.
 * Source: Documentation/locking/seqlock.rst
 */
#define SEQCNT_ZERO(name) { 0 }
#define SEQCNT_SPINLOCK_ZERO(name, lock) { { 0 } }
#define SEQCNT_RAW_SPINLOCK_ZERO(name, lock) { { 0 } }
#define SEQCNT_RWLOCK_ZERO(name, lock) { { 0 } }
#define SEQCNT_MUTEX_ZERO(name, lock) { { 0 } }
#define SEQCNT_LATCH_ZERO(name) { { 0 } }

#define __prelude_sequence(s) (&((struct seqcount *)(s))->sequence)

/*
 * Sets a counter up that nobody uses yet.
 * Form: void NAME(seqcount_t *s, …)
 * Guarantee: a plain write.
 * Source: Documentation/locking/seqlock.rst
 */
#define seqcount_init(s) __prelude_plain_set(*__prelude_sequence(s), 0)
#define seqcount_latch_init(s) __prelude_plain_set(*__prelude_sequence(s), 0)
#define seqcount_spinlock_init(s, lock) __prelude_plain_set(*__prelude_sequence(s), 0)
#define seqcount_raw_spinlock_init(s, lock) __prelude_plain_set(*__prelude_sequence(s), 0)
#define seqcount_rwlock_init(s, lock) __prelude_plain_set(*__prelude_sequence(s), 0)
#define seqcount_mutex_init(s, lock) __prelude_plain_set(*__prelude_sequence(s), 0)

static inline unsigned __prelude_seq_begin(const unsigned *sequence)
{
	unsigned start = __lkmm_load(acquire, sequence);

	__lkmm_assume(!(start & 1));
	return start;
}

/*
 * Begins a reader's section: waits until no writer is at work and gives the counter.
 * Form: unsigned NAME(const seqcount_t *s)
 * Guarantee: the last read of the counter, tagged ACQUIRE.
 * Source: Documentation/locking/seqlock.rst
 * Differs: plain accesses in the section race with the writer's, as for the model's other plain
 *   accesses: mark them.
 */
#define read_seqcount_begin(s) __prelude_seq_begin(__prelude_sequence(s))
#define raw_read_seqcount_begin(s) __prelude_seq_begin(__prelude_sequence(s))

static inline unsigned __prelude_seq_begin_once(const unsigned *sequence)
{
	unsigned start = __lkmm_load(once, sequence);

	__lkmm_assume(!(start & 1));
	return start;
}

/*
 * Begins a reader's section without a barrier: waits until no writer is at work and gives the counter.
 * Form: unsigned NAME(const seqcount_t *s)
 * Guarantee: the last read of the counter, tagged ONCE.
 * Source: Documentation/locking/seqlock.rst
 */
#define __read_seqcount_begin(s) __prelude_seq_begin_once(__prelude_sequence(s))

/*
 * Begins a reader's section without waiting, and gives the counter.
 * Form: unsigned NAME(const seqcount_t *s)
 * Guarantee: a read of the counter, tagged ACQUIRE.
 * Source: Documentation/locking/seqlock.rst
 */
#define raw_read_seqcount(s) __lkmm_load(acquire, __prelude_sequence(s))

/*
 * Begins a reader's section without waiting: if a writer is at work, the section will be repeated.
 * Form: unsigned NAME(const seqcount_t *s)
 * Guarantee: a read of the counter, tagged ACQUIRE.
 * Source: Documentation/locking/seqlock.rst
 */
#define raw_seqcount_begin(s) (__lkmm_load(acquire, __prelude_sequence(s)) & ~1u)

static inline int __prelude_seq_retry(const unsigned *sequence, unsigned start)
{
	__lkmm_fence(rmb);
	return __lkmm_load(once, sequence) != start;
}

/*
 * Ends a reader's section: true if a writer was there since start, so that it must be repeated.
 * Form: int NAME(const seqcount_t *s, unsigned start)
 * Guarantee: a fence tagged rmb, then a read of the counter tagged ONCE.
 * Source: Documentation/locking/seqlock.rst
 */
#define read_seqcount_retry(s, start) __prelude_seq_retry(__prelude_sequence(s), start)

/*
 * Ends a reader's section without a barrier: true if it must be repeated.
 * Form: int NAME(const seqcount_t *s, unsigned start)
 * Guarantee: a read of the counter, tagged ONCE.
 * Source: Documentation/locking/seqlock.rst
 */
#define __read_seqcount_retry(s, start) (__lkmm_load(once, __prelude_sequence(s)) != (start))

static inline void __prelude_seq_odd(unsigned *sequence)
{
	__lkmm_store(once, sequence, *sequence + 1);
	__lkmm_fence(wmb);
}

/*
 * Begins a writer's section.
 * Form: void NAME(seqcount_t *s)
 * Guarantee: the counter becomes odd by a write tagged ONCE, then a fence tagged wmb. The counter is
 *   read plainly, so that writers that nobody keeps apart are a data race.
 * Source: Documentation/locking/seqlock.rst
 */
#define write_seqcount_begin(s) __prelude_seq_odd(__prelude_sequence(s))
#define raw_write_seqcount_begin(s) __prelude_seq_odd(__prelude_sequence(s))
#define do_raw_write_seqcount_begin(s) __prelude_seq_odd(__prelude_sequence(s))

/*
 * Begins a writer's section; the second argument is for lockdep.
 * Form: void NAME(seqcount_t *s, int subclass)
 * Guarantee: that of write_seqcount_begin.
 * Source: Documentation/locking/seqlock.rst
 */
#define write_seqcount_begin_nested(s, subclass) __prelude_seq_odd(__prelude_sequence(s))

static inline void __prelude_seq_even(unsigned *sequence)
{
	__lkmm_fence(wmb);
	__lkmm_store(once, sequence, *sequence + 1);
}

/*
 * Ends a writer's section.
 * Form: void NAME(seqcount_t *s)
 * Guarantee: a fence tagged wmb, then the counter becomes even by a write tagged ONCE.
 * Source: Documentation/locking/seqlock.rst
 */
#define write_seqcount_end(s) __prelude_seq_even(__prelude_sequence(s))
#define raw_write_seqcount_end(s) __prelude_seq_even(__prelude_sequence(s))
#define do_raw_write_seqcount_end(s) __prelude_seq_even(__prelude_sequence(s))

static inline void __prelude_seq_barrier(unsigned *sequence)
{
	__lkmm_store(once, sequence, *sequence + 1);
	__lkmm_fence(wmb);
	__lkmm_store(once, sequence, *sequence + 1);
}

/*
 * Separates a writer's stores before it from those after it: a reader that sees one of the latter
 * repeats its section unless it sees all of the former.
 * Form: void NAME(seqcount_t *s)
 * Guarantee: two writes of the counter tagged ONCE with a fence tagged wmb between them.
 * Source: include/linux/seqlock.h
 */
#define raw_write_seqcount_barrier(s) __prelude_seq_barrier(__prelude_sequence(s))

static inline void __prelude_seq_invalidate(unsigned *sequence)
{
	__lkmm_fence(wmb);
	__lkmm_store(once, sequence, *sequence + 2);
}

/*
 * Makes all sections that readers are in repeat.
 * Form: void NAME(seqcount_t *s)
 * Guarantee: a fence tagged wmb, then a write of the counter tagged ONCE.
 * Source: include/linux/seqlock.h
 */
#define write_seqcount_invalidate(s) __prelude_seq_invalidate(__prelude_sequence(s))

/*
 * Gives the counter of two copies: its lowest bit says which one to read.
 * Form: unsigned NAME(const seqcount_latch_t *s)
 * Guarantee: a read of the counter tagged ONCE: an address that depends on it comes after it.
 * Source: Documentation/locking/seqlock.rst
 */
#define raw_read_seqcount_latch(s) __lkmm_load(once, __prelude_sequence(s))
#define read_seqcount_latch(s) __lkmm_load(once, __prelude_sequence(s))

/*
 * Ends the reading of one of two copies: true if it may have been changed, so that it must be repeated.
 * Form: int NAME(const seqcount_latch_t *s, unsigned start)
 * Guarantee: a fence tagged rmb, then a read of the counter tagged ONCE.
 * Source: Documentation/locking/seqlock.rst
 */
#define raw_read_seqcount_latch_retry(s, start) __prelude_seq_retry(__prelude_sequence(s), start)
#define read_seqcount_latch_retry(s, start) __prelude_seq_retry(__prelude_sequence(s), start)

static inline void __prelude_seq_latch(unsigned *sequence)
{
	__lkmm_fence(wmb);
	__lkmm_store(once, sequence, *sequence + 1);
	__lkmm_fence(wmb);
}

/*
 * Sends readers to the other copy, so that this one can be changed.
 * Form: void NAME(seqcount_latch_t *s)
 * Guarantee: a write of the counter tagged ONCE between two fences tagged wmb. The counter is read
 *   plainly, so that writers that nobody keeps apart are a data race.
 * Source: Documentation/locking/seqlock.rst
 */
#define raw_write_seqcount_latch(s) __prelude_seq_latch(__prelude_sequence(s))
#define write_seqcount_latch_begin(s) __prelude_seq_latch(__prelude_sequence(s))
#define write_seqcount_latch(s) __prelude_seq_latch(__prelude_sequence(s))
#define write_seqcount_latch_end(s) ((void)(s))

/*
 * A sequence counter with the spinlock that keeps its writers apart.
 * Guarantee: the two.
 * Source: Documentation/locking/seqlock.rst
 */
typedef struct { seqcount_t seqcount; spinlock_t lock; } seqlock_t;

/*
 * Makes a lock that is free.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/locking/seqlock.rst
 */
#define DEFINE_SEQLOCK(name) seqlock_t name
#define __SEQLOCK_UNLOCKED(name) { { 0 }, { 0 } }

/*
 * Makes a lock free that nobody uses yet.
 * Guarantee: a plain write of the counter.
 * Source: Documentation/locking/seqlock.rst
 */
static inline void seqlock_init(seqlock_t *sl)
{
	__prelude_plain_set(sl->seqcount.sequence, 0);
}

/*
 * Begins a reader's section: waits until no writer is at work and gives the counter.
 * Guarantee: that of read_seqcount_begin.
 * Source: Documentation/locking/seqlock.rst
 */
static inline unsigned read_seqbegin(const seqlock_t *sl)
{
	return read_seqcount_begin(&sl->seqcount);
}

/*
 * Ends a reader's section: true if a writer was there since start, so that it must be repeated.
 * Guarantee: that of read_seqcount_retry.
 * Source: Documentation/locking/seqlock.rst
 */
static inline unsigned read_seqretry(const seqlock_t *sl, unsigned start)
{
	return read_seqcount_retry(&sl->seqcount, start);
}

/*
 * Takes the lock and begins a writer's section.
 * Guarantee: those of spin_lock and write_seqcount_begin.
 * Source: Documentation/locking/seqlock.rst
 */
static inline void write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	write_seqcount_begin(&sl->seqcount);
}
static inline void write_seqlock_irq(seqlock_t *sl) { write_seqlock(sl); }
static inline void write_seqlock_bh(seqlock_t *sl) { write_seqlock(sl); }

/*
 * Ends a writer's section and gives the lock back.
 * Guarantee: those of write_seqcount_end and spin_unlock.
 * Source: Documentation/locking/seqlock.rst
 */
static inline void write_sequnlock(seqlock_t *sl)
{
	write_seqcount_end(&sl->seqcount);
	spin_unlock(&sl->lock);
}
static inline void write_sequnlock_irq(seqlock_t *sl) { write_sequnlock(sl); }
static inline void write_sequnlock_bh(seqlock_t *sl) { write_sequnlock(sl); }

/*
 * Takes or gives back the lock as a writer, with the state of interrupts in flags.
 * Form: void NAME(seqlock_t *sl, unsigned long flags)
 * Guarantee: that of write_seqlock and write_sequnlock.
 * Source: Documentation/locking/seqlock.rst
 */
#define write_seqlock_irqsave(sl, flags) ((void)((flags) = 0), write_seqlock(sl))
#define write_sequnlock_irqrestore(sl, flags) ((void)(flags), write_sequnlock(sl))

/*
 * Takes the lock as a reader that keeps writers and other such readers out, and gives it back.
 * Guarantee: those of spin_lock and spin_unlock; the counter is not touched.
 * Source: Documentation/locking/seqlock.rst
 */
static inline void read_seqlock_excl(seqlock_t *sl) { spin_lock(&sl->lock); }
static inline void read_seqlock_excl_irq(seqlock_t *sl) { spin_lock(&sl->lock); }
static inline void read_seqlock_excl_bh(seqlock_t *sl) { spin_lock(&sl->lock); }
static inline void read_sequnlock_excl(seqlock_t *sl) { spin_unlock(&sl->lock); }
static inline void read_sequnlock_excl_irq(seqlock_t *sl) { spin_unlock(&sl->lock); }
static inline void read_sequnlock_excl_bh(seqlock_t *sl) { spin_unlock(&sl->lock); }

/*
 * A reader that takes the lock if *seq is odd: how it begins, whether it must repeat, how it ends.
 * Guarantee: those of read_seqbegin and read_seqretry, or of read_seqlock_excl.
 * Source: Documentation/locking/seqlock.rst
 */
static inline void read_seqbegin_or_lock(seqlock_t *sl, int *seq)
{
	if (!(*seq & 1))
		*seq = read_seqbegin(sl);
	else
		read_seqlock_excl(sl);
}
static inline int need_seqretry(seqlock_t *sl, int seq)
{
	return !(seq & 1) && read_seqretry(sl, seq);
}
static inline void done_seqretry(seqlock_t *sl, int seq)
{
	if (seq & 1)
		read_sequnlock_excl(sl);
}
