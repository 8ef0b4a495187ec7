// Completions, wait queues and sleeping.

/* @lkmm test completion
 * @lkmm thread A = finish()
 * @lkmm thread B = waits()
 * @lkmm always B.seen == 1		// want holds
 */

/* Completing before the work is done.
 * @lkmm test completion-early
 * @lkmm thread A = finish_early()
 * @lkmm thread B = waits()
 */

/* One completion lets one go on, complete_all lets all.
 * @lkmm test completion-two
 * @lkmm thread A = finish()
 * @lkmm thread B = tries()
 * @lkmm thread C = tries()
 * @lkmm never B.went + C.went == 2	// want holds
 * @lkmm sometimes B.went == 1		// want holds
 */

/* @lkmm test completion-all
 * @lkmm thread A = finish_all()
 * @lkmm thread B = tries()
 * @lkmm thread C = tries()
 * @lkmm sometimes B.went + C.went == 2	// want holds
 */
static DECLARE_COMPLETION(done);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int data, ready;

static void finish(void)
{
	data = 1;
	complete(&done);
}

static void finish_all(void)
{
	data = 1;
	complete_all(&done);
}

static void finish_early(void)
{
	complete(&done);
	data = 1;	// want data-race "data"
}

static void waits(void)
{
	wait_for_completion(&done);
	int seen = data;
}

static void tries(void)
{
	int went = try_wait_for_completion(&done);

	if (went)
		BUG_ON(data != 1);
}

/* Who gave up has seen nothing.
 * @lkmm test completion-timeout
 * @lkmm thread A = finish()
 * @lkmm thread B = waits_a_while()
 * @lkmm sometimes B.left == 0		// want holds
 */
static void waits_a_while(void)
{
	unsigned long left = wait_for_completion_timeout(&done, 10);

	if (left)
		BUG_ON(data != 1);
}

/* Waiting in a queue gives the order of the condition, here none.
 * @lkmm test wait-event
 * @lkmm thread A = set_ready()
 * @lkmm thread B = wait_ready()
 * @lkmm always B.seen == 1		// want violated
 */

/* @lkmm test wait-event-acquire
 * @lkmm thread A = set_ready()
 * @lkmm thread B = wait_ready_acquire()
 * @lkmm always B.seen == 1 || B.err != 0	// want holds
 * @lkmm sometimes B.err != 0		// want holds
 */
static void set_ready(void)
{
	WRITE_ONCE(data, 1);
	smp_store_release(&ready, 1);
	wake_up(&queue);
}

static void wait_ready(void)
{
	wait_event(queue, READ_ONCE(ready));
	int seen = READ_ONCE(data);
}

static void wait_ready_acquire(void)
{
	int err = wait_event_interruptible(queue, smp_load_acquire(&ready));
	int seen = READ_ONCE(data);
}

/* No wake-up is lost: who is about to sleep without seeing the condition is found.
 * @lkmm test sleep-wake
 * @lkmm thread A = sleeper()
 * @lkmm thread B = waker()
 * @lkmm never A.sleeps == 1 && B.woke == 0	// want holds
 */

/* It is lost if the state is announced without a barrier.
 * @lkmm test sleep-wake-bare
 * @lkmm thread A = sleeper_bare()
 * @lkmm thread B = waker()
 * @lkmm never A.sleeps == 1 && B.woke == 0	// want violated
 */
static struct task_struct *task;

static void sleeper(void)
{
	int sleeps;

	smp_store_release(&task, current);
	set_current_state(TASK_UNINTERRUPTIBLE);
	sleeps = !READ_ONCE(ready);
}

static void sleeper_bare(void)
{
	int sleeps;

	smp_store_release(&task, current);
	__set_current_state(TASK_UNINTERRUPTIBLE);
	sleeps = !READ_ONCE(ready);
}

static void waker(void)
{
	struct task_struct *p = smp_cond_load_acquire(&task, VAL);
	int woke;

	WRITE_ONCE(ready, 1);
	woke = wake_up_process(p);
}

/* Sleeping in a loop until the condition holds.
 * @lkmm test sleep-loop
 * @lkmm thread A = sleep_loop()
 * @lkmm thread B = waker_data()
 * @lkmm always A.seen == 1		// want bounded
 */

/* The condition has to be an acquire.
 * @lkmm test sleep-loop-once
 * @lkmm thread A = sleep_loop_once()
 * @lkmm thread B = waker_data()
 * @lkmm always A.seen == 1		// want violated
 */
static void sleep_loop(void)
{
	smp_store_release(&task, current);
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (smp_load_acquire(&ready))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	int seen = READ_ONCE(data);
}

static void sleep_loop_once(void)
{
	smp_store_release(&task, current);
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (READ_ONCE(ready))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	int seen = READ_ONCE(data);
}

static void waker_data(void)
{
	struct task_struct *p = smp_cond_load_acquire(&task, VAL);

	WRITE_ONCE(data, 1);
	smp_store_release(&ready, 1);
	wake_up_process(p);
}
