/* Read-copy update, and its sleepable form. */

/*
 * Begins a section that grace periods wait for.
 * Form: void NAME(void)
 * Guarantee: a fence tagged rcu-lock.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define rcu_read_lock() __lkmm_fence(rcu_lock)
#define rcu_read_lock_bh() __lkmm_fence(rcu_lock)
#define rcu_read_lock_sched() __lkmm_fence(rcu_lock)
#define rcu_read_lock_sched_notrace() __lkmm_fence(rcu_lock)

/*
 * Ends what rcu_read_lock began.
 * Form: void NAME(void)
 * Guarantee: a fence tagged rcu-unlock.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define rcu_read_unlock() __lkmm_fence(rcu_unlock)
#define rcu_read_unlock_bh() __lkmm_fence(rcu_unlock)
#define rcu_read_unlock_sched() __lkmm_fence(rcu_unlock)
#define rcu_read_unlock_sched_notrace() __lkmm_fence(rcu_unlock)

/*
 * Waits until all readers that there are have ended their sections.
 * Form: void NAME(void)
 * Guarantee: a fence tagged sync-rcu, which is a full barrier too.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define synchronize_rcu() __lkmm_fence(sync_rcu)
#define synchronize_rcu_expedited() __lkmm_fence(sync_rcu)
#define synchronize_net() __lkmm_fence(sync_rcu)

/*
 * Loads a pointer to follow it.
 * Form: T *NAME(T *lvalue)
 * Guarantee: a read tagged ONCE: accesses through the pointer come after it.
 * Source: Documentation/RCU/rcu_dereference.rst
 */
#define rcu_dereference(p) __lkmm_load(once, &(p))
#define rcu_dereference_bh(p) __lkmm_load(once, &(p))
#define rcu_dereference_sched(p) __lkmm_load(once, &(p))
#define rcu_dereference_raw(p) __lkmm_load(once, &(p))

/*
 * Loads a pointer to follow it, in a section or where the condition holds.
 * Form: T *NAME(T *lvalue, bool condition)
 * Guarantee: a read tagged ONCE: accesses through the pointer come after it.
 * Source: Documentation/RCU/rcu_dereference.rst
 * Differs: the condition is not looked at.
 */
#define rcu_dereference_check(p, c) __lkmm_load(once, &(p))
#define rcu_dereference_bh_check(p, c) __lkmm_load(once, &(p))
#define rcu_dereference_sched_check(p, c) __lkmm_load(once, &(p))

/*
 * Loads a pointer that nobody changes at the same time.
 * Form: T *NAME(T *lvalue, bool condition)
 * Guarantee: a plain read, so that a concurrent change is a data race.
 * Source: Documentation/RCU/rcu_dereference.rst
 * Differs: the condition is not looked at.
 */
#define rcu_dereference_protected(p, c) (p)

/*
 * Loads a pointer to look at it, not to follow it.
 * Form: T *NAME(T *lvalue)
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/RCU/rcu_dereference.rst
 */
#define rcu_access_pointer(p) __lkmm_load(once, &(p))

/*
 * Says that a pointer is protected otherwise from now on, or is none of RCU's.
 * Form: T *NAME(T *p)
 * Guarantee: the value; no access of its own.
 * Source: Documentation/RCU/rcu_dereference.rst
 */
#define rcu_pointer_handoff(p) (p)
#define unrcu_pointer(p) (p)

/*
 * Publishes what a pointer leads to.
 * Form: void NAME(T *lvalue, T *v)
 * Guarantee: a write tagged RELEASE; of a constant NULL a write tagged ONCE.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define rcu_assign_pointer(p, v)				\
	(__builtin_constant_p(v) && !(v) ?			\
		__lkmm_store(once, &(p), v) : __lkmm_store(release, &(p), v))

/*
 * Sets a pointer whose target readers need not find set up.
 * Form: void NAME(T *lvalue, T *v)
 * Guarantee: a write tagged ONCE.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define RCU_INIT_POINTER(p, v) __lkmm_store(once, &(p), v)

/*
 * The initial value of a pointer, by name.
 * Form: NAME(member, T *v)
 * Guarantee: as an initialiser.
 * Source: include/linux/rcupdate.h
 */
