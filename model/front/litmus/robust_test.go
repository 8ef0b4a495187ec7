package litmus_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

func parseText(text string) (*prog.Program, diag.List) {
	return litmus.Parse(source.NewFile("in.litmus", text), litmus.Options{Primitives: kernel.Builtin()})
}

// TestHostileInputs reads inputs that are as bad as can be in one respect. None
// may take long, overflow the stack or bring up endless lists of problems.
func TestHostileInputs(t *testing.T) {
	const n = 30_000
	thread := func(body string) string { return "C t\n{}\nP0(int *x) { " + body + " }\nexists (x=0)\n" }
	many := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"parentheses":         thread("r0 = " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) + ";"),
		"open parentheses":    thread("r0 = " + strings.Repeat("(", n)),
		"stars":               thread("r0 = " + strings.Repeat("*", n) + "x;"),
		"nots":                thread("r0 = " + strings.Repeat("!", n) + "x;"),
		"sum":                 thread("r0 = 1" + strings.Repeat(" + 1", n) + ";"),
		"ands":                thread("r0 = 1" + strings.Repeat(" && 1", n) + ";"),
		"calls":               thread("r0 = " + strings.Repeat("READ_ONCE(*", n) + "x" + strings.Repeat(")", n) + ";"),
		"conditionals":        thread("r0 = " + strings.Repeat("1 ? ", n) + "x;"),
		"assignments":         thread(strings.Repeat("r0 = ", n) + "1;"),
		"indices":             thread("r0 = x" + strings.Repeat("[1]", n) + ";"),
		"braces":              thread(strings.Repeat("{", n) + strings.Repeat("}", n)),
		"open braces":         thread(strings.Repeat("{", n)),
		"ifs":                 thread(strings.Repeat("if (1) ", n) + "r0 = 1;"),
		"else ifs":            thread(strings.Repeat("if (1) r0 = 1; else ", n) + "r0 = 1;"),
		"whiles":              thread(strings.Repeat("while (r0) ", n) + "r0 = 1;"),
		"dos":                 thread(strings.Repeat("do ", 200) + "r0 = 1;" + strings.Repeat(" while (r0);", 200)),
		"unknown primitives":  thread(many("smp_mbb%d(); ", n)),
		"registers":           thread(many("r%d = 1; ", n)),
		"unwritten registers": thread(many("r = r%d; ", n)),
		"pending reads":       thread("while (1) { " + many("r = r%d; ", n) + "}"),
		"hints":               thread(strings.Repeat("x[1] = !r; ", n)),
		"semicolons":          thread(strings.Repeat(";", n)),
		"bad characters":      thread(strings.Repeat("@ ", n)),
		"quotes":              thread(strings.Repeat("\"\n", n)),
		"C comments":          thread(strings.Repeat("/*", n)),
		"line comments":       thread(strings.Repeat("// exists (\n", n)),
		"threads":             "C t\n{}\n" + many("P%d(int *x) { *x = 1; }\n", n) + "exists (x=1)",
		"same thread":         "C t\n{}\n" + strings.Repeat("P0(int *x) { *x = 1; }\n", n),
		"parameters":          "C t\n{}\nP0(" + many("int *x%d, ", n) + ") { r0 = 1; }\n",
		"functions":           "C t\n{}\n" + strings.Repeat("f(int x) { }\n", n),
		"headers":             strings.Repeat("C t\n", n),
		"nested comments":     "C t\n" + strings.Repeat("(*", n) + "\n{}\nP0(int *x) { *x = 1; }\n",
		"comments in header":  "C t\n" + strings.Repeat("(*\n", n) + "\n{}\nP0(int *x) { *x = 1; }\n",
		"comments in init":    "C t\n{" + strings.Repeat("(* ", n) + "}\nP0(int *x) { *x = 1; }\n",
		"braces in init":      "C t\n" + strings.Repeat("{", n) + "\nP0(int *x) { *x = 1; }\n",
		"items":               "C t\n{" + many("int x%d = 1; ", n) + "}\nP0(int *x1) { *x1 = 1; }\n",
		"items of registers":  "C t\n{" + many("0:r%d = 1; ", n) + "}\nP0(int *x) { *x = 1; }\n",
		"duplicate items":     "C t\n{" + strings.Repeat("x = 1; ", n) + "}\nP0(int *x) { *x = 1; }\n",
		"huge array":          "C t\n{ int a[2000000000]; }\nP0(int *a) { *a = 1; }\n",
		"huge arrays":         "C t\n{" + many("int a%d[60000]; ", n/10) + "}\nP0(int *a1) { *a1 = 1; }\n",
		"elements":            "C t\n{ int a[60000]; " + many("a[%d] = 1; ", 50000) + "}\nP0(int *a) { *a = 1; }\n",
		"atoms":               "C t\n{}\nP0(int *x) { *x = 1; }\nexists (x=1" + strings.Repeat(" /\\ x=1", n) + ")",
		"implications":        "C t\n{}\nP0(int *x) { *x = 1; }\nexists (x=1" + strings.Repeat(" => x=1", n) + ")",
		"nots in condition":   "C t\n{}\nP0(int *x) { *x = 1; }\nexists " + strings.Repeat("~", n) + "x=1",
		"condition nesting":   "C t\n{}\nP0(int *x) { *x = 1; }\nexists " + strings.Repeat("(", n) + "x=1",
		"comments in final":   "C t\n{}\nP0(int *x) { *x = 1; }\nexists " + strings.Repeat("(*x=1 /\\ ", n),
		"locations":           "C t\n{}\nP0(int *x) { *x = 1; }\nlocations [" + many("y%d; ", n) + "]",
		"register locations":  "C t\n{}\nP0(int *x) { *x = 1; }\nlocations [" + many("0:r%d; ", n) + "]",
		"conditions":          "C t\n{}\nP0(int *x) { *x = 1; }\n" + strings.Repeat("exists (x=1)\n", n),
		"long name":           "C " + strings.Repeat("t", n) + "\n{}\nP0(int *x) { " + strings.Repeat("r", n) + " = 1; }",
		"keywords":            thread(strings.Repeat("exists ", n)),
		"tildes":              thread(strings.Repeat("~ ", n)),
		"threads in body":     thread(strings.Repeat("P1(", n)),
		"stray":               "C t\n{}\n" + strings.Repeat("( ", n),
		"hashes":              thread(strings.Repeat("#", n)),
		"results":             "C t\n" + strings.Repeat("* Result: \n", n) + "{}\nP0(int *x) { *x = 1; }\n",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			p, problems := parseText(text)
			if p == nil {
				t.Error("no program")
			}
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			if len(problems.Problems) > 250 {
				t.Errorf("%d problems", len(problems.Problems))
			}
		})
	}
}

// TestExpansionIsBounded uses primitives whose expansion doubles at each level.
func TestExpansionIsBounded(t *testing.T) {
	rows := []kernel.Row{
		{Name: "twice", Kind: kernel.Expr, Params: []string{"X"}, Body: "X + X"},
		{Name: "self", Kind: kernel.Expr, Params: []string{"X"}, Body: "self(X) + self(X)"},
	}
	for name, call := range map[string]string{
		"nested":    strings.Repeat("twice(", 100) + "1" + strings.Repeat(")", 100),
		"recursive": "self(1)",
	} {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile("in.litmus", "C t\n{}\nP0(int *x) { r0 = "+call+"; }\n")
			_, problems := litmus.Parse(f, litmus.Options{Primitives: kernel.NewTable(rows)})
			if !problems.HasErrors() {
				t.Error("accepted")
			}
		})
	}
}
