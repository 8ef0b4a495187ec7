/*
 * The family of atomic_t. Those of the other widths are made from this text (prelude.go).
 *
 * The counter may also be given as a pointer to an int, as litmus tests do.
 */

#define __prelude_atomic_cell(v) (&((atomic_t *)(v))->counter)

/*
 * The initial value of a counter.
 * Form: NAME(int i)
 * Guarantee: as an initialiser.
 * Source: Documentation/atomic_t.txt
 */
#define ATOMIC_INIT(i) { (i) }

/*
 * Loads the counter once and gives its value.
 * Form: int NAME(const atomic_t *v)
 * Guarantee: a read tagged ONCE; it is no RMW.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_read(v) __lkmm_load(once, __prelude_atomic_cell(v))

/*
 * Loads the counter, before all that follows, and gives its value.
 * Form: int NAME(const atomic_t *v)
 * Guarantee: a read tagged ACQUIRE; it is no RMW.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_read_acquire(v) __lkmm_load(acquire, __prelude_atomic_cell(v))

/*
 * Stores the value in the counter once.
 * Form: void NAME(atomic_t *v, int i)
 * Guarantee: a write tagged ONCE; it is no RMW.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_set(v, i) __lkmm_store(once, __prelude_atomic_cell(v), i)

/*
 * Stores the value in the counter, after all that precedes.
 * Form: void NAME(atomic_t *v, int i)
 * Guarantee: a write tagged RELEASE; it is no RMW.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_set_release(v, i) __lkmm_store(release, __prelude_atomic_cell(v), i)

/*
 * Changes the counter by 1 and gives no value.
 * Form: void NAME(atomic_t *v)
 * Guarantee: an RMW without order of its own, tagged NORETURN: smp_mb__before_atomic and
 *   smp_mb__after_atomic give it some.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_inc(v) __lkmm_op(noreturn, __prelude_atomic_cell(v), add, 1)
#define atomic_dec(v) __lkmm_op(noreturn, __prelude_atomic_cell(v), sub, 1)

/*
 * Changes the counter by the operation and gives no value.
 * Form: void NAME(int i, atomic_t *v)
 * Guarantee: an RMW without order of its own, tagged NORETURN: smp_mb__before_atomic and
 *   smp_mb__after_atomic give it some.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_add(i, v) __lkmm_op(noreturn, __prelude_atomic_cell(v), add, i)
#define atomic_sub(i, v) __lkmm_op(noreturn, __prelude_atomic_cell(v), sub, i)
#define atomic_and(i, v) __lkmm_op(noreturn, __prelude_atomic_cell(v), and, i)
#define atomic_andnot(i, v) __lkmm_op(noreturn, __prelude_atomic_cell(v), andnot, i)
#define atomic_or(i, v) __lkmm_op(noreturn, __prelude_atomic_cell(v), or, i)
#define atomic_xor(i, v) __lkmm_op(noreturn, __prelude_atomic_cell(v), xor, i)

/*
 * Adds to the counter and gives its new value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_add_return(i, v) __lkmm_op_return(mb, __prelude_atomic_cell(v), add, i)
#define atomic_add_return_acquire(i, v) __lkmm_op_return(acquire, __prelude_atomic_cell(v), add, i)
#define atomic_add_return_release(i, v) __lkmm_op_return(release, __prelude_atomic_cell(v), add, i)
#define atomic_add_return_relaxed(i, v) __lkmm_op_return(once, __prelude_atomic_cell(v), add, i)

/*
 * Subtracts from the counter and gives its new value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_sub_return(i, v) __lkmm_op_return(mb, __prelude_atomic_cell(v), sub, i)
#define atomic_sub_return_acquire(i, v) __lkmm_op_return(acquire, __prelude_atomic_cell(v), sub, i)
#define atomic_sub_return_release(i, v) __lkmm_op_return(release, __prelude_atomic_cell(v), sub, i)
#define atomic_sub_return_relaxed(i, v) __lkmm_op_return(once, __prelude_atomic_cell(v), sub, i)

/*
 * Adds 1 to the counter and gives its new value.
 * Form: int NAME(atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_inc_return(v) __lkmm_op_return(mb, __prelude_atomic_cell(v), add, 1)
#define atomic_inc_return_acquire(v) __lkmm_op_return(acquire, __prelude_atomic_cell(v), add, 1)
#define atomic_inc_return_release(v) __lkmm_op_return(release, __prelude_atomic_cell(v), add, 1)
#define atomic_inc_return_relaxed(v) __lkmm_op_return(once, __prelude_atomic_cell(v), add, 1)

/*
 * Subtracts 1 from the counter and gives its new value.
 * Form: int NAME(atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_dec_return(v) __lkmm_op_return(mb, __prelude_atomic_cell(v), sub, 1)
#define atomic_dec_return_acquire(v) __lkmm_op_return(acquire, __prelude_atomic_cell(v), sub, 1)
#define atomic_dec_return_release(v) __lkmm_op_return(release, __prelude_atomic_cell(v), sub, 1)
#define atomic_dec_return_relaxed(v) __lkmm_op_return(once, __prelude_atomic_cell(v), sub, 1)

/*
 * Adds to the counter and gives its old value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_add(i, v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), add, i)
#define atomic_fetch_add_acquire(i, v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), add, i)
#define atomic_fetch_add_release(i, v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), add, i)
#define atomic_fetch_add_relaxed(i, v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), add, i)

/*
 * Subtracts from the counter and gives its old value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_sub(i, v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), sub, i)
#define atomic_fetch_sub_acquire(i, v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), sub, i)
#define atomic_fetch_sub_release(i, v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), sub, i)
#define atomic_fetch_sub_relaxed(i, v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), sub, i)

/*
 * Keeps some bits of the counter and gives its old value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_and(i, v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), and, i)
#define atomic_fetch_and_acquire(i, v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), and, i)
#define atomic_fetch_and_release(i, v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), and, i)
#define atomic_fetch_and_relaxed(i, v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), and, i)

/*
 * Clears bits of the counter and gives its old value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_andnot(i, v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), andnot, i)
#define atomic_fetch_andnot_acquire(i, v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), andnot, i)
#define atomic_fetch_andnot_release(i, v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), andnot, i)
#define atomic_fetch_andnot_relaxed(i, v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), andnot, i)

/*
 * Sets bits of the counter and gives its old value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_or(i, v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), or, i)
#define atomic_fetch_or_acquire(i, v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), or, i)
#define atomic_fetch_or_release(i, v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), or, i)
#define atomic_fetch_or_relaxed(i, v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), or, i)

/*
 * Changes bits of the counter and gives its old value.
 * Form: int NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_xor(i, v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), xor, i)
#define atomic_fetch_xor_acquire(i, v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), xor, i)
#define atomic_fetch_xor_release(i, v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), xor, i)
#define atomic_fetch_xor_relaxed(i, v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), xor, i)

/*
 * Adds 1 to the counter and gives its old value.
 * Form: int NAME(atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_inc(v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), add, 1)
#define atomic_fetch_inc_acquire(v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), add, 1)
#define atomic_fetch_inc_release(v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), add, 1)
#define atomic_fetch_inc_relaxed(v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), add, 1)

/*
 * Subtracts 1 from the counter and gives its old value.
 * Form: int NAME(atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_fetch_dec(v) __lkmm_fetch_op(mb, __prelude_atomic_cell(v), sub, 1)
#define atomic_fetch_dec_acquire(v) __lkmm_fetch_op(acquire, __prelude_atomic_cell(v), sub, 1)
#define atomic_fetch_dec_release(v) __lkmm_fetch_op(release, __prelude_atomic_cell(v), sub, 1)
#define atomic_fetch_dec_relaxed(v) __lkmm_fetch_op(once, __prelude_atomic_cell(v), sub, 1)

/*
 * Puts a value into the counter and gives the old one.
 * Form: int NAME(atomic_t *v, int new)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_xchg(v, new) __lkmm_xchg(mb, __prelude_atomic_cell(v), new)
#define atomic_xchg_acquire(v, new) __lkmm_xchg(acquire, __prelude_atomic_cell(v), new)
#define atomic_xchg_release(v, new) __lkmm_xchg(release, __prelude_atomic_cell(v), new)
#define atomic_xchg_relaxed(v, new) __lkmm_xchg(once, __prelude_atomic_cell(v), new)

/*
 * Puts a value into the counter if it holds the old one; gives what it held.
 * Form: int NAME(atomic_t *v, int old, int new)
 * Guarantee: if it held old an RMW of the order that its name says: full, acquire, release, none.
 *   Else a read without order.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_cmpxchg(v, old, new) __lkmm_cmpxchg(mb, __prelude_atomic_cell(v), old, new)
#define atomic_cmpxchg_acquire(v, old, new) __lkmm_cmpxchg(acquire, __prelude_atomic_cell(v), old, new)
#define atomic_cmpxchg_release(v, old, new) __lkmm_cmpxchg(release, __prelude_atomic_cell(v), old, new)
#define atomic_cmpxchg_relaxed(v, old, new) __lkmm_cmpxchg(once, __prelude_atomic_cell(v), old, new)

/*
 * Puts a value into the counter if it holds *old and says whether it did; else *old becomes what it holds.
 * Form: bool NAME(atomic_t *v, int *old, int new)
 * Guarantee: if it held *old an RMW of the order that its name says: full, acquire, release, none.
 *   Else a read without order.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_try_cmpxchg(v, old, new) __prelude_try_cmpxchg(mb, __prelude_atomic_cell(v), old, new)
#define atomic_try_cmpxchg_acquire(v, old, new) __prelude_try_cmpxchg(acquire, __prelude_atomic_cell(v), old, new)
#define atomic_try_cmpxchg_release(v, old, new) __prelude_try_cmpxchg(release, __prelude_atomic_cell(v), old, new)
#define atomic_try_cmpxchg_relaxed(v, old, new) __prelude_try_cmpxchg(once, __prelude_atomic_cell(v), old, new)

/*
 * Changes the counter and says whether that gave 0.
 * Form: bool NAME(int i, atomic_t *v)
 * Guarantee: an RMW tagged MB: fully ordered, whatever the answer.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_sub_and_test(i, v) (__lkmm_op_return(mb, __prelude_atomic_cell(v), sub, i) == 0)

/*
 * Changes the counter by 1 and says whether that gave 0.
 * Form: bool NAME(atomic_t *v)
 * Guarantee: an RMW tagged MB: fully ordered, whatever the answer.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_dec_and_test(v) (__lkmm_op_return(mb, __prelude_atomic_cell(v), sub, 1) == 0)
#define atomic_inc_and_test(v) (__lkmm_op_return(mb, __prelude_atomic_cell(v), add, 1) == 0)

/*
 * Adds to the counter and says whether that gave less than 0.
 * Form: bool NAME(int i, atomic_t *v)
 * Guarantee: an RMW of the order that its name says: full, acquire, release, none.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_add_negative(i, v) (__lkmm_op_return(mb, __prelude_atomic_cell(v), add, i) < 0)
#define atomic_add_negative_acquire(i, v) (__lkmm_op_return(acquire, __prelude_atomic_cell(v), add, i) < 0)
#define atomic_add_negative_release(i, v) (__lkmm_op_return(release, __prelude_atomic_cell(v), add, i) < 0)
#define atomic_add_negative_relaxed(i, v) (__lkmm_op_return(once, __prelude_atomic_cell(v), add, i) < 0)

/*
 * Adds a to the counter unless it is u; says whether it added.
 * Form: bool NAME(atomic_t *v, int a, int u)
 * Guarantee: if it added an RMW tagged MB, fully ordered. Else a read without order.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_add_unless(v, a, u) __lkmm_add_unless(mb, __prelude_atomic_cell(v), a, u)

/*
 * Adds 1 to the counter unless it is 0; says whether it added.
 * Form: bool NAME(atomic_t *v)
 * Guarantee: if it added an RMW tagged MB, fully ordered. Else a read without order.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_inc_not_zero(v) __lkmm_add_unless(mb, __prelude_atomic_cell(v), 1, 0)

/*
 * Adds a to the counter unless it is u; gives the old value.
 * Guarantee: if it added an RMW tagged MB, fully ordered. Else a read tagged ONCE.
 * Source: Documentation/atomic_t.txt
 */
