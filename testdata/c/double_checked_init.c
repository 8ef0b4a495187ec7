/*
 * Double-checked initialisation: the pointer is published with a release store,
 * and read with an address dependency outside of the lock.
 *
 * @lkmm test double_checked
 * @lkmm thread a = get_table()
 * @lkmm thread b = get_table()
 * @lkmm always a.return == 7 && b.return == 7	// want holds
 */
struct table {
	int size;
};

static struct table the_table;
static struct table *table;
static DEFINE_MUTEX(table_lock);

static int get_table(void)
{
	struct table *t = READ_ONCE(table);

	if (!t) {
		mutex_lock(&table_lock);
		t = table;
		if (!t) {
			t = &the_table;
			t->size = 7;
			smp_store_release(&table, t);
		}
		mutex_unlock(&table_lock);
	}
	return t->size;
}

/*
 * Published with a store that orders nothing, the pointer may be seen before what
 * it points to is filled in.
 *
 * @lkmm test double_checked_relaxed
 * @lkmm thread a = get_table_relaxed()
 * @lkmm thread b = get_table_relaxed()
 * @lkmm always a.return == 7 && b.return == 7	// want violated
 */
static int get_table_relaxed(void)
{
	struct table *t = READ_ONCE(table);

	if (!t) {
		mutex_lock(&table_lock);
		t = table;
		if (!t) {
			t = &the_table;
			t->size = 7; // want data-race "plain write to `the_table.size` in a"
			WRITE_ONCE(table, t);
		}
		mutex_unlock(&table_lock);
	}
	return t->size;
}
