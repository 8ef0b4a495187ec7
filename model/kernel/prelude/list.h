/*
 * Lists. Their loops run as often as the test's bound on loops allows: they are for small lists.
 */

/*
 * A member that links an object into a list, and the list's head.
 * Guarantee: two pointers.
 * Source: Documentation/core-api/list.rst
 */
struct list_head { struct list_head *next, *prev; };

/*
 * Makes an empty list.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/core-api/list.rst
 */
#define LIST_HEAD_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list_head name = { &(name), &(name) }

/*
 * What the pointers of an object become that has left its list.
 * Guarantee: following them is an access outside of all objects.
 * Source: include/linux/poison.h
 */
#define LIST_POISON1 ((void *)0x100)
#define LIST_POISON2 ((void *)0x122)

/*
 * Makes an empty list, or an entry that is in no list.
 * Guarantee: writes tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
static inline void INIT_LIST_HEAD(struct list_head *list)
{
	__lkmm_store(once, &list->next, list);
	__lkmm_store(once, &list->prev, list);
}
static inline void INIT_LIST_HEAD_RCU(struct list_head *list)
{
	__lkmm_store(once, &list->next, list);
	__lkmm_store(once, &list->prev, list);
}

static inline void __prelude_list_link(struct list_head *before, struct list_head *entry,
				       struct list_head *after)
{
	entry->prev = before;
	entry->next = after;
	after->prev = entry;
	__lkmm_store(once, &before->next, entry);
}
static inline void __prelude_list_join(struct list_head *before, struct list_head *after)
{
	after->prev = before;
	__lkmm_store(once, &before->next, after);
}

/*
 * Links an entry in behind head, or before it, which is the end of the list.
 * Guarantee: plain accesses, but for the write that makes the entry part of the list, tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
static inline void list_add(struct list_head *entry, struct list_head *head)
{
	__prelude_list_link(head, entry, head->next);
}
static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	__prelude_list_link(head->prev, entry, head);
}

/*
 * Takes an entry out of its list.
 * Guarantee: plain accesses, but for the write that takes it out, tagged ONCE. Afterwards its
 *   pointers lead nowhere.
 * Source: Documentation/core-api/list.rst
 */
static inline void list_del(struct list_head *entry)
{
	__prelude_list_join(entry->prev, entry->next);
	entry->next = LIST_POISON1;
	entry->prev = LIST_POISON2;
}

/*
 * Takes an entry out of its list, so that it is an empty list itself.
 * Guarantee: plain accesses, but for the writes of next and of the entry, tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
static inline void list_del_init(struct list_head *entry)
{
	__prelude_list_join(entry->prev, entry->next);
	INIT_LIST_HEAD(entry);
}

/*
 * Takes an entry out of its list so that list_empty_careful may look at it without a lock.
 * Guarantee: as list_del_init, but the entry's next is written last and tagged RELEASE.
 * Source: include/linux/list.h
 */
static inline void list_del_init_careful(struct list_head *entry)
{
	__prelude_list_join(entry->prev, entry->next);
	__lkmm_store(once, &entry->prev, entry);
	__lkmm_store(release, &entry->next, entry);
}

/*
 * Puts an entry where another one is in its list.
 * Guarantee: plain accesses.
 * Source: Documentation/core-api/list.rst
 */
static inline void list_replace(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->next->prev = entry;
	entry->prev = old->prev;
	entry->prev->next = entry;
}

/*
 * Takes an entry out of its list and links it into another, at its beginning or end.
 * Guarantee: those of list_del and list_add.
 * Source: Documentation/core-api/list.rst
 */
static inline void list_move(struct list_head *entry, struct list_head *head)
{
	__prelude_list_join(entry->prev, entry->next);
	list_add(entry, head);
}
static inline void list_move_tail(struct list_head *entry, struct list_head *head)
{
	__prelude_list_join(entry->prev, entry->next);
	list_add_tail(entry, head);
}

