/*
 * Values have the widths of their types and wrap around.
 *
 * @lkmm test widths
 * @lkmm thread arithmetic(250)
 */
static u8 shared_u8;
static s16 shared_s16;
static u64 shared_u64;

enum mode { MODE_OFF, MODE_ON = 5, MODE_AUTO };

static void arithmetic(u8 start)
{
	u8 byte = start;
	s8 small = 127;
	u32 word = 0;
	u64 wide;
	bool flag;

	byte += 10;
	assert(byte == 4);
	small++;
	assert(small == -128);
	word--;
	assert(word == 0xffffffffU);
	assert(word > 0);
	wide = (u64)word << 8;
	assert(wide == 0xffffffff00ULL);
	wide = word + 1;
	assert(wide == 0);
	flag = 0x100;
	assert(flag == 1);
	assert((-1 < 1U) == 0);
	assert(-7 / 2 == -3 && -7 % 2 == -1);
	assert((s16)0x18000 == -32768);
	assert(sizeof(struct { char c; long l; }) == 16);
	assert(MODE_AUTO == 6);
	WRITE_ONCE(shared_u8, 300);
	assert(READ_ONCE(shared_u8) == 44);
	WRITE_ONCE(shared_s16, 0xffff);
	assert(READ_ONCE(shared_s16) == -1);
	WRITE_ONCE(shared_u64, ~0ULL);
	assert(READ_ONCE(shared_u64) > 1);
}

/*
 * @lkmm test widths_wrong
 * @lkmm thread arithmetic_wrong()
 */
static void arithmetic_wrong(void)
{
	u8 byte = 255;

	byte++;
	assert(byte == 256); // want violated
}
