package ide_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestAccess shows what is said of accesses and fences, and the inlay hints in the
// text.
func TestAccess(t *testing.T) {
	testkit.Run(t, "testdata/access", func(c *testkit.Case) {
		f, offsets := cursors(c, "in.litmus")
		d := testTools().NewDocument(f)
		for i, at := range offsets {
			text := "nothing\n"
			if h := d.Hover(c.Context(), at, nil); h != nil {
				text = h.Markdown
				// What is known of the primitive everywhere is not repeated here.
				if _, rest, ok := strings.Cut(text, "---\n\n"); ok {
					text, _, _ = strings.Cut(rest, "\n\n---")
				}
				text = fmt.Sprintf("%s\n\n%s\n", h.Span.Text(), text)
			}
			c.Golden(fmt.Sprintf("hover %d", i), text)
		}
		text, tips := f.Text(), ""
		hints := d.Inlays(c.Context(), f.Span(0, f.Len()))
		for i := len(hints) - 1; i >= 0; i-- {
			h := hints[i]
			text = text[:h.Offset] + " «" + h.Label + "»" + text[h.Offset:]
			tips = h.Tooltip + "\n\n" + tips
		}
		c.Golden("inlays", text)
		c.Golden("tooltips", tips)
	})
}

const threeAccesses = "C T\n{}\nP0(int *x, int *y)\n{\n\tWRITE_ONCE(*x, 1);\n\tsmp_wmb();\n\tWRITE_ONCE(*y, 1);\n\tWRITE_ONCE(*x, 2);\n}\nexists (x=1)\n"

// Hints are those of the span that is asked for.
func TestInlaysOfSpan(t *testing.T) {
	f := source.NewFile("t.litmus", threeAccesses)
	d := testTools().NewDocument(f)
	if got := d.Inlays(t.Context(), f.Span(0, f.Len())); len(got) != 1 || got[0].Label != "→ line 7 (wmb)" {
		t.Errorf("got %+v", got)
	}
	if got := d.Inlays(t.Context(), f.Span(0, 5)); len(got) != 0 {
		t.Errorf("in the header: %+v", got)
	}
}

// What the threads order is computed once, whoever asks, and an asker who gives up
// leaves it to the next.
func TestOrdersOnce(t *testing.T) {
	var calls atomic.Int32
	tools := testTools()
	compute := tools.Orders
	tools.Orders = func(ctx context.Context, p *prog.Program) ([]*order.Thread, error) {
		calls.Add(1)
		return compute(ctx, p)
	}
	f := source.NewFile("t.litmus", threeAccesses)
	d := tools.NewDocument(f)
	at := strings.Index(threeAccesses, "*x, 1")
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if h := d.Hover(gone, at, nil); h != nil && strings.Contains(h.Markdown, "Ordered") {
		t.Errorf("cancelled: %s", h.Markdown)
	}
	before := calls.Load()
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			d.PrepareOrders(context.Background())
			if h := d.Hover(context.Background(), at, nil); h == nil || !strings.Contains(h.Markdown, "*wmb*") {
				t.Errorf("got %+v", h)
			}
		}()
	}
	all.Wait()
	if n := calls.Load() - before; n != 1 {
		t.Errorf("computed %d times", n)
	}
}

// Where the model does not tell, or the text has errors, nothing is claimed.
func TestNoOrders(t *testing.T) {
	tools := testTools()
	tools.Orders = func(context.Context, *prog.Program) ([]*order.Thread, error) { return nil, order.ErrNoOrder }
	broken := strings.Replace(threeAccesses, "smp_wmb()", "smp_wmb(", 1)
	for name, d := range map[string]*ide.Document{
		"no ppo": tools.NewDocument(source.NewFile("t", threeAccesses)),
		"broken": testTools().NewDocument(source.NewFile("t", broken)),
	} {
		if got := d.Inlays(t.Context(), d.File.Span(0, d.File.Len())); len(got) != 0 {
			t.Errorf("%s: hints %+v", name, got)
		}
		at := strings.Index(threeAccesses, "*x, 1")
		if h := d.Hover(t.Context(), at, nil); h != nil && strings.Contains(h.Markdown, "rdered") {
			t.Errorf("%s: hover %s", name, h.Markdown)
		}
	}
}
