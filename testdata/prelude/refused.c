// What is not modelled is said where it is used.

/* @lkmm test access-once
 * @lkmm thread access_once()
 */
static int x;
static void access_once(void)
{
	int r = ACCESS_ONCE(x);			// want not-modelled "READ_ONCE"
}

/* @lkmm test c11
 * @lkmm thread c11()
 */
static void c11(void)
{
	atomic_store_explicit(&x, 1, 0);	// want not-modelled "C11"
	int r = __atomic_load_n(&x, 0);		// want not-modelled "C11"
}

/* @lkmm test device
 * @lkmm thread device(&x)
 */
static void device(int *regs)
{
	u32 r = readl(regs);			// want not-modelled "devices"
	writel(1, regs);			// want not-modelled "devices"
}

/* @lkmm test guards
 * @lkmm thread guards()
 */
static DEFINE_MUTEX(lock);
static void guards(void)
{
	guard(mutex)(&lock);			// want not-modelled "guard"
	scoped_guard(mutex, &lock)		// want not-modelled "scoped_guard"
		x = 1;
}

/* @lkmm test later
 * @lkmm thread later()
 */
struct work_struct { int pending; };
static struct work_struct work;
static void later(void)
{
	schedule_work(&work);			// want not-modelled "thread"
	rcu_barrier();				// want not-modelled "call_rcu"
}

/* @lkmm test wide
 * @lkmm thread wide()
 */
static void wide(void)
{
	cmpxchg128(&x, 0, 1);			// want not-modelled "64 bits"
	ASSERT_EXCLUSIVE_BITS(x, 1);		// want not-modelled "bits"
}

/* @lkmm test percpu-alloc
 * @lkmm thread percpu_alloc()
 */
static void percpu_alloc(void)
{
	int *p = alloc_percpu(int);		// want not-modelled "DEFINE_PER_CPU"
}

/* @lkmm test sections
 * @lkmm thread sections()
 */
static void sections(void)
{
	__VERIFIER_atomic_begin();		// want not-modelled "atomic sections"
	x = 1;
	__VERIFIER_atomic_end();		// want not-modelled "atomic sections"
}
