/*
 * A barrier that only some configurations have. The test says which it means.
 *
 * @lkmm test config_with_barrier
 * @lkmm define CONFIG_STRICT_ORDER
 * @lkmm thread cwrite()
 * @lkmm thread cread()
 * @lkmm never cread.f == 1 && cread.d == 0	// want holds
 *
 * @lkmm test config_without_barrier
 * @lkmm define CONFIG_STRICT_ORDER=0
 * @lkmm thread cwrite()
 * @lkmm thread cread()
 * @lkmm never cread.f == 1 && cread.d == 0	// want violated
 */
static int cdata, cflag;

#if CONFIG_STRICT_ORDER
#define order_writes()	smp_wmb()
#else
#define order_writes()	barrier()
#endif

static void cwrite(void)
{
	WRITE_ONCE(cdata, 1);
	order_writes();
	WRITE_ONCE(cflag, 1);
}

static void cread(void)
{
	int f = smp_load_acquire(&cflag);
	int d = READ_ONCE(cdata);

	(void)f;
	(void)d;
}