/*
 * Moves all entries of a list to the beginning of another, and leaves the first one empty.
 * Guarantee: plain accesses, but for the writes of the emptied head, tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
static inline void list_splice_init(struct list_head *list, struct list_head *head)
{
	struct list_head *first = list->next, *last = list->prev;

	if (first == list)
		return;
	last->next = head->next;
	head->next->prev = last;
	first->prev = head;
	head->next = first;
	INIT_LIST_HEAD(list);
}

/*
 * Says whether a list is empty.
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
static inline int list_empty(const struct list_head *head)
{
	return __lkmm_load(once, &head->next) == head;
}

/*
 * Says whether a list is empty and nobody is about to take its last entry out with
 * list_del_init_careful.
 * Guarantee: a read of next tagged ACQUIRE and a read of prev tagged ONCE.
 * Source: include/linux/list.h
 */
static inline int list_empty_careful(const struct list_head *head)
{
	struct list_head *next = __lkmm_load(acquire, &head->next);

	return next == head && next == __lkmm_load(once, &head->prev);
}

/*
 * Where an entry is in its list.
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
static inline int list_is_first(const struct list_head *entry, const struct list_head *head)
{
	return entry->prev == head;
}
static inline int list_is_last(const struct list_head *entry, const struct list_head *head)
{
	return entry->next == head;
}
static inline int list_is_head(const struct list_head *entry, const struct list_head *head)
{
	return entry == head;
}
static inline int list_is_singular(const struct list_head *head)
{
	return head->next != head && head->next == head->prev;
}

/*
 * The object of which ptr is the link.
 * Form: type *NAME(struct list_head *ptr, type, member)
 * Guarantee: address arithmetic; no access.
 * Source: Documentation/core-api/list.rst
 */
#define list_entry(ptr, type, member) container_of(ptr, type, member)

/*
 * The first or the last object of a list that is not empty.
 * Form: type *NAME(struct list_head *head, type, member)
 * Guarantee: a plain read.
 * Source: Documentation/core-api/list.rst
 */
#define list_first_entry(head, type, member) container_of((head)->next, type, member)
#define list_last_entry(head, type, member) container_of((head)->prev, type, member)

/*
 * The first object of a list, or NULL if it is empty.
 * Form: type *NAME(struct list_head *head, type, member)
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
#define list_first_entry_or_null(head, type, member) ({				\
	struct list_head *__head = (head);					\
	struct list_head *__first = __lkmm_load(once, &__head->next);		\
	__first != __head ? container_of(__first, type, member) : NULL;		\
})

/*
 * The object after, or before, the one that pos points to.
 * Form: T *NAME(T *pos, member)
 * Guarantee: a plain read.
 * Source: Documentation/core-api/list.rst
 */
#define list_next_entry(pos, member) container_of((pos)->member.next, typeof(*(pos)), member)
#define list_prev_entry(pos, member) container_of((pos)->member.prev, typeof(*(pos)), member)

/*
 * Says whether pos has come to the head of the list.
 * Form: bool NAME(T *pos, struct list_head *head, member)
 * Guarantee: no access.
 * Source: Documentation/core-api/list.rst
 */
#define list_entry_is_head(pos, head, member) (&(pos)->member == (head))

