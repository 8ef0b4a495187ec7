package annot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// comments finds the comments of a C text.
func comments(f *source.File) []source.Span {
	text := f.Text()
	var list []source.Span
	for i := 0; i < len(text); {
		end := i + 1
		switch {
		case strings.HasPrefix(text[i:], "//"):
			end = i
			for end < len(text) && text[end] != '\n' {
				end++
			}
			list = append(list, f.Span(i, end))
		case strings.HasPrefix(text[i:], "/*"):
			end = len(text)
			if n := strings.Index(text[i+2:], "*/"); n >= 0 {
				end = i + 2 + n + 2
			}
			list = append(list, f.Span(i, end))
		case text[i] == '"':
			for end < len(text) && text[end] != '"' && text[end] != '\n' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
		}
		i = end
	}
	return list
}

// TestGolden reads the texts of testdata.
func TestGolden(t *testing.T) {
	testkit.Run(t, "testdata", func(c *testkit.Case) {
		f := c.File("in.c")
		tests, problems := annot.Parse(f, comments(f))
		c.Golden("tests", describe(tests))
		c.Golden("problems", describeProblems(problems))
	})
}

func extent(s source.Span) string {
	if !s.IsValid() {
		return "nowhere"
	}
	from, to := s.File.Position(s.Start), s.File.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d %q", from.Line, from.Column, to.Line, to.Column, annot.Text(s))
}

func describe(tests []*annot.Test) string {
	var b strings.Builder
	for _, t := range tests {
		from, to := t.Span.File.Position(t.Span.Start), t.Span.File.Position(t.Span.End)
		fmt.Fprintf(&b, "test %s: %d:%d-%d:%d", extent(t.NameSpan), from.Line, from.Column, to.Line, to.Column)
		if t.Broken {
			b.WriteString(", broken")
		}
		b.WriteByte('\n')
		for _, s := range t.Shared {
			fmt.Fprintf(&b, "  shared %s\n", extent(s.Decl))
		}
		for _, s := range t.Inits {
			fmt.Fprintf(&b, "  init %s to %s\n", extent(s.LValue), extent(s.Value))
		}
		for _, s := range t.Threads {
			fmt.Fprintf(&b, "  thread %s = %s\n", extent(s.Label.Span), extent(s.Call))
		}
		for _, s := range t.Props {
			fmt.Fprintf(&b, "  %s %s\n    %s\n", s.Word.Text, extent(s.Text), tree(s.Expr))
		}
		words := func(name string, list ...annot.Word) {
			for _, w := range list {
				fmt.Fprintf(&b, "  %s %s, %s\n", name, w.Text, extent(w.Span))
			}
		}
		if t.AllowRace {
			fmt.Fprintf(&b, "  allow %s\n", extent(t.AllowSpan))
		}
		words("ignore", t.Ignore...)
		words("with", t.With...)
		for _, s := range t.Stubs {
			fmt.Fprintf(&b, "  stub %s\n", extent(s.Decl))
		}
		words("define", t.Defines...)
		if t.Unroll != 0 {
			fmt.Fprintf(&b, "  unroll %d %s\n", t.Unroll, extent(t.UnrollSpan))
		}
		if t.Model.Text != "" {
			words("model", t.Model)
		}
	}
	return b.String()
}

func describeProblems(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems.Problems {
		fmt.Fprintf(&b, "%s\n  %s: %s [%s]\n", extent(p.Span), p.Severity, p.Message, p.Code)
		for _, r := range p.Related {
			fmt.Fprintf(&b, "  related %s: %s\n", extent(r.Span), r.Message)
		}
		for _, f := range p.Fixes {
			fmt.Fprintf(&b, "  fix %q:", f.Title)
			for _, e := range f.Edits {
				fmt.Fprintf(&b, " %s -> %q", extent(e.Span), e.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// tree prints an expression with all of its structure.
func tree(x annot.Expr) string {
	switch x := x.(type) {
	case *annot.Int:
		if x.Unsigned {
			return fmt.Sprintf("%du", uint64(x.Value))
		}
		return fmt.Sprint(x.Value)
	case *annot.Place:
		text := x.Root.Text
		if x.Thread >= 0 {
			text = fmt.Sprintf("%d:%s", x.Thread, text)
		}
		for _, s := range x.Path {
			switch {
			case s.Index != nil:
				text += "[" + tree(s.Index) + "]"
			case s.Field == "":
				text += "*"
			case s.Arrow:
				text += "->" + s.Field
			default:
				text += "." + s.Field
			}
		}
		return text
	case *annot.AddrOf:
		return "(& " + tree(x.X) + ")"
	case *annot.Unary:
		return "(" + x.Op + " " + tree(x.X) + ")"
	case *annot.Binary:
		return "(" + x.Op + " " + tree(x.X) + " " + tree(x.Y) + ")"
	default:
		return fmt.Sprintf("%T", x)
	}
}
