package pp_test

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// TestMacros expands texts whose results follow from the rules of C, sections
// 6.10.3.1 to 6.10.3.5, and from the documentation of GNU's extensions.
func TestMacros(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"identity", "int a = b + 1;", "int a = b + 1;"},
		{"object", "#define N 10\nint a[N];", "int a[10];"},
		{"function", "#define SQ(x) ((x) * (x))\nSQ(a + 1)", "((a + 1) * (a + 1))"},
		{"no call", "#define F(x) x\nint F = 1, G = F (2);", "int F = 1, G = 2;"},
		{"call over lines", "#define F(x) [x]\nF\n(\n1\n)", "[1]"},
		{"own name", "#define foo foo + 1\nfoo", "foo + 1"},
		{"each other", "#define a b\n#define b a\na b", "a b"},
		{"own call", "#define f(x) x + f(x)\nf(f(1))", "1 + f(1) + f(1 + f(1))"},
		{"own name over its end", "#define foo bar(foo\n#define bar(x) x\nfoo )", "foo"},
		{"rescan takes more", "#define f(a) a*g\n#define g(a) f(a)\nf(2)(9)", "2*9*g"},
		{"name from argument", "#define CALL(f, x) f(x)\n#define INC(x) x + 1\nCALL(INC, 2)", "2 + 1"},
		{"empty argument", "#define F(x, y) <x|y>\nF(, b) F(a,) F(,)", "<|b> <a|> <|>"},
		{"no parameters", "#define F() x\nF() F( )", "x x"},
		{"nested parentheses", "#define F(x, y) y x\nF((a, b), [c])", "[c] (a, b)"},
		{"stringify", "#define S(x) #x\nS( a  +\n b ) S(\"q\\n\" 'x' \\) S()", `"a + b" "\"q\\n\" 'x' \" ""`},
		{"stringify raw", "#define N 1\n#define S(x) #x\n#define X(x) S(x)\nS(N) X(N)", `"N" "1"`},
		{"paste", "#define P(a, b) a##b\nP(x, 1) P(, y) P(x,) P(,) P(+, =)", "x1 y x +="},
		{"paste raw", "#define N 1\n#define P(a, b) a ## b\n#define X(a, b) P(a, b)\nP(N, N) X(N, N)", "NN 11"},
		{"paste and expand", "#define AB 42\n#define P(a, b) a##b\nP(A, B)", "42"},
		{"paste chain", "#define P(a, b, c) a ## b ## c\nP(x, , z) P(, , z) P(x, y, z)", "xz z xyz"},
		{"paste of several", "#define P(a, b) a ## b\nP(1 2, 3 4)", "1 23 4"},
		{"variadic", "#define V(f, ...) g(f, __VA_ARGS__)\nV(1, 2, (3, 4))", "g(1, 2, (3, 4))"},
		{"gnu comma", "#define V(f, ...) g(f, ##__VA_ARGS__)\nV(1) V(1, 2, 3)", "g(1) g(1,2, 3)"},
		{"gnu comma expands", "#define N 7\n#define V(f, ...) g(f, ##__VA_ARGS__)\nV(1, N)", "g(1,7)"},
		{"gnu named", "#define V(f, args...) g(f, ##args)\nV(1) V(1, 2)", "g(1) g(1,2)"},
		{"only rest", "#define V(...) g(__VA_ARGS__)\nV() V(1) V(1, 2)", "g() g(1) g(1, 2)"},
		{"va_opt", "#define V(f, ...) g(f __VA_OPT__(,) __VA_ARGS__)\nV(1) V(1, 2)", "g(1 ) g(1, 2)"},
		{"no joining", "#define MINUS -\n#define E\n-MINUS-E- x -MINUS", "- - - - x - -"},
		{"no joining of names", "#define F(x) x\nF(a)F(b) F(1)x", "a b 1 x"},
		{"line continuation", "#define A 1 + \\\n  2\nA x\\\ny \"a\\\nb\" +\\\n=", "1 + 2 xy \"ab\" +="},
		{"numbers", "#define x 9\n1e-x 0x1p+x 1.x .5x 1e+ 2-x 0xe+x", "1e-x 0x1p+x 1.x .5x 1e+ 2-9 0xe+x"},
		{"comments", "a/**/b // c\n/* d\n */ e \"/* f */\" '\"'", "a b e \"/* f */\" '\"'"},
		{"redefinition after undef", "#define A 1\nA\n#undef A\nA\n#define A 2\nA", "1 A 2"},
		{"conditional in arguments", "#define F(x) [x]\nF(1 +\n#if 0\n2\n#else\n3\n#endif\n)", "[1 + 3]"},
		{"line and file", "\n__LINE__ __FILE__ __COUNTER__ __COUNTER__", `2 "t.c" 0 1`},
		{"enabled", "#define CONFIG_A 1\n#define CONFIG_B_MODULE 1\nIS_ENABLED(CONFIG_A) IS_BUILTIN(CONFIG_B) IS_MODULE(CONFIG_B) IS_ENABLED(CONFIG_B)", "1 0 1 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := pp.Expand(source.NewFile("t.c", c.in), pp.Options{})
			got := strings.Join(strings.Fields(string(text.Out)), " ")
			if got != c.want {
				t.Errorf("%s\nexpands to %s\nwant       %s", c.in, got, c.want)
			}
			for _, p := range text.Problems.Problems {
				t.Error(p)
			}
		})
	}
}
