/* Lists whose heads are single pointers: those of hash tables, and lists without locks. */

/*
 * A member that links an object into a list, and the list's head.
 * Guarantee: pointers.
 * Source: Documentation/core-api/list.rst
 */
struct hlist_head { struct hlist_node *first; };
struct hlist_node { struct hlist_node *next, **pprev; };

/*
 * Makes an empty list.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: Documentation/core-api/list.rst
 */
#define HLIST_HEAD_INIT { 0 }
#define HLIST_HEAD(name) struct hlist_head name = { 0 }
#define INIT_HLIST_HEAD(head) __prelude_plain_set((head)->first, NULL)

/*
 * Makes an entry that is in no list.
 * Guarantee: plain writes.
 * Source: Documentation/core-api/list.rst
 */
static inline void INIT_HLIST_NODE(struct hlist_node *node)
{
	node->next = NULL;
	node->pprev = NULL;
}

/*
 * Says whether an entry is in no list.
 * Guarantee: a plain read.
 * Source: Documentation/core-api/list.rst
 */
static inline int hlist_unhashed(const struct hlist_node *node) { return !node->pprev; }

/*
 * Says without a lock whether an entry is in no list, or whether a list is empty.
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/core-api/list.rst
 */
static inline int hlist_unhashed_lockless(const struct hlist_node *node)
{
	return !__lkmm_load(once, &node->pprev);
}
static inline int hlist_empty(const struct hlist_head *head)
{
	return !__lkmm_load(once, &head->first);
}

/*
 * Links an entry in at the beginning of a list.
 * Guarantee: writes of the list's pointers tagged ONCE; the rest is plain.
 * Source: Documentation/core-api/list.rst
 */
static inline void hlist_add_head(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	__lkmm_store(once, &node->next, first);
	if (first)
		__lkmm_store(once, &first->pprev, &node->next);
	__lkmm_store(once, &head->first, node);
	__lkmm_store(once, &node->pprev, &head->first);
}

/*
 * Links an entry in at the beginning of a list, beside readers.
 * Guarantee: the write that makes the entry part of the list is tagged RELEASE.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void hlist_add_head_rcu(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	node->next = first;
	__lkmm_store(once, &node->pprev, &head->first);
	__lkmm_store(release, &head->first, node);
	if (first)
		__lkmm_store(once, &first->pprev, &node->next);
}

static inline void __prelude_hlist_unlink(struct hlist_node *node)
{
	struct hlist_node *next = node->next;
	struct hlist_node **pprev = node->pprev;

	__lkmm_store(once, pprev, next);
	if (next)
		__lkmm_store(once, &next->pprev, pprev);
}

/*
 * Takes an entry out of its list.
 * Guarantee: writes of the list's pointers tagged ONCE; the rest is plain. Afterwards the entry's
 *   pointers lead nowhere.
 * Source: Documentation/core-api/list.rst
 */
static inline void hlist_del(struct hlist_node *node)
{
	__prelude_hlist_unlink(node);
	node->next = LIST_POISON1;
	node->pprev = LIST_POISON2;
}

/*
 * Takes an entry out of its list if it is in one, so that it is in none.
 * Guarantee: writes of the list's pointers tagged ONCE; the rest is plain.
 * Source: Documentation/core-api/list.rst
 */
static inline void hlist_del_init(struct hlist_node *node)
{
	if (hlist_unhashed(node))
		return;
	__prelude_hlist_unlink(node);
	INIT_HLIST_NODE(node);
}

/*
 * Takes an entry out of its list beside readers, who may still be at it.
 * Guarantee: writes of the list's pointers tagged ONCE. Its next stays.
 * Source: Documentation/RCU/whatisRCU.rst
 */
static inline void hlist_del_rcu(struct hlist_node *node)
{
	__prelude_hlist_unlink(node);
	__lkmm_store(once, &node->pprev, (struct hlist_node **)LIST_POISON2);
}
static inline void hlist_del_init_rcu(struct hlist_node *node)
{
	if (hlist_unhashed(node))
		return;
	__prelude_hlist_unlink(node);
	__lkmm_store(once, &node->pprev, (struct hlist_node **)NULL);
}

/*
 * The object of which ptr is the link.
 * Form: type *NAME(struct hlist_node *ptr, type, member)
 * Guarantee: address arithmetic; no access.
 * Source: Documentation/core-api/list.rst
 */
#define hlist_entry(ptr, type, member) container_of(ptr, type, member)

/*
 * The object of which ptr is the link, or NULL if ptr is. ptr is evaluated once.
 * Form: type *NAME(struct hlist_node *ptr, type, member)
 * Guarantee: address arithmetic; no access.
 * Source: Documentation/core-api/list.rst
 */
#define hlist_entry_safe(ptr, type, member) ({			\
	typeof(ptr) __node = (ptr);				\
	__node ? container_of(__node, type, member) : NULL;	\
})

/*
 * Runs the statement for each object of a list.
 * Form: NAME(T *pos, struct hlist_head *head, member)
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
#define hlist_for_each_entry(pos, head, member)						\
	for (pos = hlist_entry_safe((head)->first, typeof(*pos), member); pos;		\
	     pos = hlist_entry_safe(pos->member.next, typeof(*pos), member))

/*
 * Runs the statement for each object of a list; it may take the object out of the list.
 * Form: NAME(T *pos, struct hlist_node *n, struct hlist_head *head, member)
 * Guarantee: plain reads.
 * Source: Documentation/core-api/list.rst
 */
