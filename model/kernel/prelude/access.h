/* Accesses of one object. */

/*
 * Loads the object once and gives its value.
 * Form: T NAME(T lvalue)
 * Guarantee: a read tagged ONCE; what depends on its value comes after it.
 * Source: tools/memory-model/Documentation/access-marking.txt
 */
#define READ_ONCE(x) __lkmm_load(once, &(x))

/*
 * Stores the value once.
 * Form: void NAME(T lvalue, T v)
 * Guarantee: a write tagged ONCE.
 * Source: tools/memory-model/Documentation/access-marking.txt
 */
#define WRITE_ONCE(x, v) __lkmm_store(once, &(x), (v))

/*
 * Loads the object, before all that follows, and gives its value.
 * Form: T NAME(T *p)
 * Guarantee: a read tagged ACQUIRE.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_load_acquire(p) __lkmm_load(acquire, (p))

/*
 * Stores the value, after all that precedes.
 * Form: void NAME(T *p, T v)
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_store_release(p, v) __lkmm_store(release, (p), (v))

/*
 * Stores the value once and then is a full barrier.
 * Form: void NAME(T lvalue, T v)
 * Guarantee: a write tagged ONCE, then a fence tagged MB.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_store_mb(x, v) (__lkmm_store(once, &(x), (v)), __lkmm_fence(mb))
