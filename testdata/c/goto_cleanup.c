/*
 * An error path that gives back what was taken, in the reverse order.
 *
 * @lkmm test cleanup
 * @lkmm shared struct port p
 * @lkmm thread a = port_open(&p, 1)
 * @lkmm thread b = port_open(&p, 0)
 * @lkmm always p.users == 1	// want holds
 * @lkmm always a.return == 0 && b.return == -22	// want holds
 */
#define EINVAL 22
#define ENOMEM 12

struct port {
	spinlock_t lock;
	int users;
	int configured;
};

static int port_open(struct port *p, int rate)
{
	int err;

	spin_lock(&p->lock);
	p->users++;
	if (rate <= 0) {
		err = -EINVAL;
		goto out_users;
	}
	p->configured = rate;
	err = 0;
	goto out_unlock;

out_users:
	p->users--;
out_unlock:
	spin_unlock(&p->lock);
	return err;
}

/*
 * A path that forgets to unlock: the other thread never gets the lock, so no
 * execution ends with both counted.
 *
 * @lkmm test cleanup_forgotten // want no-execution "no execution of this test is possible: it deadlocks, or what"
 * @lkmm shared struct port p
 * @lkmm thread a = port_open_leaky(&p, 0)
 * @lkmm thread b = port_open_leaky(&p, 0)
 * @lkmm sometimes p.users == 2	// want violated
 */
static int port_open_leaky(struct port *p, int rate)
{
	spin_lock(&p->lock);
	p->users++;
	if (rate <= 0)
		return -EINVAL;
	p->configured = rate;
	spin_unlock(&p->lock);
	return 0;
}
