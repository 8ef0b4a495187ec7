/*
 * A mailbox: the data is written before the flag, and the flag is a release
 * store that the reader acquires.
 *
 * @lkmm test message_passing
 * @lkmm shared struct mailbox m
 * @lkmm thread producer(&m, 42)
 * @lkmm thread consumer(&m)
 * @lkmm never consumer.return == 0		// want holds
 * @lkmm always consumer.return == -1 || consumer.return == 42	// want holds
 * @lkmm sometimes consumer.return == 42	// want holds
 */
struct mailbox {
	int data;
	int ready;
};

static void producer(struct mailbox *m, int v)
{
	m->data = v;
	smp_store_release(&m->ready, 1);
}

static int consumer(struct mailbox *m)
{
	if (!smp_load_acquire(&m->ready))
		return -1;
	return m->data;
}

/*
 * The same with a flag that orders nothing: the reader may see the flag and
 * old data, and the accesses of the data race.
 *
 * @lkmm test message_passing_relaxed
 * @lkmm shared struct mailbox m
 * @lkmm thread producer_relaxed(&m, 42)
 * @lkmm thread consumer_relaxed(&m)
 * @lkmm never consumer_relaxed.return == 0	// want violated
 */
static void producer_relaxed(struct mailbox *m, int v)
{
	m->data = v; // want data-race "plain write to `m.data` in producer_relaxed"
	WRITE_ONCE(m->ready, 1);
}

static int consumer_relaxed(struct mailbox *m)
{
	if (!READ_ONCE(m->ready))
		return -1;
	return m->data;
}
