package annot_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/source"
)

// inputs returns the texts of the archives.
func inputs(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	var texts []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			if part.Name == "in.c" {
				texts = append(texts, string(part.Data))
			}
		}
	}
	return texts
}

// TestPrefixes reads every beginning of every text, and asks at its end.
func TestPrefixes(t *testing.T) {
	for _, text := range inputs(t) {
		for n := range len(text) + 1 {
			check(t, text[:n], n)
		}
	}
}

// FuzzParse checks what must hold of any text.
func FuzzParse(f *testing.F) {
	for _, text := range inputs(f) {
		f.Add(text, len(text)/2)
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		if at < 0 || at > len(text) {
			at = len(text)
		}
		check(t, text, at)
	})
}

// check reads a text and checks the places of all that it gives, and that
// expressions print as what reads the same.
func check(t *testing.T, text string, at int) {
	t.Helper()
	f := source.NewFile("in.c", text)
	list := comments(f)
	inComment := func(what string, s source.Span) {
		if !s.IsValid() || s.Start > s.End || s.End > len(text) {
			t.Fatalf("%s has no place in %q", what, text)
		}
		for _, c := range list {
			if c.Start <= s.Start && s.Start <= c.End {
				return
			}
		}
		t.Fatalf("%s at %d to %d is in no comment of %q", what, s.Start, s.End, text)
	}
	tests, problems := annot.Parse(f, list)
	broken := false
	for _, test := range tests {
		broken = broken || test.Broken
		inComment("test", test.Span)
		inComment("name", test.NameSpan)
		for _, s := range test.Shared {
			inComment("shared", s.Decl)
		}
		for _, s := range test.Inits {
			inComment("init", s.LValue)
			inComment("init", s.Value)
		}
		for _, s := range test.Threads {
			inComment("thread", s.Label.Span)
			inComment("thread", s.Call)
			if s.Label.Text != s.Label.Span.Text() {
				t.Fatalf("label %q is %q in the text", s.Label.Text, s.Label.Span.Text())
			}
		}
		for _, p := range test.Props {
			inComment("property", p.Text)
			checkExpr(t, p)
		}
	}
	errors := false
	for _, p := range problems.Problems {
		inComment(string(p.Code), p.Span)
		errors = errors || p.Severity == 0
		for _, x := range p.Fixes {
			for _, e := range x.Edits {
				inComment("fix", e.Span)
			}
		}
	}
	if broken && !errors {
		t.Fatalf("a test is broken without an error: %q", text)
	}
	c := annot.Complete(f, list, at)
	if c.Replace.Start > at || c.Replace.End != at {
		t.Fatalf("asked at %d of %q, replaces %d to %d", at, text, c.Replace.Start, c.Replace.End)
	}
}

// checkExpr prints a property, reads the text and compares the trees.
func checkExpr(t *testing.T, p *annot.Property) {
	t.Helper()
	text := annot.Format(p.Expr)
	again, problems := annot.ParseExpr(whole(text), false)
	if again == nil || tree(again) != tree(p.Expr) {
		t.Fatalf("%q prints as %q\n%s\n%s", p.Text.Text(), text, tree(p.Expr), problems.String())
	}
}

func whole(text string) source.Span {
	f := source.NewFile("expr", text)
	return f.Span(0, f.Len())
}

// TestHostileInputs reads what is as bad as can be in one respect.
func TestHostileInputs(t *testing.T) {
	const n = 20_000
	many := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	head := "/* @lkmm test t\n * @lkmm thread f()\n"
	for name, text := range map[string]string{
		"parentheses":   head + "* @lkmm never " + strings.Repeat("(", n),
		"nots":          head + "* @lkmm never " + strings.Repeat("!", n) + "x",
		"litmus nots":   head + "* @lkmm exists " + strings.Repeat("~", n) + "x",
		"pluses":        head + "* @lkmm never " + strings.Repeat("+", n) + "x",
		"stars":         head + "* @lkmm never " + strings.Repeat("*", n) + "x",
		"addresses":     head + "* @lkmm never " + strings.Repeat("*&", n) + "x",
		"sum":           head + "* @lkmm never x" + strings.Repeat(" + x", n),
		"implications":  head + "* @lkmm never x" + strings.Repeat(" => x", n),
		"members":       head + "* @lkmm never x" + strings.Repeat(".x", n),
		"indices":       head + "* @lkmm never " + strings.Repeat("x[", n),
		"threads":       head + many(" * @lkmm thread f%d()\n"),
		"same threads":  head + strings.Repeat(" * @lkmm thread f()\n", n),
		"inits":         head + many(" * @lkmm init x%d = 1\n"),
		"properties":    head + many(" * @lkmm never x == %d\n"),
		"tests":         head + many(" * @lkmm test t%d\n"),
		"same tests":    head + strings.Repeat(" * @lkmm test t\n", n),
		"ignored":       head + " * @lkmm ignore " + many("f%d, "),
		"defines":       head + many(" * @lkmm define X%d\n"),
		"further lines": head + " * @lkmm never (x\n" + strings.Repeat(" *    && x\n", n),
		"comments":      strings.Repeat("// @lkmm\n", n),
		"one long line": head + " * @lkmm test " + strings.Repeat("x", n),
		"misspelt":      head + strings.Repeat("* @LKMM test t\n", n),
		"misplaced":     head + strings.Repeat("* see @lkmm test t\n", n),
		"marks":         head + strings.Repeat(" @lkmm", n),
		"quotes":        head + " * @lkmm never " + strings.Repeat("'", n) + strings.Repeat("\"", n),
	} {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile("in.c", text)
			_, problems := annot.Parse(f, comments(f))
			if len(problems.Problems) > 150 {
				t.Errorf("%d problems", len(problems.Problems))
			}
			annot.Complete(f, comments(f), len(text))
		})
	}
}
