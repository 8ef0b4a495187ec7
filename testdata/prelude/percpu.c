// Per-CPU variables: each thread is a CPU.

/* Each CPU counts for itself, and nobody races.
 * @lkmm test percpu-count
 * @lkmm thread A = count()
 * @lkmm thread B = count()
 * @lkmm always A.mine == 2 && B.mine == 2	// want holds
 */

/* One counter for all would race.
 * @lkmm test shared-count
 * @lkmm thread A = count_shared()
 * @lkmm thread B = count_shared()
 */

/* A sum over all CPUs sees what each has counted so far.
 * @lkmm test percpu-sum
 * @lkmm unroll 3
 * @lkmm thread A = count_once()
 * @lkmm thread B = count_once()
 * @lkmm thread C = sum_all()
 * @lkmm always C.sum <= 2		// want holds
 * @lkmm sometimes C.sum == 2		// want holds
 * @lkmm sometimes C.sum == 0		// want holds
 */

/* Reading plainly what others count is a race.
 * @lkmm test percpu-sum-plain
 * @lkmm unroll 2
 * @lkmm thread A = count_once()
 * @lkmm thread C = sum_plain()
 */
static DEFINE_PER_CPU(int, counter);
static DEFINE_PER_CPU(long, plainly);
static int all;

static void count(void)
{
	this_cpu_inc(counter);
	this_cpu_add(counter, 1);
	int mine = this_cpu_read(counter);
}

static void count_shared(void)
{
	all++;	// want data-race "all"
}

static void count_once(void)
{
	this_cpu_inc(counter);
}

static void sum_all(void)
{
	int cpu, sum = 0;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu(counter, cpu));
}

static void sum_plain(void)
{
	int cpu, sum = 0;

	for_each_possible_cpu(cpu)
		sum += per_cpu(counter, cpu);	// want data-race "counter"
}

/* A CPU's own number finds its own copy.
 * @lkmm test percpu-own
 * @lkmm thread A = own()
 * @lkmm thread B = own()
 * @lkmm always A.cpu == 0 && B.cpu == 1	// want holds
 */
static void own(void)
{
	int cpu = get_cpu();
	int *p = this_cpu_ptr(&counter);

	BUG_ON(p != per_cpu_ptr(&counter, cpu));
	put_cpu();
	this_cpu_write(counter, 4);
	BUG_ON(this_cpu_add_return(counter, 3) != 7);
	BUG_ON(this_cpu_xchg(counter, 1) != 7);
	BUG_ON(this_cpu_cmpxchg(counter, 1, 5) != 1);
	BUG_ON(*p != 5);
	__this_cpu_write(plainly, 4);
	BUG_ON(__this_cpu_add_return(plainly, 3) != 7);
	__this_cpu_dec(plainly);
	BUG_ON(__this_cpu_read(plainly) != 6);
}

/* An update of one's own copy is not atomic for others who write it.
 * @lkmm test percpu-foreign-write
 * @lkmm thread A = add_own()
 * @lkmm thread B = clear_first()
 * @lkmm never A.before == 1 && A.after == 2 && B.old == 1	// want violated
 */
static void add_own(void)
{
	this_cpu_write(counter, 1);
	int before = this_cpu_read(counter);
	this_cpu_inc(counter);
	int after = this_cpu_read(counter);
}

static void clear_first(void)
{
	int old = xchg(per_cpu_ptr(&counter, 0), 0);
}

/* A local_t is the same with a name.
 * @lkmm test local
 * @lkmm thread A = count_local()
 * @lkmm thread B = read_local()
 * @lkmm always B.seen <= 3		// want holds
 */
static local_t here;

static void count_local(void)
{
	local_inc(&here);
	local_add(2, &here);
	BUG_ON(local_read(&here) != 3);
}

static void read_local(void)
{
	long seen = local_read(&here);
}