#define hlist_for_each_entry_safe(pos, n, head, member)					\
	for (pos = hlist_entry_safe((head)->first, typeof(*pos), member);		\
	     pos && ({ n = pos->member.next; 1; });					\
	     pos = hlist_entry_safe(n, typeof(*pos), member))

/*
 * Runs the statement for each object of a list, beside writers. What follows member is for lockdep.
 * Form: NAME(T *pos, struct hlist_head *head, member, …)
 * Guarantee: the pointers are read tagged ONCE: accesses through pos come after that.
 * Source: Documentation/RCU/whatisRCU.rst
 */
#define hlist_for_each_entry_rcu(pos, head, member, ...)				\
	for (pos = hlist_entry_safe(__lkmm_load(once, &(head)->first), typeof(*pos), member); \
	     pos;									\
	     pos = hlist_entry_safe(__lkmm_load(once, &pos->member.next), typeof(*pos), member))

/*
 * A member that links an object into a list without a lock, and the list's head.
 * Guarantee: a pointer.
 * Source: include/linux/llist.h
 */
struct llist_head { struct llist_node *first; };
struct llist_node { struct llist_node *next; };

/*
 * Makes an empty list.
 * Form: NAME(name)
 * Guarantee: the initial value.
 * Source: include/linux/llist.h
 */
#define LLIST_HEAD_INIT(name) { 0 }
#define LLIST_HEAD(name) struct llist_head name = { 0 }

/*
 * Makes a list empty that nobody uses yet.
 * Guarantee: a plain write.
 * Source: include/linux/llist.h
 */
static inline void init_llist_head(struct llist_head *list) { __prelude_plain_set(list->first, NULL); }

/*
 * Says whether a list is empty.
 * Guarantee: a read tagged ONCE.
 * Source: include/linux/llist.h
 */
static inline bool llist_empty(const struct llist_head *head)
{
	return !__lkmm_load(once, &head->first);
}

/*
 * The entry after one that was taken off a list.
 * Guarantee: a plain read.
 * Source: include/linux/llist.h
 */
static inline struct llist_node *llist_next(struct llist_node *node) { return node->next; }

/*
 * Puts entries that are linked from the first to the last on a list; says whether it was empty.
 * Guarantee: an RMW tagged MB. The attempts before it are left out: they order nothing.
 * Source: include/linux/llist.h
 */
static inline bool llist_add_batch(struct llist_node *new_first, struct llist_node *new_last,
				   struct llist_head *head)
{
	struct llist_node *first = __lkmm_load(once, &head->first);

	new_last->next = first;
	__lkmm_assume(__lkmm_cmpxchg(mb, &head->first, first, new_first) == first);
	return !first;
}

/*
 * Puts an entry on a list; says whether it was empty.
 * Guarantee: an RMW tagged MB. The attempts before it are left out: they order nothing.
 * Source: include/linux/llist.h
 */
static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	return llist_add_batch(node, node, head);
}

/*
 * Takes all entries off a list and gives the first.
 * Guarantee: an RMW tagged MB.
 * Source: include/linux/llist.h
 */
static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	return __lkmm_xchg(mb, &head->first, (struct llist_node *)NULL);
}

/*
 * Takes the first entry off a list and gives it, or NULL if there is none. Only one thread may do so
 * at a time.
 * Guarantee: a read tagged ACQUIRE, and if there is an entry an RMW tagged MB.
 * Source: include/linux/llist.h
 */
static inline struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = __lkmm_load(acquire, &head->first);
	struct llist_node *next;

	if (!first)
		return NULL;
	next = __lkmm_load(once, &first->next);
	__lkmm_assume(__lkmm_cmpxchg(mb, &head->first, first, next) == first);
	return first;
}

/*
 * The object of which ptr is the link.
 * Form: type *NAME(struct llist_node *ptr, type, member)
 * Guarantee: address arithmetic; no access.
 * Source: include/linux/llist.h
 */
#define llist_entry(ptr, type, member) container_of(ptr, type, member)

/*
 * Runs the statement for each entry that was taken off a list.
 * Form: NAME(struct llist_node *pos, struct llist_node *node)
 * Guarantee: plain reads.
 * Source: include/linux/llist.h
 */
#define llist_for_each(pos, node) for (pos = (node); pos; pos = pos->next)

/*
 * Runs the statement for each entry that was taken off a list; it may be used otherwise meanwhile.
 * Form: NAME(struct llist_node *pos, struct llist_node *n, struct llist_node *node)
 * Guarantee: plain reads.
 * Source: include/linux/llist.h
 */
#define llist_for_each_safe(pos, n, node) \
	for (pos = (node); pos && ({ n = pos->next; 1; }); pos = n)

/*
 * Runs the statement for each object that was taken off a list.
 * Form: NAME(T *pos, struct llist_node *node, member)
 * Guarantee: plain reads.
 * Source: include/linux/llist.h
 */
#define llist_for_each_entry(pos, node, member)					\
	for (pos = hlist_entry_safe(node, typeof(*pos), member); pos;		\
	     pos = hlist_entry_safe(pos->member.next, typeof(*pos), member))

/*
 * Runs the statement for each object that was taken off a list; it may be used otherwise meanwhile.
 * Form: NAME(T *pos, T *n, struct llist_node *node, member)
 * Guarantee: plain reads.
 * Source: include/linux/llist.h
 */
#define llist_for_each_entry_safe(pos, n, node, member)				\
	for (pos = hlist_entry_safe(node, typeof(*pos), member);		\
	     pos && ({ n = hlist_entry_safe(pos->member.next, typeof(*pos), member); 1; }); \
	     pos = n)
