// Read-copy update.

/* What is published is seen set up.
 * @lkmm test publish
 * @lkmm thread A = publish()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 0		// want holds
 */

/* Without release order it may not be.
 * @lkmm test publish-bare
 * @lkmm thread A = publish_bare()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 0		// want violated
 */
struct object { int data; struct rcu_head rcu; };
static struct object first, second;
static struct object __rcu *shared;
static int x;

static void publish(void)
{
	WRITE_ONCE(first.data, 1);
	rcu_assign_pointer(shared, &first);
}

static void publish_bare(void)
{
	WRITE_ONCE(first.data, 1);
	RCU_INIT_POINTER(shared, &first);
}

static void reader(void)
{
	struct object *p;
	int seen = -1;

	rcu_read_lock();
	p = rcu_dereference(shared);
	if (p)
		seen = READ_ONCE(p->data);
	rcu_read_unlock();
}

/* Taking a pointer away orders nothing, so that the kernel spares the barrier.
 * @lkmm test take-away
 * @lkmm init shared = &first
 * @lkmm thread A = take_away()
 * @lkmm thread B = looker()
 * @lkmm never B.gone == 1 && B.r == 0	// want violated
 */
static void take_away(void)
{
	WRITE_ONCE(x, 1);
	rcu_assign_pointer(shared, NULL);
}

static void looker(void)
{
	int gone = !rcu_access_pointer(shared);

	smp_rmb();
	int r = READ_ONCE(x);
}

/* An update with a grace period: no reader sees what comes after it.
 * @lkmm test update
 * @lkmm init shared = &first
 * @lkmm init first.data = 1
 * @lkmm thread A = update()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want holds
 */

/* Without one it does.
 * @lkmm test update-without-grace-period
 * @lkmm init shared = &first
 * @lkmm init first.data = 1
 * @lkmm thread A = update_hasty()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want violated
 */

/* A reader without a section is not waited for.
 * @lkmm test reader-without-section
 * @lkmm init shared = &first
 * @lkmm init first.data = 1
 * @lkmm thread A = update()
 * @lkmm thread B = reader_bare()
 * @lkmm never B.seen == 7		// want violated
 */
static void update(void)
{
	struct object *old;

	old = rcu_replace_pointer(shared, &second, 1);
	synchronize_rcu();
	WRITE_ONCE(old->data, 7);
}

static void update_hasty(void)
{
	struct object *old;

	old = rcu_replace_pointer(shared, &second, 1);
	smp_mb();
	WRITE_ONCE(old->data, 7);
}

static void reader_bare(void)
{
	struct object *p = rcu_dereference(shared);
	int seen = READ_ONCE(p->data);
}

/* A grace period may be somewhere between its cookie and its end.
 * @lkmm test polled
 * @lkmm init shared = &first
 * @lkmm init first.data = 1
 * @lkmm thread A = update_polled()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want holds
 */

/* It does not help those who come after the cookie.
 * @lkmm test polled-too-early
 * @lkmm init shared = &first
 * @lkmm init first.data = 1
 * @lkmm thread A = update_polled_early()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want violated
 */
static void update_polled(void)
{
	unsigned long cookie;

	rcu_assign_pointer(shared, &second);
	cookie = get_state_synchronize_rcu();
	cond_synchronize_rcu(cookie);
	WRITE_ONCE(first.data, 7);
}

static void update_polled_early(void)
{
	unsigned long cookie;

	cookie = get_state_synchronize_rcu();
	rcu_assign_pointer(shared, &second);
	cond_synchronize_rcu(cookie);
	WRITE_ONCE(first.data, 7);
}

/* The same with a function that is called after a grace period.
 * @lkmm test callback
 * @lkmm init shared = &first
 * @lkmm init first.data = 1
 * @lkmm thread A = update_later()
 * @lkmm thread B = reader()
 * @lkmm never B.seen == 7		// want holds
 * @lkmm always first.data == 7		// want holds
 */
static void overwrite(struct rcu_head *head)
{
	struct object *o = container_of(head, struct object, rcu);

	WRITE_ONCE(o->data, 7);
}

static void update_later(void)
{
	rcu_assign_pointer(shared, &second);
	call_rcu(&first.rcu, overwrite);
}
