/* Accesses of one object. */

/*
 * Loads the object once and gives its value.
 * Form: T NAME(T lvalue)
 * Guarantee: a read tagged ONCE: what depends on its value comes after it.
 * Source: tools/memory-model/Documentation/access-marking.txt
 */
#define READ_ONCE(x) __lkmm_load(once, &(x))
#define __READ_ONCE(x) __lkmm_load(once, &(x))

/*
 * Stores the value once.
 * Form: void NAME(T lvalue, T v)
 * Guarantee: a write tagged ONCE.
 * Source: tools/memory-model/Documentation/access-marking.txt
 */
#define WRITE_ONCE(x, v) __lkmm_store(once, &(x), v)
#define __WRITE_ONCE(x, v) __lkmm_store(once, &(x), v)

/*
 * Loads the object, before all that follows, and gives its value.
 * Form: T NAME(T *p)
 * Guarantee: a read tagged ACQUIRE.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_load_acquire(p) __lkmm_load(acquire, p)
#define virt_load_acquire(p) __lkmm_load(acquire, p)

/*
 * Stores the value, after all that precedes.
 * Form: void NAME(T *p, T v)
 * Guarantee: a write tagged RELEASE.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_store_release(p, v) __lkmm_store(release, p, v)
#define virt_store_release(p, v) __lkmm_store(release, p, v)

/*
 * Stores the value once and then is a full barrier.
 * Form: void NAME(T lvalue, T v)
 * Guarantee: a write tagged ONCE, then a fence tagged MB.
 * Source: Documentation/memory-barriers.txt
 */
#define smp_store_mb(x, v) (__lkmm_store(once, &(x), v), __lkmm_fence(mb))
#define virt_store_mb(x, v) smp_store_mb(x, v)

/*
 * Waits until the condition holds, in which VAL is the object's value, and gives that value.
 * Form: T NAME(T *p, bool cond)
 * Guarantee: the last read, tagged ONCE. The reads before it are left out: they order nothing.
 * Source: Documentation/atomic_t.txt
 */
#define smp_cond_load_relaxed(p, cond) ({		\
	typeof(*(p)) VAL = __lkmm_load(once, p);	\
	__lkmm_assume(cond);				\
	VAL;						\
})

/*
 * Waits until the condition holds, in which VAL is the object's value, and gives that value,
 * before all that follows.
 * Form: T NAME(T *p, bool cond)
 * Guarantee: the last read, tagged ACQUIRE. The reads before it are left out: they order nothing.
 * Source: Documentation/atomic_t.txt
 */
#define smp_cond_load_acquire(p, cond) ({		\
	typeof(*(p)) VAL = __lkmm_load(acquire, p);	\
	__lkmm_assume(cond);				\
	VAL;						\
})

/*
 * Evaluates an expression whose plain accesses may race.
 * Form: T NAME(T expression)
 * Guarantee: plain accesses that race reports leave out. They are ordered no more than others.
 * Source: tools/memory-model/Documentation/access-marking.txt
 */
#define data_race(x) __lkmm_racy(x)

/*
 * A plain write by a function that the compiler does not see through: it does not mix it up with
 * the marked accesses of the object before and after.
 */
#define __prelude_plain_set(x, v) \
	(__lkmm_fence(barrier), (void)((x) = (v)), __lkmm_fence(barrier))

/*
 * Nobody else writes the object at the same time.
 * Form: void NAME(T lvalue)
 * Guarantee: a plain read, so that a concurrent write of any kind is a data race.
 * Source: Documentation/dev-tools/kcsan.rst
 */
#define ASSERT_EXCLUSIVE_WRITER(x) ((void)(x))

/*
 * Nobody else accesses the object at the same time.
 * Form: void NAME(T lvalue)
 * Guarantee: a plain write of the value that it has, so that a concurrent access of any kind is a
 *   data race.
 * Source: Documentation/dev-tools/kcsan.rst
 */
#define ASSERT_EXCLUSIVE_ACCESS(x) __prelude_plain_set(x, x)

/*
 * Nobody else writes some bits of the object at the same time.
 * Form: void NAME(T lvalue, T mask)
 * Guarantee: none: it is refused, since accesses of single bits are not told apart.
 * Source: Documentation/dev-tools/kcsan.rst
 */
#define ASSERT_EXCLUSIVE_BITS(x, mask) \
	__lkmm_unsupported("ASSERT_EXCLUSIVE_BITS: accesses of single bits are not told apart")

/*
 * The predecessor of READ_ONCE and WRITE_ONCE.
 * Form: T NAME(T lvalue)
 * Guarantee: none: it is refused.
 * Source: tools/memory-model/Documentation/access-marking.txt
 */
#define ACCESS_ONCE(x) \
	__lkmm_unsupported("the kernel has no ACCESS_ONCE any more: use READ_ONCE or WRITE_ONCE")

/*
 * Accesses of a device's registers.
 * Guarantee: none: they are refused, since the model has no devices.
 * Source: Documentation/driver-api/device-io.rst
 */
#define __prelude_no_device() __lkmm_unsupported("accesses of devices are not modelled")
static inline u8 readb(const void *p) { return __prelude_no_device(); }
static inline u16 readw(const void *p) { return __prelude_no_device(); }
static inline u32 readl(const void *p) { return __prelude_no_device(); }
static inline u64 readq(const void *p) { return __prelude_no_device(); }
static inline u8 readb_relaxed(const void *p) { return __prelude_no_device(); }
static inline u16 readw_relaxed(const void *p) { return __prelude_no_device(); }
static inline u32 readl_relaxed(const void *p) { return __prelude_no_device(); }
static inline u64 readq_relaxed(const void *p) { return __prelude_no_device(); }
static inline unsigned int ioread8(const void *p) { return __prelude_no_device(); }
static inline unsigned int ioread16(const void *p) { return __prelude_no_device(); }
static inline unsigned int ioread32(const void *p) { return __prelude_no_device(); }
static inline u64 ioread64(const void *p) { return __prelude_no_device(); }
static inline void writeb(u8 v, void *p) { __prelude_no_device(); }
static inline void writew(u16 v, void *p) { __prelude_no_device(); }
static inline void writel(u32 v, void *p) { __prelude_no_device(); }
static inline void writeq(u64 v, void *p) { __prelude_no_device(); }
static inline void writeb_relaxed(u8 v, void *p) { __prelude_no_device(); }
static inline void writew_relaxed(u16 v, void *p) { __prelude_no_device(); }
static inline void writel_relaxed(u32 v, void *p) { __prelude_no_device(); }
static inline void writeq_relaxed(u64 v, void *p) { __prelude_no_device(); }
static inline void iowrite8(u8 v, void *p) { __prelude_no_device(); }
static inline void iowrite16(u16 v, void *p) { __prelude_no_device(); }
static inline void iowrite32(u32 v, void *p) { __prelude_no_device(); }
static inline void iowrite64(u64 v, void *p) { __prelude_no_device(); }
