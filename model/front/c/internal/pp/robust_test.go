package pp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// inputs are the texts of the archives.
func inputs(t testing.TB) []string {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	var texts []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			if strings.HasPrefix(f.Name, "in.") {
				texts = append(texts, string(f.Data))
			}
		}
	}
	return texts
}

// TestPrefixes expands every prefix of the archives' texts: what an editor sees
// while they are typed.
func TestPrefixes(t *testing.T) {
	prelude := pp.Expand(source.NewFile("prelude.h", kernel), pp.Options{InPrelude: true}).Macros
	for _, text := range inputs(t) {
		for n := range len(text) + 1 {
			check(t, text[:n], prelude)
		}
	}
}

// check expands a text that includes itself and checks what holds of every text.
func check(t *testing.T, text string, prelude *pp.Macros) {
	f := source.NewFile("f.h", text)
	got := pp.Expand(f, pp.Options{Prelude: prelude, Read: func(name string, from *source.File, angled bool) (*source.File, bool) {
		return f, !angled
	}})
	checkPlaces(t, got)
	for _, p := range got.Problems.Problems {
		if !p.Span.IsValid() || p.Message == "" {
			t.Fatalf("%q: a problem without place or text: %v", text, p)
		}
	}
	for _, c := range got.Comments {
		if !strings.HasPrefix(c.Span.Text(), "/") {
			t.Fatalf("%q: comment at %v: %q", text, c.Span, c.Span.Text())
		}
	}
	end := 0
	for _, tok := range pp.Tokens(f) {
		if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("%q: a token from %d to %d after %d", text, tok.Start, tok.End, end)
		}
		end = tok.End
	}
	for _, name := range got.Macros.Names() {
		if got.Macros.Lookup(name) == nil {
			t.Fatalf("%q: no macro %s", text, name)
		}
	}
	part := pp.ExpandPart(f.Span(len(text)/3, len(text)), got.Macros)
	checkPlaces(t, part)
}

// TestGrowth expands texts that grow without end, or nest deeply. Each is told so,
// and ends.
func TestGrowth(t *testing.T) {
	chain := func(n int, first, next string) string {
		var b strings.Builder
		b.WriteString(first + "\n")
		for i := 1; i < n; i++ {
			fmt.Fprintf(&b, strings.ReplaceAll(next, "N", "%[1]d")+"\n", i, i-1)
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, want string }{
		{"doubling", chain(60, "#define X0 a", "#define X%[1]d X%[2]d X%[2]d") + "X59", "too-large"},
		{"doubling nothing", chain(60, "#define X0", "#define X%[1]d X%[2]d X%[2]d") + "X59", "too-large"},
		{"doubling arguments", "#define D(x) x x\n" + strings.Repeat("D(", 60) + "a" + strings.Repeat(")", 60), "too-large"},
		{"doubling strings", "#define S(x) #x\n#define X(x) S(x)\n" + strings.Repeat("X(", 60) + `"\"` + strings.Repeat(")", 60), "unclosed"},
		{"doubling quotes", "#define S(x) #x\n#define X(x) S(x)\n" + strings.Repeat("X(", 60) + `"\\"` + strings.Repeat(")", 60), "too-large"},
		{"doubling names", "#define P(x) Q(x, x)\n#define Q(a, b) a##b\n" + strings.Repeat("P(", 60) + "a" + strings.Repeat(")", 60), "too-large"},
		{"long chain", chain(5000, "#define X0 a", "#define X%[1]d X%[2]d") + "X4999", "too-deep"},
		{"deep arguments", "#define I(x) x\n" + strings.Repeat("I(", 1000) + strings.Repeat(")", 1000), "too-deep"},
		{"calls without end", "#define I(x) x\n" + strings.Repeat("I(", 5000), "too-large"},
		{"deep condition", "#if " + strings.Repeat("(", 5000) + "1\n#endif", "bad-condition"},
		{"many operators", "#if " + strings.Repeat("!", 5000) + "1\n#endif", "bad-condition"},
		{"deep conditionals", strings.Repeat("#if 1\n", 5000), "unclosed"},
		{"includes", `#include "f.h"` + "\n#include \"f.h\"\nint a;", "too-deep"},
		{"large text", strings.Repeat("a ", 5<<20), "too-large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := source.NewFile("f.h", c.text)
			got := pp.Expand(f, pp.Options{Read: func(string, *source.File, bool) (*source.File, bool) { return f, true }})
			checkPlaces(t, got)
			found := false
			for _, p := range got.Problems.Problems {
				found = found || string(p.Code) == c.want
			}
			if !found {
				t.Errorf("no problem %s in %d", c.want, len(got.Problems.Problems))
			}
			if n := len(got.Problems.Problems); n > 201 {
				t.Errorf("%d problems", n)
			}
		})
	}
}

func FuzzExpand(f *testing.F) {
	for _, text := range inputs(f) {
		f.Add(text)
	}
	f.Add(kernel)
	prelude := pp.Expand(source.NewFile("prelude.h", kernel), pp.Options{InPrelude: true}).Macros
	f.Fuzz(func(t *testing.T, text string) { check(t, text, prelude) })
}
