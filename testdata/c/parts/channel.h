#ifndef CHANNEL_H
#define CHANNEL_H

/* A value and whether it is there. */
struct channel {
	bool full;
	int value;
};

#endif
