/*
 * An MCS lock: each waiter spins on a flag of its own.
 *
 * @lkmm test mcs_lock
 * @lkmm thread a = add_queued(&mcs_a, 1)
 * @lkmm thread b = add_queued(&mcs_b, 2)
 * @lkmm always queued == 3	// want holds
 */
struct mcs_node {
	struct mcs_node *next;
	int locked;
};

static struct mcs_node mcs_a, mcs_b;
static struct mcs_node *mcs_tail;
static int queued;

static void mcs_acquire(struct mcs_node **tail, struct mcs_node *node)
{
	struct mcs_node *prev;

	WRITE_ONCE(node->next, NULL);
	WRITE_ONCE(node->locked, 0);
	prev = xchg(tail, node);
	if (!prev)
		return;
	WRITE_ONCE(prev->next, node);
	smp_cond_load_acquire(&node->locked, VAL);
}

static void mcs_release(struct mcs_node **tail, struct mcs_node *node)
{
	struct mcs_node *next = READ_ONCE(node->next);

	if (!next) {
		if (cmpxchg_release(tail, node, NULL) == node)
			return;
		while (!(next = READ_ONCE(node->next)))
			cpu_relax();
	}
	smp_store_release(&next->locked, 1);
}

static void add_queued(struct mcs_node *node, int n)
{
	mcs_acquire(&mcs_tail, node);
	queued += n;
	mcs_release(&mcs_tail, node);
}

/*
 * The waiter is let in by a store that orders nothing.
 *
 * @lkmm test mcs_lock_relaxed
 * @lkmm thread a = add_queued_relaxed(&mcs_a, 1)
 * @lkmm thread b = add_queued_relaxed(&mcs_b, 2)
 * @lkmm always queued == 3	// want violated
 */
static void add_queued_relaxed(struct mcs_node *node, int n)
{
	struct mcs_node *next;

	mcs_acquire(&mcs_tail, node);
	queued += n; // want data-race "plain read of `queued` in a" data-race "plain write to `queued` in b"
	next = READ_ONCE(node->next);
	if (!next) {
		if (cmpxchg_release(&mcs_tail, node, NULL) == node)
			return;
		while (!(next = READ_ONCE(node->next)))
			cpu_relax();
	}
	WRITE_ONCE(next->locked, 1);
}
