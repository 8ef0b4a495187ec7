package pp_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// TestSpan asks for places of ranges of the result.
func TestSpan(t *testing.T) {
	const in = "#define ADD(a, b) ((a) + (b))\n#define ONE 1\nint x = ADD(y, ONE) + z;\n#include \"other.h\"\n"
	text := pp.Expand(source.NewFile("t.c", in), pp.Options{Read: func(string, *source.File, bool) (*source.File, bool) {
		return source.NewFile("other.h", "other w;"), true
	}})
	out := string(text.Out)
	if out != "int x = ((y) + (1)) + z;\nother w;" {
		t.Fatalf("expanded to %q", out)
	}
	for _, c := range []struct{ part, want string }{
		{"int x", "t.c: int x"},
		{"x = (", "t.c: x = ADD(y, ONE)"},
		{"((y) + (1))", "t.c: ADD(y, ONE)"},
		{"y", "t.c: y"},
		{"1", "t.c: ONE"},
		{"y) + (1", "t.c: y, ONE"},
		{"1)) + z", "t.c: ONE) + z"},
		{" = ", "t.c: ="},
		{"other w", "other.h: other w"},
		{"z;\nother", "t.c: z"}, // of several files, the place in the first
		{"nt ", "t.c: int"},
	} {
		start := strings.Index(out, c.part)
		span := text.Span(start, start+len(c.part))
		if got := span.File.Name + ": " + span.Text(); got != c.want {
			t.Errorf("%q has the place %q, want %q", c.part, got, c.want)
		}
	}
	for _, c := range []struct {
		start, end int
		want       string
	}{{0, 0, "t.c:1:1"}, {3, 3, "t.c:3:4"}, {3, 4, "t.c:3:4"}, {len(out), len(out), "other.h:1:9"}, {-5, 999, "t.c:3:1"}} {
		if got := text.Span(c.start, c.end).String(); got != c.want {
			t.Errorf("%d to %d has the place %s, want %s", c.start, c.end, got, c.want)
		}
	}
	if empty := pp.Expand(source.NewFile("e.c", "\n"), pp.Options{}); empty.Span(0, 0).String() != "e.c:1:1" || empty.FromPrelude(0) {
		t.Errorf("an empty text has the place %v", empty.Span(0, 0))
	}
}

// TestPart expands an expression in a comment.
func TestPart(t *testing.T) {
	f := source.NewFile("t.c", "#define N 3\n/* @lkmm never a[N] == #N // N\n * + b */\nint a[N];")
	m := pp.Expand(f, pp.Options{}).Macros
	start, end := strings.Index(f.Text(), "a[N]"), strings.Index(f.Text(), "*/\nint")
	text := pp.ExpandPart(f.Span(start, end), m)
	if got, want := string(text.Out), "a[3] == #3\n* + b"; got != want {
		t.Errorf("expanded to %q, want %q", got, want)
	}
	if got := text.Span(2, 3); got.String() != "t.c:2:18" || got.Text() != "N" {
		t.Errorf("the index is at %v: %s", got, got.Text())
	}
	blanked := strings.Replace(f.Text()[start:end], " * +", "   +", 1)
	if got, want := string(pp.ExpandText(f.Span(start, end), blanked, m).Out), "a[3] == #3\n+ b"; got != want {
		t.Errorf("without its decoration, expanded to %q, want %q", got, want)
	}
	if n := len(text.Problems.Problems); n != 0 {
		t.Errorf("%d problems", n)
	}
}

