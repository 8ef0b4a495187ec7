/* Macros of everyday use that touch memory only where their arguments do. */

/*
 * Bounds of the integer types.
 * Guarantee: those of a 64-bit machine.
 * Source: include/linux/limits.h
 */
#define CHAR_BIT 8
#define SCHAR_MAX 127
#define SHRT_MAX 32767
#define SHRT_MIN (-SHRT_MAX - 1)
#define USHRT_MAX 65535
#define INT_MAX 2147483647
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX 4294967295U
#define LONG_MAX 9223372036854775807L
#define LONG_MIN (-LONG_MAX - 1)
#define ULONG_MAX 18446744073709551615UL
#define LLONG_MAX 9223372036854775807LL
#define LLONG_MIN (-LLONG_MAX - 1)
#define ULLONG_MAX 18446744073709551615ULL
#define SIZE_MAX ULONG_MAX
#define U8_MAX 255
#define S8_MAX 127
#define U16_MAX 65535
#define S16_MAX 32767
#define U32_MAX 4294967295U
#define S32_MAX 2147483647
#define S32_MIN INT_MIN
#define U64_MAX ULLONG_MAX
#define S64_MAX LLONG_MAX
#define S64_MIN LLONG_MIN
#define UINT8_MAX 255
#define UINT16_MAX 65535
#define INT32_MAX 2147483647
#define INT32_MIN INT_MIN
#define UINT32_MAX 4294967295U
#define INT64_MAX LONG_MAX
#define INT64_MIN LONG_MIN
#define UINT64_MAX ULONG_MAX

/*
 * Sizes of words in bits, and masks of bits.
 * Guarantee: those of a 64-bit machine.
 * Source: include/linux/bits.h
 */
#define BITS_PER_BYTE 8
#define BITS_PER_LONG 64
#define BITS_PER_LONG_LONG 64
#define BIT(n) (1UL << (n))
#define BIT_ULL(n) (1ULL << (n))
#define BIT_MASK(n) (1UL << ((n) % BITS_PER_LONG))
#define BIT_WORD(n) ((n) / BITS_PER_LONG)
#define GENMASK(h, l) ((~0UL << (l)) & (~0UL >> (BITS_PER_LONG - 1 - (h))))
#define GENMASK_ULL(h, l) ((~0ULL << (l)) & (~0ULL >> (BITS_PER_LONG_LONG - 1 - (h))))
#define BITS_TO_LONGS(n) (((n) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

/*
 * The number of elements of an array.
 * Guarantee: a constant.
 * Source: include/linux/array_size.h
 */
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/*
 * How far a member is from the beginning of its object, in bytes.
 * Form: size_t NAME(type, member)
 * Guarantee: a constant.
 * Source: include/linux/stddef.h
 */
#define offsetof(type, member) __builtin_offsetof(type, member)

/*
 * The object of which ptr is the member.
 * Form: type *NAME(T *ptr, type, member)
 * Guarantee: address arithmetic, which carries ptr's dependencies; no access.
 * Source: include/linux/container_of.h
 */
#define container_of(ptr, type, member) ((type *)((char *)(ptr) - offsetof(type, member)))
#define container_of_const(ptr, type, member) container_of(ptr, type, member)

/*
 * The lesser and the greater of two values. Each argument is evaluated once.
 * Form: T NAME(T a, T b)
 * Guarantee: the value, which depends on the argument that it is by data and on both by control.
 * Source: include/linux/minmax.h
 */
#define min(a, b) ({ typeof(a) __a = (a); typeof(b) __b = (b); __a < __b ? __a : __b; })
#define max(a, b) ({ typeof(a) __a = (a); typeof(b) __b = (b); __a > __b ? __a : __b; })
#define umin(a, b) min((unsigned long)(a), (unsigned long)(b))
#define umax(a, b) max((unsigned long)(a), (unsigned long)(b))
#define min3(a, b, c) min(min(a, b), c)
#define max3(a, b, c) max(max(a, b), c)

/*
 * The lesser and the greater of two values of a type. Each argument is evaluated once.
 * Form: type NAME(type, a, b)
 * Guarantee: the value, which depends on the argument that it is by data and on both by control.
 * Source: include/linux/minmax.h
 */
#define min_t(type, a, b) ({ type __a = (a); type __b = (b); __a < __b ? __a : __b; })
#define max_t(type, a, b) ({ type __a = (a); type __b = (b); __a > __b ? __a : __b; })

/*
 * The value, or the bound that it is beyond. Each argument is evaluated once.
 * Form: T NAME(T v, T low, T high)
 * Guarantee: the value; no order.
 * Source: include/linux/minmax.h
 */
#define clamp(v, lo, hi) min(max(v, lo), hi)
#define clamp_val(v, lo, hi) clamp_t(typeof(v), v, lo, hi)

/*
 * The value of a type, or the bound that it is beyond. Each argument is evaluated once.
 * Form: type NAME(type, v, low, high)
 * Guarantee: the value; no order.
 * Source: include/linux/minmax.h
 */
#define clamp_t(type, v, lo, hi) min_t(type, max_t(type, v, lo), hi)

/*
 * Exchanges two objects.
 * Form: void NAME(T a, T b)
 * Guarantee: plain reads and writes of both.
 * Source: include/linux/minmax.h
 */
#define swap(a, b) ({ typeof(a) __swap = (a); (a) = (b); (b) = __swap; })

/*
 * The value without its sign.
 * Form: T NAME(T v)
 * Guarantee: the value; no order.
 * Source: include/linux/math.h
 */
#define abs(v) ({ typeof(v) __abs = (v); __abs < 0 ? -__abs : __abs; })

/*
 * Rounding of values that have no side effects.
 * Form: T NAME(T v, T unit)
 * Guarantee: the value; no order.
 * Source: include/linux/math.h
 */
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define round_up(v, to) ((((v) - 1) | ((typeof(v))(to) - 1)) + 1)
#define round_down(v, to) ((v) & ~((typeof(v))(to) - 1))
#define ALIGN(v, to) (((v) + (typeof(v))(to) - 1) & ~((typeof(v))(to) - 1))
#define ALIGN_DOWN(v, to) round_down(v, to)
#define IS_ALIGNED(v, to) (((v) & ((typeof(v))(to) - 1)) == 0)
#define is_power_of_2(n) ((n) != 0 && ((n) & ((n) - 1)) == 0)

/*
 * Half of a value of 64 bits.
 * Form: u32 NAME(u64 v)
 * Guarantee: the value; no order.
 * Source: include/linux/wordpart.h
 */
#define lower_32_bits(v) ((u32)((v) & 0xffffffff))
#define upper_32_bits(v) ((u32)((u64)(v) >> 32))

/*
 * Whether a counter that wraps around is behind another.
 * Form: bool NAME(unsigned long a, unsigned long b)
 * Guarantee: the value; no order.
 * Source: include/linux/jiffies.h
 */
#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)

/*
 * Conditions that the compiler checks.
 * Guarantee: nothing; they are not looked at.
 * Source: include/linux/build_bug.h
 */
#define BUILD_BUG_ON(c) ((void)0)
#define BUILD_BUG_ON_MSG(c, m) ((void)0)
#define BUILD_BUG_ON_ZERO(c) 0
#define BUILD_BUG() ((void)0)
#define static_assert(...)
#define typecheck(type, x) 1
#define __must_be_array(a) 0
