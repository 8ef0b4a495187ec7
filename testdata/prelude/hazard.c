// Hazard pointers: a reader says what it uses, and nobody frees that.
#include "hazard.h"

/* @lkmm test hazard
 * @lkmm thread A = replace()
 * @lkmm thread B = reader()
 * @lkmm sometimes B.seen == 1		// want holds
 */

/* The hazard has to be seen before the pointer is looked at again.
 * @lkmm test hazard-no-barrier
 * @lkmm thread A = replace()
 * @lkmm thread B = reader_no_barrier()
 */

/* Who frees at once does not care.
 * @lkmm test hazard-ignored
 * @lkmm thread A = replace_hasty()
 * @lkmm thread B = reader()
 */
struct object { int data; };
static struct object *shared;
static struct hazard hazard;

static struct object *publish(void)
{
	struct object *p = kmalloc(sizeof(*p), GFP_KERNEL | __GFP_NOFAIL);

	p->data = 1;
	smp_store_release(&shared, p);
	return p;
}

static void replace(void)
{
	struct object *old = publish();

	WRITE_ONCE(shared, NULL);
	hazard_retire(&hazard, old);
}

static void replace_hasty(void)
{
	struct object *old = publish();

	WRITE_ONCE(shared, NULL);
	smp_mb();
	kfree(old);
}

static void reader(void)
{
	struct object *p = hazard_protect(&hazard, &shared);
	int seen = 0;

	if (p)
		seen = p->data;	// want use-after-free "freed" data-race "data"
	hazard_clear(&hazard);
}

static void reader_no_barrier(void)
{
	struct object *p = READ_ONCE(shared);
	int seen = 0;

	WRITE_ONCE(hazard.pointer, p);
	__lkmm_assume(READ_ONCE(shared) == p);
	if (p)
		seen = p->data;	// want use-after-free "freed" data-race "data"
	hazard_clear(&hazard);
}
