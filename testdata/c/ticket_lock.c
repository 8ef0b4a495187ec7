/*
 * A ticket lock: a ticket is drawn, and the owner's number is waited for.
 *
 * @lkmm test ticket_lock
 * @lkmm thread a = add_ticketed(1)
 * @lkmm thread b = add_ticketed(2)
 * @lkmm always ticketed == 3	// want holds
 */
struct ticket_lock {
	atomic_t next;
	int owner;
};

static struct ticket_lock tlock;
static int ticketed;

static void ticket_acquire(struct ticket_lock *l)
{
	int mine = atomic_fetch_add_relaxed(1, &l->next);

	while (smp_load_acquire(&l->owner) != mine)
		cpu_relax();
}

static void ticket_release(struct ticket_lock *l)
{
	smp_store_release(&l->owner, READ_ONCE(l->owner) + 1);
}

static void add_ticketed(int n)
{
	ticket_acquire(&tlock);
	ticketed += n;
	ticket_release(&tlock);
}

/*
 * The unlock without release lets the next owner in before the critical section is
 * over.
 *
 * @lkmm test ticket_lock_relaxed
 * @lkmm thread a = add_ticketed_relaxed(1)
 * @lkmm thread b = add_ticketed_relaxed(2)
 * @lkmm always ticketed == 3	// want violated
 */
static void add_ticketed_relaxed(int n)
{
	ticket_acquire(&tlock);
	ticketed += n; // want data-race "plain read of `ticketed` in a" data-race "plain write to `ticketed` in a"
	WRITE_ONCE(tlock.owner, READ_ONCE(tlock.owner) + 1);
}
