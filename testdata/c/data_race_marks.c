/*
 * A diagnostic read that may race is marked with data_race().
 *
 * @lkmm test data_race_marked
 * @lkmm thread count_up()
 * @lkmm thread show()
 */
static int hits;

static void count_up(void)
{
	WRITE_ONCE(hits, hits + 1);
}

static int show(void)
{
	return data_race(hits);
}

/*
 * Without the mark it is a race.
 *
 * @lkmm test data_race_unmarked
 * @lkmm thread count_up()
 * @lkmm thread show_plain()
 */
static int show_plain(void)
{
	return hits; // want data-race "plain read of `hits` in show_plain"
}

/*
 * Only one writer is allowed, and there are two.
 *
 * @lkmm test exclusive_writer
 * @lkmm thread only_writer()
 * @lkmm thread other_writer()
 */
static void only_writer(void)
{
	ASSERT_EXCLUSIVE_WRITER(hits); // want data-race "plain read of `hits` in only_writer"
	WRITE_ONCE(hits, 1);
}

static void other_writer(void)
{
	WRITE_ONCE(hits, 2);
}
