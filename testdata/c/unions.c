/*
 * A union of which one member is in use.
 *
 * @lkmm test union_one_member
 * @lkmm shared struct event e
 * @lkmm thread post(&e)
 * @lkmm thread take(&e)
 * @lkmm always take.return == -1 || take.return == 8	// want holds
 */
struct event {
	int type;
	union {
		int number;
		void *pointer;
	};
};

static void post(struct event *e)
{
	e->number = 8;
	smp_store_release(&e->type, 1);
}

static int take(struct event *e)
{
	if (smp_load_acquire(&e->type) != 1)
		return -1;
	return e->number;
}
