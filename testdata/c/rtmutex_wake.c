/*
 * The hand-over of a mutex whose owner word carries a bit for waiters: an unlock
 * that finds the bit unset gives the mutex up in one exchange, any other wakes the
 * waiter. A waiter sets the bit, announces itself and then goes to sleep unless the
 * mutex was given up meanwhile. Nobody must sleep while the mutex is free.
 *
 * @lkmm test rtmutex_wake
 * @lkmm init m.owner = 2
 * @lkmm thread unlocker()
 * @lkmm thread waiter()
 * @lkmm never waiter.asleep == 1 && (m.owner & ~1) == 0 && m.task_state == 1	// want holds
 */
#define HAS_WAITERS	1UL
#define OWNER_A		2UL
#define TASK_RUNNABLE	0
#define TASK_ASLEEP	1

struct hmutex {
	unsigned long owner;
	spinlock_t wait_lock;
	int waiting;
	int task_state;
};

static struct hmutex m;

static void unlocker(void)
{
	if (cmpxchg_release(&m.owner, OWNER_A, 0) == OWNER_A)
		return;

	spin_lock(&m.wait_lock);
	if (m.waiting) {
		WRITE_ONCE(m.owner, HAS_WAITERS);
		smp_mb();
		WRITE_ONCE(m.task_state, TASK_RUNNABLE);
	} else {
		WRITE_ONCE(m.owner, 0);
	}
	spin_unlock(&m.wait_lock);
}

static void waiter(void)
{
	int asleep = 0;

	spin_lock(&m.wait_lock);
	for (;;) {
		unsigned long owner = READ_ONCE(m.owner);

		if (cmpxchg_relaxed(&m.owner, owner, owner | HAS_WAITERS) == owner)
			break;
	}
	if ((READ_ONCE(m.owner) & ~HAS_WAITERS) == 0) {
		WRITE_ONCE(m.owner, 4 | HAS_WAITERS);
		spin_unlock(&m.wait_lock);
		return;
	}
	m.waiting = 1;
	spin_unlock(&m.wait_lock);

	smp_store_mb(m.task_state, TASK_ASLEEP);
	if ((READ_ONCE(m.owner) & ~HAS_WAITERS) != 0)
		asleep = 1;
	(void)asleep;
}

/*
 * The sleeper announces itself without a full barrier: it may look at the owner
 * before others see that it is about to sleep.
 *
 * @lkmm test rtmutex_wake_relaxed
 * @lkmm init m.owner = 3, m.waiting = 1
 * @lkmm thread unlocker()
 * @lkmm thread waiter_relaxed()
 * @lkmm never waiter_relaxed.asleep == 1 && (m.owner & ~1) == 0 && m.task_state == 1	// want violated
 */
static void waiter_relaxed(void)
{
	int asleep = 0;

	WRITE_ONCE(m.task_state, TASK_ASLEEP);
	if ((READ_ONCE(m.owner) & ~HAS_WAITERS) != 0)
		asleep = 1;
	(void)asleep;
}
