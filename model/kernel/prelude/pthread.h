/* Programs with a main: POSIX threads, and the words of verification benchmarks. */

/*
 * A thread.
 * Guarantee: a number.
 * Source: POSIX.1-2017, pthread.h
 */
typedef unsigned long pthread_t;

/*
 * What threads and locks are made with.
 * Guarantee: nothing: attributes are not looked at.
 * Source: POSIX.1-2017, pthread.h
 */
typedef struct { int unused; } pthread_attr_t;
typedef struct { int unused; } pthread_mutexattr_t;
typedef struct { int unused; } pthread_condattr_t;
typedef struct { int unused; } pthread_rwlockattr_t;

/*
 * Locks of threads.
 * Guarantee: words: as those of struct mutex and rwlock_t.
 * Source: POSIX.1-2017, pthread.h
 */
typedef struct { int locked; } pthread_mutex_t;
typedef struct { int locked; } pthread_spinlock_t;
typedef struct { int holders; } pthread_rwlock_t;
typedef struct { int unused; } pthread_cond_t;
typedef struct { int count; } sem_t;

/*
 * Initial values.
 * Guarantee: a lock that is free.
 * Source: POSIX.1-2017, pthread.h
 */
#define PTHREAD_MUTEX_INITIALIZER { 0 }
#define PTHREAD_RWLOCK_INITIALIZER { 0 }
#define PTHREAD_COND_INITIALIZER { 0 }

/*
 * Starts a thread that runs f with arg.
 * Guarantee: the thread begins after what precedes the call. It always succeeds.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*f)(void *),
				 void *arg)
{
	*thread = __lkmm_spawn(f, arg);
	return 0;
}

/*
 * Waits until a thread has ended.
 * Guarantee: what the thread did comes before what follows.
 * Source: POSIX.1-2017, Base Definitions 4.12
 * Differs: what the thread returned cannot be had: the second argument has to be NULL.
 */
static inline int pthread_join(pthread_t thread, void **result)
{
	if (result)
		__lkmm_unsupported("pthread_join: what the thread returned is not modelled, pass NULL");
	__lkmm_join(thread);
	return 0;
}

/*
 * Ends this thread.
 * Guarantee: what it did comes before what follows its pthread_join.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline void pthread_exit(void *result) { __lkmm_exit(); }

/*
 * Says which thread runs, whether two are the same, and that nobody will wait for one.
 * Guarantee: no order.
 * Source: POSIX.1-2017, pthread.h
 */
static inline int pthread_equal(pthread_t a, pthread_t b) { return a == b; }
static inline int pthread_detach(pthread_t thread) { return 0; }

/*
 * Sets up and ends attributes and locks. A lock is free then.
 * Guarantee: plain writes of locks, so that using one at the same time is a data race.
 * Source: POSIX.1-2017, pthread.h
 */
static inline int pthread_attr_init(pthread_attr_t *attr) { return 0; }
static inline int pthread_attr_destroy(pthread_attr_t *attr) { return 0; }
static inline int pthread_mutex_init(pthread_mutex_t *lock, const pthread_mutexattr_t *attr)
{
	__prelude_plain_set(*(int *)lock, 0);
	return 0;
}
static inline int pthread_mutex_destroy(pthread_mutex_t *lock) { return 0; }
static inline int pthread_spin_init(pthread_spinlock_t *lock, int shared)
{
	__prelude_plain_set(*(int *)lock, 0);
	return 0;
}
static inline int pthread_spin_destroy(pthread_spinlock_t *lock) { return 0; }
static inline int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attr)
{
	__prelude_plain_set(*(int *)lock, 0);
	return 0;
}
static inline int pthread_rwlock_destroy(pthread_rwlock_t *lock) { return 0; }
static inline int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attr) { return 0; }
static inline int pthread_cond_destroy(pthread_cond_t *cond) { return 0; }

/*
 * Waits for the lock and takes it.
 * Guarantee: mutual exclusion, and an acquire: the RMW that takes it.
 * Source: POSIX.1-2017, Base Definitions 4.12
 * Differs: POSIX speaks of synchronising memory; more than acquire and release is not assumed.
 */
