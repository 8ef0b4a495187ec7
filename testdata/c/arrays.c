/*
 * An array that two threads fill from both ends, with an index that is computed.
 *
 * @lkmm test array_halves
 * @lkmm thread lo = fill_range(0, 2)
 * @lkmm thread hi = fill_range(2, 4)
 * @lkmm always cells[0] == 1 && cells[1] == 2 && cells[2] == 3 && cells[3] == 4	// want holds
 */
static int cells[4];

static void fill_range(int from, int to)
{
	int i;

	for (i = from; i < to; i++)
		cells[i] = i + 1;
}

/*
 * One step too far.
 *
 * @lkmm test array_overrun
 * @lkmm thread overrun(3)
 */
static void overrun(int from)
{
	int i;

	for (i = from; i <= 4; i++)
		cells[i] = 9; // want run-time-error "writes at cells.16, which is outside of cells" violated
}
