/* Words that tell compilers, linkers and checkers something. None of them gives an order. */

/*
 * Marks for sparse: which address space a pointer is of, which lock is held.
 * Guarantee: nothing; they vanish.
 * Source: Documentation/dev-tools/sparse.rst
 */
#define __rcu
#define __iomem
#define __user
#define __kernel
#define __percpu
#define __force
#define __nocast
#define __safe
#define __private
#define __bitwise
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquires_shared(x)
#define __releases_shared(x)
#define __cond_acquires(...)
#define __cond_releases(...)
#define __acquire(x) ((void)0)
#define __release(x) ((void)0)
#define __guarded_by(...)
#define __pt_guarded_by(...)

/*
 * Sections of the kernel's image and the linkage of names.
 * Guarantee: nothing; they vanish.
 * Source: Documentation/process/coding-style.rst
 */
#define __init
#define __initdata
#define __initconst
#define __exit
#define __exitdata
#define __ref
#define __refdata
#define __net_init
#define __net_exit
#define __ro_after_init
#define __read_mostly
#define __sched
#define __cpuidle
#define __visible
#define __weak
#define asmlinkage
#define notrace
#define noinstr
#define __noreturn
#define __noendbr
#define __nocfi
#define __latent_entropy
#define __no_kcsan
#define __no_sanitize_or_inline
#define __no_kasan_or_inline
#define __ksym

/*
 * Attributes of functions and objects that change no meaning.
 * Guarantee: nothing; they vanish.
 * Source: Documentation/process/coding-style.rst
 */
#define __must_check
#define noinline
#define noinline_for_stack
#define __always_inline inline
#define __maybe_unused
#define __always_unused
#define __used
#define __unused
#define __pure
#define __attribute_const__
#define __cold
#define __hot
#define __malloc
#define __deprecated
#define __designated_init
#define __no_context_analysis
#define __printf(a, b)
#define __counted_by(m)
#define __alloc_size(...)
#define __cacheline_aligned
#define ____cacheline_aligned
#define ____cacheline_aligned_in_smp
#define ____cacheline_internodealigned_in_smp
#define __cacheline_aligned_in_smp
#define __cacheline_group_begin(g)
#define __cacheline_group_end(g)

/*
 * Attributes of layout.
 * Guarantee: as the compiler's attribute of the same name.
 * Source: Documentation/process/coding-style.rst
 */
#define __packed __attribute__((__packed__))
#define __aligned(n) __attribute__((__aligned__(n)))

/*
 * Control falls into the next case on purpose.
 * Guarantee: nothing; it vanishes.
 * Source: Documentation/process/deprecated.rst
 */
#define fallthrough ((void)0)

/*
 * Names that modules may use.
 * Guarantee: nothing; they vanish.
 * Source: Documentation/core-api/symbol-namespaces.rst
 */
#define EXPORT_SYMBOL(x)
#define EXPORT_SYMBOL_GPL(x)
#define EXPORT_SYMBOL_NS(x, n)
#define EXPORT_SYMBOL_NS_GPL(x, n)
#define EXPORT_PER_CPU_SYMBOL(x)
#define EXPORT_PER_CPU_SYMBOL_GPL(x)

/*
 * What a module says of itself, and where it begins and ends.
 * Guarantee: nothing; no thread runs because of them.
 * Source: Documentation/kbuild/modules.rst
 */
#define MODULE_LICENSE(x)
#define MODULE_AUTHOR(x)
#define MODULE_DESCRIPTION(x)
#define MODULE_VERSION(x)
#define MODULE_ALIAS(x)
#define MODULE_DEVICE_TABLE(t, n)
#define MODULE_FIRMWARE(x)
#define MODULE_IMPORT_NS(x)
#define MODULE_PARM_DESC(n, d)
#define module_param(n, t, p)
#define module_param_named(n, v, t, p)
#define module_init(f)
#define module_exit(f)
#define core_initcall(f)
#define subsys_initcall(f)
#define arch_initcall(f)
#define fs_initcall(f)
#define device_initcall(f)
#define late_initcall(f)
#define early_initcall(f)
#define postcore_initcall(f)

/*
 * Which way a branch mostly goes.
 * Guarantee: the value, nothing else.
 * Source: Documentation/process/coding-style.rst
 */
#define likely(x) (!!(x))
#define unlikely(x) (!!(x))

/*
 * The same value, from which the compiler learns nothing of where it comes from.
 * Guarantee: the value; it is no barrier.
 * Source: Documentation/memory-barriers.txt
 */
#define OPTIMIZER_HIDE_VAR(x) ((void)0)
#define RELOC_HIDE(p, off) ((typeof(p))((char *)(p) + (off)))

/*
 * Drops a value, or an object that is not used.
 * Guarantee: nothing.
 * Source: Documentation/process/coding-style.rst
 */
#define uninitialized_var(x) x
