// What must hold, and who may access what.

/* @lkmm test bugs
 * @lkmm thread A = bugs(1)
 */
static int x, y;

static void bugs(int n)
{
	BUG_ON(n != 1);
	assert(n == 1);
	WARN_ON(n == 1);			// want violated
	if (WARN_ON_ONCE(n == 2))
		BUG();
	if (WARN(n == 1, "n is %d", n))		// want violated
		x = 1;
	BUG_ON(!x);
}

/* Nobody else writes while the only writer does.
 * @lkmm test exclusive-writer
 * @lkmm thread A = only_writer()
 * @lkmm thread B = reader()
 */

/* @lkmm test not-exclusive-writer
 * @lkmm thread A = only_writer()
 * @lkmm thread B = other_writer()
 */
static void only_writer(void)
{
	ASSERT_EXCLUSIVE_WRITER(x);	// want data-race "x"
	WRITE_ONCE(x, READ_ONCE(x) + 1);
}

static void reader(void)
{
	int r = READ_ONCE(x);
}

static void other_writer(void)
{
	WRITE_ONCE(x, 5);
}

/* Nobody else looks once the flag is taken down.
 * @lkmm test exclusive-access
 * @lkmm init y = 1
 * @lkmm thread A = leave()
 * @lkmm thread B = take_over()
 */

/* @lkmm test not-exclusive-access
 * @lkmm thread A = take_over_now()
 * @lkmm thread B = reader_late()
 */
static void leave(void)
{
	WRITE_ONCE(x, 1);
	smp_store_release(&y, 0);
}

static void take_over(void)
{
	if (smp_load_acquire(&y))
		return;
	ASSERT_EXCLUSIVE_ACCESS(x);
	WRITE_ONCE(x, 2);
}

static void take_over_now(void)
{
	ASSERT_EXCLUSIVE_ACCESS(x);	// want data-race "x"
	WRITE_ONCE(x, 2);
}

static void reader_late(void)
{
	int r = READ_ONCE(x);
}

/* A race that is intended is none.
 * @lkmm test intended
 * @lkmm thread A = writer_plain()
 * @lkmm thread B = reader_racy()
 */

/* One that is not is one.
 * @lkmm test not-intended
 * @lkmm thread A = writer_plain()
 * @lkmm thread B = reader_plain()
 */
static void writer_plain(void)
{
	x = 1;	// want data-race "x"
}

static void reader_racy(void)
{
	int r = data_race(x);
}

static void reader_plain(void)
{
	int r = x;
}
