/* Memory that is made and freed while a test runs. */

/*
 * How an allocation may proceed.
 * Guarantee: different bits; only zero and cannot-fail are looked at.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define __GFP_HIGH 0x20u
#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#define __GFP_ZERO 0x100u
#define __GFP_DIRECT_RECLAIM 0x400u
#define __GFP_KSWAPD_RECLAIM 0x800u
#define __GFP_NOWARN 0x2000u
#define __GFP_RETRY_MAYFAIL 0x4000u
#define __GFP_NOFAIL 0x8000u
#define __GFP_NORETRY 0x10000u
#define __GFP_NOMEMALLOC 0x80000u
#define __GFP_ACCOUNT 0x400000u
#define __GFP_RECLAIM 0xc00u
#define GFP_ATOMIC 0x820u
#define GFP_KERNEL 0xcc0u
#define GFP_KERNEL_ACCOUNT 0x400cc0u
#define GFP_NOWAIT 0x2800u
#define GFP_NOIO 0xc00u
#define GFP_NOFS 0xc40u
#define GFP_USER 0x100cc0u

/* The flag if it is in a constant, else 0: other flags are not looked at. */
#define __prelude_gfp(flags, flag) (__builtin_constant_p(flags) && ((flags) & (flag)))
#define __prelude_alloc(size, flags) \
	(__prelude_gfp(flags, __GFP_NOFAIL) || __lkmm_choose(2) ? \
		__lkmm_alloc(size, __prelude_gfp(flags, __GFP_ZERO)) : NULL)
#define __prelude_zalloc(size, flags) \
	(__prelude_gfp(flags, __GFP_NOFAIL) || __lkmm_choose(2) ? __lkmm_alloc(size, 1) : NULL)

/*
 * Makes an object of a size and gives its address, or NULL.
 * Form: void *NAME(size_t size, gfp_t flags)
 * Guarantee: a new object whose content is not set: reading it before it is written is reported.
 *   With a constant __GFP_NOFAIL it is never NULL.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define kmalloc(size, flags) __prelude_alloc(size, flags)
#define kvmalloc(size, flags) __prelude_alloc(size, flags)

/*
 * Makes an object of a size whose bytes are 0 and gives its address, or NULL.
 * Form: void *NAME(size_t size, gfp_t flags)
 * Guarantee: a new object. With a constant __GFP_NOFAIL it is never NULL.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define kzalloc(size, flags) __prelude_zalloc(size, flags)
#define kvzalloc(size, flags) __prelude_zalloc(size, flags)

/*
 * Makes an object of a size on a node of memory and gives its address, or NULL.
 * Form: void *NAME(size_t size, gfp_t flags, int node)
 * Guarantee: those of kmalloc and kzalloc.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define kmalloc_node(size, flags, node) __prelude_alloc(size, flags)
#define kzalloc_node(size, flags, node) __prelude_zalloc(size, flags)

/*
 * Makes an object of a size for a device and gives its address, or NULL.
 * Form: void *NAME(struct device *dev, size_t size, gfp_t flags)
 * Guarantee: those of kmalloc and kzalloc.
 * Source: Documentation/driver-api/driver-model/devres.rst
 * Differs: that it is freed with its device is not modelled.
 */
#define devm_kmalloc(dev, size, flags) __prelude_alloc(size, flags)
#define devm_kzalloc(dev, size, flags) __prelude_zalloc(size, flags)

/*
 * Makes an array of n objects of a size and gives its address, or NULL.
 * Form: void *NAME(size_t n, size_t size, gfp_t flags)
 * Guarantee: those of kmalloc and, for the names with c, kzalloc.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define kmalloc_array(n, size, flags) __prelude_alloc((n) * (size), flags)
#define kvmalloc_array(n, size, flags) __prelude_alloc((n) * (size), flags)
#define kcalloc(n, size, flags) __prelude_zalloc((n) * (size), flags)
#define kvcalloc(n, size, flags) __prelude_zalloc((n) * (size), flags)

/*
 * Makes an object of a type, or of the type of an expression, and gives its address, or NULL.
 * Form: T *NAME(T, …)
 * Guarantee: those of kmalloc and kzalloc. What follows the type, the flags, is not looked at.
 * Source: Documentation/process/deprecated.rst
 */
#define kmalloc_obj(x, ...) ((typeof(x) *)__prelude_alloc(sizeof(typeof(x)), 0))
#define kzalloc_obj(x, ...) ((typeof(x) *)__prelude_zalloc(sizeof(typeof(x)), 0))

/*
 * Makes an array of n objects of a type, or of the type of an expression; gives its address, or NULL.
 * Form: T *NAME(T, size_t n, …)
 * Guarantee: those of kmalloc and kzalloc. What follows n, the flags, is not looked at.
 * Source: Documentation/process/deprecated.rst
 */
#define kmalloc_objs(x, n, ...) ((typeof(x) *)__prelude_alloc((n) * sizeof(typeof(x)), 0))
#define kzalloc_objs(x, n, ...) ((typeof(x) *)__prelude_zalloc((n) * sizeof(typeof(x)), 0))

/*
 * Frees an object; NULL is no object.
 * Guarantee: plain writes of the whole object: an access that is not ordered before them is a data
 *   race, and one after them a use after free.
 * Source: Documentation/core-api/memory-allocation.rst
 */
static inline void kfree(const void *p) { __lkmm_free(p); }
static inline void kfree_sensitive(const void *p) { __lkmm_free(p); }
static inline void kvfree(const void *p) { __lkmm_free(p); }
static inline void vfree(const void *p) { __lkmm_free(p); }
static inline void free(void *p) { __lkmm_free(p); }

/*
 * Frees an object of a cache or of a device.
 * Form: void NAME(owner, T *p)
 * Guarantee: that of kfree.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define kmem_cache_free(cache, p) kfree(p)
#define devm_kfree(dev, p) kfree(p)

/*
 * Makes an object of a cache.
 * Form: void *NAME(struct kmem_cache *cache, gfp_t flags)
 * Guarantee: none: it is refused, since the objects of the cache are not known.
 * Source: Documentation/core-api/memory-allocation.rst
 */
#define kmem_cache_alloc(cache, flags) __lkmm_unsupported("kmem_cache_alloc: use kmalloc(sizeof …)")
#define kmem_cache_zalloc(cache, flags) __lkmm_unsupported("kmem_cache_zalloc: use kzalloc(sizeof …)")

/*
 * Makes an object of a size and gives its address.
 * Form: void *NAME(size_t size)
 * Guarantee: a new object whose content is not set: reading it before it is written is reported. It
 *   is never NULL, as verification benchmarks assume.
 * Source: SV-COMP, rules
 */
#define malloc(size) __lkmm_alloc(size, 0)

/*
 * Makes an array of n objects of a size whose bytes are 0 and gives its address.
 * Form: void *NAME(size_t n, size_t size)
 * Guarantee: a new object. It is never NULL, as verification benchmarks assume.
 * Source: SV-COMP, rules
 */
#define calloc(n, size) __lkmm_alloc((n) * (size), 1)
