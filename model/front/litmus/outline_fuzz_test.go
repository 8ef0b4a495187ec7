package litmus_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// FuzzOutline checks what must hold of the outline of every text, and of its
// layout if it has one.
func FuzzOutline(f *testing.F) {
	for _, pattern := range []string{"testdata/*.txtar", "testdata/outline/*.txtar", "testdata/format/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no archives %s: %v", pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			for _, part := range txtar.Parse(text).Files {
				if strings.HasSuffix(part.Name, ".litmus") {
					f.Add(string(part.Data))
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkOutline(t, outlineOf(text))
		if out, ok := format(text); ok {
			checkFormatted(t, "in.litmus", text, out)
		} else if out != text {
			t.Error("a text that is refused is not returned as it is")
		}
	})
}

// checkOutline checks the order of all that is in an outline, and its places.
func checkOutline(t *testing.T, o *outline.Outline) {
	t.Helper()
	inside := func(what string, s source.Span) {
		if s.File != o.File || s.Start < 0 || s.End < s.Start || s.End > o.File.Len() {
			t.Errorf("%s: bad place %d to %d", what, s.Start, s.End)
		}
	}
	end := 0
	for _, k := range o.Tokens {
		inside("token", k.Span)
		if k.Span.Start < end || k.Span.Start == k.Span.End {
			t.Errorf("the token %q at %s overlaps the one before it, or is empty", k.Span.Text(), k.Span)
		}
		end = k.Span.End
	}
	checkSymbols(t, o, inside)
	before := source.Span{}
	for _, c := range o.Calls {
		inside("call", c.Span)
		inside("name of a call", c.NameSpan)
		if before.Start > c.Span.Start || c.NameSpan.Text() != c.Name || c.NameSpan.Start != c.Span.Start || c.NameSpan.End > c.Open || c.Open >= c.Span.End {
			t.Errorf("call of %s at %s: wrong order or name", c.Name, c.Span)
		}
		if len(c.Args) > 0 && len(c.Args) != len(c.Commas)+1 {
			t.Errorf("call of %s at %s: %d arguments, %d commas", c.Name, c.Span, len(c.Args), len(c.Commas))
		}
		for i, a := range c.Args {
			inside("argument", a)
			if got := c.ArgAt(max(a.Start, c.Open+1)); got != i {
				t.Errorf("call of %s at %s: argument %d is the one at %d", c.Name, c.Span, i, got)
			}
		}
		before = c.Span
	}
	before = source.Span{}
	for _, r := range o.Regions {
		inside("region", r.Span)
		if before.Start > r.Span.Start || before.IsValid() && before.Start == r.Span.Start && before.End < r.Span.End {
			t.Errorf("the region %s at %s stands in the wrong place", r.Kind, r.Span)
		}
		before = r.Span
	}
	for _, test := range o.Tests {
		inside("test", test.Span)
		for _, th := range test.Threads {
			inside("thread", th.Span)
			if th.NameSpan.Text() != th.Name || th.Body.Start < th.NameSpan.End || th.Body.End > th.Span.End || th.ParamsEnd > th.Span.End {
				t.Errorf("thread %s at %s: its parts are not inside", th.Name, th.Span)
			}
		}
	}
}

func checkSymbols(t *testing.T, o *outline.Outline, inside func(string, source.Span)) {
	taken := make(map[int]string)
	first := 0
	for _, s := range o.Symbols {
		end := 0
		declared := false
		if len(s.Refs) == 0 || s.Refs[0].Span.Start < first {
			t.Fatalf("%s has no place, or stands in the wrong one", s.Name)
		}
		first = s.Refs[0].Span.Start
		for _, r := range s.Refs {
			inside(s.Name, r.Span)
			if r.Span.Text() != s.Name || r.Span.Start < end {
				t.Errorf("%s: wrong place %s, %q", s.Name, r.Span, r.Span.Text())
			}
			if other, ok := taken[r.Span.Start]; ok {
				t.Errorf("%s and %s have one place, %s", other, s.Name, r.Span)
			}
			taken[r.Span.Start] = s.Name
			end = r.Span.End
			declared = declared || r.Span == s.Decl
			if found, at := o.SymbolAt(r.Span.Start); found == nil || !slices.ContainsFunc(found.Refs, func(x outline.Ref) bool { return x == *at }) {
				t.Errorf("%s is not found at %s", s.Name, r.Span)
			}
		}
		if !declared {
			t.Errorf("the declaration of %s is none of its places", s.Name)
		}
	}
}
