package lower_test

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// types are those of the variables of random expressions.
func types() []string {
	return []string{"u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "bool", "int", "unsigned long"}
}

// randomC draws expressions and statements of C without undefined behaviour, but
// for overflow, which compilers are told to let wrap around.
type randomC struct{ *rand.Rand }

// variable returns the name of a variable: there is one of each type.
func (r randomC) variable() string { return fmt.Sprintf("v%d", r.Intn(len(types()))) }

func (r randomC) number() string {
	n := []int64{0, 1, 2, 3, 7, 100, 127, 128, 200, 255, 256, 32767, 65535, 65536, 2147483647, 1 << 31, 4294967295, 1 << 32, 1 << 62}
	suffix := []string{"", "", "u", "l", "ul"}
	return fmt.Sprint(n[r.Intn(len(n))]) + suffix[r.Intn(len(suffix))]
}

func (r randomC) expr(depth int) string {
	if depth == 0 || r.Intn(8) == 0 {
		if r.Intn(3) == 0 {
			return r.number()
		}
		return r.variable()
	}
	a, b := r.expr(depth-1), r.expr(depth-1)
	switch r.Intn(12) {
	case 0:
		return fmt.Sprintf("(%s%s)", []string{"-", "~", "!", "+"}[r.Intn(4)], a)
	case 1:
		return fmt.Sprintf("((%s)%s)", types()[r.Intn(len(types()))], a)
	case 2:
		return fmt.Sprintf("(%s ? %s : %s)", r.expr(depth-1), a, b)
	case 3:
		return fmt.Sprintf("(%s %s ((%s & 7) + 1))", a, []string{"/", "%"}[r.Intn(2)], b)
	case 4:
		return fmt.Sprintf("(%s %s (%s & 7))", a, []string{"<<", ">>"}[r.Intn(2)], b)
	case 5, 6:
		return fmt.Sprintf("(%s %s %s)", a, []string{"<", ">", "<=", ">=", "==", "!="}[r.Intn(6)], b)
	case 7:
		return fmt.Sprintf("(%s %s %s)", a, []string{"&&", "||"}[r.Intn(2)], b)
	default:
		return fmt.Sprintf("(%s %s %s)", a, []string{"+", "-", "*", "&", "|", "^"}[r.Intn(6)], b)
	}
}

func (r randomC) statement() string {
	switch r.Intn(8) {
	case 0:
		return fmt.Sprintf("%s%s;", r.variable(), []string{"++", "--"}[r.Intn(2)])
	case 1:
		return fmt.Sprintf("%s %s= %s;", r.variable(), []string{"+", "-", "*", "&", "|", "^"}[r.Intn(6)], r.expr(2))
	case 2:
		return fmt.Sprintf("%s %s= %s & 7;", r.variable(), []string{"<<", ">>"}[r.Intn(2)], r.expr(1))
	case 3:
		return fmt.Sprintf("if (%s) %s else %s", r.expr(2), r.statement(), r.statement())
	case 4:
		return fmt.Sprintf("switch (%s & 3) { case 0: %s break; case 1 ... 2: %s default: %s }", r.expr(1), r.statement(), r.statement(), r.statement())
	default:
		return fmt.Sprintf("%s = %s;", r.variable(), r.expr(3))
	}
}

// function returns the text of a function of random statements.
func (r randomC) function(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "static %s %s(void)\n{\n", types()[r.Intn(len(types()))], name)
	for i, t := range types() {
		fmt.Fprintf(&b, "\t%s v%d = %s;\n", t, i, r.number())
	}
	for range 4 {
		fmt.Fprintf(&b, "\t%s\n", r.statement())
	}
	fmt.Fprintf(&b, "\treturn %s;\n}\n", r.expr(4))
	return b.String()
}

// TestArithmetic compares the values of random functions with those that a compiler
// gives them.
func TestArithmetic(t *testing.T) {
	cc, err := exec.LookPath("cc")
	if err != nil {
		t.Skip("no C compiler here")
	}
	prelude := builtin(t)
	const functions = 60
	for seed := range int64(2) {
		r := randomC{rand.New(rand.NewSource(seed))}
		var body, directives, main strings.Builder
		for i := range functions {
			body.WriteString(r.function(fmt.Sprintf("f%d", i)))
			fmt.Fprintf(&directives, " * @lkmm thread f%d()\n", i)
			fmt.Fprintf(&main, "\tprintf(\"%%lld\\n\", (long long)f%d());\n", i)
		}
		want := compiled(t, cc, body.String(), main.String())
		text := "/* @lkmm test random\n" + directives.String() + " */\n" + body.String()
		in := c.Parse(source.NewFile("random.c", text), c.Options{Prelude: prelude})
		if len(in.Tests) != 1 || in.Tests[0].Program == nil {
			t.Fatalf("seed %d: %s\n%s", seed, in, text)
		}
		p := in.Tests[0].Program
		g, err := event.Build(context.Background(), p, event.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, th := range p.Threads {
			if got := result(g, i); got != want[i] {
				t.Errorf("seed %d: f%d is %s, the compiler has %s\n%s", seed, i, got, want[i], th.Span.Text())
				t.Log(body.String())
				return
			}
		}
	}
}

// result returns what a thread without reads returns.
func result(g *event.Graph, thread int) string {
	th := g.Prog.Threads[thread]
	reg := th.RegIndex("return")
	if len(g.Paths[thread]) != 1 {
		return fmt.Sprintf("%d paths", len(g.Paths[thread]))
	}
	v, ok := g.Const(g.Paths[thread][0].Regs[reg])
	if !ok || v.Kind != prog.Int {
		return g.FormatTerm(g.Paths[thread][0].Regs[reg])
	}
	return fmt.Sprint(v.N)
}

// compiled returns the lines that a program prints.
func compiled(t *testing.T, cc, body, main string) []string {
	t.Helper()
	dir := t.TempDir()
	text := `#include <stdio.h>
#include <stdbool.h>
typedef unsigned char u8; typedef signed char s8; typedef unsigned short u16; typedef short s16;
typedef unsigned u32; typedef int s32; typedef unsigned long long u64; typedef long long s64;
` + body + "int main(void)\n{\n" + main + "\treturn 0;\n}\n"
	file := filepath.Join(dir, "random.c")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(cc, "-w", "-O0", "-fwrapv", "-o", filepath.Join(dir, "random"), file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err = exec.Command(filepath.Join(dir, "random")).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
