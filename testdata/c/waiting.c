/*
 * Loops that only wait need no bound, in each of their forms.
 *
 * @lkmm test waiting
 * @lkmm thread raise_flag()
 * @lkmm thread w1 = wait_while()
 * @lkmm thread w2 = wait_do()
 * @lkmm thread w3 = wait_for_ever()
 * @lkmm thread w4 = wait_cond()
 * @lkmm always w1.return == 1 && w2.return == 1 && w3.return == 1 && w4.return == 1	// want holds
 */
static int payload, flag;

static void raise_flag(void)
{
	WRITE_ONCE(payload, 1);
	smp_store_release(&flag, 1);
}

static int wait_while(void)
{
	while (!smp_load_acquire(&flag))
		cpu_relax();
	return READ_ONCE(payload);
}

static int wait_do(void)
{
	int v;

	do {
		v = smp_load_acquire(&flag);
	} while (!v);
	return READ_ONCE(payload);
}

static int wait_for_ever(void)
{
	for (;;) {
		if (smp_load_acquire(&flag))
			break;
		cpu_relax();
	}
	return READ_ONCE(payload);
}

static int wait_cond(void)
{
	smp_cond_load_acquire(&flag, VAL != 0);
	return READ_ONCE(payload);
}

/*
 * The load that ends the loop orders no later load.
 *
 * @lkmm test waiting_relaxed
 * @lkmm thread raise_flag()
 * @lkmm thread wait_relaxed()
 * @lkmm always wait_relaxed.return == 1	// want violated
 */
static int wait_relaxed(void)
{
	while (!READ_ONCE(flag))
		cpu_relax();
	return READ_ONCE(payload);
}
