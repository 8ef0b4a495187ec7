package lower_test

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/source"
)

// TestUnknownFunctionFixes applies the fixes of a call of an unknown function: the
// test then has no error, whatever the form of its comment.
func TestUnknownFunctionFixes(t *testing.T) {
	prelude := builtin(t)
	const body = `
int x;
u8 poke(int *p);
static void a(void) { WRITE_ONCE(x, poke(&x)); }
`
	for name, comment := range map[string]string{
		"block":    "/* @lkmm test u\n * @lkmm thread a()\n */",
		"one line": "/* @lkmm test u\n   @lkmm thread a() */",
		"lines":    "// @lkmm test u\n// @lkmm thread a()\n// @lkmm always x == x",
		"indented": "\t/*\n\t * @lkmm test u\n\t * @lkmm thread a()\n\t */",
	} {
		t.Run(name, func(t *testing.T) {
			text := comment + body
			in := c.Parse(source.NewFile("u.c", text), c.Options{Prelude: prelude})
			first := in.Tests[0].Problems.FirstError()
			if first == nil || first.Code != "unknown-function" || len(first.Fixes) != 2 {
				t.Fatalf("want an unknown function with two fixes:\n%s", in)
			}
			for _, fix := range first.Fixes {
				e := fix.Edits[0]
				mended := text[:e.Span.Start] + e.Text + text[e.Span.End:]
				in := c.Parse(source.NewFile("u.c", mended), c.Options{Prelude: prelude})
				if len(in.Tests) != 1 || in.Tests[0].Problems.HasErrors() {
					t.Errorf("%s:\n%s\n%s", fix.Title, mended, in)
				}
			}
			if stub := first.Fixes[1].Edits[0].Text; !strings.HasSuffix(stub, "@lkmm stub u8 poke(int *)") {
				t.Errorf("the stub is %q", stub)
			}
		})
	}
}