static inline int atomic_fetch_add_unless(atomic_t *v, int a, int u)
{
	int old;

	if (__lkmm_choose(2)) {
		old = __lkmm_fetch_op(mb, &v->counter, add, a);
		__lkmm_assume(old != u);
	} else {
		old = __lkmm_load(once, &v->counter);
		__lkmm_assume(old == u);
	}
	return old;
}

/*
 * Adds 1 to the counter unless it is negative; says whether it added.
 * Guarantee: if it added an RMW tagged MB, fully ordered. Else a read tagged ONCE.
 * Source: Documentation/atomic_t.txt
 */
static inline bool atomic_inc_unless_negative(atomic_t *v)
{
	int old;

	if (__lkmm_choose(2)) {
		old = __lkmm_fetch_op(mb, &v->counter, add, 1);
		__lkmm_assume(old >= 0);
		return true;
	}
	old = __lkmm_load(once, &v->counter);
	__lkmm_assume(old < 0);
	return old >= 0;
}

/*
 * Subtracts 1 from the counter unless it is positive; says whether it subtracted.
 * Guarantee: if it subtracted an RMW tagged MB, fully ordered. Else a read tagged ONCE.
 * Source: Documentation/atomic_t.txt
 */
static inline bool atomic_dec_unless_positive(atomic_t *v)
{
	int old;

	if (__lkmm_choose(2)) {
		old = __lkmm_fetch_op(mb, &v->counter, sub, 1);
		__lkmm_assume(old <= 0);
		return true;
	}
	old = __lkmm_load(once, &v->counter);
	__lkmm_assume(old > 0);
	return old <= 0;
}

