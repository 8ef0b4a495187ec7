package lsptest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// driverLines is the length of the driver in which edits are timed.
const driverLines = 3000

// driver returns a C file of about so many lines, such as a network driver is: its
// headers are out of reach, and in its midst two functions pass a message. Typing is
// where the mark stands.
func driver(lines int) (text string, line, column int) {
	var b strings.Builder
	b.WriteString(driverHead)
	half := false
	for n := 0; ; n++ {
		written := strings.Count(b.String(), "\n")
		if written >= lines {
			break
		}
		if !half && written >= lines/2 {
			half = true
			b.WriteString(driverTest)
			continue
		}
		fmt.Fprintf(&b, driverPart, n)
	}
	before, after, _ := strings.Cut(b.String(), "‸")
	line = strings.Count(before, "\n")
	return before + after, line, len(before) - strings.LastIndexByte(before, '\n') - 1
}

const driverHead = `// SPDX-License-Identifier: GPL-2.0
/*
 * A driver for a device that does not exist.
 */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/interrupt.h>
#include <linux/dma-mapping.h>

#define DRV_NAME	"sample"
#define RING_SIZE	256
#define RING_MASK	(RING_SIZE - 1)
#define REG(dev, off)	((dev)->regs + (off))
#define reg_write(dev, off, val)	writel((val), REG(dev, off))
#define reg_read(dev, off)		readl(REG(dev, off))

enum sample_state { STATE_DOWN, STATE_UP, STATE_ERROR };

struct sample_desc {
	__le32 addr;
	__le16 len;
	__le16 flags;
};

struct sample_ring {
	struct sample_desc *desc;
	struct sk_buff *skb[RING_SIZE];
	unsigned int head, tail;
	dma_addr_t dma;
	spinlock_t lock;
};

struct sample_dev {
	void __iomem *regs;
	struct net_device *netdev;
	struct sample_ring tx, rx;
	struct work_struct reset_task;
	enum sample_state state;
	u64 packets, bytes, errors;
	unsigned long flags;
};
`

// driverTest is the part with the test, driverPart one of the many without.
const (
	driverTest = `
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
	int missing = -‸1;

	if (!smp_load_acquire(&m->ready))
		return missing;
	return m->data;
}
`
	driverPart = `
/**
 * sample_service_%[1]d - hand out what the device has finished
 * @dev: the device
 * @budget: how much may be done at most
 *
 * Return: how much was done.
 */
static int sample_service_%[1]d(struct sample_dev *dev, int budget)
{
	struct sample_ring *ring = &dev->rx;
	unsigned long irqflags;
	int done = 0;

	spin_lock_irqsave(&ring->lock, irqflags);
	while (done < budget && ring->tail != ring->head) {
		struct sample_desc *d = &ring->desc[ring->tail & RING_MASK];
		struct sk_buff *skb = ring->skb[ring->tail & RING_MASK];
		u16 len = le16_to_cpu(d->len);

		if (unlikely(le16_to_cpu(d->flags) & 0x%[1]x)) {
			dev->errors++;
			netdev_err(dev->netdev, "bad descriptor %%u of ring %[1]d\n", ring->tail);
			goto next;
		}
		dma_unmap_single(&dev->netdev->dev, le32_to_cpu(d->addr), len, DMA_FROM_DEVICE);
		skb_put(skb, len);
		skb->protocol = eth_type_trans(skb, dev->netdev);
		napi_gro_receive(&dev->napi[%[1]d], skb);
		dev->packets++;
		dev->bytes += len;
next:
		ring->skb[ring->tail & RING_MASK] = NULL;
		ring->tail++;
		done++;
	}
	spin_unlock_irqrestore(&ring->lock, irqflags);
	if (done == budget)
		reg_write(dev, 0x%[1]x, reg_read(dev, 0x%[1]x) | BIT(%[1]d %% 32));
	return done;
}
`
)

// editDriver types into a function of a driver and returns how long the diagnostics
// took. The verdict must be there each time, or nothing would be measured.
func (s *server) editDriver(t *testing.T) []time.Duration {
	const uri = "file:///drivers/net/sample.c"
	text, line, column := driver(driverLines)
	s.open(uri, 1, text)
	var times []time.Duration
	for version := 1; version <= driverEdits+1; version++ {
		sent := time.Now()
		if version > 1 {
			// Another number each time: no text was there before.
			s.change(uri, version, place(line, column, line, column+len(fmt.Sprint(version-1))), fmt.Sprint(version))
		}
		r := s.decided(uri, version)
		if len(r.Tests) != 1 || r.Tests[0].Outcome != "passed" {
			t.Fatalf("version %d of the driver: the tests are %+v", version, r.Tests)
		}
		if version > 1 {
			times = append(times, max(0, r.at.Sub(sent)-debounce))
		}
	}
	s.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	return times
}

// driverEdits is how often the driver is changed.
const driverEdits = 200
