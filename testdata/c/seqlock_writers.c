/*
 * Two writers behind a seqlock count up both halves; a reader sees them equal.
 *
 * @lkmm test seqlock
 * @lkmm thread w1 = seq_add()
 * @lkmm thread w2 = seq_add()
 * @lkmm thread seq_read()
 * @lkmm always seq_read.return == 0	// want holds
 * @lkmm always low == 2 && high == 2	// want holds
 */
static DEFINE_SEQLOCK(counter_lock);
static int low, high;

static void seq_add(void)
{
	write_seqlock(&counter_lock);
	WRITE_ONCE(low, low + 1);
	WRITE_ONCE(high, high + 1);
	write_sequnlock(&counter_lock);
}

static int seq_read(void)
{
	unsigned int seq;
	int l, h;

	do {
		seq = read_seqbegin(&counter_lock);
		l = READ_ONCE(low);
		h = READ_ONCE(high);
	} while (read_seqretry(&counter_lock, seq));
	return l - h;
}
