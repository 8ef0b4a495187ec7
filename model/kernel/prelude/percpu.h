/*
 * Per-CPU variables: objects of which each thread has a copy, as if it had a CPU of its own.
 */

/*
 * Defines an object of which each CPU has a copy.
 * Form: NAME(type, name)
 * Guarantee: one copy for each thread. Its name means the copy of the calling thread.
 * Source: Documentation/core-api/this_cpu_ops.rst
 * Differs: two threads never share a CPU, so that one preempting the other is not seen.
 */
#define DEFINE_PER_CPU(type, name) _Thread_local __typeof__(type) name
#define DEFINE_PER_CPU_SHARED_ALIGNED(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_ALIGNED(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_READ_MOSTLY(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_PAGE_ALIGNED(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_FIRST(type, name) DEFINE_PER_CPU(type, name)
#define DECLARE_PER_CPU(type, name) extern _Thread_local __typeof__(type) name
#define DECLARE_PER_CPU_SHARED_ALIGNED(type, name) DECLARE_PER_CPU(type, name)
#define DECLARE_PER_CPU_ALIGNED(type, name) DECLARE_PER_CPU(type, name)
#define DECLARE_PER_CPU_READ_MOSTLY(type, name) DECLARE_PER_CPU(type, name)

/*
 * The address of this CPU's copy.
 * Form: T *NAME(T *p)
 * Guarantee: address arithmetic; no access.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_ptr(p) (p)
#define raw_cpu_ptr(p) (p)

/*
 * The address of this CPU's copy with preemption disabled, and the end of that.
 * Form: T *NAME(T *p)
 * Guarantee: a barrier for the compiler; no access.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define get_cpu_ptr(p) (__lkmm_fence(barrier), (p))
#define put_cpu_ptr(p) ((void)(p), __lkmm_fence(barrier))

/*
 * This CPU's copy with preemption disabled, and the end of that.
 * Form: T NAME(T object)
 * Guarantee: a barrier for the compiler; accesses are as they are written.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define get_cpu_var(x) (*(__lkmm_fence(barrier), &(x)))
#define put_cpu_var(x) __lkmm_fence(barrier)

/*
 * The copy of the CPU with a number.
 * Form: T *NAME(T *p, int cpu)
 * Guarantee: address arithmetic; no access.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define per_cpu_ptr(p, cpu) __lkmm_copy_of(p, cpu)

/*
 * The copy of the CPU with a number.
 * Form: T NAME(T object, int cpu)
 * Guarantee: accesses are as they are written.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define per_cpu(x, cpu) (*__lkmm_copy_of(&(x), cpu))

/*
 * Reads this CPU's copy, in one instruction.
 * Form: T NAME(T object)
 * Guarantee: a read tagged ONCE.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_read(x) __lkmm_load(once, &(x))

/*
 * Writes this CPU's copy, in one instruction.
 * Form: void NAME(T object, T v)
 * Guarantee: a write tagged ONCE.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_write(x, v) __lkmm_store(once, &(x), v)

#define __prelude_this_cpu(x, op, v) __lkmm_store(once, &(x), __lkmm_load(once, &(x)) op (v))
#define __prelude_this_cpu_return(x, op, v) ({		\
	typeof(x) __new = __lkmm_load(once, &(x)) op (v);	\
	__lkmm_store(once, &(x), __new);		\
	__new;						\
})

/*
 * Changes this CPU's copy, in one instruction.
 * Form: void NAME(T object, T v)
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_add(x, v) __prelude_this_cpu(x, +, v)
#define this_cpu_sub(x, v) __prelude_this_cpu(x, -, v)
#define this_cpu_and(x, v) __prelude_this_cpu(x, &, v)
#define this_cpu_or(x, v) __prelude_this_cpu(x, |, v)

/*
 * Changes this CPU's copy by 1, in one instruction.
 * Form: void NAME(T object)
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_inc(x) __prelude_this_cpu(x, +, 1)
#define this_cpu_dec(x) __prelude_this_cpu(x, -, 1)

/*
 * Changes this CPU's copy, in one instruction, and gives its new value.
 * Form: T NAME(T object, T v)
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_add_return(x, v) __prelude_this_cpu_return(x, +, v)
#define this_cpu_sub_return(x, v) __prelude_this_cpu_return(x, -, v)

/*
 * Changes this CPU's copy by 1, in one instruction, and gives its new value.
 * Form: T NAME(T object)
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_inc_return(x) __prelude_this_cpu_return(x, +, 1)
#define this_cpu_dec_return(x) __prelude_this_cpu_return(x, -, 1)

/*
 * Puts a value into this CPU's copy, in one instruction, and gives the old one.
 * Form: T NAME(T object, T v)
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_xchg(x, v) ({				\
	typeof(x) __was = __lkmm_load(once, &(x));	\
	__lkmm_store(once, &(x), v);			\
	__was;						\
})

/*
 * Puts a value into this CPU's copy if it holds the old one, in one instruction; gives what it held.
 * Form: T NAME(T object, T old, T new)
 * Guarantee: a read and, if it held old, a write, both tagged ONCE; they are no RMW.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define this_cpu_cmpxchg(x, old, new) cmpxchg_local(&(x), old, new)

/*
 * As this_cpu_read and so on, where nothing can come between on this CPU.
 * Form: T NAME(T object)
 * Guarantee: plain accesses.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define __this_cpu_read(x) (x)
#define raw_cpu_read(x) (x)
#define __this_cpu_inc(x) ((void)((x) += 1))
#define raw_cpu_inc(x) ((void)((x) += 1))
#define __this_cpu_dec(x) ((void)((x) -= 1))
#define raw_cpu_dec(x) ((void)((x) -= 1))
#define __this_cpu_inc_return(x) ((x) += 1)
#define __this_cpu_dec_return(x) ((x) -= 1)

/*
 * As this_cpu_write and so on, where nothing can come between on this CPU.
 * Form: T NAME(T object, T v)
 * Guarantee: plain accesses.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define __this_cpu_write(x, v) ((void)((x) = (v)))
#define raw_cpu_write(x, v) ((void)((x) = (v)))
#define __this_cpu_add(x, v) ((void)((x) += (v)))
#define raw_cpu_add(x, v) ((void)((x) += (v)))
#define __this_cpu_sub(x, v) ((void)((x) -= (v)))
#define raw_cpu_sub(x, v) ((void)((x) -= (v)))
#define __this_cpu_or(x, v) ((void)((x) |= (v)))
#define __this_cpu_and(x, v) ((void)((x) &= (v)))
#define __this_cpu_add_return(x, v) ((x) += (v))
#define __this_cpu_sub_return(x, v) ((x) -= (v))

/*
 * Per-CPU objects that are made at run time.
 * Form: T *NAME(type)
 * Guarantee: none: they are refused, since it is not known how many copies they have.
 * Source: Documentation/core-api/this_cpu_ops.rst
 */
