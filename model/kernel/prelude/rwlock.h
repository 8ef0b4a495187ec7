/* Locks that many readers or one writer hold. They are accesses of one word. */

/*
 * A lock that many readers or one writer hold, whose holders do not sleep.
 * Guarantee: a word: how many readers hold it, or -1 if a writer does.
 * Source: Documentation/locking/spinlocks.rst
 */
typedef struct rwlock { int holders; } rwlock_t;

/*
 * Makes a lock that is free.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/locking/spinlocks.rst
 */
#define DEFINE_RWLOCK(name) rwlock_t name
#define __RW_LOCK_UNLOCKED(name) { 0 }

/*
 * Makes a lock free that nobody uses yet.
 * Guarantee: a plain write, so that locking it at the same time is a data race.
 * Source: Documentation/locking/spinlocks.rst
 */
static inline void rwlock_init(rwlock_t *lock) { __prelude_plain_set(lock->holders, 0); }

/*
 * Waits until no writer holds the lock, and takes it for reading.
 * Guarantee: no writer beside it, and an acquire: the RMW that takes it.
 * Source: Documentation/memory-barriers.txt
 * Differs: an unlock and the next lock on one CPU order nothing else, unlike those of spinlocks.
 */
static inline void read_lock(rwlock_t *lock)
{
	__lkmm_assume(__lkmm_add_unless(acquire, &lock->holders, 1, -1));
}
static inline void read_lock_irq(rwlock_t *lock) { read_lock(lock); }
static inline void read_lock_bh(rwlock_t *lock) { read_lock(lock); }

/*
 * Waits until nobody holds the lock, and takes it for writing.
 * Guarantee: nobody beside it, and an acquire: the RMW that takes it.
 * Source: Documentation/memory-barriers.txt
 * Differs: an unlock and the next lock on one CPU order nothing else, unlike those of spinlocks.
 */
static inline void write_lock(rwlock_t *lock)
{
	__lkmm_assume(__lkmm_cmpxchg(acquire, &lock->holders, 0, -1) == 0);
}
static inline void write_lock_irq(rwlock_t *lock) { write_lock(lock); }
static inline void write_lock_bh(rwlock_t *lock) { write_lock(lock); }

/*
 * Waits for the lock and takes it, and saves the state of interrupts in flags.
 * Form: void NAME(rwlock_t *lock, unsigned long flags)
 * Guarantee: that of read_lock and write_lock.
 * Source: Documentation/memory-barriers.txt
 * Differs: what it disables on this CPU orders nothing between CPUs; flags is 0.
 */
#define read_lock_irqsave(l, flags) ((void)((flags) = 0), read_lock(l))
#define write_lock_irqsave(l, flags) ((void)((flags) = 0), write_lock(l))

/*
 * Takes the lock for reading if no writer holds it and gives 1, else gives 0.
 * Guarantee: on success that of read_lock, otherwise no order.
 * Source: Documentation/memory-barriers.txt
 */
static inline int read_trylock(rwlock_t *lock)
{
	return __lkmm_add_unless(acquire, &lock->holders, 1, -1);
}

/*
 * Takes the lock for writing if nobody holds it and gives 1, else gives 0.
 * Guarantee: on success that of write_lock, otherwise no order.
 * Source: Documentation/memory-barriers.txt
 */
static inline int write_trylock(rwlock_t *lock)
{
	return __lkmm_cmpxchg(acquire, &lock->holders, 0, -1) == 0;
}

/*
 * Gives the lock back that was taken for reading.
 * Guarantee: an RMW tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
static inline void read_unlock(rwlock_t *lock) { __lkmm_fetch_op(release, &lock->holders, sub, 1); }
static inline void read_unlock_irq(rwlock_t *lock) { read_unlock(lock); }
static inline void read_unlock_bh(rwlock_t *lock) { read_unlock(lock); }

/*
 * Gives the lock back that was taken for writing.
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
static inline void write_unlock(rwlock_t *lock) { __lkmm_store(release, &lock->holders, 0); }
static inline void write_unlock_irq(rwlock_t *lock) { write_unlock(lock); }
static inline void write_unlock_bh(rwlock_t *lock) { write_unlock(lock); }

/*
 * Gives the lock back, and restores the state of interrupts.
 * Form: void NAME(rwlock_t *lock, unsigned long flags)
 * Guarantee: that of read_unlock and write_unlock.
 * Source: Documentation/memory-barriers.txt
 */
