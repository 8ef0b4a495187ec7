package annot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/annot"
	"github.com/lkmm-tools/fencepost/model/source"
)

// cursorAt asks at the bar in a text.
func cursorAt(text string) annot.Cursor {
	at := strings.Index(text, "¦")
	f := source.NewFile("in.c", strings.Replace(text, "¦", "", 1))
	return annot.Complete(f, comments(f), at)
}

// TestComplete gives for each place: the part, the beginning of a word, the test,
// what the member is of, and the first proposals.
func TestComplete(t *testing.T) {
	const head = "/* @lkmm test t\n * @lkmm thread f(&x)\n"
	for text, want := range map[string]string{
		"int ¦x;":                                              "none",
		"/* prose ¦ */":                                        "none",
		"/* ¦ */":                                              "none",
		"/* @¦ */":                                             "mark `@` [@lkmm test … @lkmm test]",
		"// @lk¦":                                              "mark `@lk` [@lkmm test … @lkmm test]",
		"// @lk¦ test":                                         "none",
		"// @param¦":                                           "none",
		head + " * ¦\n */":                                     "mark `` in t [@lkmm test @lkmm shared @lkmm init]",
		head + " * @¦\n */":                                    "mark `@` in t [@lkmm test @lkmm shared @lkmm init]",
		head + " */¦":                                          "none",
		head + " *¦/":                                          "none",
		head + " */ int ¦x; /* @lkmm */":                       "none",
		"/* @lkmm ¦*/":                                         "word `` [test]",
		"/* @lkmm te¦st a */":                                  "word `te` [test]",
		"/* @lkm¦m test a */":                                  "mark `@lkm` [@lkmm test … @lkmm test]",
		head + " * @lkmm ¦\n */":                               "word `` in t [test shared init]",
		head + " * @lkmm ne¦\n */":                             "word `ne` in t [test shared init]",
		"/* @lkmm test ¦*/":                                    "new name ``",
		"/* @lkmm test na¦ */":                                 "new name `na`",
		head + " * @lkmm shared str¦\n */":                     "declaration `str` in t",
		head + " * @lkmm shared int x = ¦\n */":                "value `` in t",
		head + " * @lkmm init m.re¦ */":                        "member `re` in t of m",
		head + " * @lkmm init ¦ */":                            "object `` in t",
		head + " * @lkmm init x = N¦ */":                       "value `N` in t",
		head + " * @lkmm init x = 1, y¦ */":                    "object `y` in t",
		head + " * @lkmm thread ¦\n */":                        "call `` in t",
		head + " * @lkmm thread l = ¦\n */":                    "call `` in t",
		head + " * @lkmm thread li¦\n */":                      "call `li` in t",
		head + " * @lkmm thread list::p¦\n */":                 "call `p` in t",
		head + " * @lkmm thread f(&x, ¦\n */":                  "argument `` in t",
		head + " * @lkmm thread f(&x¦, 1)\n */":                "argument `x` in t",
		head + " * @lkmm thread f(&x) ¦\n */":                  "none `` in t",
		head + " * @lkmm never ¦":                              "expression `` in t",
		head + " * @lkmm never x == con¦ */":                   "expression `con` in t",
		head + " * @lkmm never x == f.¦ */":                    "member `` in t of f",
		head + " * @lkmm never f.r¦ == 1 */":                   "member `r` in t of f",
		head + " * @lkmm never a[x.y]->q.¦ */":                 "member `` in t of a[x.y]->q",
		head + " * @lkmm never (!a[i].¦) */":                   "member `` in t of a[i]",
		head + " * @lkmm never (*p).¦ */":                      "member `` in t of *p",
		head + " * @lkmm never 1.¦ */":                         "member `` in t of 1",
		head + " * @lkmm never x == 1 // ¦":                    "none",
		head + " * @lkmm never x == 1 &&\n *  ¦":               "expression `` in t",
		head + " * @lkmm never x == 1\n *   ¦":                 "mark `` in t [@lkmm test @lkmm shared @lkmm init]",
		head + " * @lkmm exists (x=1 /\\ f.¦":                  "member `` in t of f",
		head + " * @lkmm allow ¦":                              "flag `` in t [data-race]",
		head + " * @lkmm allow data-r¦":                        "flag `data-r` in t [data-race]",
		head + " * @lkmm allow data ¦":                         "flag `data ` in t [data-race]",
		head + " * @lkmm ignore pr_debug, f¦":                  "function `f` in t",
		head + " * @lkmm with ../a/b.¦":                        "file `../a/b.` in t",
		head + " * @lkmm with \"../a¦":                         "file `../a` in t",
		head + " * @lkmm stub int ¦":                           "declaration `` in t",
		head + " * @lkmm define CON¦":                          "macro `CON` in t",
		head + " * @lkmm define CON=¦":                         "value `` in t",
		head + " * @lkmm unroll ¦":                             "number `` in t",
		head + " * @lkmm model l¦":                             "model `l` in t",
		head + " * @lkmm nevr x¦":                              "none `x` in t",
		"// @lkmm test a\n// @lkmm test b\n// @lkmm never ¦\n": "expression `` in b",
		"// @lkmm test a\nint x;\n// @lkmm never ¦\n":          "expression ``",
	} {
		c := cursorAt(text)
		if got := describeCursor(c); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func describeCursor(c annot.Cursor) string {
	if c.Part == annot.NoPart && c.Directive == nil {
		return "none"
	}
	text := fmt.Sprintf("%s `%s`", c.Part, c.Replace.Text())
	if c.Test != nil {
		text += " in " + c.Test.Name
	}
	if c.Base != nil {
		text += " of " + annot.Format(c.Base)
	}
	if len(c.Proposals) > 0 {
		var labels []string
		for _, p := range c.Proposals[:min(3, len(c.Proposals))] {
			labels = append(labels, p.Label)
		}
		if len(c.Proposals) == 2 {
			labels = labels[:2]
		}
		text += fmt.Sprint(" ", labels)
	}
	return text
}

// TestWordsOnce wants that what a test says once is not proposed again.
func TestWordsOnce(t *testing.T) {
	c := cursorAt("/* @lkmm test t\n * @lkmm unroll 2\n * @lkmm allow data-race\n * @lkmm model m\n * @lkmm ¦\n */")
	for _, p := range c.Proposals {
		switch p.Label {
		case "unroll", "allow", "model":
			t.Errorf("%s is proposed and is there already", p.Label)
		}
	}
	if len(c.Proposals) != len(annot.Words())-3 {
		t.Errorf("%d proposals", len(c.Proposals))
	}
}

// TestSkeleton inserts the proposed whole test, with what its stops hold, as an
// editor does, and reads it.
func TestSkeleton(t *testing.T) {
	for _, text := range []string{"/* @¦ */", "/*\n * @¦\n */", "\t/* @lk¦\n\t */", "// @¦", "\t// @¦", "int x; // @¦", "/*\n@¦\n*/"} {
		c := cursorAt(text)
		if c.Part != annot.MarkPart || len(c.Proposals) == 0 {
			t.Fatalf("%q: %s", text, describeCursor(c))
		}
		f := c.Replace.File
		line := f.Line(c.Replace.Position().Line)
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		inserted := strings.ReplaceAll(unstop(c.Proposals[0].Snippet), "\n", "\n"+indent)
		whole := source.NewFile("in.c", f.Text()[:c.Replace.Start]+inserted+f.Text()[c.Replace.End:])
		tests, problems := annot.Parse(whole, comments(whole))
		if len(problems.Problems) > 0 || len(tests) != 1 || len(tests[0].Threads) != 2 || len(tests[0].Props) != 1 {
			t.Errorf("%q gives\n%s\n%s%s", text, whole.Text(), describe(tests), problems.String())
		}
	}
}

// unstop returns the text of a snippet as it is first shown.
func unstop(snippet string) string {
	var b strings.Builder
	for i := 0; i < len(snippet); i++ {
		switch {
		case strings.HasPrefix(snippet[i:], "${"):
			i++
			for i+1 < len(snippet) && snippet[i+1] >= '0' && snippet[i+1] <= '9' {
				i++
			}
			if i+1 < len(snippet) && snippet[i+1] == ':' {
				i++
			}
		case snippet[i] == '}':
		case snippet[i] == '\\' && i+1 < len(snippet):
			i++
			b.WriteByte(snippet[i])
		default:
			b.WriteByte(snippet[i])
		}
	}
	return b.String()
}

// TestSnippets reads each directive's snippet as it is first shown.
func TestSnippets(t *testing.T) {
	for _, a := range annot.Words() {
		text := "// @lkmm test t\n// @lkmm thread g()\n// @lkmm " + unstop(a.Snippet)
		if a.Word == "test" {
			text = "// @lkmm " + unstop(a.Snippet) + "\n// @lkmm thread g()"
		}
		f := source.NewFile("in.c", text)
		if _, problems := annot.Parse(f, comments(f)); len(problems.Problems) > 0 {
			t.Errorf("%s: %s", text, problems.String())
		}
		if !strings.HasPrefix(a.Form, a.Word) || !strings.HasSuffix(a.Doc, ".") || a.Brief == "" || strings.HasSuffix(a.Brief, ".") {
			t.Errorf("the description of %s is not complete", a.Word)
		}
	}
}

func TestDirectiveAt(t *testing.T) {
	f := source.NewFile("in.c", "/* @lkmm test t */ // @lkmm  never x // y")
	list := annot.Directives(f, comments(f))
	for at, want := range map[int]string{0: "", 3: "test", 8: "test", 15: "test", 16: "", 22: "never", 30: "never", 36: "never", 38: ""} {
		got := ""
		if d := annot.DirectiveAt(list, at); d != nil {
			got = d.Word.Text
		}
		if got != want {
			t.Errorf("at %d is %q, want %q", at, got, want)
		}
	}
}
