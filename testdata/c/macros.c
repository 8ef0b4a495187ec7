/*
 * Macros of the file: objects, functions, statements, and one over another.
 *
 * @lkmm test macros
 * @lkmm thread publish_all()
 * @lkmm thread look()
 * @lkmm never look.s == DONE && look.d != MAGIC	// want holds
 */
#define MAGIC	(40 + 2)
#define DONE	1
#define SET(lvalue, v)	WRITE_ONCE(lvalue, v)
#define PUBLISH(d, s) do {		\
	SET(d, MAGIC);			\
	smp_wmb();			\
	SET(s, DONE);			\
} while (0)

static int data, state;

static void publish_all(void)
{
	PUBLISH(data, state);
}

static void look(void)
{
	int s = READ_ONCE(state);
	int d;

	smp_rmb();
	d = READ_ONCE(data);
	(void)s;
	(void)d;
}

/*
 * @lkmm test macros_wrong
 * @lkmm thread publish_swapped()
 * @lkmm thread look()
 * @lkmm never look.s == DONE && look.d != MAGIC	// want violated
 */
#define PUBLISH_SWAPPED(d, s) do { SET(s, DONE); smp_wmb(); SET(d, MAGIC); } while (0)

static void publish_swapped(void)
{
	PUBLISH_SWAPPED(data, state);
}
