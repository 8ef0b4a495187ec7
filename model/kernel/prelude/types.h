/* The integer types of the kernel, and the opaque ones that only go by. */

/*
 * Unsigned integers of 8, 16, 32 and 64 bits.
 * Guarantee: values wrap around at the width.
 * Source: Documentation/process/coding-style.rst
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long uint64_t;
typedef unsigned char u_int8_t;
typedef unsigned short u_int16_t;
typedef unsigned int u_int32_t;
typedef unsigned long u_int64_t;

/*
 * Signed integers of 8, 16, 32 and 64 bits.
 * Guarantee: values wrap around at the width, as the kernel is compiled.
 * Source: Documentation/process/coding-style.rst
 */
typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;
typedef signed char __s8;
typedef short __s16;
typedef int __s32;
typedef long long __s64;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long int64_t;

/*
 * Integers of a fixed byte order.
 * Guarantee: the width; the byte order is not looked at.
 * Source: Documentation/process/coding-style.rst
 */
typedef unsigned short __le16;
typedef unsigned short __be16;
typedef unsigned int __le32;
typedef unsigned int __be32;
typedef unsigned long long __le64;
typedef unsigned long long __be64;

/*
 * Integers as wide as an address.
 * Guarantee: 64 bits.
 * Source: Documentation/process/coding-style.rst
 */
typedef unsigned long size_t;
typedef long ssize_t;
typedef long ptrdiff_t;
typedef unsigned long uintptr_t;
typedef long intptr_t;
typedef unsigned long ulong;
typedef unsigned long resource_size_t;
typedef unsigned long phys_addr_t;
typedef unsigned long dma_addr_t;

/*
 * Short names and names by purpose.
 * Guarantee: the width that they have on a 64-bit machine.
 * Source: Documentation/process/coding-style.rst
 */
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned char unchar;
typedef unsigned int gfp_t;
typedef unsigned int fmode_t;
typedef unsigned short umode_t;
typedef unsigned int dev_t;
typedef int pid_t;
typedef long long loff_t;
typedef long off_t;
typedef long long ktime_t;
typedef long long time64_t;
typedef unsigned long long sector_t;
typedef int clockid_t;
typedef unsigned long cycles_t;

/*
 * Truth values.
 * Guarantee: a bool holds 0 or 1; what is converted to it is compared with 0.
 * Source: Documentation/process/coding-style.rst
 */
typedef _Bool bool;
#define true 1
#define false 0

/*
 * The pointer to nothing.
 * Guarantee: it equals no object's address; an access through it is reported.
 * Source: Documentation/process/coding-style.rst
 */
#define NULL ((void *)0)

/*
 * Counters that are changed with atomic_*, atomic64_* and atomic_long_*.
 * Guarantee: 32 bits for atomic_t, 64 for the others, in the member counter.
 * Source: Documentation/atomic_t.txt
 */
typedef struct { int counter; } atomic_t;
typedef struct { s64 counter; } atomic64_t;
typedef struct { long counter; } atomic_long_t;
