/*
 * Whoever drops the last reference frees the object. refcount_dec_and_test is a
 * release, and an acquire for the one that gets true: all uses come before the free.
 *
 * @lkmm test refcount
 * @lkmm thread a = use_and_put(shared_object())
 * @lkmm thread b = use_and_put(shared_object())
 */
struct object {
	refcount_t ref;
	int uses;
};

static struct object the_object = { .ref = REFCOUNT_INIT(2) };

static struct object *shared_object(void)
{
	return &the_object;
}

static void use_and_put(struct object *o)
{
	(void)READ_ONCE(o->uses);
	if (refcount_dec_and_test(&o->ref))
		kfree(o);
}

/*
 * A count that is dropped without ordering: the other side's use may come after
 * the free.
 *
 * @lkmm test refcount_relaxed
 * @lkmm thread a = use_and_put_relaxed(&loose_object)
 * @lkmm thread b = use_and_put_relaxed(&loose_object)
 */
struct loose {
	atomic_t ref;
	int uses;
};

static struct loose loose_object = { .ref = ATOMIC_INIT(2) };

static void use_and_put_relaxed(struct loose *o)
{
	(void)READ_ONCE(o->uses); // want data-race "marked read of `loose_object.uses` in [ab]" use-after-free "memory is used after it was freed"
	if (atomic_dec_return_relaxed(&o->ref) == 0) // want data-race "read-modify-write of `loose_object.ref` in [ab]"
		kfree(o);
}
