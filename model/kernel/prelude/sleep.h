/*
 * Sleeping and waking. What waits, waits for its condition: whether somebody wakes it is another
 * question, which these do not answer.
 */

/*
 * Something that threads wait for to be completed.
 * Guarantee: a word: how many may still go on, or UINT_MAX if all may.
 * Source: Documentation/scheduler/completion.rst
 */
struct completion { unsigned int done; };

/*
 * Makes a completion that nobody has completed.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/scheduler/completion.rst
 */
#define DECLARE_COMPLETION(name) struct completion name = { 0 }
#define DECLARE_COMPLETION_ONSTACK(name) struct completion name = { 0 }
#define COMPLETION_INITIALIZER(name) { 0 }

/*
 * Sets a completion up, or again, that nobody uses at the same time.
 * Guarantee: a plain write.
 * Source: Documentation/scheduler/completion.rst
 */
static inline void init_completion(struct completion *x) { __prelude_plain_set(x->done, 0); }
static inline void reinit_completion(struct completion *x) { __prelude_plain_set(x->done, 0); }

/*
 * Lets one more go on.
 * Guarantee: an RMW tagged RELEASE. If all may go on already, a read without order.
 * Source: Documentation/scheduler/completion.rst
 * Differs: that the structure is still in use for a while after the waiter has gone on is not
 *   modelled.
 */
static inline void complete(struct completion *x)
{
	__lkmm_add_unless(release, &x->done, 1, 4294967295u);
}

/*
 * Lets all go on, now and later.
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/scheduler/completion.rst
 */
static inline void complete_all(struct completion *x)
{
	__lkmm_store(release, &x->done, 4294967295u);
}

/*
 * Waits until it may go on.
 * Guarantee: an RMW tagged ACQUIRE; if all may go on, a read tagged ACQUIRE.
 * Source: Documentation/scheduler/completion.rst
 */
static inline void wait_for_completion(struct completion *x)
{
	unsigned int done;

	if (__lkmm_choose(2)) {
		done = __lkmm_fetch_op(acquire, &x->done, sub, 1);
		__lkmm_assume(done != 0 && done != 4294967295u);
	} else {
		done = __lkmm_load(acquire, &x->done);
		__lkmm_assume(done == 4294967295u);
	}
}
static inline void wait_for_completion_io(struct completion *x) { wait_for_completion(x); }

/*
 * Waits until it may go on, unless a signal comes: 0, or the error.
 * Guarantee: that of wait_for_completion where it is 0, otherwise no event. It may be either.
 * Source: Documentation/scheduler/completion.rst
 */
static inline int wait_for_completion_interruptible(struct completion *x)
{
	if (__lkmm_choose(2))
		return -ERESTARTSYS;
	wait_for_completion(x);
	return 0;
}
static inline int wait_for_completion_killable(struct completion *x)
{
	if (__lkmm_choose(2))
		return -ERESTARTSYS;
	wait_for_completion(x);
	return 0;
}

/*
 * Waits until it may go on, unless time is over: 1, or 0.
 * Guarantee: that of wait_for_completion where it is 1, otherwise no event. It may be either.
 * Source: Documentation/scheduler/completion.rst
 * Differs: the kernel gives the time that is left, which is at least 1.
 */
static inline unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	if (__lkmm_choose(2))
		return 0;
	wait_for_completion(x);
	return 1;
}

/*
 * Goes on if it may; says whether it did.
 * Guarantee: on success that of wait_for_completion, otherwise a read tagged ONCE.
 * Source: Documentation/scheduler/completion.rst
 */
static inline bool try_wait_for_completion(struct completion *x)
{
	unsigned int done;

	if (__lkmm_choose(2)) {
		wait_for_completion(x);
		return true;
	}
	done = __lkmm_load(once, &x->done);
	__lkmm_assume(done == 0);
	return done != 0;
}

/*
 * Says whether one may go on.
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/scheduler/completion.rst
 */
static inline bool completion_done(struct completion *x)
{
	return __lkmm_load(once, &x->done) != 0;
}

/*
 * Where threads wait until a condition holds.
 * Guarantee: nothing that a test could look at.
 * Source: Documentation/memory-barriers.txt
 */
typedef struct wait_queue_head { int waiters; } wait_queue_head_t;
typedef struct wait_queue_entry { int waiter; } wait_queue_entry_t;
typedef struct swait_queue_head { int waiters; } swait_queue_head_t;

/*
 * Makes a queue, or a waiter.
 * Form: NAME(name)
 * Guarantee: the object; no event.
 * Source: Documentation/memory-barriers.txt
 */
#define DECLARE_WAIT_QUEUE_HEAD(name) wait_queue_head_t name
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) wait_queue_head_t name
#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { 0 }
#define DEFINE_WAIT(name) wait_queue_entry_t name = { 0 }
#define init_waitqueue_head(wq) ((void)(wq))
#define init_wait(wait) ((void)(wait))

/*
 * Wakes those who wait in the queue.
 * Form: void NAME(wait_queue_head_t *wq)
 * Guarantee: nothing: who waits looks at its condition, and at nothing else.
 * Source: Documentation/memory-barriers.txt
 * Differs: the kernel's is a full barrier if it wakes somebody. A missing wake-up is not found.
 */