#define RCU_POINTER_INITIALIZER(p, v) .p = (v)

/*
 * Publishes what a pointer leads to, and gives what it led to before. Each argument is evaluated once.
 * Form: T *NAME(T *lvalue, T *v, bool condition)
 * Guarantee: a plain read of the pointer, then a write tagged RELEASE; they are no RMW.
 * Source: include/linux/rcupdate.h
 * Differs: the condition is not looked at.
 */
#define rcu_replace_pointer(p, v, c) ({		\
	typeof(p) *__place = &(p);		\
	typeof(p) __before = *__place;		\
	rcu_assign_pointer(*__place, v);	\
	__before;				\
})

/*
 * What call_rcu keeps in an object.
 * Guarantee: two words that the test does not use.
 * Source: Documentation/RCU/whatisRCU.rst
 */
struct rcu_head { void *next; void *func; };
struct callback_head { void *next; void *func; };
typedef void (*rcu_callback_t)(struct rcu_head *head);

static inline void __prelude_after_grace_period(struct rcu_head *head, rcu_callback_t func)
{
	__lkmm_fence(sync_rcu);
	func(head);
}

/*
 * Has func called with head after a grace period.
 * Guarantee: a thread that waits for the call, then for a grace period, then calls func. What
 *   precedes the call comes before what func does.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	__lkmm_spawn(__prelude_after_grace_period, head, func);
}
static inline void call_rcu_hurry(struct rcu_head *head, rcu_callback_t func)
{
	__lkmm_spawn(__prelude_after_grace_period, head, func);
}

static inline void __prelude_free_after_grace_period(void *p)
{
	__lkmm_fence(sync_rcu);
	__lkmm_free(p);
}

/*
 * Has an object freed after a grace period. The second argument is the name of its rcu_head.
 * Form: void NAME(T *p, …)
 * Guarantee: a thread that waits for the call, then for a grace period, then frees the object.
 * Source: Documentation/RCU/checklist.rst
 */
#define kfree_rcu(p, ...) ((void)__lkmm_spawn(__prelude_free_after_grace_period, p))
#define kvfree_rcu(p, ...) ((void)__lkmm_spawn(__prelude_free_after_grace_period, p))
#define kfree_rcu_mightsleep(p) ((void)__lkmm_spawn(__prelude_free_after_grace_period, p))
#define kvfree_rcu_mightsleep(p) ((void)__lkmm_spawn(__prelude_free_after_grace_period, p))

/*
 * Waits until all functions that call_rcu was given so far have been called.
 * Form: void NAME(void)
 * Guarantee: none: it is refused, since which calls of other threads came before is not known.
 * Source: Documentation/RCU/rcubarrier.rst
 */
#define rcu_barrier() __lkmm_unsupported("rcu_barrier: waiting for what call_rcu left is not modelled")
#define srcu_barrier(s) __lkmm_unsupported("srcu_barrier: waiting for what call_srcu left is not modelled")

static inline void __prelude_grace_period(void) { __lkmm_fence(sync_rcu); }

/*
 * Begins to watch for a grace period, and gives a cookie for it.
 * Guarantee: a thread that waits for a grace period; a full barrier before.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline unsigned long get_state_synchronize_rcu(void)
{
	return __lkmm_spawn(__prelude_grace_period);
}
static inline unsigned long start_poll_synchronize_rcu(void)
{
	return __lkmm_spawn(__prelude_grace_period);
}

/*
 * Waits until a grace period since the cookie was given is over.
 * Guarantee: a grace period at any time since then, before all that follows.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void cond_synchronize_rcu(unsigned long cookie) { __lkmm_join(cookie); }

/*
 * Says whether a grace period since the cookie was given is over.
 * Guarantee: if it is, that of cond_synchronize_rcu. It may be false at any time.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline bool poll_state_synchronize_rcu(unsigned long cookie)
{
	if (__lkmm_choose(2))
		return false;
	__lkmm_join(cookie);
	return true;
}

/*
 * A domain of readers who may sleep.
 * Guarantee: the model's srcu structure.
 * Source: Documentation/RCU/whatisRCU.rst
 */
