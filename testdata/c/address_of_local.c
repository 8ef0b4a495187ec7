/*
 * Results through pointers to locals stay the thread's own.
 *
 * @lkmm test out_parameters
 * @lkmm thread owriter()
 * @lkmm thread oreader()
 * @lkmm never oreader.f == 1 && oreader.d == 0	// want holds
 */
static int odata, oflag;

static void owriter(void)
{
	WRITE_ONCE(odata, 1);
	smp_store_release(&oflag, 1);
}

static void read_both(int *f, int *d)
{
	*f = smp_load_acquire(&oflag);
	*d = READ_ONCE(odata);
}

static void oreader(void)
{
	int f, d;

	read_both(&f, &d);
}

/*
 * @lkmm test out_parameters_swapped
 * @lkmm thread owriter()
 * @lkmm thread oreader_swapped()
 * @lkmm never oreader_swapped.f == 1 && oreader_swapped.d == 0	// want violated
 */
static void read_swapped(int *f, int *d)
{
	*d = READ_ONCE(odata);
	*f = smp_load_acquire(&oflag);
}

static void oreader_swapped(void)
{
	int f, d;

	read_swapped(&f, &d);
}
