/*
 * One producer, one consumer, a ring of two slots. Head and tail are published with
 * release and read with acquire.
 *
 * @lkmm test ring
 * @lkmm shared struct ring r
 * @lkmm thread produce(&r)
 * @lkmm thread consume(&r)
 * @lkmm always consume.first == 0 || consume.first == 11	// want holds
 * @lkmm always consume.second == 0 || consume.second == 12	// want holds
 */
#define RING_SIZE 2

struct ring {
	unsigned int head;
	unsigned int tail;
	int slot[RING_SIZE];
};

static bool ring_put(struct ring *r, int v)
{
	unsigned int head = r->head;

	if (head - smp_load_acquire(&r->tail) >= RING_SIZE)
		return false;
	r->slot[head & (RING_SIZE - 1)] = v;
	smp_store_release(&r->head, head + 1);
	return true;
}

static int ring_get(struct ring *r)
{
	unsigned int tail = r->tail;
	int v;

	if (smp_load_acquire(&r->head) == tail)
		return 0;
	v = r->slot[tail & (RING_SIZE - 1)];
	smp_store_release(&r->tail, tail + 1);
	return v;
}

static void produce(struct ring *r)
{
	ring_put(r, 11);
	ring_put(r, 12);
}

static void consume(struct ring *r)
{
	int first = ring_get(r);
	int second = first ? ring_get(r) : 0;

	(void)second;
}

/*
 * The tail is moved before the slot is read: the producer may write over it.
 *
 * @lkmm test ring_early_tail
 * @lkmm shared struct ring r
 * @lkmm init r.head = 2, r.slot[0] = 11, r.slot[1] = 12
 * @lkmm thread put_third(&r)
 * @lkmm thread get_early(&r)
 * @lkmm always get_early.return == 11	// want violated
 */
static void put_third(struct ring *r)
{
	unsigned int head = r->head;

	if (head - smp_load_acquire(&r->tail) >= RING_SIZE)
		return;
	r->slot[head & (RING_SIZE - 1)] = 13; // want data-race "plain write to `r.slot.0.` in put_third"
	smp_store_release(&r->head, head + 1);
}

static int get_early(struct ring *r)
{
	unsigned int tail = r->tail;

	smp_store_release(&r->tail, tail + 1);
	return r->slot[tail & (RING_SIZE - 1)];
}
