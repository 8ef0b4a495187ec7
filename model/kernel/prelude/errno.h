/* Numbers of errors, and pointers that carry one. */

/*
 * Why something did not work. Functions give them with a minus sign.
 * Guarantee: the numbers that they have on most machines.
 * Source: include/uapi/asm-generic/errno-base.h
 */
#define EPERM 1
#define ENOENT 2
#define ESRCH 3
#define EINTR 4
#define EIO 5
#define ENXIO 6
#define E2BIG 7
#define EBADF 9
#define ECHILD 10
#define EAGAIN 11
#define EWOULDBLOCK 11
#define ENOMEM 12
#define EACCES 13
#define EFAULT 14
#define EBUSY 16
#define EEXIST 17
#define EXDEV 18
#define ENODEV 19
#define ENOTDIR 20
#define EISDIR 21
#define EINVAL 22
#define ENFILE 23
#define EMFILE 24
#define ENOTTY 25
#define EFBIG 27
#define ENOSPC 28
#define ESPIPE 29
#define EROFS 30
#define EPIPE 32
#define EDOM 33
#define ERANGE 34
#define EDEADLK 35
#define ENAMETOOLONG 36
#define ENOLCK 37
#define ENOSYS 38
#define ENODATA 61
#define ETIME 62
#define EPROTO 71
#define EBADMSG 74
#define EOVERFLOW 75
#define EILSEQ 84
#define EMSGSIZE 90
#define EPROTONOSUPPORT 93
#define EOPNOTSUPP 95
#define ENOTCONN 107
#define ETIMEDOUT 110
#define EHOSTDOWN 112
#define EALREADY 114
#define EINPROGRESS 115
#define ESTALE 116
#define ECANCELED 125
#define ERESTARTSYS 512
#define ENOTSUPP 524
#define EPROBE_DEFER 517
#define MAX_ERRNO 4095

/*
 * Makes a pointer of an error's number with its minus sign, and takes it out again.
 * Guarantee: no order; such a pointer is no object's address.
 * Source: include/linux/err.h
 */
static inline void *ERR_PTR(long error) { return (void *)error; }
static inline long PTR_ERR(const void *ptr) { return (long)ptr; }
static inline void *ERR_CAST(const void *ptr) { return (void *)ptr; }

/*
 * Says whether a pointer carries an error's number.
 * Guarantee: no order; false for the address of every object.
 * Source: include/linux/err.h
 */
#define IS_ERR_VALUE(x) ((unsigned long)(x) >= (unsigned long)-MAX_ERRNO)
static inline bool IS_ERR(const void *ptr) { return IS_ERR_VALUE(ptr); }
static inline bool IS_ERR_OR_NULL(const void *ptr) { return !ptr || IS_ERR_VALUE(ptr); }

/*
 * The error that a pointer carries, or 0.
 * Guarantee: no order.
 * Source: include/linux/err.h
 */
static inline long PTR_ERR_OR_ZERO(const void *ptr) { return IS_ERR_VALUE(ptr) ? (long)ptr : 0; }
