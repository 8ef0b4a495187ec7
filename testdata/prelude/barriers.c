// Barriers and accesses that wait.

/* @lkmm test mandatory
 * @lkmm thread A = send_wmb()
 * @lkmm thread B = receive_rmb()
 * @lkmm never B.r0 == 1 && B.r1 == 0	// want holds
 */

/* @lkmm test mandatory-dma
 * @lkmm thread A = send_dma_wmb()
 * @lkmm thread B = receive_dma_rmb()
 * @lkmm never B.r0 == 1 && B.r1 == 0	// want holds
 */

/* A compiler barrier orders nothing for the CPU.
 * @lkmm test compiler-barrier
 * @lkmm thread A = send_wmb()
 * @lkmm thread B = receive_barrier()
 * @lkmm never B.r0 == 1 && B.r1 == 0	// want violated
 */
static int x, y;
static atomic_t a;

static void send_wmb(void) { WRITE_ONCE(x, 1); wmb(); WRITE_ONCE(y, 1); }
static void send_dma_wmb(void) { WRITE_ONCE(x, 1); dma_wmb(); WRITE_ONCE(y, 1); }
static void receive_rmb(void) { int r0 = READ_ONCE(y); rmb(); int r1 = READ_ONCE(x); }
static void receive_dma_rmb(void) { int r0 = READ_ONCE(y); dma_rmb(); int r1 = READ_ONCE(x); }
static void receive_barrier(void)
{
	int r0 = READ_ONCE(y);
	local_irq_disable();
	preempt_disable();
	barrier();
	preempt_enable();
	local_irq_enable();
	int r1 = READ_ONCE(x);
}

/* @lkmm test store-buffer
 * @lkmm thread A = store_mb()
 * @lkmm thread B = store_virt_mb()
 * @lkmm never A.r == 0 && B.r == 0	// want holds
 */

/* @lkmm test store-buffer-atomic
 * @lkmm thread A = store_after_atomic()
 * @lkmm thread B = store_virt_mb()
 * @lkmm never A.r == 0 && B.r == 0	// want holds
 */

/* @lkmm test store-buffer-atomic-bare
 * @lkmm thread A = store_atomic()
 * @lkmm thread B = store_virt_mb()
 * @lkmm never A.r == 0 && B.r == 0	// want violated
 */
static void store_mb(void) { smp_store_mb(x, 1); int r = READ_ONCE(y); }
static void store_virt_mb(void) { WRITE_ONCE(y, 1); virt_mb(); int r = READ_ONCE(x); }
static void store_after_atomic(void)
{
	WRITE_ONCE(x, 1);
	atomic_inc(&a);
	smp_mb__after_atomic();
	int r = READ_ONCE(y);
}
static void store_atomic(void)
{
	WRITE_ONCE(x, 1);
	atomic_inc(&a);
	int r = READ_ONCE(y);
}

/* A branch on a load, made an acquire.
 * @lkmm test ctrl-acquire
 * @lkmm thread A = send_wmb()
 * @lkmm thread B = receive_ctrl()
 * @lkmm never B.r1 == 0		// want holds
 */

/* @lkmm test ctrl-bare
 * @lkmm thread A = send_wmb()
 * @lkmm thread B = receive_ctrl_bare()
 * @lkmm never B.r1 == 0		// want violated
 */
static void receive_ctrl(void)
{
	int r1 = 1;

	if (READ_ONCE(y)) {
		smp_acquire__after_ctrl_dep();
		r1 = READ_ONCE(x);
	}
}
static void receive_ctrl_bare(void)
{
	int r1 = 1;

	if (READ_ONCE(y))
		r1 = READ_ONCE(x);
}

/* Waiting for a value, with and without acquire order.
 * @lkmm test cond-acquire
 * @lkmm thread A = send_wmb()
 * @lkmm thread B = wait_acquire()
 * @lkmm always B.r0 == 1 && B.r1 == 1	// want holds
 */

/* @lkmm test cond-relaxed
 * @lkmm thread A = send_wmb()
 * @lkmm thread B = wait_relaxed()
 * @lkmm always B.r0 == 1		// want holds
 * @lkmm always B.r1 == 1		// want violated
 */

/* @lkmm test cond-atomic
 * @lkmm thread A = send_atomic()
 * @lkmm thread B = wait_atomic()
 * @lkmm always B.r0 == 2 && B.r1 == 1	// want holds
 */
static void wait_acquire(void)
{
	int r0 = smp_cond_load_acquire(&y, VAL != 0);
	int r1 = READ_ONCE(x);
}
static void wait_relaxed(void)
{
	int r0 = smp_cond_load_relaxed(&y, VAL != 0);
	int r1 = READ_ONCE(x);
}
static void send_atomic(void) { WRITE_ONCE(x, 1); atomic_add_return_release(2, &a); }
static void wait_atomic(void)
{
	int r0 = atomic_cond_read_acquire(&a, VAL == 2);
	int r1 = READ_ONCE(x);
}