/*
 * Subtracts 1 from the counter if it is positive; gives the old value less 1 in either case.
 * Guarantee: if it subtracted an RMW tagged MB, fully ordered. Else a read tagged ONCE.
 * Source: Documentation/atomic_t.txt
 */
static inline int atomic_dec_if_positive(atomic_t *v)
{
	int old;

	if (__lkmm_choose(2)) {
		old = __lkmm_fetch_op(mb, &v->counter, sub, 1);
		__lkmm_assume(old > 0);
	} else {
		old = __lkmm_load(once, &v->counter);
		__lkmm_assume(old <= 0);
	}
	return old - 1;
}

/*
 * Waits until the condition holds, in which VAL is the counter's value, and gives that value.
 * Form: int NAME(atomic_t *v, bool cond)
 * Guarantee: the last read of the counter, tagged ONCE.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_cond_read_relaxed(v, cond) smp_cond_load_relaxed(__prelude_atomic_cell(v), cond)

/*
 * Waits until the condition holds, in which VAL is the counter's value, and gives that value, before all that follows.
 * Form: int NAME(atomic_t *v, bool cond)
 * Guarantee: the last read of the counter, tagged ACQUIRE.
 * Source: Documentation/atomic_t.txt
 */
#define atomic_cond_read_acquire(v, cond) smp_cond_load_acquire(__prelude_atomic_cell(v), cond)
