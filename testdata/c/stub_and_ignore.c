/*
 * A function of another file is given a stub that may return anything; one that
 * only logs is ignored.
 *
 * @lkmm test stubbed
 * @lkmm stub bool hw_ready(void)
 * @lkmm ignore trace_event
 * @lkmm thread start()
 * @lkmm thread check()
 * @lkmm never check.s == 1 && check.d == 0	// want holds
 * @lkmm sometimes check.s == 1	// want holds
 */
static int sdata, sstate;

static void start(void)
{
	trace_event("start", 1);
	if (!hw_ready())
		return;
	WRITE_ONCE(sdata, 1);
	smp_store_release(&sstate, 1);
}

static void check(void)
{
	int s = smp_load_acquire(&sstate);
	int d = READ_ONCE(sdata);

	(void)s;
	(void)d;
}

/*
 * @lkmm test not_stubbed
 * @lkmm thread start_unknown()
 * @lkmm thread check()
 * @lkmm never check.s == 1 && check.d == 0
 */
static void start_unknown(void)
{
	if (!hw_probe()) // want unknown-function "hw_probe"
		return;
	WRITE_ONCE(sdata, 1);
	smp_store_release(&sstate, 1);
}
