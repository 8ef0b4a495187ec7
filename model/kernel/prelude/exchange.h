/* Exchanges on objects of any width up to 64 bits. */

/*
 * Puts a value into the object and gives the old one.
 * Form: T NAME(T *p, T v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define xchg(p, v) __lkmm_xchg(mb, p, v)
#define xchg_acquire(p, v) __lkmm_xchg(acquire, p, v)
#define xchg_release(p, v) __lkmm_xchg(release, p, v)
#define xchg_relaxed(p, v) __lkmm_xchg(once, p, v)

/*
 * Puts a value into the object if it holds the old one; gives what it held.
 * Form: T NAME(T *p, T old, T new)
 * Guarantee: if it held old an RMW of the order that its name says: full, acquire, release, none.
 *   Else a read without order.
 * Source: Documentation/atomic_t.txt
 */
#define cmpxchg(p, old, new) __lkmm_cmpxchg(mb, p, old, new)
#define cmpxchg_acquire(p, old, new) __lkmm_cmpxchg(acquire, p, old, new)
#define cmpxchg_release(p, old, new) __lkmm_cmpxchg(release, p, old, new)
#define cmpxchg_relaxed(p, old, new) __lkmm_cmpxchg(once, p, old, new)
#define cmpxchg64(p, old, new) __lkmm_cmpxchg(mb, p, old, new)
#define cmpxchg64_acquire(p, old, new) __lkmm_cmpxchg(acquire, p, old, new)
#define cmpxchg64_release(p, old, new) __lkmm_cmpxchg(release, p, old, new)
#define cmpxchg64_relaxed(p, old, new) __lkmm_cmpxchg(once, p, old, new)

/* The RMW of all try_cmpxchg. Each argument is evaluated once. */
#define __prelude_try_cmpxchg(tag, p, oldp, new) ({			\
	typeof(oldp) __oldp = (oldp);					\
	typeof(*__oldp) __old = *__oldp;				\
	typeof(*__oldp) __seen = __lkmm_cmpxchg(tag, p, __old, new);	\
	bool __done = __seen == __old;					\
	if (!__done)							\
		*__oldp = __seen;					\
	__done;								\
})

/*
 * Puts a value into the object if it holds *old and says whether it did; else *old becomes what it holds.
 * Form: bool NAME(T *p, T *old, T new)
 * Guarantee: if it held *old an RMW of the order that its name says: full, acquire, release, none.
 *   Else a read without order.
 * Source: Documentation/atomic_t.txt
 */
#define try_cmpxchg(p, old, new) __prelude_try_cmpxchg(mb, p, old, new)
#define try_cmpxchg_acquire(p, old, new) __prelude_try_cmpxchg(acquire, p, old, new)
#define try_cmpxchg_release(p, old, new) __prelude_try_cmpxchg(release, p, old, new)
#define try_cmpxchg_relaxed(p, old, new) __prelude_try_cmpxchg(once, p, old, new)
#define try_cmpxchg64(p, old, new) __prelude_try_cmpxchg(mb, p, old, new)
#define try_cmpxchg64_acquire(p, old, new) __prelude_try_cmpxchg(acquire, p, old, new)
#define try_cmpxchg64_release(p, old, new) __prelude_try_cmpxchg(release, p, old, new)
#define try_cmpxchg64_relaxed(p, old, new) __prelude_try_cmpxchg(once, p, old, new)

/*
 * As cmpxchg, with the other CPUs of a virtual machine's host too.
 * Form: T NAME(T *p, T old, T new)
 * Guarantee: if it held old an RMW tagged MB. Else a read without order.
 * Source: Documentation/memory-barriers.txt
 */
#define sync_cmpxchg(p, old, new) __lkmm_cmpxchg(mb, p, old, new)

/*
 * As cmpxchg, but atomic for this CPU alone.
 * Form: T NAME(T *p, T old, T new)
 * Guarantee: a read and, if it held old, a write, both tagged ONCE: no RMW, so that other CPUs may
 *   write between the two.
 * Source: Documentation/core-api/local_ops.rst
 */
#define cmpxchg_local(p, old, new) ({		\
	typeof(p) __local = (p);		\
	typeof(*__local) __want = (old);	\
	typeof(*__local) __new = (new);		\
	typeof(*__local) __seen = __lkmm_load(once, __local);	\
	if (__seen == __want)			\
		__lkmm_store(once, __local, __new);	\
	__seen;					\
})
#define cmpxchg64_local(p, old, new) cmpxchg_local(p, old, new)

/*
 * As try_cmpxchg, but atomic for this CPU alone.
 * Form: bool NAME(T *p, T *old, T new)
 * Guarantee: a read and, if it held *old, a write, both tagged ONCE: no RMW, so that other CPUs
 *   may write between the two.
 * Source: Documentation/core-api/local_ops.rst
 */
#define try_cmpxchg_local(p, old, new) ({				\
	typeof(old) __oldp = (old);					\
	typeof(*__oldp) __was = *__oldp;				\
	typeof(*__oldp) __now = cmpxchg_local(p, __was, new);		\
	bool __done = __now == __was;					\
	if (!__done)							\
		*__oldp = __now;					\
	__done;								\
})

/*
 * Exchanges of more than a machine word.
 * Form: T NAME(T *p, …)
 * Guarantee: none: they are refused, since the model has no accesses of that width.
 * Source: Documentation/atomic_t.txt
 */
#define cmpxchg128(...) __lkmm_unsupported("exchanges of more than 64 bits are not modelled")
#define try_cmpxchg128(...) __lkmm_unsupported("exchanges of more than 64 bits are not modelled")
#define cmpxchg128_local(...) __lkmm_unsupported("exchanges of more than 64 bits are not modelled")
#define cmpxchg_double(...) __lkmm_unsupported("exchanges of more than 64 bits are not modelled")
