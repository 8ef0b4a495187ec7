package ide_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestActions lists the changes offered at each mark, with what they make of the
// text, and what is said of that.
func TestActions(t *testing.T) {
	testkit.Run(t, "testdata/actions", func(c *testkit.Case) {
		f, offsets := cursors(c, "in.litmus")
		d, results := checkDocument(c.T, f)
		problems := d.Diagnostics(results).Problems
		for i, offset := range offsets {
			var b strings.Builder
			for _, a := range d.Actions(f.Span(offset, offset), results) {
				fmt.Fprintf(&b, "%s", a.Title)
				if a.Preferred {
					b.WriteString(" (preferred)")
				}
				if a.Problem >= 0 {
					fmt.Fprintf(&b, " for %s", problems[a.Problem].Code)
				}
				b.WriteByte('\n')
				changed := apply(f, a.Edits)
				b.WriteString(lineDiff(f.Text(), changed))
				after, then := checkDocument(c.T, source.NewFile(f.Name, changed))
				for _, p := range after.Diagnostics(then).Problems {
					fmt.Fprintf(&b, "  then %s\n", p)
				}
			}
			c.Golden(fmt.Sprintf("actions %d", i+1), b.String()+"\n")
		}
	})
}

// apply returns the text after edits that do not overlap.
func apply(f *source.File, edits []ide.Edit) string {
	text := f.Text()
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b ide.Edit) int { return b.Span.Start - a.Span.Start })
	for _, e := range edits {
		text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
	}
	return text
}

// lineDiff shows the lines that differ between two texts.
func lineDiff(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var out strings.Builder
	if len(a) == len(b) {
		for i := range a {
			if a[i] != b[i] {
				fmt.Fprintf(&out, "  -%s\n  +%s\n", a[i], b[i])
			}
		}
		return out.String()
	}
	for _, l := range a {
		fmt.Fprintf(&out, "  -%s\n", l)
	}
	for _, l := range b {
		fmt.Fprintf(&out, "  +%s\n", l)
	}
	return out.String()
}
