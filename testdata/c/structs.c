/*
 * Structures are copied member by member, nested ones and arrays included, and the
 * copy carries the dependencies of what was loaded.
 *
 * @lkmm test struct_copy
 * @lkmm thread fill()
 * @lkmm thread fetch()
 * @lkmm always fetch.return == 0 || fetch.return == 6	// want holds
 */
struct point {
	int x;
	int y;
};

struct shape {
	struct point at;
	int kind;
	struct point corner[2];
};

static struct shape buffer;
static struct shape *published;

static void fill(void)
{
	struct shape s = {
		.at = { 1, 2 },
		.corner = { [1] = { .y = 3 } },
	};

	buffer = s;
	smp_store_release(&published, &buffer);
}

static int fetch(void)
{
	struct shape *p = READ_ONCE(published);
	struct shape local;

	if (!p)
		return 0;
	local = *p; // want data-race "plain read of `buffer.* in fetch"
	return local.at.x + local.at.y + local.corner[1].y + local.corner[0].x;
}

/*
 * Published before it is filled in.
 *
 * @lkmm test struct_copy_early
 * @lkmm thread fill_early()
 * @lkmm thread fetch()
 * @lkmm always fetch.return == 0 || fetch.return == 6	// want violated
 */
static void fill_early(void)
{
	struct shape s = {
		.at = { 1, 2 },
		.corner = { [1] = { .y = 3 } },
	};

	smp_store_release(&published, &buffer);
	buffer = s;
}
