/*
 * Loops with break, continue and counters.
 *
 * @lkmm test loop_forms
 * @lkmm thread loop_forms()
 * @lkmm unroll 6
 */
static void loop_forms(void)
{
	int i, n = 0;

	for (i = 0; i < 5; i++) {
		if (i == 1)
			continue;
		if (i == 4)
			break;
		n += i;
	}
	assert(n == 5 && i == 4);

	i = 0;
	do {
		i += 2;
	} while (i < 5);
	assert(i == 6);

	while (1) {
		if (--i < 4)
			break;
	}
	assert(i == 3);

	for (n = 0, i = 3; i; n += i--)
		;
	assert(n == 6);
}

/*
 * @lkmm test loop_wrong
 * @lkmm thread loop_wrong()
 * @lkmm unroll 4
 */
static void loop_wrong(void)
{
	int i;

	for (i = 0; i < 3; i++)
		;
	assert(i == 2); // want violated
}
