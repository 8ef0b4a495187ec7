// Objects that are freed beside their readers.

/* @lkmm test freed-after-grace-period
 * @lkmm thread A = replace_sync()
 * @lkmm thread B = reader()
 */

/* @lkmm test freed-by-kfree-rcu
 * @lkmm thread A = replace_kfree_rcu()
 * @lkmm thread B = reader()
 */

/* @lkmm test freed-by-call-rcu
 * @lkmm thread A = replace_call_rcu()
 * @lkmm thread B = reader()
 */

/* @lkmm test freed-too-early
 * @lkmm thread A = replace_hasty()
 * @lkmm thread B = reader()
 */
struct object { int data; struct rcu_head rcu; };
static struct object __rcu *shared;

static struct object *make(int data)
{
	struct object *p = kmalloc(sizeof(*p), GFP_KERNEL);

	if (p)
		p->data = data;
	return p;
}

static void reader(void)
{
	struct object *p;

	rcu_read_lock();
	p = rcu_dereference(shared);
	if (p)
		BUG_ON(p->data != 1);	// want violated use-after-free "freed" data-race "data"
	rcu_read_unlock();
}

static struct object *replace(void)
{
	struct object *p = make(1);

	rcu_assign_pointer(shared, p);
	RCU_INIT_POINTER(shared, NULL);
	return p;
}

static void replace_sync(void)
{
	struct object *p = replace();

	synchronize_rcu();
	kfree(p);
}

static void replace_kfree_rcu(void)
{
	struct object *p = replace();

	if (p)
		kfree_rcu(p, rcu);
}

static void free_object(struct rcu_head *head)
{
	kfree(container_of(head, struct object, rcu));
}

static void replace_call_rcu(void)
{
	struct object *p = replace();

	if (p)
		call_rcu(&p->rcu, free_object);
}

static void replace_hasty(void)
{
	struct object *p = replace();

	kfree(p);
}
