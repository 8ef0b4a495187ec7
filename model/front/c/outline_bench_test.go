package c_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/source"
)

// BenchmarkOutline reads a text of 3,000 lines that has the shape of a driver.
func BenchmarkOutline(b *testing.B) {
	var text strings.Builder
	text.WriteString("/* @lkmm test t\n * @lkmm thread handle_1(0, 1)\n * @lkmm never handle_1.ret == 1\n */\n")
	text.WriteString("struct dev { unsigned long state; int ring[16], head, tail; spinlock_t lock; unsigned long saved; };\n")
	for i := range 100 {
		fmt.Fprintf(&text, "#define REG_%d 0x%x\n", i, i)
	}
	for i := range 126 {
		fmt.Fprintf(&text, `
/**
 * handle_%[1]d - handle the interrupt of channel %[1]d
 * @d: the device
 */
static int handle_%[1]d(struct dev *d, unsigned int flags)
{
	unsigned long state = READ_ONCE(d->state);
	int ret = 0;

	if (unlikely(!(state & BIT(%[1]d)))) {
		pr_debug("channel %%d is not ready\n", %[1]d);
		return -EAGAIN;
	}
	spin_lock_irqsave(&d->lock, d->saved);
	if (smp_load_acquire(&d->head) != d->tail) {
		write_register(d, REG_%[1]d, flags | 0x10);
		ret = d->ring[d->tail & (ARRAY_SIZE(d->ring) - 1)];
		smp_store_release(&d->tail, d->tail + 1);
	}
	spin_unlock_irqrestore(&d->lock, d->saved);
	return ret; // done
}
`, i)
	}
	f := source.NewFile("dev.c", text.String())
	b.ReportMetric(float64(f.Lines()), "lines")
	for b.Loop() {
		c.Outline(f)
	}
}
