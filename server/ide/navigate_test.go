package ide_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestNavigate shows, for each mark, where the name is declared and used, and what
// its edits are if it gets the name of the section in.name.
func TestNavigate(t *testing.T) {
	testkit.Run(t, "testdata/navigate", func(c *testkit.Case) {
		f, offsets := cursors(c, "in.litmus")
		d := testTools().NewDocument(f)
		for i, offset := range offsets {
			var b strings.Builder
			fmt.Fprintf(&b, "%s: %s\n", f.Span(offset, offset), lineWithMark(f, offset))
			fmt.Fprintf(&b, "definition: %s\n", places(d.Definition(offset)))
			fmt.Fprintf(&b, "references: %s\n", places(d.References(offset, true)))
			fmt.Fprintf(&b, "without declarations: %s\n", places(d.References(offset, false)))
			b.WriteString("highlights:")
			for _, h := range d.Highlights(offset) {
				fmt.Fprintf(&b, " %s", places([]source.Span{h.Span}))
				if h.Writes {
					b.WriteString(" written")
				}
			}
			b.WriteByte('\n')
			if s, err := d.PrepareRename(offset); err != nil {
				fmt.Fprintf(&b, "rename: %v\n", err)
			} else {
				fmt.Fprintf(&b, "rename: %s\n", quoted(s))
			}
			c.Golden(fmt.Sprintf("at %d", i+1), b.String())
		}
		c.Golden("symbols", listSymbols(d.Symbols(), ""))
		c.Golden("folds", listFolds(d))
	})
}

// TestRename gives the name at the mark each name of the section in.names.
func TestRename(t *testing.T) {
	testkit.Run(t, "testdata/rename", func(c *testkit.Case) {
		f, offsets := cursors(c, "in.litmus")
		d := testTools().NewDocument(f)
		for i, offset := range offsets {
			var b strings.Builder
			fmt.Fprintf(&b, "%s: %s\n", f.Span(offset, offset), lineWithMark(f, offset))
			for name := range strings.Lines(c.Text("in.names")) {
				name = strings.TrimSuffix(name, "\n")
				edits, err := d.Rename(offset, name)
				switch {
				case err != nil:
					fmt.Fprintf(&b, "%s: no: %v\n", name, err)
				default:
					fmt.Fprintf(&b, "%s: %d edits\n", name, len(edits))
				}
			}
			c.Golden(fmt.Sprintf("names %d", i+1), b.String())
			if edits, err := d.Rename(offset, "fresh"); err == nil {
				c.Golden(fmt.Sprintf("renamed %d", i+1), edited(c.T, f, edits))
			}
		}
	})
}

// edited makes edits, which must be in order and apart.
func edited(t *testing.T, f *source.File, edits []ide.Edit) string {
	t.Helper()
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.Span.File != f || e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > f.Len() {
			t.Fatalf("an edit of %d to %d in the wrong place", e.Span.Start, e.Span.End)
		}
		b.WriteString(f.Text()[at:e.Span.Start])
		b.WriteString(e.Text)
		at = e.Span.End
	}
	b.WriteString(f.Text()[at:])
	return b.String()
}

// places lists spans as line:column with their texts.
func places(spans []source.Span) string {
	var all []string
	for _, s := range spans {
		p := s.Position()
		all = append(all, fmt.Sprintf("%d:%d %s", p.Line, p.Column, s.Text()))
	}
	return strings.Join(all, ", ")
}

func listSymbols(list []ide.Symbol, indent string) string {
	var b strings.Builder
	for _, s := range list {
		kind := [...]string{"test", "thread", "shared", "register", "condition"}[s.Kind]
		from, to := s.Span.Position(), s.Span.File.Position(s.Span.End)
		fmt.Fprintf(&b, "%s%s %s", indent, kind, s.Name)
		if s.Detail != "" {
			fmt.Fprintf(&b, " (%s)", s.Detail)
		}
		fmt.Fprintf(&b, " %d:%d-%d:%d at %d:%d\n", from.Line, from.Column, to.Line, to.Column, s.NameSpan.Position().Line, s.NameSpan.Position().Column)
		b.WriteString(listSymbols(s.Children, indent+"  "))
	}
	return b.String()
}

// listFolds shows the first and the last line of each fold.
func listFolds(d *ide.Document) string {
	var b strings.Builder
	for _, x := range d.Folds() {
		fmt.Fprintf(&b, "%d-%d: %s … %s", x.Start+1, x.End+1, strings.TrimSpace(d.File.Line(x.Start+1)), strings.TrimSpace(d.File.Line(x.End+1)))
		if x.Comment {
			b.WriteString(" (comment)")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
