/*
 * `a && b` looks at b only if a holds, and the load of b does not come first when
 * the load of a is an acquire.
 *
 * @lkmm test short_circuit
 * @lkmm thread set_both()
 * @lkmm thread check_both()
 * @lkmm never check_both.first == 1 && check_both.both == 0	// want holds
 */
static int ready, value;

static void set_both(void)
{
	WRITE_ONCE(value, 1);
	smp_store_release(&ready, 1);
}

static void check_both(void)
{
	int first = 0;
	int both = (first = smp_load_acquire(&ready)) && READ_ONCE(value);

	(void)both;
}

/*
 * A control dependency orders no loads.
 *
 * @lkmm test short_circuit_once
 * @lkmm thread set_both()
 * @lkmm thread check_both_once()
 * @lkmm never check_both_once.first == 1 && check_both_once.both == 0	// want violated
 */
static void check_both_once(void)
{
	int first = 0;
	int both = (first = READ_ONCE(ready)) && READ_ONCE(value);

	(void)both;
}
