// Operations on bits.

/* A bit is a lock.
 * @lkmm test bit-lock
 * @lkmm thread A = count()
 * @lkmm thread B = count_spin()
 * @lkmm always counter == 2		// want holds
 */

/* Clearing it as any other bit is no unlock.
 * @lkmm test bit-lock-bad-unlock
 * @lkmm thread A = count_bad()
 * @lkmm thread B = count_bad()
 */

/* Two changes of different bits of a word are both there.
 * @lkmm test bit-both
 * @lkmm thread A = set_low()
 * @lkmm thread B = set_high()
 * @lkmm always words[0] == 2 && words[1] == 4	// want holds
 */

/* Unless one of them is not atomic.
 * @lkmm test bit-plain
 * @lkmm thread A = set_low()
 * @lkmm thread B = set_low_plain()
 * @lkmm always words[0] == 10		// want violated
 */
static DECLARE_BITMAP(words, 128);
static unsigned long word;
static int counter;

static void count(void)
{
	while (test_and_set_bit_lock(0, &word))
		cpu_relax();
	counter++;
	clear_bit_unlock(0, &word);
}

static void count_spin(void)
{
	bit_spin_lock(0, &word);
	counter++;
	bit_spin_unlock(0, &word);
}

static void count_bad(void)
{
	while (test_and_set_bit_lock(0, &word))
		cpu_relax();
	counter++;	// want data-race "counter"
	clear_bit(0, &word);
}

static void set_low(void)
{
	set_bit(1, words);
}

static void set_high(void)
{
	set_bit(66, words);
}

static void set_low_plain(void)
{
	__set_bit(3, words);	// want data-race "words"
}

/* One of two that test and set a bit finds it clear.
 * @lkmm test bit-once
 * @lkmm thread A = once()
 * @lkmm thread B = once()
 * @lkmm always A.was + B.was == 1	// want holds
 */
static void once(void)
{
	int was = test_and_set_bit(5, &word);
}

/* Waiting for a bit is an acquire, clearing it for that a release.
 * @lkmm test wait-on-bit
 * @lkmm init word = 4
 * @lkmm thread A = finish()
 * @lkmm thread B = waits()
 * @lkmm always B.seen == 1		// want holds
 */
static void finish(void)
{
	counter = 1;
	clear_and_wake_up_bit(2, &word);
}

static void waits(void)
{
	wait_on_bit(&word, 2, TASK_UNINTERRUPTIBLE);
	int seen = counter;
}
