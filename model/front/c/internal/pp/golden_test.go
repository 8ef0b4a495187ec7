package pp_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// TestGolden expands in.c. Files that it includes are in.NAME, the prelude is
// in.prelude.h, in.defines has a macro from outside a line.
func TestGolden(t *testing.T) {
	testkit.Run(t, "testdata", func(c *testkit.Case) {
		o := pp.Options{Read: func(name string, from *source.File, angled bool) (*source.File, bool) {
			if !c.Has("in." + path.Base(name)) {
				return nil, false
			}
			return c.File("in." + path.Base(name)), true
		}}
		if c.Has("in.prelude.h") {
			prelude := pp.Expand(c.File("in.prelude.h"), pp.Options{InPrelude: true})
			c.Golden("prelude", prelude.Problems)
			o.Prelude = prelude.Macros
		}
		if c.Has("in.defines") {
			for _, line := range strings.Fields(c.Text("in.defines")) {
				name, value, _ := strings.Cut(line, "=")
				o.Defines = append(o.Defines, pp.Define{Name: name, Value: value})
			}
		}
		text := pp.Expand(c.File("in.c"), o)
		c.Golden("out", string(text.Out))
		c.Golden("places", places(text))
		c.Golden("uses", uses(text))
		c.Golden("comments", comments(text))
		c.Golden("inactive", inactive(text))
		c.Golden("included", included(text))
		c.Golden("docs", docs(text))
		c.Golden("problems", text.Problems)
		checkPlaces(c.T, text)
	})
}

// lineColumns prints a span as "line:column-line:column", with the file's name if
// it is not the main one.
func lineColumns(s source.Span) string {
	from, to := s.Position(), s.File.Position(s.End)
	file := ""
	if s.File.Name != "in.c" {
		file = strings.TrimPrefix(s.File.Name, "in.") + ":"
	}
	if from.Line == to.Line {
		return fmt.Sprintf("%s%d:%d-%d", file, from.Line, from.Column, to.Column)
	}
	return fmt.Sprintf("%s%d:%d-%d:%d", file, from.Line, from.Column, to.Line, to.Column)
}

// places lists what is not written in the main file as it stands: what macros made,
// a line for each run of tokens with one place, and the lines of other files.
func places(t *pp.Text) string {
	var b strings.Builder
	for i := 0; i < t.OutTokens(); {
		first := t.OutToken(i)
		span := t.Span(first.Start, first.End)
		own := span.Text() == string(t.Out[first.Start:first.End])
		end := first.End
		j := i + 1
		for ; j < t.OutTokens(); j++ {
			next := t.OutToken(j)
			s := t.Span(next.Start, next.End)
			same := s == span && !own
			sameLine := own && s.Text() == string(t.Out[next.Start:next.End]) && s.File == span.File && s.Position().Line == span.Position().Line
			if !same && !sameLine {
				break
			}
			end = next.End
		}
		if span = t.Span(first.Start, end); !own || span.File != t.File {
			from := ""
			if t.FromPrelude(first.Start) {
				from = "  (prelude)"
			}
			fmt.Fprintf(&b, "%s  %s  <=  %s%s\n", lineColumns(span), oneLine(string(t.Out[first.Start:end])), oneLine(span.Text()), from)
		}
		i = j
	}
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func uses(t *pp.Text) string {
	var b strings.Builder
	for _, u := range t.Uses {
		from := "always"
		if u.Macro.NameSpan.IsValid() {
			from = "at " + u.Macro.NameSpan.String()
		}
		fmt.Fprintf(&b, "%s  %s  defined %s\n", lineColumns(u.Span), u.Macro.Name, from)
	}
	return b.String()
}

func comments(t *pp.Text) string {
	var b strings.Builder
	for _, c := range t.Comments {
		fmt.Fprintf(&b, "%s  %s", lineColumns(c.Span), oneLine(c.Span.Text()))
		if c.Line {
			b.WriteString("  (line)")
		}
		if c.Inactive {
			b.WriteString("  (inactive)")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func inactive(t *pp.Text) string {
	var b strings.Builder
	for _, s := range t.Inactive {
		fmt.Fprintf(&b, "%s  %s\n", lineColumns(s), oneLine(s.Text()))
	}
	return b.String()
}

func included(t *pp.Text) string {
	var b strings.Builder
	for _, f := range t.Included {
		fmt.Fprintln(&b, f.Name)
	}
	return b.String()
}

func docs(t *pp.Text) string {
	var b strings.Builder
	for _, name := range t.Macros.Names() {
		if m := t.Macros.Lookup(name); m.Doc != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, strings.ReplaceAll(m.Doc, "\n", " | "))
		}
	}
	return b.String()
}

// checkPlaces checks what holds of every text: tokens follow each other with at
// most one blank between them, and one that no macro made is what is written at its
// place.
func checkPlaces(t *testing.T, text *pp.Text) {
	t.Helper()
	end := 0
	for i := range text.OutTokens() {
		tok := text.OutToken(i)
		if tok.Start >= tok.End || tok.Start < end || tok.Start > end+1 {
			t.Fatalf("token %d is %d to %d after one that ends at %d", i, tok.Start, tok.End, end)
		}
		end = tok.End
		if got := text.OutIndex(tok.Start); got != i {
			t.Fatalf("token %d at %d is found as %d", i, tok.Start, got)
		}
		if got := text.OutIndex(tok.End - 1); got != i {
			t.Fatalf("token %d at its end %d is found as %d", i, tok.End, got)
		}
		span := text.Span(tok.Start, tok.End)
		if !span.IsValid() || span.Start > span.End || span.Start == span.End && span.File.Len() > 0 {
			t.Fatalf("token %d has the place %v", i, span)
		}
	}
	if end != len(text.Out) {
		t.Fatalf("the tokens end at %d, the text at %d", end, len(text.Out))
	}
}
