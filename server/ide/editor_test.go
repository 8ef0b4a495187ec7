package ide_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// testTools are the tools with the built-in model.
func testTools() *ide.Tools {
	return &ide.Tools{
		Model:      "lkmm",
		Primitives: kernel.Builtin(),
		Languages:  []ide.Language{ide.Litmus(kernel.Builtin()), ide.C(kernel.Builtin())},
		Orders:     order.NewReader(lkmm.Model()).Of,
		NewEngine:  func() ide.Engine { return verify.New(lkmm.Model(), true) },
	}
}

// checkDocument reads a text and verifies it. The times are made the same for
// every run.
func checkDocument(t *testing.T, f *source.File) (*ide.Document, []ide.TestResult) {
	t.Helper()
	tools := testTools()
	d := tools.NewDocument(f)
	c := &ide.Checker{
		Parse: tools.Parse, NewEngine: tools.NewEngine,
		Options: verify.Options{Engine: verify.Native, States: true, Witnesses: true, Timeout: time.Minute},
	}
	defer c.Close()
	results := c.CheckDocument(t.Context(), d)
	for i := range results {
		results[i].Millis = 1.4
	}
	return d, results
}

// cursors takes the marks ‸ out of an input and returns where they were.
func cursors(c *testkit.Case, name string) (f *source.File, offsets []int) {
	parts := strings.Split(c.Text(name), "‸")
	at := 0
	for _, p := range parts[:len(parts)-1] {
		at += len(p)
		offsets = append(offsets, at)
	}
	return source.NewFile(name, strings.Join(parts, "")), offsets
}

// TestDiagnostics shows what is said about a text before and after it is verified.
func TestDiagnostics(t *testing.T) {
	testkit.Run(t, "testdata/diagnostics", func(c *testkit.Case) {
		d, results := checkDocument(c.T, c.File("in.litmus"))
		c.Golden("diagnostics", listProblems(d.Diagnostics(results)))
		c.Golden("lenses before", listLenses(d.Lenses(nil)))
		c.Golden("lenses", listLenses(d.Lenses(results)))
	})
}

func listProblems(l diag.List) string {
	var b strings.Builder
	for _, p := range l.Problems {
		fmt.Fprintf(&b, "%s\n", p)
		fmt.Fprintf(&b, "  at %s\n", quoted(p.Span))
		for _, r := range p.Related {
			fmt.Fprintf(&b, "  see %s: %s: %s\n", r.Span, quoted(r.Span), r.Message)
		}
		for _, x := range p.Fixes {
			fmt.Fprintf(&b, "  fix: %s\n", x.Title)
			for _, e := range x.Edits {
				fmt.Fprintf(&b, "    %s: %s -> %q\n", e.Span, quoted(e.Span), e.Text)
			}
		}
	}
	return b.String()
}

// quoted shows the text of a span, cut if it is long.
func quoted(s source.Span) string {
	text := s.Text()
	if len(text) > 60 {
		text = text[:57] + "..."
	}
	return fmt.Sprintf("%q", text)
}

func listLenses(list []ide.Lens) string {
	var b strings.Builder
	for _, l := range list {
		fmt.Fprintf(&b, "%s %s: %s", l.Span, l.Test, l.Title)
		if l.Action == ide.ShowExecution {
			b.WriteString(" (click)")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