static inline int pthread_mutex_lock(pthread_mutex_t *lock)
{
	__lkmm_assume(__lkmm_cmpxchg(acquire, (int *)lock, 0, 1) == 0);
	return 0;
}
static inline int pthread_spin_lock(pthread_spinlock_t *lock)
{
	__lkmm_assume(__lkmm_cmpxchg(acquire, (int *)lock, 0, 1) == 0);
	return 0;
}
static inline int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
	__lkmm_assume(__lkmm_cmpxchg(acquire, (int *)lock, 0, -1) == 0);
	return 0;
}

/*
 * Waits until no writer holds the lock, and takes it for reading.
 * Guarantee: no writer beside it, and an acquire: the RMW that takes it.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
	__lkmm_assume(__lkmm_add_unless(acquire, (int *)lock, 1, -1));
	return 0;
}

/*
 * Takes the lock if it is free and gives 0, else gives EBUSY.
 * Guarantee: on success that of taking it, otherwise no order.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline int pthread_mutex_trylock(pthread_mutex_t *lock)
{
	return __lkmm_cmpxchg(acquire, (int *)lock, 0, 1) == 0 ? 0 : EBUSY;
}
static inline int pthread_spin_trylock(pthread_spinlock_t *lock)
{
	return __lkmm_cmpxchg(acquire, (int *)lock, 0, 1) == 0 ? 0 : EBUSY;
}

/*
 * Gives the lock back.
 * Guarantee: a release.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline int pthread_mutex_unlock(pthread_mutex_t *lock)
{
	__lkmm_store(release, (int *)lock, 0);
	return 0;
}
static inline int pthread_spin_unlock(pthread_spinlock_t *lock)
{
	__lkmm_store(release, (int *)lock, 0);
	return 0;
}

/*
 * Gives back a lock that was taken for reading or for writing.
 * Guarantee: an RMW tagged RELEASE, which subtracts a reader or leaves 0.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
	if (__lkmm_load(once, (int *)lock) == -1)
		__lkmm_store(release, (int *)lock, 0);
	else
		__lkmm_fetch_op(release, (int *)lock, sub, 1);
	return 0;
}

/*
 * Waits, with the lock given back meanwhile, until somebody signals the condition.
 * Guarantee: the unlock and the lock. It may return at any time, as POSIX allows, so that callers
 *   look at what they wait for.
 * Source: POSIX.1-2017, pthread_cond_wait
 * Differs: whether it waits for ever is not asked.
 */
static inline int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock)
{
	pthread_mutex_unlock(lock);
	pthread_mutex_lock(lock);
	return 0;
}

/*
 * Signals a condition.
 * Guarantee: nothing: who waits looks at what it waits for.
 * Source: POSIX.1-2017, pthread_cond_wait
 * Differs: a missing signal is not found.
 */
static inline int pthread_cond_signal(pthread_cond_t *cond) { return 0; }
static inline int pthread_cond_broadcast(pthread_cond_t *cond) { return 0; }

/*
 * Counters of how many more may enter: set up, enter, leave, end.
 * Guarantee: a plain write to set one up, an RMW tagged ACQUIRE to enter, one tagged RELEASE to leave.
 * Source: POSIX.1-2017, Base Definitions 4.12
 */
static inline int sem_init(sem_t *sem, int shared, unsigned int n)
{
	__prelude_plain_set(*(int *)sem, n);
	return 0;
}
static inline int sem_wait(sem_t *sem)
{
	__lkmm_assume(__lkmm_add_unless(acquire, (int *)sem, -1, 0));
	return 0;
}
static inline int sem_post(sem_t *sem)
{
	__lkmm_fetch_op(release, (int *)sem, add, 1);
	return 0;
}
static inline int sem_destroy(sem_t *sem) { return 0; }

/*
 * Lets others run, or time go by.
 * Guarantee: nothing.
 * Source: POSIX.1-2017, sched.h
 */
static inline int sched_yield(void) { return 0; }
static inline int usleep(unsigned int t) { return 0; }
static inline unsigned int sleep(unsigned int t) { return 0; }

/*
 * Ends the program.
 * Guarantee: the thread ends. The execution counts only if an assertion fails in it.
 * Source: ISO C 7.22.4
 */
static inline void abort(void) { __lkmm_abort(); }
static inline void exit(int status) { __lkmm_abort(); }
static inline void _Exit(int status) { __lkmm_abort(); }

