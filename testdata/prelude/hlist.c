// Lists with a single pointer as their head.

struct item { int value; struct hlist_node link; struct llist_node queued; };
static HLIST_HEAD(items);
static LLIST_HEAD(queue);
static struct item one = { .value = 1 }, two = { .value = 2 };

/* What one thread links in is there, in its order.
 * @lkmm test hlist-add
 * @lkmm unroll 3
 * @lkmm thread add()
 */
static void add(void)
{
	struct item *i;
	int seen = 0;

	BUG_ON(!hlist_empty(&items));
	BUG_ON(!hlist_unhashed(&one.link));
	hlist_add_head(&two.link, &items);
	hlist_add_head(&one.link, &items);
	hlist_for_each_entry(i, &items, link)
		seen = 10 * seen + i->value;
	BUG_ON(seen != 12);
}

/* What it takes out is gone.
 * @lkmm test hlist-del
 * @lkmm init items.first = &one.link
 * @lkmm init one.link.pprev = &items.first
 * @lkmm thread del()
 */
static void del(void)
{
	hlist_del_init(&one.link);
	BUG_ON(!hlist_unhashed(&one.link));
	BUG_ON(!hlist_empty(&items));
}

/* Going over a list in a way that could take entries out.
 * @lkmm test hlist-safe
 * @lkmm unroll 3
 * @lkmm init items.first = &one.link, one.link.next = &two.link
 * @lkmm thread safe()
 */
static void safe(void)
{
	struct hlist_node *n;
	struct item *i;
	int seen = 0;

	hlist_for_each_entry_safe(i, n, &items, link)
		seen = 10 * seen + i->value;
	BUG_ON(seen != 12);
}

/* A reader finds an item set up, or none.
 * @lkmm test hlist-rcu
 * @lkmm unroll 1
 * @lkmm thread A = add_rcu()
 * @lkmm thread B = sum()
 * @lkmm always B.sum == 0 || B.sum == 15	// want holds
 * @lkmm sometimes B.sum == 15		// want holds
 */

/* hlist_add_head does not keep what it links set up.
 * @lkmm test hlist-rcu-bare
 * @lkmm unroll 1
 * @lkmm thread A = add_bare()
 * @lkmm thread B = sum()
 * @lkmm always B.sum == 0 || B.sum == 15	// want violated
 */
static struct item fresh;

static void add_rcu(void)
{
	WRITE_ONCE(fresh.value, 5);
	hlist_add_head_rcu(&fresh.link, &items);
}

static void add_bare(void)
{
	WRITE_ONCE(fresh.value, 5);
	hlist_add_head(&fresh.link, &items);
}

static void sum(void)
{
	struct item *i;
	int sum = 0;

	rcu_read_lock();
	hlist_for_each_entry_rcu(i, &items, link)
		sum += 10 + READ_ONCE(i->value);
	rcu_read_unlock();
}

/* What is put on a list without a lock is taken off once, set up.
 * @lkmm test llist
 * @lkmm thread A = put(&one, 3)
 * @lkmm thread B = put(&two, 4)
 * @lkmm thread C = take_all()
 * @lkmm always C.sum == 0 || C.sum == 3 || C.sum == 4 || C.sum == 7	// want holds
 * @lkmm sometimes C.sum == 7		// want holds
 * @lkmm always A.first + B.first > 0	// want holds
 */
static void put(struct item *i, int value)
{
	i->value = value;
	bool first = llist_add(&i->queued, &queue);
}

static void take_all(void)
{
	struct item *i;
	int sum = 0;

	llist_for_each_entry(i, llist_del_all(&queue), queued)
		sum += i->value;
}

/* @lkmm test llist-del-first
 * @lkmm thread A = put(&one, 3)
 * @lkmm thread B = take_first()
 * @lkmm always B.value == 0 || B.value == 3	// want holds
 * @lkmm sometimes B.value == 3		// want holds
 */
static void take_first(void)
{
	struct llist_node *n = llist_del_first(&queue);
	int value = 0;

	if (n)
		value = llist_entry(n, struct item, queued)->value;
}
