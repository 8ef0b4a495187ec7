/*
 * Each CPU counts in its own copy, which nobody else touches.
 *
 * @lkmm test percpu_counter
 * @lkmm thread a = account(3)
 * @lkmm thread b = account(4)
 * @lkmm always a.return == 3 && b.return == 4	// want holds
 */
static DEFINE_PER_CPU(int, packets);

static int account(int n)
{
	this_cpu_add(packets, n);
	return this_cpu_read(packets);
}

/*
 * One counter for all, with plain additions.
 *
 * @lkmm test shared_counter
 * @lkmm thread a = account_shared(3)
 * @lkmm thread b = account_shared(4)
 * @lkmm always all_packets == 7	// want violated
 */
static int all_packets;

static void account_shared(int n)
{
	all_packets += n; // want data-race "plain read of `all_packets` in a" data-race "plain write to `all_packets` in a"
}
