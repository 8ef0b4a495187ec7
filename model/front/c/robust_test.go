package c_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/source"
)

// samples are the C texts of the golden archives, by archive.
func samples(t testing.TB) map[string]string {
	t.Helper()
	out := make(map[string]string)
	names, err := filepath.Glob("testdata/tests/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			if f.Name == "in.c" {
				out[filepath.Base(name)] = string(f.Data)
			}
		}
	}
	return out
}

// parse reads a text and complains if that shows a fault of ours.
func parse(t *testing.T, prelude *c.Prelude, text string) *c.Input {
	t.Helper()
	in := c.Parse(source.NewFile("in.c", text), c.Options{Prelude: prelude})
	faults := in.Problems.Problems
	for _, test := range in.Tests {
		faults = append(faults, test.Problems.Problems...)
		if (test.Program == nil) != test.Problems.HasErrors() {
			t.Errorf("test %s: a program and an error, or neither: %s", test.Name, test.Problems.String())
		}
	}
	for _, p := range faults {
		if p.Code == c.Internal {
			t.Errorf("%v\n%s", p, text)
		}
	}
	return in
}

// TestTruncated cuts texts off anywhere, as they are while somebody writes them.
func TestTruncated(t *testing.T) {
	prelude := builtin(t)
	for name, text := range samples(t) {
		t.Run(name, func(t *testing.T) {
			for n := 0; n < len(text); n += 7 {
				parse(t, prelude, text[:n])
			}
		})
	}
}

// TestDeep nests what can be nested.
func TestDeep(t *testing.T) {
	prelude := builtin(t)
	const n = 20000
	head := "/* @lkmm test deep\n * @lkmm thread f()\n * @lkmm never f.return == 1\n */\n"
	for name, text := range map[string]string{
		"parentheses": head + "int f(void) { return " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) + "; }",
		"blocks":      head + "int f(void) {" + strings.Repeat("{", n) + strings.Repeat("}", n) + "}",
		"minus":       head + "int f(void) { return " + strings.Repeat("-", n) + "1; }",
		"sum":         head + "int f(void) { return 1" + strings.Repeat("+1", n) + "; }",
		"pointers":    head + "int " + strings.Repeat("*", n) + "p; int f(void) { return p == 0; }",
		"structs":     head + strings.Repeat("struct {", n) + "int a;" + strings.Repeat("} x;", n) + " int f(void) { return 1; }",
		"macros":      head + "#define A(x) x\nint f(void) { return " + strings.Repeat("A(", n) + "1" + strings.Repeat(")", n) + "; }",
		"ifs":         head + "int f(void) {" + strings.Repeat("if (1) ", n) + "return 1; }",
		"calls":       head + chain(500),
		"records":     head + nested(2000),
		"never":       strings.Replace(head, "f.return", strings.Repeat("(", n)+"f.return"+strings.Repeat(")", n), 1) + "int f(void) { return 1; }",
	} {
		t.Run(name, func(t *testing.T) {
			if in := parse(t, prelude, text); len(in.Tests) != 1 {
				t.Errorf("%d tests", len(in.Tests))
			}
		})
	}
}

// chain is a function that calls one that calls one, and so on.
func chain(n int) string {
	var b strings.Builder
	for i := n; i > 0; i-- {
		fmt.Fprintf(&b, "static int f%d(void) { return f%d(); }\n", i-1, i)
	}
	fmt.Fprintf(&b, "static int f%d(void) { return 1; }\nint f(void) { return f0(); }\n", n)
	return b.String()
}

// nested is a record in a record, and so on.
func nested(n int) string {
	var b strings.Builder
	b.WriteString("struct s0 { int x; };\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "struct s%d { struct s%d a, b; };\n", i, i-1)
	}
	fmt.Fprintf(&b, "struct s%d deep;\nint f(void) { return sizeof(deep) > 1; }\n", n)
	return b.String()
}

// TestConcurrent reads texts at the same time with one prelude.
func TestConcurrent(t *testing.T) {
	prelude := builtin(t)
	texts := samples(t)
	want := make(map[string]string)
	for name, text := range texts {
		want[name] = parse(t, prelude, text).String()
	}
	var wait sync.WaitGroup
	for range 4 {
		for name, text := range texts {
			wait.Add(1)
			go func() {
				defer wait.Done()
				if got := parse(t, prelude, text).String(); got != want[name] {
					t.Errorf("%s differs when it is read beside others:\n%s", name, got)
				}
			}()
		}
	}
	wait.Wait()
}

// FuzzParse reads texts that are no C.
func FuzzParse(f *testing.F) {
	prelude := builtin(f)
	for _, text := range samples(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { parse(t, prelude, text) })
}
