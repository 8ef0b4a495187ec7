package pp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// driver returns a text of about 3,000 lines and 95 KB that has the shape of a
// driver: comments, register names, helpers, conditionals, calls of macros.
func driver() string {
	var b strings.Builder
	b.WriteString("/*\n * A device.\n */\n#define pr_fmt(fmt) KBUILD_MODNAME \": \" fmt\n\n#include <linux/module.h>\n#include \"dev.h\"\n\n")
	for i := range 200 {
		fmt.Fprintf(&b, "#define DEV_REG_%d\t\t0x%04x\t/* register %d */\n", i, i*4, i)
	}
	b.WriteString("#define dev_write(d, reg, v) \\\n\tdo { WRITE_ONCE((d)->shadow[(reg) >> 2], (v)); \\\n\t\twritel((v), (d)->base + (reg)); } while (0)\n")
	for i := range 120 {
		fmt.Fprintf(&b, `
/**
 * dev_handle_%[1]d - handle the interrupt of channel %[1]d
 * @d: the device
 */
static int dev_handle_%[1]d(struct dev *d, unsigned int flags)
{
	unsigned long state = READ_ONCE(d->state);
	int ret = 0;

	if (unlikely(!(state & BIT(%[2]d)))) {
		pr_debug("channel %%d is not ready\n", %[1]d);
		return -EAGAIN;
	}
#ifdef CONFIG_DEV_STATS
	d->stats.count[%[1]d]++;
#endif
	spin_lock_irqsave(&d->lock, d->saved);
	if (smp_load_acquire(&d->head) != d->tail) {
		dev_write(d, DEV_REG_%[1]d, flags | 0x10);
		ret = d->ring[d->tail & (ARRAY_SIZE(d->ring) - 1)];
		smp_store_release(&d->tail, d->tail + 1);
	}
	spin_unlock_irqrestore(&d->lock, d->saved);
	return ret; // done
}
`, i, i%32)
	}
	return b.String()
}

// kernel is a small prelude.
const kernel = `
/* Reads x once. */
#define READ_ONCE(x) __lkmm_load(once, &(x))
#define WRITE_ONCE(x, v) __lkmm_store(once, &(x), v)
#define smp_load_acquire(p) __lkmm_load(acquire, p)
#define smp_store_release(p, v) __lkmm_store(release, p, v)
#define spin_lock(l) __lkmm_lock(l)
#define spin_unlock(l) __lkmm_unlock(l)
#define spin_lock_irqsave(l, f) do { (void)(f); spin_lock(l); } while (0)
#define spin_unlock_irqrestore(l, f) do { (void)(f); spin_unlock(l); } while (0)
#define likely(x) (x)
#define unlikely(x) (x)
#define BIT(n) (1UL << (n))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define pr_debug(...) ((void)0)
`

func BenchmarkExpand(b *testing.B) {
	prelude := pp.Expand(source.NewFile("prelude.h", kernel), pp.Options{InPrelude: true}).Macros
	f := source.NewFile("dev.c", driver())
	b.SetBytes(int64(f.Len()))
	b.ReportMetric(float64(f.Lines()), "lines")
	b.ReportAllocs()
	for b.Loop() {
		pp.Expand(f, pp.Options{Prelude: prelude})
	}
}

func BenchmarkComments(b *testing.B) {
	f := source.NewFile("dev.c", driver())
	b.ReportAllocs()
	for b.Loop() {
		pp.Comments(f)
	}
}

// BenchmarkSpan asks for the place of every token.
func BenchmarkSpan(b *testing.B) {
	text := pp.Expand(source.NewFile("dev.c", driver()), pp.Options{})
	b.ReportAllocs()
	for b.Loop() {
		for i := range text.OutTokens() {
			t := text.OutToken(i)
			text.Span(t.Start, t.End)
		}
	}
}
