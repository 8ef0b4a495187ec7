// Lists under a lock and beside readers.

/* @lkmm test list-lock
 * @lkmm thread A = add_locked(&one)
 * @lkmm thread B = add_locked(&two)
 * @lkmm thread C = sum_locked()
 * @lkmm always C.sum == 0 || C.sum == 1 || C.sum == 2 || C.sum == 3	// want holds
 * @lkmm sometimes C.sum == 3		// want holds
 * @lkmm sometimes C.sum == 0		// want holds
 */
struct item { int value; struct list_head link; };
static LIST_HEAD(items);
static DEFINE_SPINLOCK(lock);
static struct item one = { .value = 1 }, two = { .value = 2 };

static void add_locked(struct item *i)
{
	spin_lock(&lock);
	list_add_tail(&i->link, &items);
	spin_unlock(&lock);
}

static void sum_locked(void)
{
	struct item *i;
	int sum = 0;

	spin_lock(&lock);
	list_for_each_entry(i, &items, link)
		sum += i->value;
	spin_unlock(&lock);
}

/* What one thread links in is there, in both directions.
 * @lkmm test list-add
 * @lkmm unroll 3
 * @lkmm thread add()
 */
static void add(void)
{
	struct item *i;
	int seen = 0;

	BUG_ON(!list_empty(&items));
	list_add(&two.link, &items);
	list_add(&one.link, &items);
	BUG_ON(list_first_entry(&items, struct item, link) != &one);
	BUG_ON(list_last_entry(&items, struct item, link) != &two);
	BUG_ON(list_next_entry(&one, link) != &two);
	list_for_each_entry(i, &items, link)
		seen = 10 * seen + i->value;
	BUG_ON(seen != 12);
}

/* What it takes out is gone.
 * @lkmm test list-del
 * @lkmm init items.next = &one.link, items.prev = &one.link
 * @lkmm init one.link.next = &items, one.link.prev = &items
 * @lkmm thread del()
 */
static void del(void)
{
	list_del(&one.link);
	BUG_ON(!list_empty(&items));
	BUG_ON(list_first_entry_or_null(&items, struct item, link));
	BUG_ON(one.link.next != LIST_POISON1);
}

/* What it moves is at the other end.
 * @lkmm test list-move
 * @lkmm init items.next = &one.link, items.prev = &two.link
 * @lkmm init one.link.next = &two.link, one.link.prev = &items
 * @lkmm init two.link.next = &items, two.link.prev = &one.link
 * @lkmm thread move()
 */
static void move(void)
{
	list_move_tail(&one.link, &items);
	BUG_ON(list_first_entry(&items, struct item, link) != &two);
	BUG_ON(list_last_entry(&items, struct item, link) != &one);
	BUG_ON(list_is_singular(&items));
}

/* Other ways over a list.
 * @lkmm test list-ways
 * @lkmm unroll 3
 * @lkmm init items.next = &one.link, items.prev = &two.link
 * @lkmm init one.link.next = &two.link, one.link.prev = &items
 * @lkmm init two.link.next = &items, two.link.prev = &one.link
 * @lkmm thread ways()
 */
static void ways(void)
{
	struct list_head *p;
	struct item *i, *n;
	int seen = 0;

	list_for_each_entry_safe(i, n, &items, link)
		seen = 10 * seen + i->value;
	BUG_ON(seen != 12);
	list_for_each_entry_reverse(i, &items, link)
		seen = 10 * seen + i->value;
	BUG_ON(seen != 1221);
	list_for_each(p, &items)
		seen = 10 * seen + list_entry(p, struct item, link)->value;
	BUG_ON(seen != 122112);
}

/* A reader finds an item set up, or none.
 * @lkmm test list-rcu
 * @lkmm unroll 1
 * @lkmm thread A = add_rcu()
 * @lkmm thread B = sum_rcu()
 * @lkmm always B.sum == 0 || B.sum == 15	// want holds
 * @lkmm sometimes B.sum == 15		// want holds
 */

static struct item fresh;

static void add_rcu(void)
{
	WRITE_ONCE(fresh.value, 5);
	list_add_rcu(&fresh.link, &items);
}

static void sum_rcu(void)
{
	struct item *i;
	int sum = 0;

	rcu_read_lock();
	list_for_each_entry_rcu(i, &items, link)
		sum += 10 + READ_ONCE(i->value);
	rcu_read_unlock();
}

/* An item is changed only when no reader can be at it any more.
 * @lkmm test list-del-rcu
 * @lkmm unroll 1
 * @lkmm init items.next = &one.link, items.prev = &one.link
 * @lkmm init one.link.next = &items, one.link.prev = &items
 * @lkmm thread A = remove_rcu()
 * @lkmm thread B = sum_rcu()
 * @lkmm always B.sum == 0 || B.sum == 11	// want holds
 */

/* @lkmm test list-del-rcu-hasty
 * @lkmm unroll 1
 * @lkmm init items.next = &one.link, items.prev = &one.link
 * @lkmm init one.link.next = &items, one.link.prev = &items
 * @lkmm thread A = remove_hasty()
 * @lkmm thread B = sum_rcu()
 * @lkmm always B.sum == 0 || B.sum == 11	// want violated
 */
static void remove_rcu(void)
{
	list_del_rcu(&one.link);
	synchronize_rcu();
	WRITE_ONCE(one.value, 9);
}

static void remove_hasty(void)
{
	list_del_rcu(&one.link);
	WRITE_ONCE(one.value, 9);
}

/* A reader sees the old item or the new one.
 * @lkmm test list-replace-rcu
 * @lkmm unroll 1
 * @lkmm init items.next = &one.link, items.prev = &one.link
 * @lkmm init one.link.next = &items, one.link.prev = &items
 * @lkmm thread A = replace_rcu()
 * @lkmm thread B = first_rcu()
 * @lkmm always B.value == 1 || B.value == 5	// want holds
 * @lkmm sometimes B.value == 5		// want holds
 */
static void replace_rcu(void)
{
	WRITE_ONCE(fresh.value, 5);
	list_replace_rcu(&one.link, &fresh.link);
}

static void first_rcu(void)
{
	struct item *i;
	int value = 0;

	rcu_read_lock();
	i = list_first_or_null_rcu(&items, struct item, link);
	if (i)
		value = READ_ONCE(i->value);
	rcu_read_unlock();
}