/*
 * Coming here is a violation.
 * Guarantee: an assertion that fails; the thread ends.
 * Source: SV-COMP, rules
 */
static inline void reach_error(void) { __lkmm_assert(0); }
static inline void __VERIFIER_error(void)
{
	__lkmm_assert(0);
	__lkmm_abort();
}
static inline void __assert_fail(const char *expression, const char *file, unsigned int line,
				 const char *function)
{
	__lkmm_assert(0);
	__lkmm_abort();
}

/*
 * Must hold.
 * Guarantee: an assertion; it branches nowhere.
 * Source: SV-COMP, rules
 */
static inline void __VERIFIER_assert(int condition) { __lkmm_assert(condition); }

/*
 * Only executions in which the condition holds count.
 * Guarantee: a restriction, which orders nothing.
 * Source: SV-COMP, rules
 */
static inline void __VERIFIER_assume(int condition) { __lkmm_assume(condition); }

/*
 * Any value of the type.
 * Guarantee: every value is looked at, or it is refused where there are too many.
 * Source: SV-COMP, rules
 */
static inline _Bool __VERIFIER_nondet_bool(void) { return __lkmm_choose(2); }
static inline char __VERIFIER_nondet_char(void) { return __lkmm_any(char); }
static inline unsigned char __VERIFIER_nondet_uchar(void) { return __lkmm_any(unsigned char); }
static inline short __VERIFIER_nondet_short(void) { return __lkmm_any(short); }
static inline unsigned short __VERIFIER_nondet_ushort(void) { return __lkmm_any(unsigned short); }
static inline int __VERIFIER_nondet_int(void) { return __lkmm_any(int); }
static inline unsigned int __VERIFIER_nondet_uint(void) { return __lkmm_any(unsigned int); }
static inline unsigned int __VERIFIER_nondet_unsigned(void) { return __lkmm_any(unsigned int); }
static inline long __VERIFIER_nondet_long(void) { return __lkmm_any(long); }
static inline unsigned long __VERIFIER_nondet_ulong(void) { return __lkmm_any(unsigned long); }

/*
 * Statements that nothing comes between.
 * Guarantee: none: they are refused, since the model knows accesses that nothing comes between, but
 *   not statements.
 * Source: SV-COMP, rules
 */
static inline void __VERIFIER_atomic_begin(void)
{
	__lkmm_unsupported("atomic sections are not modelled: use a lock");
}
static inline void __VERIFIER_atomic_end(void)
{
	__lkmm_unsupported("atomic sections are not modelled: use a lock");
}

/*
 * The compiler's full barrier.
 * Form: void NAME(void)
 * Guarantee: a fence tagged MB.
 * Source: GCC manual, Legacy __sync Built-in Functions
 */
#define __sync_synchronize() __lkmm_fence(mb)

/*
 * The compiler's operations that give the old value, or the new one.
 * Form: T NAME(T *p, T v)
 * Guarantee: an RMW tagged MB.
 * Source: GCC manual, Legacy __sync Built-in Functions
 */
#define __sync_fetch_and_add(p, v) __lkmm_fetch_op(mb, p, add, v)
#define __sync_fetch_and_sub(p, v) __lkmm_fetch_op(mb, p, sub, v)
#define __sync_fetch_and_or(p, v) __lkmm_fetch_op(mb, p, or, v)
#define __sync_fetch_and_and(p, v) __lkmm_fetch_op(mb, p, and, v)
#define __sync_fetch_and_xor(p, v) __lkmm_fetch_op(mb, p, xor, v)
#define __sync_add_and_fetch(p, v) __lkmm_op_return(mb, p, add, v)
#define __sync_sub_and_fetch(p, v) __lkmm_op_return(mb, p, sub, v)
#define __sync_or_and_fetch(p, v) __lkmm_op_return(mb, p, or, v)
#define __sync_and_and_fetch(p, v) __lkmm_op_return(mb, p, and, v)
#define __sync_xor_and_fetch(p, v) __lkmm_op_return(mb, p, xor, v)

/*
 * The compiler's compare-and-swap: gives what the object held, or whether it was the old value.
 * Form: T NAME(T *p, T old, T new)
 * Guarantee: if it held old an RMW tagged MB. Else a read without order.
 * Source: GCC manual, Legacy __sync Built-in Functions
 */
