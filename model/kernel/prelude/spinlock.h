/* Spinlocks: the model's own lock events. */

/*
 * A lock whose holder does not sleep.
 * Guarantee: the model's lock, which starts free.
 * Source: Documentation/locking/spinlocks.rst
 */
typedef struct spinlock { int locked; } spinlock_t;
typedef struct spinlock raw_spinlock_t;
typedef struct spinlock arch_spinlock_t;

#define __prelude_lock_cell(l) (&((struct spinlock *)(l))->locked)

/*
 * Makes a lock that is free.
 * Form: NAME(name)
 * Guarantee: the initial value; it is no event.
 * Source: Documentation/locking/spinlocks.rst
 * Differs: initialising a lock that others use already is not found.
 */
#define DEFINE_SPINLOCK(name) spinlock_t name
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name
#define __SPIN_LOCK_UNLOCKED(name) { 0 }
#define __RAW_SPIN_LOCK_UNLOCKED(name) { 0 }
#define __ARCH_SPIN_LOCK_UNLOCKED { 0 }
#define spin_lock_init(l) ((void)(l))
#define raw_spin_lock_init(l) ((void)(l))

/*
 * Waits for the lock and takes it.
 * Form: void NAME(spinlock_t *lock)
 * Guarantee: the model's lock: mutual exclusion, and an acquire.
 * Source: tools/memory-model/Documentation/locking.txt
 * Differs: what it disables on this CPU orders nothing between CPUs and is not modelled.
 */
#define spin_lock(l) __lkmm_lock(__prelude_lock_cell(l))
#define spin_lock_irq(l) __lkmm_lock(__prelude_lock_cell(l))
#define spin_lock_bh(l) __lkmm_lock(__prelude_lock_cell(l))
#define raw_spin_lock(l) __lkmm_lock(__prelude_lock_cell(l))
#define raw_spin_lock_irq(l) __lkmm_lock(__prelude_lock_cell(l))
#define raw_spin_lock_bh(l) __lkmm_lock(__prelude_lock_cell(l))
#define arch_spin_lock(l) __lkmm_lock(__prelude_lock_cell(l))

/*
 * Waits for the lock and takes it, and saves the state of interrupts in flags.
 * Form: void NAME(spinlock_t *lock, unsigned long flags)
 * Guarantee: the model's lock: mutual exclusion, and an acquire.
 * Source: tools/memory-model/Documentation/locking.txt
 * Differs: what it disables on this CPU orders nothing between CPUs; flags is 0.
 */
#define spin_lock_irqsave(l, flags) ((void)((flags) = 0), __lkmm_lock(__prelude_lock_cell(l)))
#define raw_spin_lock_irqsave(l, flags) ((void)((flags) = 0), __lkmm_lock(__prelude_lock_cell(l)))