#define wake_up(wq) ((void)(wq))
#define wake_up_all(wq) ((void)(wq))
#define wake_up_locked(wq) ((void)(wq))
#define wake_up_interruptible(wq) ((void)(wq))
#define wake_up_interruptible_all(wq) ((void)(wq))
#define wake_up_interruptible_sync(wq) ((void)(wq))
#define wake_up_var(var) ((void)(var))
#define swake_up_one(wq) ((void)(wq))
#define swake_up_all(wq) ((void)(wq))

/*
 * Wakes n of those who wait in the queue.
 * Form: void NAME(wait_queue_head_t *wq, int n)
 * Guarantee: nothing: who waits looks at its condition, and at nothing else.
 * Source: Documentation/memory-barriers.txt
 */
#define wake_up_nr(wq, n) ((void)(wq))
#define wake_up_interruptible_nr(wq, n) ((void)(wq))

/*
 * Says whether somebody waits in the queue.
 * Form: int NAME(wait_queue_head_t *wq)
 * Guarantee: it may be either. wq_has_sleeper is a fence tagged MB before that.
 * Source: Documentation/memory-barriers.txt
 */
#define waitqueue_active(wq) ((void)(wq), __lkmm_choose(2))
#define wq_has_sleeper(wq) ((void)(wq), __lkmm_fence(mb), __lkmm_choose(2))

/*
 * Waits until the condition holds.
 * Form: void NAME(wait_queue_head_t wq, bool condition)
 * Guarantee: the accesses of the last evaluation of the condition. Those before are left out: they
 *   order nothing. It gives no order of its own.
 * Source: Documentation/memory-barriers.txt
 * Differs: the kernel's orders more if it has slept. Whether it waits for ever is not asked.
 */
#define wait_event(wq, condition) __lkmm_assume(condition)
#define wait_event_idle(wq, condition) __lkmm_assume(condition)
#define wait_event_freezable(wq, condition) wait_event_interruptible(wq, condition)
#define io_wait_event(wq, condition) __lkmm_assume(condition)
#define wait_var_event(var, condition) __lkmm_assume(condition)
#define swait_event_exclusive(wq, condition) __lkmm_assume(condition)

/*
 * Waits until the condition holds, unless a signal comes: 0, or the error.
 * Form: int NAME(wait_queue_head_t wq, bool condition)
 * Guarantee: that of wait_event where it is 0, otherwise no event. It may be either.
 * Source: Documentation/memory-barriers.txt
 */
#define wait_event_interruptible(wq, condition) \
	(__lkmm_choose(2) ? -ERESTARTSYS : (__lkmm_assume(condition), 0))
#define wait_event_killable(wq, condition) \
	(__lkmm_choose(2) ? -ERESTARTSYS : (__lkmm_assume(condition), 0))

/*
 * Waits until the condition holds, unless time is over: 1, or 0.
 * Form: long NAME(wait_queue_head_t wq, bool condition, long timeout)
 * Guarantee: that of wait_event where it is 1, otherwise no event. It may be either.
 * Source: Documentation/memory-barriers.txt
 * Differs: the kernel gives the time that is left, which is at least 1.
 */
#define wait_event_timeout(wq, condition, timeout) \
	(__lkmm_choose(2) ? 0L : (__lkmm_assume(condition), 1L))

/*
 * Waits, with the lock held but for while it sleeps, until the condition holds.
 * Form: void NAME(wait_queue_head_t wq, bool condition, spinlock_t lock)
 * Guarantee: the condition as it is found with the lock held, once or after unlocking and locking.
 * Source: include/linux/wait.h
 */
#define wait_event_lock_irq(wq, condition, lock) ({	\
	if (!(condition)) {				\
		spin_unlock(&(lock));			\
		spin_lock(&(lock));			\
		__lkmm_assume(condition);		\
	}						\
})

/*
 * The states of a task.
 * Guarantee: TASK_RUNNING is 0, the others are not.
 * Source: Documentation/memory-barriers.txt
 */
#define TASK_RUNNING 0
#define TASK_INTERRUPTIBLE 1
#define TASK_UNINTERRUPTIBLE 2
#define TASK_KILLABLE 0x102
#define TASK_IDLE 0x402

/*
 * A task, which is a thread of the test, and the one that runs.
 * Guarantee: current is the address of an object that each thread has.
 * Source: Documentation/memory-barriers.txt
 */
struct task_struct { unsigned int __state; int pid; int tgid; unsigned int flags; int prio; };
static _Thread_local struct task_struct current[1];

/*
 * Announces the state of this task, before all that follows.
 * Form: void NAME(unsigned int state)
 * Guarantee: a write of current->__state tagged ONCE, then a fence tagged MB.
 * Source: Documentation/memory-barriers.txt
 */
#define set_current_state(state) (__lkmm_store(once, &current->__state, state), __lkmm_fence(mb))

/*
 * Announces the state of this task.
 * Form: void NAME(unsigned int state)
 * Guarantee: a write of current->__state tagged ONCE.
 * Source: Documentation/memory-barriers.txt
 */