#define alloc_percpu(type) __lkmm_unsupported("alloc_percpu: use DEFINE_PER_CPU")
#define alloc_percpu_gfp(type, gfp) __lkmm_unsupported("alloc_percpu_gfp: use DEFINE_PER_CPU")
#define __alloc_percpu(size, align) __lkmm_unsupported("__alloc_percpu: use DEFINE_PER_CPU")
#define free_percpu(p) __lkmm_unsupported("free_percpu: use DEFINE_PER_CPU")

/*
 * A counter that one CPU changes and others read.
 * Guarantee: a word.
 * Source: Documentation/core-api/local_ops.rst
 */
typedef struct { long value; } local_t;

/*
 * The initial value of a local_t.
 * Form: NAME(long i)
 * Guarantee: as an initialiser.
 * Source: Documentation/core-api/local_ops.rst
 */
#define LOCAL_INIT(i) { (i) }

/*
 * Reads or sets a counter.
 * Guarantee: a read or a write tagged ONCE.
 * Source: Documentation/core-api/local_ops.rst
 */
static inline long local_read(const local_t *l) { return __lkmm_load(once, &l->value); }
static inline void local_set(local_t *l, long i) { __lkmm_store(once, &l->value, i); }

/*
 * Changes a counter, atomically for this CPU alone.
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/local_ops.rst
 */
static inline void local_add(long i, local_t *l) { __prelude_this_cpu(l->value, +, i); }
static inline void local_sub(long i, local_t *l) { __prelude_this_cpu(l->value, -, i); }
static inline void local_inc(local_t *l) { __prelude_this_cpu(l->value, +, 1); }
static inline void local_dec(local_t *l) { __prelude_this_cpu(l->value, -, 1); }

/*
 * Changes a counter, atomically for this CPU alone, and gives its new value.
 * Guarantee: a read and a write tagged ONCE; they are no RMW: other CPUs may write between them.
 * Source: Documentation/core-api/local_ops.rst
 */
static inline long local_add_return(long i, local_t *l)
{
	return __prelude_this_cpu_return(l->value, +, i);
}
static inline long local_sub_return(long i, local_t *l)
{
	return __prelude_this_cpu_return(l->value, -, i);
}
static inline long local_inc_return(local_t *l)
{
	return __prelude_this_cpu_return(l->value, +, 1);
}
static inline long local_dec_return(local_t *l)
{
	return __prelude_this_cpu_return(l->value, -, 1);
}
static inline bool local_dec_and_test(local_t *l)
{
	return __prelude_this_cpu_return(l->value, -, 1) == 0;
}