#define __sync_val_compare_and_swap(p, old, new) __lkmm_cmpxchg(mb, p, old, new)
#define __sync_bool_compare_and_swap(p, old, new) ({		\
	typeof(*(p)) __want = (old);				\
	__lkmm_cmpxchg(mb, p, __want, new) == __want;		\
})

/*
 * Puts a value into a lock and gives the old one.
 * Form: T NAME(T *p, T v)
 * Guarantee: an RMW tagged ACQUIRE.
 * Source: GCC manual, Legacy __sync Built-in Functions
 */
#define __sync_lock_test_and_set(p, v) __lkmm_xchg(acquire, p, v)

/*
 * Puts 0 into a lock.
 * Form: void NAME(T *p)
 * Guarantee: a write tagged RELEASE.
 * Source: GCC manual, Legacy __sync Built-in Functions
 */
#define __sync_lock_release(p) __lkmm_store(release, p, 0)

/*
 * The atomics of C11 and the compiler's built-ins for them.
 * Form: NAME(…)
 * Guarantee: none: they are refused, since they follow another memory model than the kernel's.
 * Source: tools/memory-model/Documentation/explanation.txt
 */
#define __prelude_c11() __lkmm_unsupported("C11 atomics follow another memory model: use the kernel's")
#define atomic_init(...) __prelude_c11()
#define atomic_load(...) __prelude_c11()
#define atomic_load_explicit(...) __prelude_c11()
#define atomic_store(...) __prelude_c11()
#define atomic_store_explicit(...) __prelude_c11()
#define atomic_exchange(...) __prelude_c11()
#define atomic_exchange_explicit(...) __prelude_c11()
#define atomic_compare_exchange_strong(...) __prelude_c11()
#define atomic_compare_exchange_strong_explicit(...) __prelude_c11()
#define atomic_compare_exchange_weak(...) __prelude_c11()
#define atomic_compare_exchange_weak_explicit(...) __prelude_c11()
#define atomic_fetch_add_explicit(...) __prelude_c11()
#define atomic_fetch_sub_explicit(...) __prelude_c11()
#define atomic_fetch_or_explicit(...) __prelude_c11()
#define atomic_fetch_and_explicit(...) __prelude_c11()
#define atomic_fetch_xor_explicit(...) __prelude_c11()
#define atomic_thread_fence(...) __prelude_c11()
#define atomic_signal_fence(...) __prelude_c11()
#define atomic_flag_test_and_set(...) __prelude_c11()
#define atomic_flag_test_and_set_explicit(...) __prelude_c11()
#define atomic_flag_clear(...) __prelude_c11()
#define atomic_flag_clear_explicit(...) __prelude_c11()
#define __atomic_load_n(...) __prelude_c11()
#define __atomic_load(...) __prelude_c11()
#define __atomic_store_n(...) __prelude_c11()
#define __atomic_store(...) __prelude_c11()
#define __atomic_exchange_n(...) __prelude_c11()
#define __atomic_compare_exchange_n(...) __prelude_c11()
#define __atomic_compare_exchange(...) __prelude_c11()
#define __atomic_add_fetch(...) __prelude_c11()
#define __atomic_sub_fetch(...) __prelude_c11()
#define __atomic_fetch_add(...) __prelude_c11()
#define __atomic_fetch_sub(...) __prelude_c11()
#define __atomic_fetch_or(...) __prelude_c11()
#define __atomic_fetch_and(...) __prelude_c11()
#define __atomic_test_and_set(...) __prelude_c11()
#define __atomic_clear(...) __prelude_c11()
#define __atomic_thread_fence(...) __prelude_c11()

/*
 * The types of C11's atomics, so that what is done with them is refused and not misread.
 * Guarantee: an object of an atomic type.
 * Source: ISO C 7.17.6
 */
typedef _Atomic _Bool atomic_bool;
typedef _Atomic char atomic_char;
typedef _Atomic int atomic_int;
typedef _Atomic unsigned int atomic_uint;
typedef _Atomic long atomic_long;
typedef _Atomic unsigned long atomic_ulong;
typedef _Atomic _Bool atomic_flag;
