// Sequence counters.

/* A reader that repeats sees both halves of what a writer changes.
 * @lkmm test seqlock
 * @lkmm thread writer()
 * @lkmm thread reader()
 * @lkmm always reader.a == reader.b	// want holds
 */

/* One that does not look at the end may see one of them.
 * @lkmm test seqlock-no-retry
 * @lkmm thread writer()
 * @lkmm thread careless()
 * @lkmm always careless.a == careless.b	// want violated
 */

/* Two writers wait for each other, and a reader never sees half of either.
 * @lkmm test seqlock-writers
 * @lkmm thread writer()
 * @lkmm thread W2 = writer()
 * @lkmm thread reader()
 * @lkmm always reader.a == reader.b	// want holds
 */
static DEFINE_SEQLOCK(lock);
static int left, right;

static void writer(void)
{
	write_seqlock(&lock);
	WRITE_ONCE(left, 1);
	WRITE_ONCE(right, 1);
	write_sequnlock(&lock);
}

static void reader(void)
{
	unsigned seq;
	int a, b;

	do {
		seq = read_seqbegin(&lock);
		a = READ_ONCE(left);
		b = READ_ONCE(right);
	} while (read_seqretry(&lock, seq));
}

static void careless(void)
{
	unsigned seq = read_seqbegin(&lock);
	int a = READ_ONCE(left);
	int b = READ_ONCE(right);
}

/* A counter with a lock of its own to keep writers apart.
 * @lkmm test seqcount
 * @lkmm thread A = count_writer()
 * @lkmm thread B = count_reader()
 * @lkmm always B.a == B.b		// want holds
 */

/* Without the barrier at the end of the section.
 * @lkmm test seqcount-no-barrier
 * @lkmm thread A = count_writer()
 * @lkmm thread B = count_reader_bare()
 * @lkmm always B.a == B.b		// want violated
 */

/* Nobody keeps two writers apart.
 * @lkmm test seqcount-writers
 * @lkmm thread A = bare_writer()
 * @lkmm thread B = bare_writer()
 */
static DEFINE_SPINLOCK(writers);
static seqcount_spinlock_t count = SEQCNT_SPINLOCK_ZERO(count, &writers);

static void count_writer(void)
{
	spin_lock(&writers);
	write_seqcount_begin(&count);
	WRITE_ONCE(left, 1);
	WRITE_ONCE(right, 1);
	write_seqcount_end(&count);
	spin_unlock(&writers);
}

static void bare_writer(void)
{
	write_seqcount_begin(&count);	// want data-race "count"
	write_seqcount_end(&count);	// want data-race "count"
}

static void count_reader(void)
{
	unsigned seq;
	int a, b;

	do {
		seq = read_seqcount_begin(&count);
		a = READ_ONCE(left);
		b = READ_ONCE(right);
	} while (read_seqcount_retry(&count, seq));
}

static void count_reader_bare(void)
{
	unsigned seq;
	int a, b;

	do {
		seq = read_seqcount_begin(&count);
		a = READ_ONCE(left);
		b = READ_ONCE(right);
	} while (__read_seqcount_retry(&count, seq));
}

/* Two copies: readers never wait, and never see half of a change.
 * @lkmm test latch
 * @lkmm thread A = latch_writer()
 * @lkmm thread B = latch_reader()
 * @lkmm always B.a == B.b		// want holds
 */

/* The copy that readers are at is changed first.
 * @lkmm test latch-wrong-copy
 * @lkmm thread A = latch_writer_wrong()
 * @lkmm thread B = latch_reader()
 * @lkmm always B.a == B.b		// want violated
 */
static seqcount_latch_t latch = SEQCNT_LATCH_ZERO(latch);
static struct { int left, right; } copies[2];

static void latch_writer(void)
{
	raw_write_seqcount_latch(&latch);
	WRITE_ONCE(copies[0].left, 1);
	WRITE_ONCE(copies[0].right, 1);
	raw_write_seqcount_latch(&latch);
	WRITE_ONCE(copies[1].left, 1);
	WRITE_ONCE(copies[1].right, 1);
}

static void latch_writer_wrong(void)
{
	WRITE_ONCE(copies[0].left, 1);
	WRITE_ONCE(copies[0].right, 1);
	raw_write_seqcount_latch(&latch);
	WRITE_ONCE(copies[1].left, 1);
	WRITE_ONCE(copies[1].right, 1);
	raw_write_seqcount_latch(&latch);
}

static void latch_reader(void)
{
	unsigned seq;
	int a, b;

	do {
		seq = read_seqcount_latch(&latch);
		a = READ_ONCE(copies[seq & 1].left);
		b = READ_ONCE(copies[seq & 1].right);
	} while (read_seqcount_latch_retry(&latch, seq));
}
