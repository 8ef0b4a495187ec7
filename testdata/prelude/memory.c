// Memory that is made and freed.

/* @lkmm test made
 * @lkmm thread A = make()
 * @lkmm sometimes A.p == 0		// want holds
 */
struct object { int a, b; };
static struct object *shared;
static int seen;

static void make(void)
{
	struct object *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return;
	BUG_ON(p->a || p->b);
	p->a = 1;
	BUG_ON(p->a != 1);
	kfree(p);
	p = kmalloc_obj(*p);
	kfree(p);
}

/* Two objects are different.
 * @lkmm test made-twice
 * @lkmm thread A = make_two()
 */
static void make_two(void)
{
	struct object *p = kmalloc(sizeof(*p), GFP_KERNEL | __GFP_NOFAIL);
	struct object *q = kmalloc(sizeof(*q), GFP_KERNEL | __GFP_NOFAIL);

	BUG_ON(p == q);
	p->a = 1;
	q->a = 2;
	BUG_ON(p->a != 1);
	kfree(p);
	kfree(q);
}

/* An allocation may fail.
 * @lkmm test unchecked
 * @lkmm thread A = make_unchecked()
 */
static void make_unchecked(void)
{
	struct object *p = kzalloc(sizeof(*p), GFP_KERNEL);

	p->a = 1;	// want run-time-error "NULL"
	kfree(p);
}

/* What kmalloc gives is not set.
 * @lkmm test unset
 * @lkmm thread A = read_unset()
 */
static void read_unset(void)
{
	struct object *p = kmalloc(sizeof(*p), GFP_KERNEL);

	if (p)
		seen = p->a;	// want run-time-error "never written"
}

/* What is freed is gone.
 * @lkmm test use-after-free
 * @lkmm thread A = use_freed()
 */
static void use_freed(void)
{
	struct object *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return;
	kfree(p);
	seen = p->a;	// want use-after-free "freed"
}

/* It is freed once.
 * @lkmm test double-free
 * @lkmm thread A = free_twice()
 */
static void free_twice(void)
{
	struct object *p = kzalloc(sizeof(*p), GFP_KERNEL);

	kfree(p);	// want double-free "freed twice"
	kfree(p);
}

/* Handing over and freeing, in order.
 * @lkmm test hand-over
 * @lkmm thread A = give()
 * @lkmm thread B = take()
 */

/* And without.
 * @lkmm test hand-over-bare
 * @lkmm thread A = give_bare()
 * @lkmm thread B = take()
 */
static void give(void)
{
	struct object *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return;
	p->a = 1;
	smp_store_release(&shared, p);
}

static void give_bare(void)
{
	struct object *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return;
	WRITE_ONCE(shared, p);
	p->a = 1;	// want data-race "a" use-after-free "freed"
}

static void take(void)
{
	struct object *p = smp_load_acquire(&shared);

	if (!p)
		return;
	seen = p->a;
	kfree(p);
}
