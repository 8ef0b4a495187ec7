/*
 * A pointer that may be NULL is used without a look.
 *
 * @lkmm test null_use
 * @lkmm thread set_pointer()
 * @lkmm thread use_pointer()
 */
static int target;
static int *pointer;

static void set_pointer(void)
{
	smp_store_release(&pointer, &target);
}

static void use_pointer(void)
{
	int *p = READ_ONCE(pointer);

	WRITE_ONCE(*p, 1); // want run-time-error "writes through NULL"
}

/*
 * @lkmm test null_checked
 * @lkmm thread set_pointer()
 * @lkmm thread use_checked()
 */
static void use_checked(void)
{
	int *p = READ_ONCE(pointer);

	if (p)
		WRITE_ONCE(*p, 1);
}
