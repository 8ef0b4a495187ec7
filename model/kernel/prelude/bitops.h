/* Operations on single bits of an array of unsigned longs. */

/*
 * Sets, clears or changes a bit.
 * Guarantee: an RMW of the word without order of its own, tagged NORETURN: smp_mb__before_atomic
 *   and smp_mb__after_atomic give it some.
 * Source: Documentation/atomic_bitops.txt
 */
static inline void set_bit(unsigned int nr, volatile unsigned long *addr)
{
	__lkmm_op(noreturn, addr + nr / 64, or, 1UL << nr % 64);
}
static inline void clear_bit(unsigned int nr, volatile unsigned long *addr)
{
	__lkmm_op(noreturn, addr + nr / 64, andnot, 1UL << nr % 64);
}
static inline void change_bit(unsigned int nr, volatile unsigned long *addr)
{
	__lkmm_op(noreturn, addr + nr / 64, xor, 1UL << nr % 64);
}

/*
 * Sets the bit if value is true, else clears it.
 * Guarantee: an RMW of the word without order of its own, tagged NORETURN.
 * Source: Documentation/atomic_bitops.txt
 */
static inline void assign_bit(unsigned int nr, volatile unsigned long *addr, bool value)
{
	if (value)
		__lkmm_op(noreturn, addr + nr / 64, or, 1UL << nr % 64);
	else
		__lkmm_op(noreturn, addr + nr / 64, andnot, 1UL << nr % 64);
}

/*
 * Gives a bit.
 * Guarantee: a read of the word tagged ONCE; it is no RMW.
 * Source: Documentation/atomic_bitops.txt
 */
static inline bool test_bit(unsigned int nr, const volatile unsigned long *addr)
{
	return __lkmm_load(once, addr + nr / 64) >> nr % 64 & 1;
}

/*
 * Gives a bit, before all that follows.
 * Guarantee: a read of the word tagged ACQUIRE; it is no RMW.
 * Source: Documentation/atomic_bitops.txt
 */
static inline bool test_bit_acquire(unsigned int nr, const volatile unsigned long *addr)
{
	return __lkmm_load(acquire, addr + nr / 64) >> nr % 64 & 1;
}

/*
 * Sets, clears or changes a bit and gives what it was before.
 * Guarantee: an RMW of the word tagged MB: fully ordered, whatever the bit was.
 * Source: Documentation/atomic_bitops.txt
 */
static inline bool test_and_set_bit(unsigned int nr, volatile unsigned long *addr)
{
	return __lkmm_fetch_op(mb, addr + nr / 64, or, 1UL << nr % 64) >> nr % 64 & 1;
}
static inline bool test_and_clear_bit(unsigned int nr, volatile unsigned long *addr)
{
	return __lkmm_fetch_op(mb, addr + nr / 64, andnot, 1UL << nr % 64) >> nr % 64 & 1;
}
static inline bool test_and_change_bit(unsigned int nr, volatile unsigned long *addr)
{
	return __lkmm_fetch_op(mb, addr + nr / 64, xor, 1UL << nr % 64) >> nr % 64 & 1;
}

/*
 * Sets a bit, as a lock, and gives what it was before: false says that the caller has the lock.
 * Guarantee: if the bit was clear, an RMW of the word tagged ACQUIRE. Else a read tagged ONCE.
 * Source: Documentation/atomic_bitops.txt
 */
static inline bool test_and_set_bit_lock(unsigned int nr, volatile unsigned long *addr)
{
	unsigned long word;

	if (__lkmm_choose(2)) {
		word = __lkmm_fetch_op(acquire, addr + nr / 64, or, 1UL << nr % 64);
		__lkmm_assume(!(word >> nr % 64 & 1));
		return false;
	}
	word = __lkmm_load(once, addr + nr / 64);
	__lkmm_assume(word >> nr % 64 & 1);
	return word >> nr % 64 & 1;
}

/*
 * Clears a bit, as an unlock.
 * Guarantee: an RMW of the word tagged RELEASE.
 * Source: Documentation/atomic_bitops.txt
 */
static inline void clear_bit_unlock(unsigned int nr, volatile unsigned long *addr)
{
	__lkmm_fetch_op(release, addr + nr / 64, andnot, 1UL << nr % 64);
}

/*
 * Clears a bit, as an unlock, of a word that nobody else changes while the lock is held.
 * Guarantee: a read of the word tagged ONCE and a write tagged RELEASE; they are no RMW.
 * Source: Documentation/atomic_bitops.txt
 */
