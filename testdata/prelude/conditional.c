// RMWs that may fail, and loops over them.

/* Each of two increments by compare and swap is there.
 * @lkmm test try-cmpxchg-loop
 * @lkmm thread A = increment()
 * @lkmm thread B = increment()
 * @lkmm always v == 2			// want holds
 */

/* @lkmm test cmpxchg-loop
 * @lkmm thread A = increment_cmpxchg()
 * @lkmm thread B = increment()
 * @lkmm always v == 2			// want holds
 */

/* A compare and swap for one CPU alone loses one.
 * @lkmm test cmpxchg-local
 * @lkmm thread A = increment_local()
 * @lkmm thread B = increment_local()
 * @lkmm always v == 2			// want violated
 */
static atomic_t v;
static int x, y;

static void increment(void)
{
	int old = atomic_read(&v);

	while (!atomic_try_cmpxchg(&v, &old, old + 1))
		cpu_relax();
}

static void increment_cmpxchg(void)
{
	int old;

	do {
		old = atomic_read(&v);
	} while (atomic_cmpxchg_relaxed(&v, old, old + 1) != old);
}

static void increment_local(void)
{
	int old = READ_ONCE(v.counter);

	cmpxchg_local(&v.counter, old, old + 1);
}

/* A failed one gives what it saw and orders nothing.
 * @lkmm test cmpxchg-fails
 * @lkmm thread A = fail()
 * @lkmm thread B = fenced()
 * @lkmm never A.r == 0 && B.r == 0	// want violated
 * @lkmm always A.ok == 0 && A.old == 0	// want holds
 */

/* A successful one is a full barrier.
 * @lkmm test cmpxchg-succeeds
 * @lkmm thread A = succeed()
 * @lkmm thread B = fenced()
 * @lkmm never A.r == 0 && B.r == 0	// want holds
 * @lkmm always A.ok == 1 && A.old == 0	// want holds
 */
static void fail(void)
{
	int old = 7;

	WRITE_ONCE(x, 1);
	bool ok = atomic_try_cmpxchg(&v, &old, 1);
	int r = READ_ONCE(y);
}

static void succeed(void)
{
	int old = 0;

	WRITE_ONCE(x, 1);
	bool ok = atomic_try_cmpxchg(&v, &old, 1);
	int r = READ_ONCE(y);
}

static void fenced(void)
{
	WRITE_ONCE(y, 1);
	smp_mb();
	int r = READ_ONCE(x);
}

/* What each conditional RMW gives and leaves.
 * @lkmm test values
 * @lkmm thread values()
 */

/* @lkmm test values-sign
 * @lkmm thread values_sign()
 */

/* @lkmm test values-wide
 * @lkmm thread values_wide()
 */
static atomic64_t wide = ATOMIC64_INIT(-1);
static atomic_long_t word;

static void values(void)
{
	BUG_ON(atomic_inc_not_zero(&v));
	BUG_ON(atomic_add_unless(&v, 3, 0));
	BUG_ON(!atomic_add_unless(&v, 3, 1));
	BUG_ON(atomic_fetch_add_unless(&v, 4, 3) != 3);
	BUG_ON(atomic_fetch_add_unless(&v, 4, 5) != 3);
	BUG_ON(atomic_read(&v) != 7);
}

static void values_sign(void)
{
	BUG_ON(atomic_dec_if_positive(&v) != -1);
	BUG_ON(atomic_read(&v) != 0);
	BUG_ON(!atomic_inc_unless_negative(&v));
	BUG_ON(atomic_dec_unless_positive(&v));
	BUG_ON(atomic_dec_if_positive(&v) != 0);
	BUG_ON(!atomic_dec_unless_positive(&v));
	BUG_ON(atomic_inc_unless_negative(&v));
	BUG_ON(atomic_read(&v) != -1);
}

static void values_wide(void)
{
	BUG_ON(!atomic64_inc_and_test(&wide));
	BUG_ON(!atomic64_add_negative(-2, &wide));
	BUG_ON(atomic64_fetch_or(1, &wide) != -2);
	BUG_ON(atomic64_read(&wide) != -1);
	atomic_long_set(&word, 6);
	BUG_ON(atomic_long_fetch_andnot(2, &word) != 6);
	BUG_ON(atomic_long_xchg(&word, 9) != 4);
	BUG_ON(atomic_long_sub_return(4, &word) != 5);
	BUG_ON(!atomic_long_sub_and_test(5, &word));
}

/* Counters wrap around at their width.
 * @lkmm test wrap
 * @lkmm thread wrap()
 */
static atomic_t largest = ATOMIC_INIT(INT_MAX);
static u8 byte = 255;

static void wrap(void)
{
	BUG_ON(atomic_inc_return(&largest) != INT_MIN);
	BUG_ON(xchg(&byte, 300) != 255);
	BUG_ON(READ_ONCE(byte) != 44);
}
