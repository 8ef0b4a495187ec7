/* Spinlocks: the model's own lock events. */

/*
 * A lock whose holder does not sleep.
 * Guarantee: the model's lock, which starts free.
 * Source: Documentation/locking/spinlocks.rst
 */
typedef struct spinlock { int locked; } spinlock_t;
typedef struct spinlock raw_spinlock_t;

#define __prelude_lock_cell(l) (&((struct spinlock *)(l))->locked)

/*
 * Waits for the lock and takes it.
 * Form: void NAME(spinlock_t *lock)
 * Guarantee: a lock event: acquire, and mutual exclusion.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_lock(l) __lkmm_lock(__prelude_lock_cell(l))

/*
 * Gives the lock back.
 * Form: void NAME(spinlock_t *lock)
 * Guarantee: an unlock event: release.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define spin_unlock(l) __lkmm_unlock(__prelude_lock_cell(l))
