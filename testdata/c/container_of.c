/*
 * From a member to the structure around it: the address dependency goes through
 * container_of.
 *
 * @lkmm test container
 * @lkmm thread link()
 * @lkmm thread follow()
 * @lkmm always follow.return == 0 || follow.return == 4	// want holds
 */
struct link_node {
	struct link_node *next;
};

struct box {
	int content;
	struct link_node node;
};

static struct box box;
static struct link_node *first;

static void link(void)
{
	box.content = 4; // want data-race "plain write to `box.content` in link"
	smp_store_release(&first, &box.node);
}

static int follow(void)
{
	struct link_node *n = READ_ONCE(first);

	if (!n)
		return 0;
	return container_of(n, struct box, node)->content;
}

/*
 * Content through a pointer that hangs on nothing: the load may come first.
 *
 * @lkmm test container_no_dependency
 * @lkmm thread link()
 * @lkmm thread follow_fixed()
 * @lkmm always follow_fixed.return == -1 || follow_fixed.return == 4	// want violated
 */
static int follow_fixed(void)
{
	struct link_node *n = READ_ONCE(first);

	if (!n)
		return -1;
	return READ_ONCE(box.content);
}
