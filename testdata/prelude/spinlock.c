// Spinlocks, in all the ways in which the kernel spells them.

/* Two threads count under one lock.
 * @lkmm test spin-counts
 * @lkmm thread A = count()
 * @lkmm thread B = count_irqsave()
 * @lkmm always counter == 2		// want holds
 */

/* One of them forgets the lock.
 * @lkmm test spin-counts-bare
 * @lkmm thread A = count()
 * @lkmm thread B = count_bare()
 * @lkmm always counter == 2		// want violated
 */
static DEFINE_SPINLOCK(lock);
static DEFINE_RAW_SPINLOCK(raw);
static int counter, x, y, z;

static void count(void)
{
	spin_lock(&lock);
	counter++;	// want data-race "counter"
	spin_unlock(&lock);
}

static void count_irqsave(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	counter++;
	spin_unlock_irqrestore(&lock, flags);
}

static void count_bare(void)
{
	counter++;
}

/* Who gets the lock without waiting is alone as well.
 * @lkmm test spin-trylock
 * @lkmm thread A = try_count()
 * @lkmm thread B = try_count()
 * @lkmm always counter == A.got + B.got	// want holds
 * @lkmm sometimes A.got == 0		// want holds
 * @lkmm never A.got == 0 && B.got == 0	// want holds
 */
static void try_count(void)
{
	int got = raw_spin_trylock(&raw);

	if (got) {
		counter++;
		raw_spin_unlock(&raw);
	}
}

/* What is done under locks of one CPU is seen in its order by CPUs without locks, but for a
 * store and a later load. Other locks of the kernel do not promise this: see mutex.c.
 * @lkmm test unlock-lock
 * @lkmm thread two_sections()
 * @lkmm thread observer()
 * @lkmm never observer.r0 == 1 && observer.r1 == 0	// want holds
 */
static void two_sections(void)
{
	spin_lock(&lock);
	WRITE_ONCE(x, 1);
	spin_unlock(&lock);
	raw_spin_lock_irq(&raw);
	WRITE_ONCE(y, 1);
	raw_spin_unlock_irq(&raw);
}

static void observer(void)
{
	int r0 = READ_ONCE(y);

	smp_rmb();
	int r1 = READ_ONCE(x);
}

/* A lock is no full barrier.
 * @lkmm test lock-store-buffer
 * @lkmm thread A = locked_store()
 * @lkmm thread B = fenced_store()
 * @lkmm never A.r0 == 0 && B.r0 == 0	// want violated
 */
static void locked_store(void)
{
	WRITE_ONCE(x, 1);
	spin_lock_bh(&lock);
	int r0 = READ_ONCE(y);
	spin_unlock_bh(&lock);
}

static void fenced_store(void)
{
	WRITE_ONCE(y, 1);
	smp_mb();
	int r0 = READ_ONCE(x);
}

/* It is one with smp_mb__after_spinlock.
 * @lkmm test lock-store-buffer-fence
 * @lkmm thread A = locked_store_fence()
 * @lkmm thread B = fenced_store()
 * @lkmm never A.r0 == 0 && B.r0 == 0	// want holds
 */
static void locked_store_fence(void)
{
	WRITE_ONCE(x, 1);
	spin_lock(&lock);
	smp_mb__after_spinlock();
	int r0 = READ_ONCE(y);
	spin_unlock(&lock);
}

/* The holder sees the lock held, whoever else looks sees either.
 * @lkmm test is-locked
 * @lkmm thread holder()
 * @lkmm thread looker()
 * @lkmm sometimes looker.seen == 1	// want holds
 * @lkmm sometimes looker.seen == 0	// want holds
 */
static void holder(void)
{
	spin_lock(&lock);
	assert_spin_locked(&lock);
	spin_unlock(&lock);
}

static void looker(void)
{
	int seen = spin_is_locked(&lock);
}

/* The last one out of a counter holds the lock.
 * @lkmm test dec-and-lock
 * @lkmm init users = 2
 * @lkmm thread A = leave()
 * @lkmm thread B = leave()
 * @lkmm always z == 1			// want holds
 * @lkmm always users == 0		// want holds
 */
static atomic_t users;

static void leave(void)
{
	if (atomic_dec_and_lock(&users, &lock)) {
		z++;
		spin_unlock(&lock);
	}
}
