/*
 * One thread of this file, one of another: the object meets by its type.
 *
 * @lkmm test across_files
 * @lkmm with parts/consumer.c
 * @lkmm shared struct channel ch
 * @lkmm thread channel_send(&ch, 5)
 * @lkmm thread channel_receive(&ch)
 * @lkmm always channel_receive.return == 0 || channel_receive.return == 5	// want holds
 */
#include "parts/channel.h"

static void channel_send(struct channel *ch, int v)
{
	ch->value = v;
	smp_store_release(&ch->full, true);
}
