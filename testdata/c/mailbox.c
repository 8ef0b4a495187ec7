/*
 * A message through a struct: the consumer looks at the data only after it has seen
 * that they are there. The release orders the data before the flag, the acquire the
 * flag before the data.
 */
struct mailbox { int data; int ready; };

/* @lkmm test publish
 * @lkmm shared struct mailbox m
 * @lkmm thread producer(&m, 42)
 * @lkmm thread consumer(&m)
 * @lkmm never consumer.return == 0		// want holds
 * @lkmm always consumer.return == 42 || consumer.return == -1	// want holds
 * @lkmm sometimes consumer.return == 42	// want holds
 * @lkmm sometimes consumer.return == -1	// want holds
 */
static void producer(struct mailbox *m, int v)
{
	m->data = v;
	smp_store_release(&m->ready, 1);
}

static int consumer(struct mailbox *m)
{
	if (!smp_load_acquire(&m->ready))
		return -1;
	return m->data; // want data-race "hasty_producer"
}

/*
 * Without the release nothing keeps the data before the flag, so that they race and
 * may be missed.
 *
 * @lkmm test hasty
 * @lkmm shared struct mailbox m
 * @lkmm thread hasty_producer(&m, 42)
 * @lkmm thread consumer(&m)
 * @lkmm never consumer.return == 0		// want violated
 */
static void hasty_producer(struct mailbox *m, int v)
{
	m->data = v;
	WRITE_ONCE(m->ready, 1);
}
