package c_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/source"
)

// driver returns a driver of about 3000 lines, without its headers, with a test of
// two of its functions at the end.
func driver() string {
	var b strings.Builder
	b.WriteString("#include <linux/module.h>\n#include \"driver.h\"\n#define REG(n) (0x100 + (n) * 4)\n")
	for i := range 150 {
		fmt.Fprintf(&b, `
struct unit%[1]d {
	struct device *dev;
	void __iomem *base;
	spinlock_t lock;
	u32 status, mask;
	struct list_head queue;
};

/* Tells whether unit %[1]d has work, and clears what it had. */
static irqreturn_t unit%[1]d_irq(int irq, void *data)
{
	struct unit%[1]d *u = data;
	u32 status = readl(u->base + REG(%[1]d));

	if (!(status & u->mask))
		return IRQ_NONE;
	spin_lock(&u->lock);
	u->status |= status;
	spin_unlock(&u->lock);
	return IRQ_HANDLED;
}
`, i)
	}
	b.WriteString(`
/* @lkmm test publish
 * @lkmm shared struct mailbox m
 * @lkmm thread producer(&m, 42)
 * @lkmm thread consumer(&m)
 * @lkmm never consumer.return == 0
 */
struct mailbox { int data; int ready; };

static void producer(struct mailbox *m, int v)
{
	m->data = v;
	smp_store_release(&m->ready, 1);
}

static int consumer(struct mailbox *m)
{
	if (!smp_load_acquire(&m->ready))
		return -1;
	return m->data;
}
`)
	return b.String()
}

// BenchmarkDriver reads two functions of a long file.
func BenchmarkDriver(b *testing.B) {
	prelude := builtin(b)
	text := driver()
	b.ReportMetric(float64(strings.Count(text, "\n")), "lines")
	b.ResetTimer()
	for range b.N {
		in := c.Parse(source.NewFile("driver.c", text), c.Options{Prelude: prelude})
		if len(in.Tests) != 1 || in.Tests[0].Program == nil {
			b.Fatal(in.String())
		}
	}
}
