/*
 * A stack without a lock. Two threads push, one takes all at once: nothing is lost.
 *
 * @lkmm test stack_push
 * @lkmm thread a = push(&na)
 * @lkmm thread b = push(&nb)
 * @lkmm always (top == &na && na.next == &nb && nb.next == NULL) || (top == &nb && nb.next == &na && na.next == NULL)	// want holds
 */
struct node {
	struct node *next;
	int value;
};

static struct node na, nb;
static struct node *top;

static void push(struct node *n)
{
	struct node *old = READ_ONCE(top);

	do {
		WRITE_ONCE(n->next, old);
	} while (!try_cmpxchg_release(&top, &old, n));
}

/*
 * Push by a plain store loses an element.
 *
 * @lkmm test stack_push_plain
 * @lkmm thread a = push_store(&na)
 * @lkmm thread b = push_store(&nb)
 * @lkmm always (top == &na && na.next == &nb) || (top == &nb && nb.next == &na)	// want violated
 */
static void push_store(struct node *n)
{
	WRITE_ONCE(n->next, READ_ONCE(top));
	smp_store_release(&top, n);
}

/*
 * Pop by compare and exchange: between the load of the top and the exchange the top
 * is popped, another popped too, and the first pushed again. The exchange succeeds
 * and sets the top to an element that is in use (ABA).
 *
 * @lkmm test stack_aba
 * @lkmm init top = &na, na.next = &nb
 * @lkmm thread pop()
 * @lkmm thread pop_pop_push()
 * @lkmm never pop.return == 1 && top == &nb	// want violated
 */
static int pop(void)
{
	struct node *n = smp_load_acquire(&top);
	struct node *next;

	if (!n)
		return 0;
	next = READ_ONCE(n->next);
	return cmpxchg(&top, n, next) == n;
}

static void pop_pop_push(void)
{
	struct node *a, *b;

	a = smp_load_acquire(&top);
	if (cmpxchg(&top, a, READ_ONCE(a->next)) != a)
		return;
	b = smp_load_acquire(&top);
	if (!b || cmpxchg(&top, b, READ_ONCE(b->next)) != b)
		return;
	WRITE_ONCE(a->next, READ_ONCE(top));
	smp_store_release(&top, a);
}
