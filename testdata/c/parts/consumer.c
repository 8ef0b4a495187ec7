#include "channel.h"

int channel_receive(struct channel *ch)
{
	if (!smp_load_acquire(&ch->full))
		return 0;
	return ch->value;
}
