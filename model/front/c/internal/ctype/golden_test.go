package ctype_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/ctype"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// bench has a text and its types.
type bench struct {
	*ctype.Env
	unit *syntax.Unit
}

// open reads a text, with another one as its prelude if that is not empty.
func open(f *source.File, prelude string) bench {
	u := syntax.NewUnit(pp.Expand(f, pp.Options{}))
	var first []*syntax.Unit
	if prelude != "" {
		first = append(first, syntax.NewUnit(pp.Expand(source.NewFile("prelude.h", prelude), pp.Options{})))
		u.IsType = func(name string) bool { return first[0].Typedef(name) != nil }
	}
	return bench{ctype.NewEnv(first, u), u}
}

// expr parses an expression.
func (b bench) expr(text string) syntax.Expr {
	f := source.NewFile("expr", text)
	return b.unit.ParseExpr(pp.ExpandPart(f.Span(0, f.Len()), b.unit.Text.Macros))
}

// TestTypes prints the layout of every record, the types of all objects, the cells
// of the objects, and the values of constant expressions.
func TestTypes(t *testing.T) {
	testkit.Run(t, "testdata", func(c *testkit.Case) {
		prelude := ""
		if c.Has("in.prelude.h") {
			prelude = c.Text("in.prelude.h")
		}
		b := open(c.File("in.c"), prelude)
		var layouts, objects, values strings.Builder
		if c.Has("in.use") {
			// Members as a program uses them: "object .member .member -> member".
			for _, line := range lines(c.Text("in.use")) {
				fmt.Fprintf(&values, "%s: %s\n", line, b.use(strings.Fields(line)))
			}
		}
		for _, d := range b.unit.Decls() {
			switch d.Kind {
			case syntax.TypeDecl:
				layouts.WriteString(b.layout(d.Name))
			case syntax.VarDecl:
				objects.WriteString(b.object(d.Name))
			case syntax.FuncDecl, syntax.ProtoDecl, syntax.OtherDecl:
			}
		}
		if c.Has("in.const") {
			for _, line := range lines(c.Text("in.const")) {
				fmt.Fprintf(&values, "%s = %s\n", line, b.constant(line))
			}
		}
		problems := b.Problems()
		syntaxProblems := b.unit.Problems()
		c.Golden("syntax", &syntaxProblems)
		c.Golden("problems", &problems)
		c.Golden("layouts", layouts.String())
		c.Golden("objects", objects.String())
		c.Golden("values", values.String())
	})
}

func lines(text string) []string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func (b bench) constant(line string) string {
	v, err := b.Const(b.expr(line))
	if err != nil {
		return fmt.Sprintf("%v (at %q)", err, err.(*ctype.NotConst).Span.Text())
	}
	return fmt.Sprintf("%s (%s)", v.Type.Prog().FormatInt(v.N), v.Type)
}

// layout prints a record, or what a typedef stands for.
func (b bench) layout(name string) string {
	for _, union := range []bool{false, true} {
		if b.unit.Record(union, name) != nil {
			return printLayout(b.Record(union, name, source.Span{}))
		}
	}
	if t, ok := b.Typedef(name); ok {
		if t.Kind == ctype.Record {
			return printLayout(t)
		}
		size, _ := t.Size()
		return fmt.Sprintf("%s: %d bytes\n", t, size)
	}
	return ""
}

func printLayout(t *ctype.Type) string {
	var out strings.Builder
	size, exact := t.Size()
	fmt.Fprintf(&out, "%s: %d bytes (%v), aligned to %d\n", t, size, exact, t.Align())
	for _, f := range t.Record.Fields() {
		fmt.Fprintf(&out, "  %d: %s %s", f.Offset, f.Type, f.Name)
		if f.Bits > 0 {
			fmt.Fprintf(&out, " : %d at bit %d of %d", f.Bits, f.Bit, f.Unit)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// object prints an object and its cells.
func (b bench) object(name string) string {
	v := b.unit.Var(name)
	if v == nil {
		return ""
	}
	t := b.VarType(v)
	size, ok := t.Size()
	out := fmt.Sprintf("%s: %s", name, t)
	if ok {
		out += fmt.Sprintf(", %d bytes", size)
	}
	cells, err := ctype.Cells(t, 20)
	if err != nil {
		return fmt.Sprintf("%s: %v\n", out, err)
	}
	out += "\n"
	for _, c := range cells {
		out += fmt.Sprintf("  %d: %s %s%s\n", c.Offset, c.Type, name, c.Name)
	}
	return out
}

// use goes through members of an object.
func (b bench) use(words []string) string {
	v := b.unit.Var(words[0])
	if v == nil {
		return "no such object"
	}
	t := b.VarType(v)
	at := v.Name.Span()
	offset := int64(0)
	for i := 1; i < len(words); i++ {
		name, arrow := strings.TrimPrefix(words[i], "."), false
		switch {
		case words[i] == "->":
			elem, ok := b.Deref(t, at)
			if !ok {
				return "no pointer"
			}
			t, offset, arrow = elem, 0, true
		case strings.HasPrefix(words[i], "is:"):
			as, ok := b.Typedef(strings.TrimPrefix(words[i], "is:"))
			if !ok || !b.Meet(ctype.PointerTo(t), ctype.PointerTo(as), at) {
				return "contradiction"
			}
			t = t.Resolve()
			continue
		}
		if arrow {
			continue
		}
		m, ok := b.Member(t, name, at)
		if !ok {
			return "no member " + name
		}
		t, offset = m.Type, offset+m.Offset
		if m.Misaligned {
			offset += 0
			words[i] += " (misaligned)"
		}
	}
	return fmt.Sprintf("%s at %d", t, offset)
}
