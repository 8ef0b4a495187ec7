// Mutexes and semaphores.

/* Two threads count under one mutex.
 * @lkmm test mutex-counts
 * @lkmm thread A = count()
 * @lkmm thread B = count()
 * @lkmm always counter == 2		// want holds
 */

/* One of them forgets the mutex.
 * @lkmm test mutex-counts-bare
 * @lkmm thread A = count()
 * @lkmm thread B = count_bare()
 * @lkmm always counter == 2		// want violated
 */
static DEFINE_MUTEX(lock);
static DEFINE_MUTEX(other);
static int counter, x, y;

static void count(void)
{
	mutex_lock(&lock);
	counter++;	// want data-race "counter"
	mutex_unlock(&lock);
}

static void count_bare(void)
{
	counter++;
}

/* An interrupted thread has no mutex. A failed attempt says that somebody else has it.
 * @lkmm test mutex-attempts
 * @lkmm thread A = interruptible()
 * @lkmm thread B = attempt()
 * @lkmm always counter == (A.err == 0) + B.got	// want holds
 * @lkmm sometimes A.err != 0		// want holds
 * @lkmm sometimes B.got == 0		// want holds
 * @lkmm never A.err != 0 && B.got == 0	// want holds
 */
static void interruptible(void)
{
	int err = mutex_lock_interruptible(&lock);

	if (err)
		return;
	counter++;
	mutex_unlock(&lock);
}

static void attempt(void)
{
	int got = mutex_trylock(&lock);

	if (got) {
		counter++;
		mutex_unlock(&lock);
	}
}

/* What is done under two mutexes of one CPU may be seen out of order by CPUs without them.
 * @lkmm test mutex-unlock-lock
 * @lkmm thread two_sections()
 * @lkmm thread observer()
 * @lkmm never observer.r0 == 1 && observer.r1 == 0	// want violated
 */
static void two_sections(void)
{
	mutex_lock(&lock);
	WRITE_ONCE(x, 1);
	mutex_unlock(&lock);
	mutex_lock(&other);
	WRITE_ONCE(y, 1);
	mutex_unlock(&other);
}

static void observer(void)
{
	int r0 = READ_ONCE(y);

	smp_rmb();
	int r1 = READ_ONCE(x);
}

/* Setting up a mutex that is in use already is a race.
 * @lkmm test mutex-init-late
 * @lkmm thread A = init()
 * @lkmm thread B = count()
 */
static void init(void)
{
	mutex_init(&lock);	// want data-race "lock"
}

/* The last one out of a counter holds the mutex.
 * @lkmm test dec-and-mutex
 * @lkmm init users = 2
 * @lkmm thread A = leave()
 * @lkmm thread B = leave()
 * @lkmm always counter == 1		// want holds
 */
static atomic_t users;

static void leave(void)
{
	if (atomic_dec_and_mutex_lock(&users, &lock)) {
		counter++;
		mutex_unlock(&lock);
	}
}

/* A semaphore that admits one is a lock.
 * @lkmm test semaphore-counts
 * @lkmm thread A = count_down()
 * @lkmm thread B = count_try()
 * @lkmm always counter == 1 + (B.busy == 0)	// want holds
 * @lkmm sometimes B.busy == 1		// want holds
 */

/* A semaphore that admits two is not.
 * @lkmm test semaphore-two
 * @lkmm init one.count = 2
 * @lkmm thread A = count_down()
 * @lkmm thread B = count_down()
 */
static struct semaphore one = __SEMAPHORE_INITIALIZER(one, 1);

static void count_down(void)
{
	down(&one);
	counter++;	// want data-race "counter"
	up(&one);
}

static void count_try(void)
{
	int busy = down_trylock(&one);

	if (!busy) {
		counter++;
		up(&one);
	}
}
