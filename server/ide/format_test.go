package ide_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// TestFormat shows the edits of a layout, or why there is none.
func TestFormat(t *testing.T) {
	testkit.Run(t, "testdata/format", func(c *testkit.Case) {
		d := testTools().NewDocument(c.File("in.litmus"))
		edits, err := d.Format()
		if err != nil {
			c.Golden("refused", err.Error()+"\n")
			return
		}
		var b strings.Builder
		for _, e := range edits {
			fmt.Fprintf(&b, "%s: %q -> %q\n", e.Span, e.Span.Text(), e.Text)
		}
		c.Golden("edits", b.String())
		c.Golden("formatted", edited(c.T, d.File, edits))
	})
}

// TestFormatShippedTests destroys the layout of the project's tests in two ways.
// The edits only touch blanks, make up the layout that the façade's tools give, and
// there are none for a text that is laid out.
func TestFormatShippedTests(t *testing.T) {
	tools := testTools()
	crowded := strings.NewReplacer("\t", "  ", ", ", ",", ") {", "){", "\n{\n", "{\n", " = ", "=")
	airy := strings.NewReplacer(";\n", " ;\n\n\n", "(*x", "( *x", ",", " ,  ", "{\n", "{\n\n")
	for _, d := range shippedTests(t, tools) {
		if edits, err := d.Format(); err != nil || len(edits) > 0 {
			t.Errorf("%s is not laid out as usual: %v, %v", d.File.Name, edits, err)
		}
		// Only the bodies: comments are not to be laid out.
		at := strings.Index(d.File.Text(), "P0(")
		for _, r := range []*strings.Replacer{crowded, airy} {
			messy := tools.NewDocument(source.NewFile(d.File.Name, d.File.Text()[:at]+r.Replace(d.File.Text()[at:])))
			edits, err := messy.Format()
			if err != nil {
				t.Errorf("%s: %v:\n%s", d.File.Name, err, messy.File.Text())
				continue
			}
			checkBlankEdits(t, messy, edits)
		}
	}
}

// checkBlankEdits checks the edits of a layout.
func checkBlankEdits(t *testing.T, d *ide.Document, edits []ide.Edit) {
	t.Helper()
	for _, e := range edits {
		if strings.TrimSpace(e.Span.Text()) != "" || strings.TrimSpace(e.Text) != "" || e.Span.Text() == e.Text {
			t.Errorf("%s: the edit of %q to %q at %s changes more than blanks, or nothing", d.File.Name, e.Span.Text(), e.Text, e.Span)
		}
	}
	want, _ := testTools().LanguageOf(d.File.Name).Format(d.File)
	got := edited(t, d.File, edits)
	if got != want {
		t.Errorf("%s: the edits make\n%s\nand not\n%s", d.File.Name, got, want)
	}
	if more, err := testTools().NewDocument(source.NewFile(d.File.Name, got)).Format(); err != nil || len(more) > 0 {
		t.Errorf("%s: a second pass has %d edits, %v", d.File.Name, len(more), err)
	}
}
