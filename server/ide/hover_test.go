package ide_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

// TestHover shows the hovers at the marks of each case, after the text was
// verified unless the case says otherwise.
func TestHover(t *testing.T) {
	testkit.Run(t, "testdata/hover", func(c *testkit.Case) {
		f, offsets := cursors(c, "in.litmus")
		d, results := checkDocument(c.T, f)
		if c.Has("in.unverified") {
			results = nil
		}
		for i, offset := range offsets {
			h := d.Hover(c.Context(), offset, results)
			if h == nil {
				c.Golden(fmt.Sprintf("hover %d", i+1), "nothing\n")
				continue
			}
			c.Golden(fmt.Sprintf("hover %d", i+1), fmt.Sprintf("%s %s\n\n%s\n", h.Span, quoted(h.Span), strings.TrimSpace(h.Markdown)))
		}
	})
}

// TestHoverOnEveryPrimitive requires each primitive to be documented, with its
// own fences of Markdown closed.
func TestHoverOnEveryPrimitive(t *testing.T) {
	for _, row := range kernel.Builtin().Rows() {
		f := source.NewFile("t.litmus", "C t\n{}\nP0(int *x)\n{\n\t"+row.Name+"(x);\n}\n")
		h := testTools().NewDocument(f).Hover(t.Context(), strings.Index(f.Text(), row.Name)+1, nil)
		switch {
		case h == nil:
			t.Errorf("%s: no hover", row.Name)
		case h.Span.Text() != row.Name:
			t.Errorf("%s: the hover is on %q", row.Name, h.Span.Text())
		case !strings.Contains(h.Markdown, row.Doc.Signature) || !strings.Contains(h.Markdown, row.Doc.Orders):
			t.Errorf("%s: the hover is not its documentation:\n%s", row.Name, h.Markdown)
		case strings.Count(h.Markdown, "```")%2 != 0:
			t.Errorf("%s: a code block has no end:\n%s", row.Name, h.Markdown)
		}
	}
}

// TestHoverViewsOfRCU requires the three views on every RCU primitive, and on no
// other.
func TestHoverViewsOfRCU(t *testing.T) {
	for _, row := range kernel.Builtin().Rows() {
		f := source.NewFile("t.litmus", "C t\n{}\nP0(int *x)\n{\n\t"+row.Name+"(x);\n}\n")
		h := testTools().NewDocument(f).Hover(t.Context(), strings.Index(f.Text(), row.Name), nil)
		want := strings.Contains(row.Name, "rcu") && !strings.HasPrefix(row.Name, "smp_")
		for _, view := range []string{"Waiting for what already started", "A reader-writer lock without exclusion", "A bulk, transient reference count"} {
			if got := strings.Contains(h.Markdown, view); got != want {
				t.Errorf("%s: the view %q is there: %v, want %v", row.Name, view, got, want)
			}
		}
	}
}