/*
 * Waits for the lock and takes it; the second argument is for lockdep.
 * Form: void NAME(spinlock_t *lock, …)
 * Guarantee: the model's lock: mutual exclusion, and an acquire.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_lock_nested(l, subclass) __lkmm_lock(__prelude_lock_cell(l))
#define spin_lock_nest_lock(l, outer) __lkmm_lock(__prelude_lock_cell(l))
#define raw_spin_lock_nested(l, subclass) __lkmm_lock(__prelude_lock_cell(l))
#define spin_lock_irqsave_nested(l, flags, subclass) spin_lock_irqsave(l, flags)
#define raw_spin_lock_irqsave_nested(l, flags, subclass) spin_lock_irqsave(l, flags)

/*
 * Gives the lock back.
 * Form: void NAME(spinlock_t *lock)
 * Guarantee: the model's unlock: a release.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_unlock(l) __lkmm_unlock(__prelude_lock_cell(l))
#define spin_unlock_irq(l) __lkmm_unlock(__prelude_lock_cell(l))
#define spin_unlock_bh(l) __lkmm_unlock(__prelude_lock_cell(l))
#define raw_spin_unlock(l) __lkmm_unlock(__prelude_lock_cell(l))
#define raw_spin_unlock_irq(l) __lkmm_unlock(__prelude_lock_cell(l))
#define raw_spin_unlock_bh(l) __lkmm_unlock(__prelude_lock_cell(l))
#define arch_spin_unlock(l) __lkmm_unlock(__prelude_lock_cell(l))

/*
 * Gives the lock back, and restores the state of interrupts.
 * Form: void NAME(spinlock_t *lock, unsigned long flags)
 * Guarantee: the model's unlock: a release.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_unlock_irqrestore(l, flags) ((void)(flags), __lkmm_unlock(__prelude_lock_cell(l)))
#define raw_spin_unlock_irqrestore(l, flags) ((void)(flags), __lkmm_unlock(__prelude_lock_cell(l)))

/*
 * Takes the lock if it is free and gives 1, else gives 0.
 * Form: int NAME(spinlock_t *lock)
 * Guarantee: on success the same as spin_lock, otherwise no order.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_trylock(l) __lkmm_trylock(__prelude_lock_cell(l))
#define spin_trylock_irq(l) __lkmm_trylock(__prelude_lock_cell(l))
#define spin_trylock_bh(l) __lkmm_trylock(__prelude_lock_cell(l))
#define raw_spin_trylock(l) __lkmm_trylock(__prelude_lock_cell(l))
#define raw_spin_trylock_irq(l) __lkmm_trylock(__prelude_lock_cell(l))
#define arch_spin_trylock(l) __lkmm_trylock(__prelude_lock_cell(l))

/*
 * Takes the lock if it is free and gives 1, else gives 0; saves the state of interrupts in flags.
 * Form: int NAME(spinlock_t *lock, unsigned long flags)
 * Guarantee: on success the same as spin_lock, otherwise no order.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_trylock_irqsave(l, flags) ((void)((flags) = 0), __lkmm_trylock(__prelude_lock_cell(l)))
#define raw_spin_trylock_irqsave(l, flags) spin_trylock_irqsave(l, flags)

/*
 * Gives 1 if somebody holds the lock, else 0.
 * Form: int NAME(spinlock_t *lock)
 * Guarantee: the model's look at the lock, without order.
 * Source: tools/memory-model/Documentation/explanation.txt
 */
#define spin_is_locked(l) __lkmm_is_locked(__prelude_lock_cell(l))
#define raw_spin_is_locked(l) __lkmm_is_locked(__prelude_lock_cell(l))
#define arch_spin_is_locked(l) __lkmm_is_locked(__prelude_lock_cell(l))

/*
 * Says whether somebody waits for the lock.
 * Form: int NAME(spinlock_t *lock)
 * Guarantee: none: it may be either.
 * Source: include/linux/spinlock.h
 */
#define spin_is_contended(l) ((void)(l), __lkmm_choose(2))
#define raw_spin_is_contended(l) ((void)(l), __lkmm_choose(2))

/*
 * Somebody holds the lock.
 * Form: void NAME(spinlock_t *lock)
 * Guarantee: an assertion; no order.
 * Source: include/linux/spinlock.h
 */
#define assert_spin_locked(l) __lkmm_assert(__lkmm_is_locked(__prelude_lock_cell(l)))
#define assert_raw_spin_locked(l) __lkmm_assert(__lkmm_is_locked(__prelude_lock_cell(l)))

/*
 * Subtracts 1 from the counter; takes the lock and gives 1 if that leads to 0.
 * Guarantee: atomic_add_unless away from 0. Towards it spin_lock and atomic_dec_and_test, and
 *   spin_unlock if others were faster.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline int atomic_dec_and_lock(atomic_t *v, spinlock_t *lock)
{
	if (atomic_add_unless(v, -1, 1))
		return 0;
	spin_lock(lock);
	if (atomic_dec_and_test(v))
		return 1;
	spin_unlock(lock);
	return 0;
}

static inline void __prelude_no_guard(void *lock)
{
	__lkmm_unsupported("guard: write the lock and the unlock");
}

/*
 * Locks that are given back at the end of a block.
 * Form: NAME(class)(lock)
 * Guarantee: none: they are refused, since what the compiler adds at the end of the block is not
 *   modelled. Write the lock and the unlock.
 * Source: include/linux/cleanup.h
 */
#define guard(class) __prelude_no_guard
#define scoped_guard(...) if (__lkmm_unsupported("scoped_guard: write the lock and the unlock"))
#define __free(class) __attribute__((cleanup(class)))
