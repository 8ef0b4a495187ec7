/*
 * A divisor that another thread may set to zero.
 *
 * @lkmm test division
 * @lkmm thread reset()
 * @lkmm thread divide()
 */
static int divisor = 2;

static void reset(void)
{
	WRITE_ONCE(divisor, 0);
}

static int divide(void)
{
	return 10 / READ_ONCE(divisor); // want run-time-error "division by zero"
}

/*
 * @lkmm test division_checked
 * @lkmm thread reset()
 * @lkmm thread divide_checked()
 * @lkmm always divide_checked.return == 0 || divide_checked.return == 5	// want holds
 */
static int divide_checked(void)
{
	int d = READ_ONCE(divisor);

	return d ? 10 / d : 0;
}
