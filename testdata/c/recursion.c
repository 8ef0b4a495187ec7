/*
 * A function that calls itself, as deep as its argument says.
 *
 * @lkmm test recursion
 * @lkmm thread sum_to(2)
 * @lkmm always sum_to.return == 3	// want holds
 * @lkmm unroll 4
 */
static int sum_to(int n)
{
	if (n == 0)
		return 0;
	return n + sum_to(n - 1);
}

/*
 * As deep as another thread says: the answer holds up to the bound only.
 *
 * @lkmm test recursion_deep
 * @lkmm thread set_depth(9)
 * @lkmm thread sum_to_depth()
 * @lkmm never sum_to_depth.return == 44	// want bounded
 */
static int depth;

static void set_depth(int n)
{
	WRITE_ONCE(depth, n);
}

static int sum_to_depth(void)
{
	return sum_to(READ_ONCE(depth));
}
