/*
 * The value of ?: hangs on its condition by control alone. A store of one of two
 * constants is not ordered after the load, unless it is itself inside the branch.
 *
 * @lkmm test ternary_value
 * @lkmm thread t0()
 * @lkmm thread t1()
 * @lkmm never t0.r == 1 && t1.r == 1	// want violated
 */
static int p, q;

static void t0(void)
{
	int r = READ_ONCE(p);

	WRITE_ONCE(q, r ? 1 : 1);
}

static void t1(void)
{
	int r = READ_ONCE(q);

	WRITE_ONCE(p, r);
}

/*
 * The value itself is a data dependency.
 *
 * @lkmm test data_value
 * @lkmm thread t2()
 * @lkmm thread t1()
 * @lkmm never t2.r == 1 && t1.r == 1	// want holds
 */
static void t2(void)
{
	int r = READ_ONCE(p);

	WRITE_ONCE(q, r);
}
