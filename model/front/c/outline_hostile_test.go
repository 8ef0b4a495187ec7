package c_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestHostileOutlines describes texts that are as bad as can be in one respect. None
// may take long.
func TestHostileOutlines(t *testing.T) {
	const n = 5000
	many := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"records":        many("struct s%d { int a; };\n"),
		"members":        "struct s { " + many("int a%d; ") + "};",
		"locals":         "int f(void)\n{\n" + strings.Repeat("{ int i; i = 1; }\n", n) + "}\n",
		"same locals":    "int f(void)\n{\n" + strings.Repeat("int i; i = 1;\n", n) + "}\n",
		"for":            "int f(void)\n{\n" + strings.Repeat("for (int i = 0; i; i++) ", n) + ";}\n",
		"braces":         "int f(void)\n{\n" + strings.Repeat("{", n) + "}\n",
		"if else":        "int f(void)\n{\n" + strings.Repeat("if (x) y; else ", n) + ";}\n",
		"parens":         "int f(void)\n{\n" + strings.Repeat("f(", n) + "}\n",
		"indices":        "int f(int *x)\n{\n" + strings.Repeat("x[", n) + "}\n",
		"members2":       "int f(int *x)\n{\nx" + strings.Repeat(".x[1]", n) + "}\n",
		"functions":      many("int f%d(void) { return 1; }\n"),
		"same functions": strings.Repeat("int f(void) { return 1; }\n", n),
		"comments":       strings.Repeat("/* a */\n", n),
		"line comments":  strings.Repeat("// a\n", n) + "int f(void) { }",
		"docs":           strings.Repeat("// a\nint f(void) { }\n", n),
		"defines":        many("#define A%d 1\n"),
		"open strings":   strings.Repeat("\"", n),
		"types":          strings.Repeat("struct ", n),
		"enum":           "enum { " + many("A%d, ") + "};",
		"enums":          strings.Repeat("enum e { ", n),
		"structs":        strings.Repeat("struct e { ", n),
		"structs2":       strings.Repeat("struct e { int x; ", n) + strings.Repeat("};", n),
		"stars":          "int f(void) {" + strings.Repeat("*", n) + "x;}",
		"words":          strings.Repeat("a ", n) + ";",
		"commas":         "int " + strings.Repeat("a, ", n) + ";",
		"under":          "int a " + strings.Repeat("__a ", n) + ";",
		"under2":         "int f(void) { int a " + strings.Repeat("__a ", n) + ";}",
		"threads":        "// @lkmm test t\n" + many("// @lkmm thread l%d = f(x)\n") + "int f(int x) { return x; }",
		"props":          "// @lkmm test t\n// @lkmm thread f(x)\n" + many("// @lkmm never f.x == %d && y.z == f.x\n") + "int f(int x) { return x; }",
		"tests":          many("// @lkmm test t%d\n// @lkmm thread f(x)\n") + "int f(int x) { return x; }",
	} {
		t.Run(name, func(t *testing.T) { checkOutline(t, text) })
	}
}