/*
 * Runs the statement for the link of each entry.
 * Form: NAME(struct list_head *pos, struct list_head *head)
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
#define list_for_each(pos, head) for (pos = (head)->next; pos != (head); pos = pos->next)
#define list_for_each_prev(pos, head) for (pos = (head)->prev; pos != (head); pos = pos->prev)

/*
 * Runs the statement for the link of each entry; it may take the entry out of the list.
 * Form: NAME(struct list_head *pos, struct list_head *n, struct list_head *head)
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
#define list_for_each_safe(pos, n, head) \
	for (pos = (head)->next, n = pos->next; pos != (head); pos = n, n = pos->next)

/*
 * Runs the statement for each object of a list: from the first, from the last, after pos, from pos on.
 * Form: NAME(T *pos, struct list_head *head, member)
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
#define list_for_each_entry(pos, head, member)					\
	for (pos = list_first_entry(head, typeof(*pos), member);		\
	     !list_entry_is_head(pos, head, member);				\
	     pos = list_next_entry(pos, member))
#define list_for_each_entry_reverse(pos, head, member)				\
	for (pos = list_last_entry(head, typeof(*pos), member);			\
	     !list_entry_is_head(pos, head, member);				\
	     pos = list_prev_entry(pos, member))
#define list_for_each_entry_continue(pos, head, member)				\
	for (pos = list_next_entry(pos, member);				\
	     !list_entry_is_head(pos, head, member);				\
	     pos = list_next_entry(pos, member))
#define list_for_each_entry_from(pos, head, member)				\
	for (; !list_entry_is_head(pos, head, member); pos = list_next_entry(pos, member))

/*
 * Runs the statement for each object of a list; it may take the object out of the list.
 * Form: NAME(T *pos, T *n, struct list_head *head, member)
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
#define list_for_each_entry_safe(pos, n, head, member)				\
	for (pos = list_first_entry(head, typeof(*pos), member),		\
	     n = list_next_entry(pos, member);					\
	     !list_entry_is_head(pos, head, member);				\
	     pos = n, n = list_next_entry(n, member))

static inline void __prelude_list_publish(struct list_head *before, struct list_head *entry,
					  struct list_head *after)
{
	entry->prev = before;
	entry->next = after;
	__lkmm_store(release, &before->next, entry);
	after->prev = entry;
}

/*
 * Links an entry in behind head, or before it, beside readers.
 * Guarantee: the write that makes the entry part of the list is tagged RELEASE; the rest is plain.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	__prelude_list_publish(head, entry, head->next);
}
static inline void list_add_tail_rcu(struct list_head *entry, struct list_head *head)
{
	__prelude_list_publish(head->prev, entry, head);
}

/*
 * Takes an entry out of its list beside readers, who may still be at it.
 * Guarantee: plain accesses, but for the write that takes it out, tagged ONCE. Its next stays.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void list_del_rcu(struct list_head *entry)
{
	__prelude_list_join(entry->prev, entry->next);
	entry->prev = LIST_POISON2;
}

/*
 * Puts an entry where another one is in its list, beside readers, who may still be at the old one.
 * Guarantee: the write that makes the entry part of the list is tagged RELEASE; the rest is plain.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void list_replace_rcu(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->prev = old->prev;
	__lkmm_store(release, &entry->prev->next, entry);
	entry->next->prev = entry;
	old->prev = LIST_POISON2;
}

/*
 * The object of which ptr is the link, beside writers.
 * Form: type *NAME(struct list_head *ptr, type, member)
 * Guarantee: a read of ptr tagged ONCE: accesses through the result come after it.
 * Source: Documentation/RCU/rcu_dereference.rst
 */
#define list_entry_rcu(ptr, type, member) container_of(__lkmm_load(once, &(ptr)), type, member)

/*
 * The link after an entry, or that of the first entry, beside writers.
 * Form: struct list_head *NAME(struct list_head *entry)
 * Guarantee: the place of the pointer; no access.
 * Source: include/linux/rculist.h
 */
#define list_next_rcu(list) ((list)->next)

/*
 * The first object of a list, or NULL if it is empty, beside writers.
 * Form: type *NAME(struct list_head *head, type, member)
 * Guarantee: a read tagged ONCE: accesses through the result come after it.
 * Source: Documentation/RCU/rcu_dereference.rst
 */
#define list_first_or_null_rcu(head, type, member) list_first_entry_or_null(head, type, member)

/*
 * Runs the statement for each object of a list, beside writers. What follows member is for lockdep.
 * Form: NAME(T *pos, struct list_head *head, member, …)
 * Guarantee: the pointers are read tagged ONCE: accesses through pos come after that.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define list_for_each_entry_rcu(pos, head, member, ...)				\
	for (pos = list_entry_rcu((head)->next, typeof(*pos), member);		\
	     &pos->member != (head);						\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_lockless(pos, head, member) list_for_each_entry_rcu(pos, head, member)
#define list_for_each_entry_srcu(pos, head, member, c) list_for_each_entry_rcu(pos, head, member)
#define list_for_each_entry_continue_rcu(pos, head, member)			\
	for (pos = list_entry_rcu(pos->member.next, typeof(*pos), member);	\
	     &pos->member != (head);						\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
