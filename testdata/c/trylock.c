/*
 * Who gets the lock does the work; who does not leaves it.
 *
 * @lkmm test trylock
 * @lkmm thread a = try_add()
 * @lkmm thread b = try_add()
 * @lkmm always added == a.return + b.return	// want holds
 * @lkmm sometimes added == 1	// want holds
 */
static DEFINE_SPINLOCK(add_lock);
static int added;

static int try_add(void)
{
	if (!spin_trylock(&add_lock))
		return 0;
	added++;
	spin_unlock(&add_lock);
	return 1;
}

/*
 * The work is done whether the lock was got or not.
 *
 * @lkmm test trylock_ignored
 * @lkmm thread a = try_add_anyway()
 * @lkmm thread b = try_add_anyway()
 * @lkmm always added == 2	// want violated
 */
static void try_add_anyway(void)
{
	int got = spin_trylock(&add_lock);

	added++; // want data-race "plain read of `added` in a"
	if (got)
		spin_unlock(&add_lock);
}
