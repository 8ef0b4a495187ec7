/* Locks whose holder may sleep. They are acquiring and releasing accesses of one word. */

/*
 * A lock whose holder may sleep.
 * Guarantee: a word that is 1 while it is held.
 * Source: Documentation/locking/mutex-design.rst
 */
struct mutex { int locked; };

/*
 * Makes a mutex that is free.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/locking/mutex-design.rst
 */
#define DEFINE_MUTEX(name) struct mutex name
#define __MUTEX_INITIALIZER(name) { 0 }

/*
 * Makes a mutex free that nobody uses yet, and ends its use.
 * Guarantee: mutex_init is a plain write, so that locking it at the same time is a data race.
 * Source: Documentation/locking/mutex-design.rst
 */
static inline void mutex_init(struct mutex *lock) { __prelude_plain_set(lock->locked, 0); }
static inline void mutex_destroy(struct mutex *lock) { }

/*
 * Waits for the mutex and takes it.
 * Guarantee: mutual exclusion, and an acquire: the RMW that takes it.
 * Source: Documentation/memory-barriers.txt
 * Differs: an unlock and the next lock on one CPU order nothing else, unlike those of spinlocks.
 *   That the holder unlocks it is not checked.
 */
static inline void mutex_lock(struct mutex *lock)
{
	__lkmm_assume(__lkmm_cmpxchg(acquire, &lock->locked, 0, 1) == 0);
}
static inline void mutex_lock_io(struct mutex *lock) { mutex_lock(lock); }

/*
 * Waits for the mutex and takes it; the second argument is for lockdep.
 * Form: void NAME(struct mutex *lock, …)
 * Guarantee: that of mutex_lock.
 * Source: Documentation/locking/mutex-design.rst
 */
#define mutex_lock_nested(l, subclass) mutex_lock(l)
#define mutex_lock_nest_lock(l, outer) mutex_lock(l)

/*
 * Waits for the mutex and takes it, unless a signal comes: 0, or the error.
 * Guarantee: that of mutex_lock where it is 0, otherwise no event. It may be either.
 * Source: Documentation/locking/mutex-design.rst
 */
static inline int mutex_lock_interruptible(struct mutex *lock)
{
	if (__lkmm_choose(2))
		return -EINTR;
	mutex_lock(lock);
	return 0;
}
static inline int mutex_lock_killable(struct mutex *lock)
{
	if (__lkmm_choose(2))
		return -EINTR;
	mutex_lock(lock);
	return 0;
}

/*
 * Takes the mutex if it is free and gives 1, else gives 0.
 * Guarantee: on success that of mutex_lock, otherwise no order.
 * Source: Documentation/locking/mutex-design.rst
 */
static inline int mutex_trylock(struct mutex *lock)
{
	return __lkmm_cmpxchg(acquire, &lock->locked, 0, 1) == 0;
}

/*
 * Gives the mutex back.
 * Guarantee: a release.
 * Source: Documentation/memory-barriers.txt
 */
static inline void mutex_unlock(struct mutex *lock) { __lkmm_store(release, &lock->locked, 0); }

/*
 * Says whether somebody holds the mutex.
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/locking/mutex-design.rst
 */
static inline bool mutex_is_locked(struct mutex *lock)
{
	return __lkmm_load(once, &lock->locked) != 0;
}

/*
 * Subtracts 1 from the counter; takes the mutex and gives 1 if that leads to 0.
 * Guarantee: atomic_add_unless away from 0. Towards it mutex_lock and atomic_dec_and_test, and
 *   mutex_unlock if others were faster.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline int atomic_dec_and_mutex_lock(atomic_t *v, struct mutex *lock)
{
	if (atomic_add_unless(v, -1, 1))
		return 0;
	mutex_lock(lock);
	if (atomic_dec_and_test(v))
		return 1;
	mutex_unlock(lock);
	return 0;
}

/*
 * A counter of how many more may enter.
 * Guarantee: a word.
 * Source: Documentation/locking/locktypes.rst
 */
struct semaphore { int count; };

/*
 * Makes a semaphore that admits n.
 * Form: NAME(name, int n)
 * Guarantee: the initial value.
 * Source: Documentation/locking/locktypes.rst
 */
#define __SEMAPHORE_INITIALIZER(name, n) { n }
#define DEFINE_SEMAPHORE(name, n) struct semaphore name = { n }

/*
 * Makes a semaphore admit n that nobody uses yet.
 * Guarantee: a plain write.
 * Source: Documentation/locking/locktypes.rst
 */
static inline void sema_init(struct semaphore *sem, int n) { __prelude_plain_set(sem->count, n); }

/*
 * Waits until the semaphore admits one more, and enters.
 * Guarantee: an RMW tagged ACQUIRE.
 * Source: Documentation/memory-barriers.txt
 */
static inline void down(struct semaphore *sem)
{
	__lkmm_assume(__lkmm_add_unless(acquire, &sem->count, -1, 0));
}

/*
 * Waits until the semaphore admits one more, and enters, unless a signal comes or time is over:
 * 0, or the error.
 * Guarantee: that of down where it is 0, otherwise no event. It may be either.
 * Source: Documentation/memory-barriers.txt
 */
static inline int down_interruptible(struct semaphore *sem)
{
	if (__lkmm_choose(2))
		return -EINTR;
	down(sem);
	return 0;
}
static inline int down_killable(struct semaphore *sem)
{
	if (__lkmm_choose(2))
		return -EINTR;
	down(sem);
	return 0;
}
static inline int down_timeout(struct semaphore *sem, long timeout)
{
	if (__lkmm_choose(2))
		return -ETIME;
	down(sem);
	return 0;
}

/*
 * Enters and gives 0 if the semaphore admits one more, else gives 1.
 * Guarantee: on success that of down, otherwise no order.
 * Source: Documentation/memory-barriers.txt
 */
static inline int down_trylock(struct semaphore *sem)
{
	return !__lkmm_add_unless(acquire, &sem->count, -1, 0);
}

/*
 * Leaves, so that the semaphore admits one more.
 * Guarantee: an RMW tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
static inline void up(struct semaphore *sem) { __lkmm_fetch_op(release, &sem->count, add, 1); }
