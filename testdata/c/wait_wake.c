/*
 * A sleeper sets its state, then tests the condition; a waker sets the condition,
 * then reads the state. Both have a full barrier, so one of them sees the other.
 *
 * @lkmm test wait_wake
 * @lkmm thread sleeper()
 * @lkmm thread waker()
 * @lkmm never sleeper.cond == 0 && waker.state == 0	// want holds
 */
static int sleeper_state, condition;

static void sleeper(void)
{
	int cond;

	smp_store_mb(sleeper_state, 1);
	cond = READ_ONCE(condition);
	(void)cond;
}

static void waker(void)
{
	int state;

	WRITE_ONCE(condition, 1);
	smp_mb();
	state = READ_ONCE(sleeper_state);
	(void)state;
}

/*
 * The waker with a write barrier only: its load of the state may come first.
 *
 * @lkmm test wait_wake_wmb
 * @lkmm thread sleeper()
 * @lkmm thread waker_wmb()
 * @lkmm never sleeper.cond == 0 && waker_wmb.state == 0	// want violated
 */
static void waker_wmb(void)
{
	int state;

	WRITE_ONCE(condition, 1);
	smp_wmb();
	state = READ_ONCE(sleeper_state);
	(void)state;
}
