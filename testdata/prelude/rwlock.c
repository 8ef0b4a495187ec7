// Locks with readers and writers.

/* A reader sees both halves of what a writer changes.
 * @lkmm test rwlock-pair
 * @lkmm thread A = write_pair()
 * @lkmm thread B = read_pair()
 * @lkmm thread C = read_pair()
 * @lkmm always B.a == B.b		// want holds
 */

/* A reader who takes no lock may not.
 * @lkmm test rwlock-pair-bare
 * @lkmm thread A = write_pair()
 * @lkmm thread B = read_bare()
 * @lkmm always B.a == B.b		// want violated
 */
static DEFINE_RWLOCK(lock);
static DECLARE_RWSEM(sem);
static int left, right, x;

static void write_pair(void)
{
	write_lock(&lock);
	left = 1;	// want data-race "left"
	right = 1;	// want data-race "right"
	write_unlock(&lock);
}

static void read_pair(void)
{
	unsigned long flags;
	int a, b;

	read_lock_irqsave(&lock, flags);
	a = left;
	b = right;
	read_unlock_irqrestore(&lock, flags);
}

static void read_bare(void)
{
	int a = left;
	int b = right;
}

/* Writers exclude each other; readers do not keep readers apart.
 * @lkmm test rwlock-writers
 * @lkmm thread A = add_write()
 * @lkmm thread B = add_write_try()
 * @lkmm always x == 1 + B.got		// want holds
 */

/* @lkmm test rwlock-readers
 * @lkmm thread A = add_read()
 * @lkmm thread B = add_read()
 */
static void add_write(void)
{
	write_lock_irq(&lock);
	x++;
	write_unlock_irq(&lock);
}

static void add_write_try(void)
{
	int got = write_trylock(&lock);

	if (got) {
		x++;
		write_unlock(&lock);
	}
}

static void add_read(void)
{
	read_lock(&lock);
	x++;	// want data-race "x"
	read_unlock(&lock);
}

/* Semaphores do the same, and a writer may become a reader without a gap.
 * @lkmm test rwsem-downgrade
 * @lkmm thread A = downgrading()
 * @lkmm thread B = writing()
 * @lkmm always A.seen == 1		// want holds
 */

/* With a gap the other writer may be there.
 * @lkmm test rwsem-gap
 * @lkmm thread A = reopening()
 * @lkmm thread B = writing()
 * @lkmm always A.seen == 1		// want violated
 */
static void downgrading(void)
{
	down_write(&sem);
	x = 1;
	downgrade_write(&sem);
	int seen = x;
	up_read(&sem);
}

static void reopening(void)
{
	down_write(&sem);
	x = 1;
	up_write(&sem);
	down_read(&sem);
	int seen = x;
	up_read(&sem);
}

static void writing(void)
{
	if (down_write_killable(&sem))
		return;
	x = 2;
	up_write(&sem);
}

/* An attempt to read fails only beside a writer.
 * @lkmm test rwsem-attempt
 * @lkmm thread A = attempt()
 * @lkmm thread B = attempt()
 * @lkmm always A.got == 1		// want holds
 */
static void attempt(void)
{
	int got = down_read_trylock(&sem);

	if (got)
		up_read(&sem);
}
