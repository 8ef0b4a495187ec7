#include <linux/module.h>
#include <linux/netdevice.h>

/*
 * A function of a driver whose headers are not there: members are known by use.
 *
 * @lkmm test driver_stop
 * @lkmm shared struct foo_adapter ad
 * @lkmm thread foo_stop(&ad)
 * @lkmm thread foo_poll(&ad)
 * @lkmm never foo_stop.was == 0 && foo_poll.stop == 0	// want holds
 */
static void foo_stop(struct foo_adapter *ad)
{
	int was;

	netdev_info(ad->netdev, "stopping\n");
	WRITE_ONCE(ad->stopped, 1);
	smp_mb();
	was = READ_ONCE(ad->polling);
	(void)was;
}

static void foo_poll(struct foo_adapter *ad)
{
	int stop;

	WRITE_ONCE(ad->polling, 1);
	smp_mb();
	stop = READ_ONCE(ad->stopped);
	(void)stop;
}
