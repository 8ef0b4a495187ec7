/*
 * Work is queued by setting a bit; the worker clears the bit before it looks at the
 * work. If the bit was set already, the worker that will clear it sees the work.
 *
 * @lkmm test work_flag
 * @lkmm init flags = 1
 * @lkmm thread request()
 * @lkmm thread worker()
 * @lkmm never request.was_set == 1 && worker.had_bit == 1 && worker.seen == 0	// want holds
 */
static unsigned long flags;
static int work;

static void request(void)
{
	int was_set;

	WRITE_ONCE(work, 1);
	was_set = test_and_set_bit(0, &flags);
	(void)was_set;
}

static void worker(void)
{
	int had_bit = test_and_clear_bit(0, &flags);
	int seen = READ_ONCE(work);

	(void)had_bit;
	(void)seen;
}

/*
 * clear_bit orders nothing: the worker may look at the work before it clears.
 *
 * @lkmm test work_flag_relaxed
 * @lkmm init flags = 1
 * @lkmm thread request()
 * @lkmm thread worker_relaxed()
 * @lkmm never request.was_set == 1 && worker_relaxed.seen == 0 && flags == 0	// want violated
 */
static void worker_relaxed(void)
{
	int seen;

	clear_bit(0, &flags);
	seen = READ_ONCE(work);
	(void)seen;
}
