// Sleepable RCU: domains of readers of their own.

/* @lkmm test srcu-update
 * @lkmm init shared = &first
 * @lkmm thread A = update()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want holds
 */

/* The grace period of another domain does not wait.
 * @lkmm test srcu-wrong-domain
 * @lkmm init shared = &first
 * @lkmm thread A = update_other()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want violated
 */

/* @lkmm test srcu-callback
 * @lkmm init shared = &first
 * @lkmm thread A = update_later()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want holds
 */
DEFINE_STATIC_SRCU(domain);
DEFINE_STATIC_SRCU(other);

struct object { int data; struct rcu_head rcu; };
static struct object first, second;
static struct object __rcu *shared;

static void reader(void)
{
	struct object *p;
	int seen, idx;

	idx = srcu_read_lock(&domain);
	p = srcu_dereference(shared, &domain);
	seen = READ_ONCE(p->data);
	srcu_read_unlock(&domain, idx);
}

static void update(void)
{
	rcu_assign_pointer(shared, &second);
	synchronize_srcu(&domain);
	WRITE_ONCE(first.data, 7);
}

static void update_other(void)
{
	rcu_assign_pointer(shared, &second);
	synchronize_srcu(&other);
	WRITE_ONCE(first.data, 7);
}

static void overwrite(struct rcu_head *head)
{
	WRITE_ONCE(container_of(head, struct object, rcu)->data, 7);
}

static void update_later(void)
{
	rcu_assign_pointer(shared, &second);
	call_srcu(&domain, &first.rcu, overwrite);
}
