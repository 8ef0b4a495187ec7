/*
 * A latch: two copies of the data, of which the sequence number's last bit names
 * the one to read. The writer changes the copy that nobody is sent to, so that a
 * reader never waits for a writer.
 *
 * @lkmm test latch
 * @lkmm shared struct latch l
 * @lkmm thread latch_update(&l, 1)
 * @lkmm thread latch_read(&l)
 * @lkmm always latch_read.return == 0	// want holds
 */
struct pair {
	int a;
	int b;
};

struct latch {
	unsigned int seq;
	struct pair data[2];
};

static void latch_next(struct latch *l)
{
	smp_wmb();
	WRITE_ONCE(l->seq, READ_ONCE(l->seq) + 1);
	smp_wmb();
}

static void latch_write(struct pair *p, int v)
{
	WRITE_ONCE(p->a, v);
	WRITE_ONCE(p->b, v);
}

static void latch_update(struct latch *l, int v)
{
	latch_next(l);
	latch_write(&l->data[0], v);
	latch_next(l);
	latch_write(&l->data[1], v);
}

static int latch_read(struct latch *l)
{
	unsigned int seq;
	struct pair *p;
	int a, b;

	do {
		seq = READ_ONCE(l->seq);
		p = &l->data[seq & 1];
		a = READ_ONCE(p->a);
		b = READ_ONCE(p->b);
		smp_rmb();
	} while (READ_ONCE(l->seq) != seq);
	return a - b;
}

/*
 * Without the barriers of the writer a reader may be sent to a copy that is still
 * being changed.
 *
 * @lkmm test latch_unordered
 * @lkmm shared struct latch l
 * @lkmm thread latch_update_unordered(&l, 1)
 * @lkmm thread latch_read(&l)
 * @lkmm always latch_read.return == 0	// want violated
 */
static void latch_update_unordered(struct latch *l, int v)
{
	WRITE_ONCE(l->seq, READ_ONCE(l->seq) + 1);
	latch_write(&l->data[0], v);
	WRITE_ONCE(l->seq, READ_ONCE(l->seq) + 1);
	latch_write(&l->data[1], v);
}
