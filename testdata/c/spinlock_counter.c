/*
 * A counter behind a spinlock.
 *
 * @lkmm test locked_counter
 * @lkmm shared struct counter c
 * @lkmm thread a = counter_add(&c, 1)
 * @lkmm thread b = counter_add(&c, 2)
 * @lkmm thread d = counter_add_irq(&c, 4)
 * @lkmm always c.count == 7	// want holds
 */
struct counter {
	spinlock_t lock;
	u64 count;
};

static void counter_add(struct counter *c, u32 n)
{
	spin_lock(&c->lock);
	c->count += n;
	spin_unlock(&c->lock);
}

static void counter_add_irq(struct counter *c, u32 n)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	c->count += n;
	spin_unlock_irqrestore(&c->lock, flags);
}

/*
 * One of the two does not take the lock.
 *
 * @lkmm test half_locked_counter
 * @lkmm shared struct counter c
 * @lkmm thread counter_add_locked(&c)
 * @lkmm thread counter_add_bare(&c)
 * @lkmm always c.count == 2	// want violated
 */
static void counter_add_locked(struct counter *c)
{
	spin_lock(&c->lock);
	c->count++; // want data-race "plain read of `c.count` in counter_add_locked"
	spin_unlock(&c->lock);
}

static void counter_add_bare(struct counter *c)
{
	c->count++;
}
