/* The family of atomic_t. Those of the other widths are made from this text (prelude.go). */

#define __prelude_atomic_cell(v) (&((atomic_t *)(v))->counter)

/*
 * The initial value of a counter.
 * Guarantee: as an initialiser.
 * Source: Documentation/atomic_t.txt
 */
#define ATOMIC_INIT(i) { (i) }

/*
 * Loads the counter once and gives its value.
 * Form: int NAME(const atomic_t *v)
 * Guarantee: a read tagged ONCE, no RMW.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_read(v) __lkmm_load(once, __prelude_atomic_cell(v))

/*
 * Stores the value in the counter once.
 * Form: void NAME(atomic_t *v, int i)
 * Guarantee: a write tagged ONCE, no RMW.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_set(v, i) __lkmm_store(once, __prelude_atomic_cell(v), (i))

/*
 * Adds 1 and gives no value.
 * Form: void NAME(atomic_t *v)
 * Guarantee: an RMW tagged NORETURN, unordered.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_inc(v) __lkmm_op(noreturn, __prelude_atomic_cell(v), add, 1)

/*
 * Subtracts 1 and says whether that gave 0.
 * Form: bool NAME(atomic_t *v)
 * Guarantee: an RMW tagged MB, fully ordered.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_dec_and_test(v) (__lkmm_op_return(mb, __prelude_atomic_cell(v), sub, 1) == 0)
