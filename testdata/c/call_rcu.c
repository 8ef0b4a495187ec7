/*
 * The old value is freed by a callback after a grace period.
 *
 * @lkmm test call_rcu_free
 * @lkmm init head = &one
 * @lkmm thread retire()
 * @lkmm thread visit()
 */
struct thing {
	struct rcu_head rcu;
	int v;
};

static struct thing one = { .v = 3 };
static struct thing __rcu *head;

static void thing_free(struct rcu_head *r)
{
	kfree(container_of(r, struct thing, rcu));
}

static void retire(void)
{
	struct thing *t = rcu_dereference_protected(head, 1);

	rcu_assign_pointer(head, NULL);
	call_rcu(&t->rcu, thing_free);
}

static int visit(void)
{
	struct thing *t;
	int v = 0;

	rcu_read_lock();
	t = rcu_dereference(head);
	if (t)
		v = READ_ONCE(t->v);
	rcu_read_unlock();
	return v;
}

/*
 * Without a critical section the callback does not wait for the reader.
 *
 * @lkmm test call_rcu_unprotected
 * @lkmm init head = &one
 * @lkmm thread retire()
 * @lkmm thread visit_bare()
 */
static int visit_bare(void)
{
	struct thing *t = READ_ONCE(head);

	return t ? READ_ONCE(t->v) : 0; // want data-race "marked read of `one.v` in visit_bare" use-after-free "memory is used after it was freed"
}
