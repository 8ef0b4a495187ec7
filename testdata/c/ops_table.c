/*
 * A call through a table of functions that is known.
 *
 * @lkmm test ops_table
 * @lkmm thread flush_via(&good_ops)
 * @lkmm thread observe()
 * @lkmm never observe.f == 1 && observe.d == 0	// want holds
 *
 * @lkmm test ops_table_weak
 * @lkmm thread flush_via(&weak_ops)
 * @lkmm thread observe()
 * @lkmm never observe.f == 1 && observe.d == 0	// want violated
 */
struct ops {
	void (*publish)(int *flag);
};

static int fdata, fflag;

static void publish_release(int *flag)
{
	smp_store_release(flag, 1);
}

static void publish_weak(int *flag)
{
	WRITE_ONCE(*flag, 1);
}

static const struct ops good_ops = { .publish = publish_release };
static const struct ops weak_ops = { .publish = publish_weak };

static void flush_via(const struct ops *ops)
{
	WRITE_ONCE(fdata, 1);
	ops->publish(&fflag);
}

static void observe(void)
{
	int f = smp_load_acquire(&fflag);
	int d = READ_ONCE(fdata);

	(void)f;
	(void)d;
}
