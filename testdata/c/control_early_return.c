/*
 * Early return: what follows in this function is controlled by the test, so the
 * store cannot become visible before the load that it hangs on.
 *
 * @lkmm test early_return
 * @lkmm thread left()
 * @lkmm thread right()
 * @lkmm never left.seen == 1 && right.seen == 1	// want holds
 */
static int x, y;

static void left(void)
{
	int seen = READ_ONCE(x);

	if (!seen)
		return;
	WRITE_ONCE(y, 1);
}

static void right(void)
{
	int seen = READ_ONCE(y);

	if (!seen)
		return;
	WRITE_ONCE(x, 1);
}

/*
 * The caller's code after the call is not controlled by the callee's test.
 *
 * @lkmm test early_return_in_callee
 * @lkmm thread left_caller()
 * @lkmm thread right_caller()
 * @lkmm never left_caller.seen == 1 && right_caller.seen == 1	// want violated
 */
static int peek(int *p)
{
	int v = READ_ONCE(*p);

	if (!v)
		return 0;
	return 1;
}

static void left_caller(void)
{
	int seen = peek(&x);

	WRITE_ONCE(y, 1);
}

static void right_caller(void)
{
	int seen = peek(&y);

	WRITE_ONCE(x, 1);
}
