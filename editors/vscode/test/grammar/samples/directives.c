/* @lkmm test publish
 * @lkmm shared struct mailbox m = { .data = 0x1 }
 * @lkmm thread writer = producer(&m, 42)   // a remark
 * prose that speaks of @lkmm never and a test
 * @lkmm never consumer.return == 0 && m.data != NULL
 * @lkmm ~exists (x=1 /\ 1:r0=0) */
// @lkmm allow data-race
int x; /* plain @lkmmtest */
int f(void) { return g("@lkmm test"); } // @lkmm unroll 3