#define __set_current_state(state) __lkmm_store(once, &current->__state, state)

/*
 * Gives a task's state.
 * Form: unsigned int NAME(struct task_struct *task)
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/memory-barriers.txt
 */
#define task_is_running(task) (__lkmm_load(once, &(task)->__state) == TASK_RUNNING)
#define get_current_state() __lkmm_load(once, &current->__state)

/*
 * Sleeps until it is woken, or not at all if the state is TASK_RUNNING.
 * Guarantee: a fence tagged MB at its beginning and at its end. Between them the state becomes
 *   TASK_RUNNING: by a read tagged ONCE, or, since tasks may be woken for nothing, by a write tagged
 *   ONCE.
 * Source: Documentation/memory-barriers.txt
 * Differs: a task that nobody wakes goes on: whether it sleeps for ever is not asked.
 */
static inline void schedule(void)
{
	__lkmm_fence(mb);
	if (__lkmm_choose(2))
		__lkmm_store(once, &current->__state, TASK_RUNNING);
	else
		__lkmm_assume(__lkmm_load(once, &current->__state) == TASK_RUNNING);
	__lkmm_fence(mb);
}
static inline void io_schedule(void) { schedule(); }
static inline long schedule_timeout(long timeout) { schedule(); return __lkmm_choose(2); }

/*
 * Wakes a task that is not running; says whether it was.
 * Guarantee: a fence tagged MB, then a read of the state and, if it is not TASK_RUNNING, a write of
 *   that, both tagged ONCE; they are no RMW.
 * Source: Documentation/memory-barriers.txt
 */
static inline int wake_up_process(struct task_struct *task)
{
	__lkmm_fence(mb);
	if (__lkmm_load(once, &task->__state) == TASK_RUNNING)
		return 0;
	__lkmm_store(once, &task->__state, TASK_RUNNING);
	return 1;
}

/*
 * Waits in a queue by hand: announces it, and ends it.
 * Guarantee: those of set_current_state and, for finish_wait, __set_current_state.
 * Source: Documentation/memory-barriers.txt
 */
static inline void prepare_to_wait(wait_queue_head_t *wq, wait_queue_entry_t *wait, int state)
{
	set_current_state(state);
}
static inline void prepare_to_wait_exclusive(wait_queue_head_t *wq, wait_queue_entry_t *wait, int state)
{
	set_current_state(state);
}
static inline void finish_wait(wait_queue_head_t *wq, wait_queue_entry_t *wait)
{
	__set_current_state(TASK_RUNNING);
}
static inline void add_wait_queue(wait_queue_head_t *wq, wait_queue_entry_t *wait) { }
static inline void remove_wait_queue(wait_queue_head_t *wq, wait_queue_entry_t *wait) { }

/*
 * Says whether a signal waits for a task.
 * Form: int NAME(struct task_struct *task)
 * Guarantee: it may be either.
 * Source: Documentation/memory-barriers.txt
 */
#define signal_pending(task) ((void)(task), __lkmm_choose(2))
#define fatal_signal_pending(task) ((void)(task), __lkmm_choose(2))

/*
 * Starts a thread that runs f with data. What follows data is its name.
 * Form: struct task_struct *NAME(int (*f)(void *), void *data, …)
 * Guarantee: a thread that begins after what precedes the call.
 * Source: include/linux/kthread.h
 * Differs: it never fails, and what it gives is good for kthread_stop only.
 */
#define kthread_run(f, data, ...) ((struct task_struct *)(long)__lkmm_spawn(f, data))

/*
 * Waits until a thread has ended.
 * Guarantee: what the thread did comes before what follows.
 * Source: include/linux/kthread.h
 * Differs: the result is 0, whatever the thread returned.
 */
static inline int kthread_stop(struct task_struct *task)
{
	__lkmm_join((long)task);
	return 0;
}

/*
 * Says whether kthread_stop waits for this thread.
 * Form: bool NAME(void)
 * Guarantee: it may be either.
 * Source: include/linux/kthread.h
 */
#define kthread_should_stop() __lkmm_choose(2)

/*
 * Work that a worker does later, and timers.
 * Form: NAME(…)
 * Guarantee: none: they are refused, since the function that runs is kept in the object. Make it a
 *   thread of the test.
 * Source: Documentation/core-api/workqueue.rst
 */
#define __prelude_no_work() __lkmm_unsupported("work that is done later: make its function a thread")
#define INIT_WORK(work, f) __prelude_no_work()
#define INIT_DELAYED_WORK(work, f) __prelude_no_work()
#define schedule_work(work) __prelude_no_work()
#define schedule_delayed_work(work, delay) __prelude_no_work()
#define queue_work(wq, work) __prelude_no_work()
#define queue_delayed_work(wq, work, delay) __prelude_no_work()
#define flush_work(work) __prelude_no_work()
#define cancel_work_sync(work) __prelude_no_work()
#define cancel_delayed_work_sync(work) __prelude_no_work()
#define timer_setup(timer, f, flags) __prelude_no_work()
#define mod_timer(timer, expires) __prelude_no_work()
