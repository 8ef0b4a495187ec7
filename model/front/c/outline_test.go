package c_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

// TestOutline prints what an editor is told of texts, some of them half typed.
func TestOutline(t *testing.T) {
	testkit.Run(t, "testdata/outline", func(k *testkit.Case) {
		k.Golden("outline", c.Outline(k.File("in.c")).String())
	})
}

// checkOutline wants what every outline promises: places in order and apart.
func checkOutline(t *testing.T, text string) {
	f := source.NewFile("f.c", text)
	o := c.Outline(f)
	end := 0
	for _, k := range o.Tokens {
		if k.Span.Start < end || k.Span.End <= k.Span.Start {
			t.Fatalf("the token %q at %s begins before %d, or is empty, in\n%s", k.Span.Text(), k.Span, end, text)
		}
		end = k.Span.End
	}
	for i, call := range o.Calls {
		if call.Span.Start != call.NameSpan.Start || call.Span.End <= call.Open || i > 0 && call.NameSpan.Start < o.Calls[i-1].NameSpan.End {
			t.Fatalf("call %d of %s at %s-%d is out of place in\n%s", i, call.Name, call.Span, call.Span.End, text)
		}
		if len(call.Args) > 0 && len(call.Args) != len(call.Commas)+1 {
			t.Fatalf("%s at %s has %d arguments and %d commas in\n%s", call.Name, call.Span, len(call.Args), len(call.Commas), text)
		}
	}
	for i, r := range o.Regions {
		if i > 0 && r.Span.Start < o.Regions[i-1].Span.Start {
			t.Fatalf("region %d is out of order in\n%s", i, text)
		}
	}
	for _, s := range o.Symbols {
		if !slices.ContainsFunc(s.Refs, func(r outline.Ref) bool { return r.Span == s.Decl }) {
			t.Fatalf("the declaration of %s at %s is none of its places in\n%s", s.Name, s.Decl, text)
		}
		for i, r := range s.Refs {
			if s.Scope.IsValid() && r.Kind != outline.Asked && (r.Span.Start < s.Scope.Start || r.Span.End > s.Scope.End) {
				t.Fatalf("%s at %s is out of its scope in\n%s", s.Name, r.Span, text)
			}
			if r.Span.Text() != s.Name || i > 0 && r.Span.Start <= s.Refs[i-1].Span.Start {
				t.Fatalf("%s has the place %q at %s in\n%s", s.Name, r.Span.Text(), r.Span, text)
			}
		}
	}
}

// outlineTexts are the inputs of the archives.
func outlineTexts(t testing.TB) []string {
	names, err := filepath.Glob("testdata/outline/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	var texts []string
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(b), "-- in.c --\n")
		text, _, _ = strings.Cut(text, "-- outline --\n")
		texts = append(texts, text)
	}
	return texts
}

// TestOutlineOfPieces cuts texts anywhere, as typing does.
func TestOutlineOfPieces(t *testing.T) {
	for _, text := range outlineTexts(t) {
		for i := range len(text) {
			checkOutline(t, text[:i])
			checkOutline(t, text[i:])
		}
	}
}

func FuzzOutline(f *testing.F) {
	for _, text := range outlineTexts(f) {
		f.Add(text)
	}
	f.Fuzz(checkOutlineOf)
}

func checkOutlineOf(t *testing.T, text string) {
	if len(text) < 1<<16 {
		checkOutline(t, text)
	}
}
