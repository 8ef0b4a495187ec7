/* Read-copy update. */

/*
 * Begins a section that grace periods wait for.
 * Form: void NAME(void)
 * Guarantee: a fence tagged rcu-lock.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define rcu_read_lock() __lkmm_fence(rcu_lock)

/*
 * Ends what rcu_read_lock began.
 * Form: void NAME(void)
 * Guarantee: a fence tagged rcu-unlock.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define rcu_read_unlock() __lkmm_fence(rcu_unlock)

/*
 * Waits until all readers that there are have ended their sections.
 * Form: void NAME(void)
 * Guarantee: a fence tagged sync-rcu, which is a full barrier too.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define synchronize_rcu() __lkmm_fence(sync_rcu)

/*
 * Loads a pointer to follow it.
 * Form: T *NAME(T *lvalue)
 * Guarantee: a read tagged ONCE, before accesses through the pointer.
 * Source: Documentation/RCU/rcu_dereference.rst
 */
#define rcu_dereference(p) __lkmm_load(once, &(p))

/*
 * Publishes what a pointer leads to.
 * Form: void NAME(T *lvalue, T *v)
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define rcu_assign_pointer(p, v) __lkmm_store(release, &(p), (v))
