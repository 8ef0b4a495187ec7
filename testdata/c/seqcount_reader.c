/*
 * A pair of values that must fit together, guarded by a sequence counter. The
 * reader tries again until no write came between.
 *
 * @lkmm test seqcount
 * @lkmm shared struct pair p
 * @lkmm thread writer(&p)
 * @lkmm thread reader(&p)
 * @lkmm always reader.return == 0	// want holds
 * @lkmm allow data-race
 */
struct pair {
	seqcount_t seq;
	int a;
	int b;
};

static void writer(struct pair *p)
{
	write_seqcount_begin(&p->seq);
	WRITE_ONCE(p->a, 1);
	WRITE_ONCE(p->b, 1);
	write_seqcount_end(&p->seq);
}

static int reader(struct pair *p)
{
	unsigned int seq;
	int a, b;

	do {
		seq = read_seqcount_begin(&p->seq);
		a = READ_ONCE(p->a);
		b = READ_ONCE(p->b);
	} while (read_seqcount_retry(&p->seq, seq));
	return a - b;
}

/*
 * Without the retry the two values may be of different generations.
 *
 * @lkmm test seqcount_no_retry
 * @lkmm shared struct pair p
 * @lkmm thread writer(&p)
 * @lkmm thread reader_no_retry(&p)
 * @lkmm always reader_no_retry.return == 0	// want violated
 */
static int reader_no_retry(struct pair *p)
{
	int a, b;

	(void)read_seqcount_begin(&p->seq);
	a = READ_ONCE(p->a);
	b = READ_ONCE(p->b);
	return a - b;
}