static inline void __clear_bit_unlock(unsigned int nr, volatile unsigned long *addr)
{
	unsigned long word = __lkmm_load(once, addr + nr / 64);

	__lkmm_store(release, addr + nr / 64, word & ~(1UL << nr % 64));
}

/*
 * Changes the bits of the mask in the byte, as an unlock, and says whether bit 7 was set.
 * Guarantee: an RMW of the word tagged RELEASE.
 * Source: Documentation/atomic_bitops.txt
 */
static inline bool xor_unlock_is_negative_byte(unsigned long mask, volatile unsigned long *addr)
{
	return __lkmm_fetch_op(release, addr, xor, mask) >> 7 & 1;
}

/*
 * Sets, clears or changes a bit of a word that nobody else accesses.
 * Guarantee: a plain read and a plain write of the word.
 * Source: Documentation/atomic_bitops.txt
 */
static inline void __set_bit(unsigned int nr, unsigned long *addr)
{
	addr[nr / 64] |= 1UL << nr % 64;
}
static inline void __clear_bit(unsigned int nr, unsigned long *addr)
{
	addr[nr / 64] &= ~(1UL << nr % 64);
}
static inline void __change_bit(unsigned int nr, unsigned long *addr)
{
	addr[nr / 64] ^= 1UL << nr % 64;
}
static inline void __assign_bit(unsigned int nr, unsigned long *addr, bool value)
{
	if (value)
		addr[nr / 64] |= 1UL << nr % 64;
	else
		addr[nr / 64] &= ~(1UL << nr % 64);
}

/*
 * Sets, clears or changes a bit of a word that nobody else accesses, and gives what it was before.
 * Guarantee: a plain read and a plain write of the word.
 * Source: Documentation/atomic_bitops.txt
 */
static inline bool __test_and_set_bit(unsigned int nr, unsigned long *addr)
{
	unsigned long word = addr[nr / 64];

	addr[nr / 64] = word | 1UL << nr % 64;
	return word >> nr % 64 & 1;
}
static inline bool __test_and_clear_bit(unsigned int nr, unsigned long *addr)
{
	unsigned long word = addr[nr / 64];

	addr[nr / 64] = word & ~(1UL << nr % 64);
	return word >> nr % 64 & 1;
}
static inline bool __test_and_change_bit(unsigned int nr, unsigned long *addr)
{
	unsigned long word = addr[nr / 64];

	addr[nr / 64] = word ^ 1UL << nr % 64;
	return word >> nr % 64 & 1;
}

/*
 * Takes and gives back a lock that is a bit of a word.
 * Guarantee: the successful test_and_set_bit_lock; clear_bit_unlock.
 * Source: include/linux/bit_spinlock.h
 */
static inline void bit_spin_lock(int nr, unsigned long *addr)
{
	unsigned long word = __lkmm_fetch_op(acquire, addr + nr / 64, or, 1UL << nr % 64);

	__lkmm_assume(!(word >> nr % 64 & 1));
}
static inline bool bit_spin_trylock(int nr, unsigned long *addr)
{
	return !test_and_set_bit_lock(nr, addr);
}
static inline void bit_spin_unlock(int nr, unsigned long *addr)
{
	__lkmm_fetch_op(release, addr + nr / 64, andnot, 1UL << nr % 64);
}
static inline bool bit_spin_is_locked(int nr, unsigned long *addr)
{
	return __lkmm_load(once, addr + nr / 64) >> nr % 64 & 1;
}

/*
 * Waits until a bit is clear, and wakes those who do.
 * Guarantee: the last read of the word, tagged ACQUIRE; waking is nothing, since waiting looks at
 *   the bit alone.
 * Source: include/linux/wait_bit.h
 * Differs: a missing wake-up, or a missing barrier before it, is not found.
 */
static inline int wait_on_bit(unsigned long *word, int bit, unsigned int mode)
{
	unsigned long seen = __lkmm_load(acquire, word + bit / 64);

	__lkmm_assume(!(seen >> bit % 64 & 1));
	return 0;
}
static inline void wake_up_bit(unsigned long *word, int bit) { }
static inline void clear_and_wake_up_bit(int bit, unsigned long *word)
{
	__lkmm_fetch_op(release, word + bit / 64, andnot, 1UL << bit % 64);
}
