/* Reference counts. What the kernel warns of must hold: counting up from 0, and below it. */

/*
 * A counter of references.
 * Guarantee: an atomic_t.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 * Differs: that it stays where it is once it has left its range is not modelled: leaving it is a
 *   violation.
 */
typedef struct refcount_struct { atomic_t refs; } refcount_t;

/*
 * The initial value of a counter.
 * Form: NAME(int n)
 * Guarantee: as an initialiser.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
#define REFCOUNT_INIT(n) { { n } }

/*
 * Sets or gives the counter.
 * Guarantee: a write or a read tagged ONCE.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline void refcount_set(refcount_t *r, int n) { __lkmm_store(once, &r->refs.counter, n); }
static inline unsigned int refcount_read(const refcount_t *r)
{
	return __lkmm_load(once, &r->refs.counter);
}

/*
 * Sets the counter, after all that precedes.
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline void refcount_set_release(refcount_t *r, int n)
{
	__lkmm_store(release, &r->refs.counter, n);
}

/*
 * Takes references where the caller holds one already.
 * Guarantee: an RMW without order. It asserts that the counter was not 0.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline void refcount_add(int i, refcount_t *r)
{
	__lkmm_assert(__lkmm_fetch_op(once, &r->refs.counter, add, i) > 0);
}
static inline void refcount_inc(refcount_t *r)
{
	__lkmm_assert(__lkmm_fetch_op(once, &r->refs.counter, add, 1) > 0);
}

/*
 * Takes references unless the counter is 0; says whether it did.
 * Guarantee: an RMW without order: what follows a branch on the answer comes after it by control
 *   only, so that loads do not. If it is 0, a read without order.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline bool refcount_add_not_zero(int i, refcount_t *r)
{
	return __lkmm_add_unless(once, &r->refs.counter, i, 0);
}
static inline bool refcount_inc_not_zero(refcount_t *r)
{
	return __lkmm_add_unless(once, &r->refs.counter, 1, 0);
}

/*
 * Takes references unless the counter is 0, before all that follows; says whether it did.
 * Guarantee: an RMW tagged ACQUIRE. If it is 0, a read without order.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline bool refcount_add_not_zero_acquire(int i, refcount_t *r)
{
	return __lkmm_add_unless(acquire, &r->refs.counter, i, 0);
}
static inline bool refcount_inc_not_zero_acquire(refcount_t *r)
{
	return __lkmm_add_unless(acquire, &r->refs.counter, 1, 0);
}

/*
 * Gives back a reference that is not the last.
 * Guarantee: an RMW tagged RELEASE. It asserts that another one is left.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline void refcount_dec(refcount_t *r)
{
	__lkmm_assert(__lkmm_fetch_op(release, &r->refs.counter, sub, 1) > 1);
}

/*
 * Gives back references; says whether they were the last.
 * Guarantee: an RMW tagged RELEASE, and if they were the last a read of the counter tagged ACQUIRE
 *   that makes what follows come after the RMW. It asserts that so many were there.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline bool refcount_sub_and_test(int i, refcount_t *r)
{
	int old = __lkmm_fetch_op(release, &r->refs.counter, sub, i);

	__lkmm_assert(old >= i);
	if (old == i) {
		__lkmm_load(acquire, &r->refs.counter);
		return true;
	}
	return false;
}
static inline bool refcount_dec_and_test(refcount_t *r) { return refcount_sub_and_test(1, r); }

/*
 * Gives back a reference if it is the last; says whether it did.
 * Guarantee: an RMW tagged RELEASE: what follows a branch on the answer comes after it by control
 *   only. If it is not the last, a read without order.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline bool refcount_dec_if_one(refcount_t *r)
{
	return __lkmm_cmpxchg(release, &r->refs.counter, 1, 0) == 1;
}

/*
 * Gives back a reference unless it is the last; says whether it did.
 * Guarantee: an RMW tagged RELEASE. If it is the last, a read without order.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline bool refcount_dec_not_one(refcount_t *r)
{
	return __lkmm_add_unless(release, &r->refs.counter, -1, 1);
}

/*
 * Gives back a reference; takes the lock and gives true if it was the last.
 * Guarantee: that of refcount_dec_not_one. For the last one those of the lock and of
 *   refcount_dec_and_test.
 * Source: Documentation/core-api/refcount-vs-atomic.rst
 */
static inline bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	spin_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	spin_unlock(lock);
	return false;
}
static inline bool refcount_dec_and_lock_irqsave(refcount_t *r, spinlock_t *lock, unsigned long *flags)
{
	*flags = 0;
	return refcount_dec_and_lock(r, lock);
}
static inline bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	mutex_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	mutex_unlock(lock);
	return false;
}

/*
 * The reference count of an object that is released with its last reference.
 * Guarantee: a refcount_t.
 * Source: Documentation/core-api/kref.rst
 */
struct kref { refcount_t refcount; };

/*
 * The initial value of a kref.
 * Form: NAME(int n)
 * Guarantee: as an initialiser.
 * Source: Documentation/core-api/kref.rst
 */
#define KREF_INIT(n) { REFCOUNT_INIT(n) }

/*
 * Makes the caller's reference the first, takes one more, gives how many there are.
 * Guarantee: those of refcount_set, refcount_inc and refcount_read.
 * Source: Documentation/core-api/kref.rst
 */
static inline void kref_init(struct kref *kref) { refcount_set(&kref->refcount, 1); }
static inline void kref_get(struct kref *kref) { refcount_inc(&kref->refcount); }
static inline unsigned int kref_read(const struct kref *kref)
{
	return refcount_read(&kref->refcount);
}

/*
 * Takes a reference unless there is none any more; says whether it did.
 * Guarantee: that of refcount_inc_not_zero.
 * Source: Documentation/core-api/kref.rst
 */
static inline int kref_get_unless_zero(struct kref *kref)
{
	return refcount_inc_not_zero(&kref->refcount);
}

/*
 * Gives back a reference; calls release and gives 1 if it was the last.
 * Guarantee: that of refcount_dec_and_test.
 * Source: Documentation/core-api/kref.rst
 */
static inline int kref_put(struct kref *kref, void (*release)(struct kref *))
{
	if (!refcount_dec_and_test(&kref->refcount))
		return 0;
	release(kref);
	return 1;
}

/*
 * Gives back a reference; takes the lock, calls release and gives 1 if it was the last. The lock is
 * release's to give back.
 * Guarantee: those of refcount_dec_and_lock and refcount_dec_and_mutex_lock.
 * Source: Documentation/core-api/kref.rst
 */
static inline int kref_put_lock(struct kref *kref, void (*release)(struct kref *), spinlock_t *lock)
{
	if (!refcount_dec_and_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}
static inline int kref_put_mutex(struct kref *kref, void (*release)(struct kref *), struct mutex *lock)
{
	if (!refcount_dec_and_mutex_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}
