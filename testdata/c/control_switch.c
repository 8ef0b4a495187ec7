/*
 * A switch controls the stores in its cases.
 *
 * @lkmm test switch_controls
 * @lkmm thread s0()
 * @lkmm thread s1()
 * @lkmm never s0.r == 1 && s1.r == 2	// want holds
 */
static int a, b;

static void s0(void)
{
	int r = READ_ONCE(a);

	switch (r) {
	case 0:
		break;
	case 1:
	case 3 ... 5:
		WRITE_ONCE(b, 2);
		break;
	default:
		WRITE_ONCE(b, 7);
	}
}

static void s1(void)
{
	int r = READ_ONCE(b);

	if (r == 2)
		WRITE_ONCE(a, 1);
}

/*
 * After the switch nothing is controlled.
 *
 * @lkmm test switch_ends
 * @lkmm thread s2()
 * @lkmm thread s1()
 * @lkmm never s2.r == 1 && s1.r == 2	// want violated
 */
static void s2(void)
{
	int r = READ_ONCE(a);
	int v;

	switch (r) {
	case 1:
		v = 2;
		break;
	default:
		v = 2;
		break;
	}
	WRITE_ONCE(b, v);
}