struct srcu_struct { int index; };

/*
 * Makes a domain.
 * Form: NAME(name)
 * Guarantee: the initial value; it is no event.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define DEFINE_SRCU(name) struct srcu_struct name
#define DEFINE_STATIC_SRCU(name) static struct srcu_struct name

/*
 * Sets up a domain, and ends its use.
 * Guarantee: nothing.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline int init_srcu_struct(struct srcu_struct *s) { return 0; }
static inline void cleanup_srcu_struct(struct srcu_struct *s) { }

/*
 * Begins a section that the domain's grace periods wait for, and gives its index.
 * Form: int NAME(struct srcu_struct *s)
 * Guarantee: the model's srcu-lock.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define srcu_read_lock(s) __lkmm_srcu_lock(&(s)->index)
#define srcu_read_lock_notrace(s) __lkmm_srcu_lock(&(s)->index)
#define srcu_read_lock_nmisafe(s) __lkmm_srcu_lock(&(s)->index)
#define srcu_down_read(s) __lkmm_srcu_lock(&(s)->index)

/*
 * Ends the section with the index.
 * Form: void NAME(struct srcu_struct *s, int index)
 * Guarantee: the model's srcu-unlock.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define srcu_read_unlock(s, i) __lkmm_srcu_unlock(&(s)->index, i)
#define srcu_read_unlock_notrace(s, i) __lkmm_srcu_unlock(&(s)->index, i)
#define srcu_read_unlock_nmisafe(s, i) __lkmm_srcu_unlock(&(s)->index, i)
#define srcu_up_read(s, i) __lkmm_srcu_unlock(&(s)->index, i)

/*
 * Waits until all readers of the domain that there are have ended their sections.
 * Form: void NAME(struct srcu_struct *s)
 * Guarantee: the model's sync-srcu, which is a full barrier too.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define synchronize_srcu(s) __lkmm_sync_srcu(&(s)->index)
#define synchronize_srcu_expedited(s) __lkmm_sync_srcu(&(s)->index)

/*
 * Makes the srcu_read_unlock before it a full barrier.
 * Form: void NAME(void)
 * Guarantee: a fence tagged after-srcu-read-unlock.
 * Source: include/linux/srcu.h
 */
#define smp_mb__after_srcu_read_unlock() __lkmm_fence(after_srcu_read_unlock)

/*
 * Loads a pointer to follow it.
 * Form: T *NAME(T *lvalue, struct srcu_struct *s, …)
 * Guarantee: a read tagged ONCE: accesses through the pointer come after it.
 * Source: Documentation/RCU/rcu_dereference.rst
 * Differs: which domain protects it is not looked at.
 */
#define srcu_dereference(p, s) __lkmm_load(once, &(p))
#define srcu_dereference_check(p, s, c) __lkmm_load(once, &(p))
#define srcu_dereference_notrace(p, s) __lkmm_load(once, &(p))

static inline void __prelude_after_srcu_grace_period(struct srcu_struct *s, struct rcu_head *head,
						     rcu_callback_t func)
{
	__lkmm_sync_srcu(&s->index);
	func(head);
}

/*
 * Has func called with head after a grace period of the domain.
 * Guarantee: a thread that waits for the call, then for a grace period, then calls func.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void call_srcu(struct srcu_struct *s, struct rcu_head *head, rcu_callback_t func)
{
	__lkmm_spawn(__prelude_after_srcu_grace_period, s, head, func);
}
