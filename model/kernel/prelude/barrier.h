/* Barriers. */

/*
 * Orders all accesses before it against all after it, for every CPU.
 * Form: void NAME(void)
 * Guarantee: a fence tagged MB.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_mb() __lkmm_fence(mb)
#define virt_mb() __lkmm_fence(mb)

/*
 * Orders loads before it against loads after it.
 * Form: void NAME(void)
 * Guarantee: a fence tagged rmb.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_rmb() __lkmm_fence(rmb)
#define virt_rmb() __lkmm_fence(rmb)

/*
 * Orders stores before it against stores after it.
 * Form: void NAME(void)
 * Guarantee: a fence tagged wmb.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_wmb() __lkmm_fence(wmb)
#define virt_wmb() __lkmm_fence(wmb)

/*
 * The barriers that order devices as well as CPUs.
 * Form: void NAME(void)
 * Guarantee: between CPUs the same as smp_mb, smp_rmb and smp_wmb.
 * Source: Documentation/memory-barriers.txt
 * Differs: what a device sees is not modelled.
 */
#define mb() __lkmm_fence(mb)
#define rmb() __lkmm_fence(rmb)
#define wmb() __lkmm_fence(wmb)
#define dma_mb() __lkmm_fence(mb)
#define dma_rmb() __lkmm_fence(rmb)
#define dma_wmb() __lkmm_fence(wmb)

/*
 * Keeps the compiler from moving accesses across it.
 * Form: void NAME(void)
 * Guarantee: a fence tagged barrier, which orders nothing for the CPU.
 * Source: Documentation/memory-barriers.txt
 */
#define barrier() __lkmm_fence(barrier)

/*
 * Keeps the compiler from dropping stores to an object.
 * Form: void NAME(T *p)
 * Guarantee: a fence tagged barrier, which orders nothing for the CPU.
 * Source: Documentation/memory-barriers.txt
 */
#define barrier_data(p) ((void)(p), __lkmm_fence(barrier))

/*
 * Makes the next atomic RMW that has no order of its own follow what precedes.
 * Form: void NAME(void)
 * Guarantee: a fence tagged before-atomic.
 * Source: Documentation/atomic_t.txt
 */
#define smp_mb__before_atomic() __lkmm_fence(before_atomic)

/*
 * Makes what follows come after the last atomic RMW that has no order of its own.
 * Form: void NAME(void)
 * Guarantee: a fence tagged after-atomic.
 * Source: Documentation/atomic_t.txt
 */
#define smp_mb__after_atomic() __lkmm_fence(after_atomic)

/*
 * Makes the spin_lock before it a full barrier.
 * Form: void NAME(void)
 * Guarantee: a fence tagged after-spinlock.
 * Source: tools/memory-model/Documentation/locking.txt
 */
#define smp_mb__after_spinlock() __lkmm_fence(after_spinlock)

/*
 * Makes an unlock and the lock after it, right before this, a full barrier.
 * Form: void NAME(void)
 * Guarantee: a fence tagged after-unlock-lock.
 * Source: Documentation/memory-barriers.txt
 * Differs: of the kernel's locks only spinlocks have the events that it speaks of.
 */
#define smp_mb__after_unlock_lock() __lkmm_fence(after_unlock_lock)

/*
 * Makes the load of the branch before it an acquire.
 * Form: void NAME(void)
 * Guarantee: a fence tagged rmb: later loads come after the load, later stores do by the branch.
 * Source: Documentation/memory-barriers.txt
 * Differs: plain stores are not kept behind a branch by the model, as a compiler may move them.
 */
#define smp_acquire__after_ctrl_dep() __lkmm_fence(rmb)
