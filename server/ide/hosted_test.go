package ide_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestHosted shows what is offered in C at the marks of each case: the hover, the
// proposals with the call around, where a name leads. If a case has a section of
// lines that are typed, each of them stands in the place of @@.
func TestHosted(t *testing.T) {
	testkit.Run(t, "testdata/hosted", func(c *testkit.Case) {
		if c.Has("in.typed") {
			for i, typed := range strings.Split(strings.TrimSuffix(c.Text("in.typed"), "\n"), "\n") {
				before, after, ok := strings.Cut(strings.Replace(c.Text("in.c"), "@@", typed, 1), "‸")
				if !ok {
					c.Fatalf("no mark in the line %q", typed)
				}
				c.Golden(fmt.Sprintf("complete %d", i+1), proposals(source.NewFile("in.c", before+after), len(before)))
			}
			return
		}
		f, offsets := cursors(c, "in.c")
		d, results := checkDocument(c.T, f)
		for i, offset := range offsets {
			var b strings.Builder
			fmt.Fprintf(&b, "%s: %s\n", f.Span(offset, offset), lineWithMark(f, offset))
			if h := d.Hover(c.Context(), offset, results); h != nil {
				fmt.Fprintf(&b, "%s\n%s\n", quoted(h.Span), h.Markdown)
			}
			for _, s := range d.Definition(offset) {
				fmt.Fprintf(&b, "declared at %s: %s\n", s, quoted(s))
			}
			for _, s := range d.References(offset, true) {
				fmt.Fprintf(&b, "place %s: %s\n", s, quoted(s))
			}
			c.Golden(fmt.Sprintf("hover %d", i+1), b.String())
		}
		for i, h := range d.Headers() {
			c.Golden(fmt.Sprintf("header %d", i+1), fmt.Sprintf("%s %s\n", h.Name, quoted(h.Span)))
		}
		c.Golden("diagnostics", listProblems(d.Diagnostics(results)))
		c.Golden("lenses", listLenses(d.Lenses(results)))
		c.Golden("symbols", listSymbols(d.Symbols(), ""))
		var b strings.Builder
		for _, t := range d.Tokens() {
			fmt.Fprintf(&b, "%s %s %s\n", t.Span, t.Class, quoted(t.Span))
		}
		c.Golden("tokens", b.String())
		if len(d.Folds()) > 0 {
			c.Errorf("folds are the editor's business")
		}
		if edits, err := d.Format(); err != nil || len(edits) > 0 {
			c.Errorf("the layout is the editor's business: %v, %v", edits, err)
		}
	})
}

// TestHostedEverywhere asks everything at every place, of whole texts and of what
// is typed of them so far.
func TestHostedEverywhere(t *testing.T) {
	tools := testTools()
	names, err := filepath.Glob("testdata/hosted/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), "-- in.c --\n")
		body, _, _ := strings.Cut(rest, "\n-- ")
		body = strings.ReplaceAll(body, "‸", "")
		whole := tools.NewDocument(source.NewFile("in.c", body))
		for i := 0; i <= len(body); i++ {
			askAll(t, whole, i)
			if i%3 == 0 {
				askAll(t, tools.NewDocument(source.NewFile("in.c", body[:i])), i)
			}
		}
	}
}

// askAll asks everything at one place, and wants that hovers are about it.
func askAll(t *testing.T, d *ide.Document, offset int) {
	if h := d.Hover(t.Context(), offset, nil); h != nil && (h.Span.Start > offset || h.Span.End < offset || h.Markdown == "") {
		t.Errorf("%s: the hover %q is about %s", d.File.Span(offset, offset), h.Markdown, quoted(h.Span))
	}
	for _, p := range d.Complete(offset) {
		if p.Replace.End != offset {
			t.Errorf("%s: %s stands for %s", d.File.Span(offset, offset), p.Label, quoted(p.Replace))
		}
	}
	d.Signature(offset)
	d.Definition(offset)
	d.References(offset, true)
	d.Highlights(offset)
	if at, err := d.PrepareRename(offset); err == nil && !around(offset, at) {
		t.Errorf("%s: %s would be renamed", d.File.Span(offset, offset), quoted(at))
	}
}

func around(offset int, s source.Span) bool { return s.Start <= offset && offset <= s.End }

// TestRenameInC renames a function and a local that directives name too, and refuses
// what would not be the same test.
func TestRenameInC(t *testing.T) {
	const text = `/*
 * @lkmm test t
 * @lkmm thread reader()
 * @lkmm never reader.seen == 2
 */
int flag;

static int reader(void)
{
	int seen = READ_ONCE(flag);

	return seen;
}
`
	d := testTools().NewDocument(source.NewFile("in.c", text))
	for _, c := range []struct{ at, name, want, err string }{
		{"reader(void)", "poller", strings.ReplaceAll(text, "reader", "poller"), ""},
		{"seen ==", "value", strings.ReplaceAll(text, "seen", "value"), ""},
		{"seen = READ", "value", strings.ReplaceAll(text, "seen", "value"), ""},
		{"seen ==", "flag", "", "is taken (line 6)"},
		{"seen ==", "smp_mb", "", "a primitive of the kernel"},
		{"seen ==", "2x", "", "not a name"},
		{"flag;", "ready", "", "other files may use it"},
		{"READ_ONCE", "ready", "", "can"},
	} {
		edits, err := d.Rename(strings.Index(text, c.at), c.name)
		switch {
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s to %s: %v, want %s", c.at, c.name, err, c.err)
		case c.err == "" && err != nil:
			t.Errorf("%s to %s: %v", c.at, c.name, err)
		case c.err == "" && edited(t, d.File, edits) != c.want:
			t.Errorf("%s to %s gives\n%s", c.at, c.name, edited(t, d.File, edits))
		}
	}
}
