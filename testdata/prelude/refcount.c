// Reference counts.

/* The last one frees what both have used.
 * @lkmm test put
 * @lkmm init obj.refs.refs.counter = 2
 * @lkmm thread A = user(&obj.a)
 * @lkmm thread B = user(&obj.b)
 * @lkmm always freed == 1		// want holds
 */

/* With a counter that orders nothing, uses and the free are not ordered.
 * @lkmm test put-relaxed
 * @lkmm init obj.refs.refs.counter = 2
 * @lkmm thread A = user_relaxed(&obj.a)
 * @lkmm thread B = user_relaxed(&obj.b)
 * @lkmm always freed == 1		// want holds
 */

/* One reference too many is given back.
 * @lkmm test put-twice
 * @lkmm init obj.refs.refs.counter = 1
 * @lkmm thread A = put_only()
 * @lkmm thread B = put_only()
 */
struct object {
	refcount_t refs;
	struct kref kref;
	int a, b;
};
static struct object obj;
static int freed;

static void user(int *mine)
{
	*mine = 1;
	if (refcount_dec_and_test(&obj.refs)) {
		obj.a = obj.b = -1;
		freed++;
	}
}

static void user_relaxed(int *mine)
{
	*mine = 1;	// want data-race "obj"
	if (atomic_dec_return_relaxed(&obj.refs.refs) == 0) {
		obj.a = obj.b = -1;
		freed++;
	}
}

static void put_only(void)
{
	refcount_dec_and_test(&obj.refs);	// want violated
}

/* A reference is taken only while there is one.
 * @lkmm test get-unless-zero
 * @lkmm init obj.refs.refs.counter = 1
 * @lkmm thread A = user(&obj.a)
 * @lkmm thread B = visitor()
 * @lkmm always freed == 1		// want holds
 * @lkmm sometimes B.got == 0		// want holds
 */

/* Taking one without looking may be too late.
 * @lkmm test get-too-late
 * @lkmm init obj.refs.refs.counter = 1
 * @lkmm thread A = put_quietly()
 * @lkmm thread B = get_only()
 */
static void visitor(void)
{
	bool got = refcount_inc_not_zero(&obj.refs);

	if (got)
		user(&obj.b);
}

static void put_quietly(void)
{
	refcount_dec_if_one(&obj.refs);
}

static void get_only(void)
{
	refcount_inc(&obj.refs);	// want violated
}

/* A kref calls its function once.
 * @lkmm test kref
 * @lkmm init obj.kref.refcount.refs.counter = 2
 * @lkmm thread A = kref_user()
 * @lkmm thread B = kref_user()
 * @lkmm always freed == 1		// want holds
 */
static void release(struct kref *kref)
{
	struct object *o = container_of(kref, struct object, kref);

	o->a = -1;
	freed++;
}

static void kref_user(void)
{
	int seen = obj.a;

	kref_put(&obj.kref, release);
}

/* A lookup under a mutex takes a reference before the last put can remove the object.
 * @lkmm test kref-mutex
 * @lkmm init obj.kref.refcount.refs.counter = 1
 * @lkmm init table = &obj
 * @lkmm thread A = owner()
 * @lkmm thread B = lookup()
 * @lkmm always freed == 1		// want holds
 * @lkmm always table == 0		// want holds
 * @lkmm sometimes B.found == 1		// want holds
 */
static DEFINE_MUTEX(table_lock);
static struct object *table;

static void remove(struct kref *kref)
{
	table = NULL;
	freed++;
	mutex_unlock(&table_lock);
}

static void owner(void)
{
	kref_put_mutex(&obj.kref, remove, &table_lock);
}

static void lookup(void)
{
	int found = 0;

	mutex_lock(&table_lock);
	if (table) {
		kref_get(&table->kref);
		found = 1;
	}
	mutex_unlock(&table_lock);
	if (found)
		kref_put_mutex(&obj.kref, remove, &table_lock);
}
