/* What concerns one CPU: interrupts, preemption, the scheduler's own calls. */

/*
 * Disables and enables interrupts on this CPU.
 * Form: void NAME(void)
 * Guarantee: a barrier for the compiler.
 * Source: Documentation/memory-barriers.txt
 * Differs: interrupts are not modelled; a handler is a thread of the test like any other.
 */
#define local_irq_disable() __lkmm_fence(barrier)
#define local_irq_enable() __lkmm_fence(barrier)

/*
 * Disables interrupts on this CPU and saves their state; restores it.
 * Form: void NAME(unsigned long flags)
 * Guarantee: a barrier for the compiler.
 * Source: Documentation/memory-barriers.txt
 * Differs: interrupts are not modelled; flags is 0.
 */
#define local_irq_save(flags) ((void)((flags) = 0), __lkmm_fence(barrier))
#define local_irq_restore(flags) ((void)(flags), __lkmm_fence(barrier))

/*
 * Keeps this CPU from running other tasks or software interrupts, and lets it again.
 * Form: void NAME(void)
 * Guarantee: a barrier for the compiler.
 * Source: Documentation/locking/preempt-locking.rst
 * Differs: each thread has a CPU of its own. That a grace period waits for such a section is not
 *   modelled: use rcu_read_lock.
 */
#define preempt_disable() __lkmm_fence(barrier)
#define preempt_enable() __lkmm_fence(barrier)
#define preempt_enable_no_resched() __lkmm_fence(barrier)
#define preempt_disable_notrace() __lkmm_fence(barrier)
#define preempt_enable_notrace() __lkmm_fence(barrier)
#define local_bh_disable() __lkmm_fence(barrier)
#define local_bh_enable() __lkmm_fence(barrier)
#define migrate_disable() ((void)0)
#define migrate_enable() ((void)0)

/*
 * The number of this CPU.
 * Form: int NAME(void)
 * Guarantee: the number of the thread, from 0 in the order of the test.
 * Source: Documentation/locking/preempt-locking.rst
 * Differs: each thread has a CPU of its own and stays on it.
 */
#define smp_processor_id() __lkmm_thread()
#define raw_smp_processor_id() __lkmm_thread()

/*
 * The number of this CPU, with preemption disabled, and the end of that.
 * Form: int NAME(void)
 * Guarantee: the number of the thread, from 0 in the order of the test; a barrier for the compiler.
 * Source: Documentation/locking/preempt-locking.rst
 * Differs: each thread has a CPU of its own and stays on it.
 */
#define get_cpu() (__lkmm_fence(barrier), __lkmm_thread())
#define put_cpu() __lkmm_fence(barrier)

/*
 * How many CPUs there are.
 * Guarantee: as many as the test has threads.
 * Source: Documentation/core-api/cpu_hotplug.rst
 * Differs: each thread has a CPU of its own and stays on it.
 */
#define num_online_cpus() __lkmm_threads()
#define num_possible_cpus() __lkmm_threads()
#define num_present_cpus() __lkmm_threads()

/*
 * Runs the statement for the number of each CPU.
 * Form: NAME(int cpu)
 * Guarantee: the numbers of all threads, in their order.
 * Source: Documentation/core-api/cpu_hotplug.rst
 * Differs: each thread has a CPU of its own and stays on it.
 */
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < __lkmm_threads(); (cpu)++)
#define for_each_online_cpu(cpu) for_each_possible_cpu(cpu)
#define for_each_present_cpu(cpu) for_each_possible_cpu(cpu)
