/*
 * A configuration is replaced: the old one is freed after a grace period.
 *
 * @lkmm test rcu_replace
 * @lkmm init cur = &first, first.limit = 1
 * @lkmm thread config_update(2)
 * @lkmm thread config_limit()
 * @lkmm always config_limit.return == 1 || config_limit.return == 2	// want holds
 */
struct config {
	int limit;
};

static struct config first;
static struct config __rcu *cur;

static void config_update(int limit)
{
	struct config *new = kmalloc(sizeof(*new), GFP_KERNEL);
	struct config *old;

	if (!new)
		return;
	new->limit = limit;
	old = rcu_dereference_protected(cur, 1);
	rcu_assign_pointer(cur, new);
	synchronize_rcu();
	old->limit = -1;
}

static int config_limit(void)
{
	struct config *c;
	int limit;

	rcu_read_lock();
	c = rcu_dereference(cur);
	limit = c->limit;
	rcu_read_unlock();
	return limit;
}

/*
 * The reader keeps the pointer beyond its critical section.
 *
 * @lkmm test rcu_replace_leaked
 * @lkmm init cur = &first, first.limit = 1
 * @lkmm thread config_update_leaked(2)
 * @lkmm thread config_limit_leaked()
 * @lkmm always config_limit_leaked.return == 1 || config_limit_leaked.return == 2	// want violated
 */
static void config_update_leaked(int limit)
{
	struct config *new = kmalloc(sizeof(*new), GFP_KERNEL);
	struct config *old;

	if (!new)
		return;
	new->limit = limit;
	old = rcu_dereference_protected(cur, 1);
	rcu_assign_pointer(cur, new);
	synchronize_rcu();
	old->limit = -1; // want data-race "plain write to `first.limit` in config_update_leaked"
}

static int config_limit_leaked(void)
{
	struct config *c;

	rcu_read_lock();
	c = rcu_dereference(cur);
	rcu_read_unlock();
	return c->limit;
}