// TestTokens lists tokens as they are written.
func TestTokens(t *testing.T) {
	const in = "\ufeff#define A(x) x /* c */ + \\\r\n 1\r\n#if 0\nL\"s\" 'don't\n#endif\n# 1 \"x\"\nint a\\\nb = .5e+3 ... <<= @; // end"
	kinds := map[pp.Kind]string{
		pp.Identifier: "name", pp.Number: "number", pp.Char: "char", pp.String: "string", pp.Punct: "punct",
		pp.Other: "other", pp.CommentToken: "comment", pp.Directive: "directive",
	}
	var got []string
	for _, tok := range pp.Tokens(source.NewFile("t.c", in)) {
		got = append(got, fmt.Sprintf("%s %q", kinds[tok.Kind], in[tok.Start:tok.End]))
	}
	want := []string{
		`directive "#define"`, `name "A"`, `punct "("`, `name "x"`, `punct ")"`, `name "x"`, `comment "/* c */"`,
		`punct "+"`, `number "1"`,
		`directive "#if"`, `number "0"`,
		`string "L\"s\""`, `char "'don'"`, `name "t"`,
		`directive "#endif"`,
		`directive "# 1"`, `string "\"x\""`,
		`name "int"`, `name "a\\\nb"`, `punct "="`, `number ".5e+3"`, `punct "..."`, `punct "<<="`, `other "@"`, `punct ";"`,
		`comment "// end"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("tokens:\n%s", strings.Join(got, "\n"))
	}
}

// TestComments compares the comments of a file with those that its expansion finds.
func TestComments(t *testing.T) {
	f := source.NewFile("t.c", driver()+"#if 0 // a\n/* b */\n#endif /* c\n d */\n#define M(x) x // e\nint i = M /* f */ ( /* g */ 1);\n/* h")
	got, want := pp.Comments(f), pp.Expand(f, pp.Options{}).Comments
	if len(got) != len(want) || len(got) < 128 {
		t.Fatalf("%d comments, and %d in the expansion", len(got), len(want))
	}
	inactive := 0
	for i := range got {
		if want[i].Inactive {
			inactive++
			want[i].Inactive = false
		}
		if got[i] != want[i] {
			t.Errorf("%v and %v", got[i], want[i])
		}
	}
	if inactive != 1 {
		t.Errorf("%d comments are in branches that are not taken, want 1", inactive)
	}
}

// TestMacroSets looks at what a text leaves behind.
func TestMacroSets(t *testing.T) {
	prelude := pp.Expand(source.NewFile("a.h", "#define A 1\n#define B(x, y...) x\n"), pp.Options{InPrelude: true}).Macros
	prelude = pp.Expand(source.NewFile("b.h", "#define C A\n#define __KERNEL__ 2\n"), pp.Options{InPrelude: true, Prelude: prelude}).Macros
	text := pp.Expand(source.NewFile("t.c", "#define D C\n#undef A\n#undef E\nD A B(1)"), pp.Options{Prelude: prelude})
	if got := string(text.Out); got != "A A 1" {
		t.Errorf("expanded to %q", got)
	}
	var names []string
	for _, name := range text.Macros.Names() {
		if len(name) == 1 {
			names = append(names, name)
		}
	}
	if got := strings.Join(names, " "); got != "B C D" {
		t.Errorf("the macros are %s", got)
	}
	b := text.Macros.Lookup("B")
	if b == nil || !b.Function || !b.Variadic || strings.Join(b.Params, " ") != "x y" || b.Body.Text() != "x" || b.NameSpan.String() != "a.h:2:9" || !b.Prelude {
		t.Errorf("B is %+v", b)
	}
	if d := text.Macros.Lookup("D"); d == nil || d.Function || d.Prelude || d.Body.Text() != "C" {
		t.Errorf("D is %+v", d)
	}
	if prelude.Lookup("A") == nil || prelude.Lookup("D") != nil || prelude.Lookup("") != nil {
		t.Error("a text changed the macros below it")
	}
	var none *pp.Macros
	if none.Lookup("A") != nil || len(none.Names()) != 0 {
		t.Error("no macros are some")
	}
}

// TestShared expands with one set of macros from several goroutines, for the race
// detector.
func TestShared(t *testing.T) {
	prelude := pp.Expand(source.NewFile("prelude.h", kernel), pp.Options{InPrelude: true}).Macros
	f := source.NewFile("t.c", "#ifdef DEBUG\n#define dbg(x) READ_ONCE(x)\n#endif\nint f(void) { return dbg(a) + BIT(2); }")
	text := pp.Expand(f, pp.Options{Prelude: prelude})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			a, b := pp.Expand(f, pp.Options{Prelude: prelude}), pp.ExpandPart(f.Span(f.Len()-20, f.Len()), text.Macros)
			if string(a.Out) != string(text.Out) || !strings.HasSuffix(string(b.Out), "(1UL << (2)); }") {
				t.Errorf("expanded to %s, %s", a.Out, b.Out)
			}
		})
	}
	all.Wait()
}
