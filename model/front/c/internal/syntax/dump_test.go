package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// kernelTypes are the names of types that the tests take for known, as the prelude's
// are.
func kernelTypes(name string) bool {
	switch name {
	case "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "size_t", "bool", "atomic_t", "__be32", "spinlock_t":
		return true
	}
	return false
}

func newUnit(f *source.File) *syntax.Unit {
	u := syntax.NewUnit(pp.Expand(f, pp.Options{}))
	u.IsType = kernelTypes
	return u
}

// everything asks for all that a text declares, in its order, and prints it.
func everything(u *syntax.Unit) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, d := range u.Decls() {
		key := fmt.Sprint(d.Kind, d.Name)
		if seen[key] && d.Name != "" {
			continue
		}
		seen[key] = true
		switch d.Kind {
		case syntax.FuncDecl:
			b.WriteString(syntax.Print(u.Func(d.Name)))
		case syntax.ProtoDecl:
			b.WriteString(syntax.Print(u.Prototype(d.Name)))
		case syntax.VarDecl:
			b.WriteString(syntax.Print(u.Var(d.Name)))
		case syntax.TypeDecl:
			printType(&b, u, d.Name)
		case syntax.OtherDecl:
			at := d.Span.Position()
			fmt.Fprintf(&b, "%d:%d\tother %s\n", at.Line, at.Column, d.Name)
		}
	}
	return b.String()
}

func printType(b *strings.Builder, u *syntax.Unit, name string) {
	if v := u.Typedef(name); v != nil {
		b.WriteString(syntax.Print(v))
	}
	if r := u.Record(false, name); r != nil {
		b.WriteString(syntax.Print(r))
	}
	if r := u.Record(true, name); r != nil {
		b.WriteString(syntax.Print(r))
	}
	if e := u.Enum(name); e != nil {
		b.WriteString(syntax.Print(e))
	}
}

func TestGolden(t *testing.T) {
	testkit.Run(t, "testdata/tree", func(c *testkit.Case) {
		u := newUnit(c.File("in.c"))
		c.Golden("tree", everything(u))
		problems := u.Problems()
		problems.Sort()
		c.Golden("problems", problems)
	})
}
