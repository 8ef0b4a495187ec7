package syntax_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// FuzzUnit asks every text for each of its declarations, and reads it as an
// expression too.
func FuzzUnit(f *testing.F) {
	for _, text := range inputs(f) {
		f.Add(text)
	}
	f.Add("int f(void) { return (u32)(x)->y++ + sizeof(struct { int a; }) * ({ typeof(x) y = x; y; }); }")
	f.Add("typedef struct { enum { A } b : 3; union { int c[]; }; } t; t x = { .b = A, [1 ... 2] = { 0 } };")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20000 {
			return
		}
		readAll(t, text)
		file := source.NewFile("x.c", text)
		u := newUnit(source.NewFile("y.c", "typedef int t;\n"))
		x := u.ParseExpr(pp.ExpandPart(file.Span(0, file.Len()), nil))
		problems := u.Problems()
		if _, bad := x.(*syntax.BadExpr); bad && !problems.HasErrors() {
			t.Fatal("a bad expression without an error")
		}
	})
}