#define read_unlock_irqrestore(l, flags) ((void)(flags), read_unlock(l))
#define write_unlock_irqrestore(l, flags) ((void)(flags), write_unlock(l))

/*
 * A lock that many readers or one writer hold, whose holders may sleep.
 * Guarantee: a word: how many readers hold it, or -1 if a writer does.
 * Source: Documentation/locking/locktypes.rst
 */
struct rw_semaphore { int holders; };

/*
 * Makes a semaphore that is free.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/locking/locktypes.rst
 */
#define DECLARE_RWSEM(name) struct rw_semaphore name
#define __RWSEM_INITIALIZER(name) { 0 }

/*
 * Makes a semaphore free that nobody uses yet.
 * Guarantee: a plain write, so that locking it at the same time is a data race.
 * Source: Documentation/locking/locktypes.rst
 */
static inline void init_rwsem(struct rw_semaphore *sem) { __prelude_plain_set(sem->holders, 0); }

/*
 * Waits until no writer holds the semaphore, and takes it for reading.
 * Guarantee: no writer beside it, and an acquire: the RMW that takes it.
 * Source: Documentation/memory-barriers.txt
 */
static inline void down_read(struct rw_semaphore *sem)
{
	__lkmm_assume(__lkmm_add_unless(acquire, &sem->holders, 1, -1));
}

/*
 * Waits until nobody holds the semaphore, and takes it for writing.
 * Guarantee: nobody beside it, and an acquire: the RMW that takes it.
 * Source: Documentation/memory-barriers.txt
 */
static inline void down_write(struct rw_semaphore *sem)
{
	__lkmm_assume(__lkmm_cmpxchg(acquire, &sem->holders, 0, -1) == 0);
}

/*
 * Waits for the semaphore and takes it; the second argument is for lockdep.
 * Form: void NAME(struct rw_semaphore *sem, …)
 * Guarantee: that of down_read and down_write.
 * Source: Documentation/memory-barriers.txt
 */
#define down_read_nested(s, subclass) down_read(s)
#define down_write_nested(s, subclass) down_write(s)
#define down_write_nest_lock(s, outer) down_write(s)

/*
 * Waits for the semaphore and takes it, unless a signal comes: 0, or the error.
 * Guarantee: that of down_read and down_write where it is 0, otherwise no event. It may be either.
 * Source: Documentation/memory-barriers.txt
 */
static inline int down_read_interruptible(struct rw_semaphore *sem)
{
	if (__lkmm_choose(2))
		return -EINTR;
	down_read(sem);
	return 0;
}
static inline int down_read_killable(struct rw_semaphore *sem)
{
	if (__lkmm_choose(2))
		return -EINTR;
	down_read(sem);
	return 0;
}
static inline int down_write_killable(struct rw_semaphore *sem)
{
	if (__lkmm_choose(2))
		return -EINTR;
	down_write(sem);
	return 0;
}

/*
 * Takes the semaphore for reading if no writer holds it and gives 1, else gives 0.
 * Guarantee: on success that of down_read, otherwise no order.
 * Source: Documentation/memory-barriers.txt
 */
static inline int down_read_trylock(struct rw_semaphore *sem)
{
	return __lkmm_add_unless(acquire, &sem->holders, 1, -1);
}

/*
 * Takes the semaphore for writing if nobody holds it and gives 1, else gives 0.
 * Guarantee: on success that of down_write, otherwise no order.
 * Source: Documentation/memory-barriers.txt
 */
static inline int down_write_trylock(struct rw_semaphore *sem)
{
	return __lkmm_cmpxchg(acquire, &sem->holders, 0, -1) == 0;
}

/*
 * Gives the semaphore back that was taken for reading.
 * Guarantee: an RMW tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
static inline void up_read(struct rw_semaphore *sem)
{
	__lkmm_fetch_op(release, &sem->holders, sub, 1);
}

/*
 * Gives the semaphore back that was taken for writing, or keeps it for reading only.
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
static inline void up_write(struct rw_semaphore *sem) { __lkmm_store(release, &sem->holders, 0); }
static inline void downgrade_write(struct rw_semaphore *sem)
{
	__lkmm_store(release, &sem->holders, 1);
}

/*
 * Says whether somebody holds the semaphore.
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/locking/locktypes.rst
 */
static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return __lkmm_load(once, &sem->holders) != 0;
}
