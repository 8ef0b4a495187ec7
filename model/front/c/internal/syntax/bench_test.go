package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// driver returns a text of about 3,000 lines in the style of a driver: functions
// of 30 lines, with records and macros that nothing defines between them.
func driver() string {
	var b strings.Builder
	for i := range 75 {
		fmt.Fprintf(&b, `struct ring%d {
	u32 head, tail;
	struct list_head __rcu *link;
	unsigned long flags;
	void (*done)(struct ring%d *ring, int status);
};

static DEFINE_SPINLOCK(lock%d);

/*
 * Takes an entry off the ring.
 */
static int __must_check take%d(struct ring%d *ring, u32 *value)
{
	struct entry *e, *next;
	unsigned long flags;
	int err = -EINVAL;
	u32 i;

	if (!ring || !value)
		return err;
	spin_lock_irqsave(&lock%d, flags);
	for (i = 0; i < ring->head; i++) {
		e = container_of(ring->link, struct entry, node);
		if (READ_ONCE(e->state) == STATE_READY && (u32)(e->count) > 3) {
			next = e->next;
			WRITE_ONCE(ring->tail, (ring->tail + 1) & (SIZE - 1));
			goto found;
		}
		cpu_relax();
	}
	pr_debug("ring %%d is empty: %%s\n", %d, dev_name(ring->dev));
	goto out;
found:
	*value = e->data[i];
	smp_store_release(&ring->flags, BIT(3) | e->mode);
	e->next = next ? next->next : NULL;
	err = 0;
out:
	spin_unlock_irqrestore(&lock%d, flags);
	return err;
}

`, i, i, i, i, i, i, i, i)
	}
	return b.String()
}

func expanded(b *testing.B) *pp.Text {
	text := driver()
	b.Logf("%d lines, %d bytes", strings.Count(text, "\n"), len(text))
	return pp.Expand(source.NewFile("driver.c", text), pp.Options{})
}

// BenchmarkNewUnit cuts 3,000 lines.
func BenchmarkNewUnit(b *testing.B) {
	text := expanded(b)
	b.ReportAllocs()
	for b.Loop() {
		syntax.NewUnit(text)
	}
}

// BenchmarkFunc parses functions of 30 lines, one an iteration.
func BenchmarkFunc(b *testing.B) {
	text := expanded(b)
	b.ReportAllocs()
	var u *syntax.Unit
	n := 0
	for b.Loop() {
		if n%75 == 0 {
			b.StopTimer()
			u = syntax.NewUnit(text)
			u.IsType = kernelTypes
			b.StartTimer()
		}
		if u.Func(fmt.Sprintf("take%d", n%75)) == nil {
			b.Fatal("no function")
		}
		n++
	}
}

// BenchmarkBrokenFunc parses a function with two mistakes.
func BenchmarkBrokenFunc(b *testing.B) {
	broken := strings.Replace(driver(), "next = e->next;", "next = ;", 1)
	broken = strings.Replace(broken, "err = 0;", "err = 0 0;", 1)
	text := pp.Expand(source.NewFile("driver.c", broken), pp.Options{})
	for b.Loop() {
		b.StopTimer()
		u := syntax.NewUnit(text)
		u.IsType = kernelTypes
		b.StartTimer()
		u.Func("take0")
	}
}
