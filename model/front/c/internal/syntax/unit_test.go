package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

func unitOf(text string) *syntax.Unit { return newUnit(source.NewFile("x.c", text)) }

// noProblems fails the test if there are any.
func noProblems(t *testing.T, u *syntax.Unit) {
	t.Helper()
	if list := u.Problems(); len(list.Problems) > 0 {
		t.Errorf("problems:\n%s", list.String())
	}
}

func TestLookups(t *testing.T) {
	u := unitOf(`
extern int x;
int x = 1;
int x;
extern int only;
int f(int);
int f(int a) { return a; }
union u { int a; struct inner { int b; } in; };
struct u { long c; };
typedef enum tag { ONE, TWO } alias;
enum { THREE = 3 };
`)
	if v := u.Var("x"); v == nil || v.Init == nil {
		t.Errorf("x is %v, not its definition", v)
	}
	if v := u.Var("only"); v == nil || v.Storage&syntax.Extern == 0 {
		t.Errorf("only is %v, not its declaration", v)
	}
	if f := u.Func("f"); f == nil || len(f.Body.List) != 1 {
		t.Error("f has no body")
	}
	if p := u.Prototype("f"); p == nil || p.Name.Span().Position().Line != 6 {
		t.Error("the prototype of f is not found")
	}
	if r := u.Record(true, "u"); r == nil || !r.Union || len(r.Fields) != 2 {
		t.Errorf("union u is %v", r)
	}
	if r := u.Record(false, "u"); r == nil || r.Union || len(r.Fields) != 1 {
		t.Errorf("struct u is %v", r)
	}
	if r := u.Record(false, "inner"); r == nil || len(r.Fields) != 1 {
		t.Errorf("struct inner is %v", r)
	}
	if e := u.Enum("tag"); e == nil || e != u.EnumMember("TWO") {
		t.Error("enum tag is not that of TWO")
	}
	if e := u.EnumMember("THREE"); e == nil || e.Tag.Name != "" {
		t.Error("THREE is in no enumeration")
	}
	if u.Func("x") != nil || u.Var("f") != nil || u.Typedef("tag") != nil || u.Record(true, "inner") != nil || u.EnumMember("tag") != nil {
		t.Error("something is found that is not there")
	}
	if u.Func("f") != u.Func("f") || u.Record(true, "u") != u.Record(true, "u") {
		t.Error("a declaration is parsed anew each time")
	}
	noProblems(t, u)
}

// TestLazy wants problems of what was asked for, and of nothing else.
func TestLazy(t *testing.T) {
	u := unitOf("int bad(void) { x = ; }\nint good(void) { return 1; }\n")
	u.Decls()
	u.Func("good")
	noProblems(t, u)
	u.Func("bad")
	u.Func("bad")
	if list := u.Problems(); len(list.Problems) != 1 {
		t.Errorf("asked twice for a function with one mistake:\n%s", list.String())
	}
}

func TestTwice(t *testing.T) {
	u := unitOf("int f(void) { return 1; }\nint f(void) { return 2; }\nstruct s { int a; };\nstruct s { int b; };\n")
	if got := syntax.Print(u.Func("f").Body); got != "1:15\treturn 1\n" {
		t.Errorf("f is\n%s", got)
	}
	u.Record(false, "s")
	list := u.Problems()
	const want = "x.c:2:5: error: f is defined twice [redefined]\nx.c:4:8: error: s is defined twice [redefined]\n"
	if list.String() != want {
		t.Errorf("problems:\n%swant:\n%s", list.String(), want)
	}
}

// TestPlaces wants what macros made at the macros' uses, and arguments at their own
// places.
func TestPlaces(t *testing.T) {
	const text = `#define TWICE(x) ((x) + (x))
#define LOOP while (1) { body(); }
int f(int a)
{
	LOOP
	return TWICE(a + 1) * a;
}
`
	u := unitOf(text)
	f := u.Func("f")
	noProblems(t, u)
	if at := f.Body.List[0].Span(); at.Text() != "LOOP" {
		t.Errorf("the loop is at %q", at.Text())
	}
	product := f.Body.List[1].(*syntax.Return).X.(*syntax.Binary)
	if at := product.Span(); at.Text() != "TWICE(a + 1) * a" {
		t.Errorf("the product is at %q", at.Text())
	}
	sum := product.X.(*syntax.Binary)
	if at := sum.X.Span(); at.Text() != "a + 1" {
		t.Errorf("the argument is at %q", at.Text())
	}
	if at := f.Name.Span(); at.Text() != "f" || f.Body.End.Text() != "}" || f.Body.End.Position().Line != 7 {
		t.Errorf("the function is at %v, its end at %v", at, f.Body.End)
	}
}

func TestParseExpr(t *testing.T) {
	u := unitOf("typedef int word;\nstruct s { int a; };\n")
	for text, want := range map[string]string{
		"consumer.return == 0":        "(== (. consumer return) 0)",
		"producer(&m, 42)":            "(call producer (& m) 42)",
		"m.data":                      "(. m data)",
		"(word)(x) - 1":               "(- (cast 'word x) 1)",
		"sizeof(struct s) + a[1].b":   "(+ (sizeof-type (struct s)) (. (index a 1) b))",
		"{ 1, .a = 2 }":               "",
		"(struct s){ .a = 1 }":        "(literal (struct s) {.a=1})",
		"x = 1":                       "(= x 1)",
		"P0.r1 == 1 && !(P1.r2 != 0)": "(&& (== (. P0 r1) 1) (! (!= (. P1 r2) 0)))",
		"typeof(x) y":                 "",
		"x y":                         "",
		"x +":                         "",
		"(x":                          "x",
		";":                           "",
		"x; y":                        "",
		"x) + (y":                     "",
	} {
		file := source.NewFile("part.c", "@lkmm "+text+" */")
		before := len(u.Problems().Problems)
		x := u.ParseExpr(pp.ExpandPart(file.Span(6, 6+len(text)), nil))
		bad := len(u.Problems().Problems) > before
		if want == "" {
			if !bad {
				t.Errorf("%q is read as %s", text, syntax.Print(x))
			}
			continue
		}
		if got := strings.SplitN(syntax.Print(x), "\t", 2)[1]; got != want+"\n" || bad != (text == "(x") {
			t.Errorf("%q is %swant %s", text, got, want)
		}
	}
	for _, p := range u.Problems().Problems {
		if at := p.Span; at.File.Name != "part.c" || at.Start < 6 || at.End > at.File.Len()-3 {
			t.Errorf("a problem is outside of the expression: %v", p)
		}
	}
}

// TestPart reads a declaration as directives have it: without its semicolon.
func TestPart(t *testing.T) {
	for _, text := range []string{"struct mailbox m", "struct mailbox m = { 1 };", "u32 x[2] = { 1, 2 }"} {
		u := unitOf(text)
		u.Part = true
		d := u.Decls()
		if len(d) != 1 || d[0].Kind != syntax.VarDecl || u.Var(d[0].Name) == nil {
			t.Errorf("%q declares %v", text, d)
		}
		noProblems(t, u)
	}
}

// TestDecls wants the outline of a text that is not parsed.
func TestDecls(t *testing.T) {
	u := unitOf(`struct s { struct in { int a; } b; } first, *second;
typedef int t;
static inline int f(int x)
{
	return x;
}
int g(void), h;
enum e { A };
DEFINE_SPINLOCK(lock);
EXPORT_SYMBOL(f)
union { int c; } u;
`)
	var b strings.Builder
	for _, d := range u.Decls() {
		fmt.Fprintf(&b, "%d %s %d:%d %d-%d\n", d.Kind, d.Name, d.NameSpan.Position().Line, d.NameSpan.Position().Column,
			d.Span.Position().Line, d.Span.File.Position(d.Span.End).Line)
	}
	const want = `3 s 1:8 1-1
2 first 1:38 1-1
2 second 1:46 1-1
3 t 2:13 2-2
0 f 3:19 3-6
1 g 7:5 7-7
2 h 7:14 7-7
3 e 8:6 8-8
4 DEFINE_SPINLOCK 9:1 9-9
4 EXPORT_SYMBOL 10:1 10-10
2 u 11:18 11-11
`
	if b.String() != want {
		t.Errorf("the outline is\n%swant\n%s", b.String(), want)
	}
	noProblems(t, u)
}

// TestBool wants bool to be what the text says, and _Bool if it says nothing.
func TestBool(t *testing.T) {
	const function = "void f(int x) { bool y = (bool)(x); }\n"
	for text, want := range map[string]string{
		function:                         "var y _Bool = (cast _Bool x)\n",
		"typedef int bool;\n" + function: "var y 'bool = (cast 'bool x)\n",
		"typedef _Bool bool;\nint g;\n" + function: "var y 'bool = (cast 'bool x)\n",
	} {
		u := syntax.NewUnit(pp.Expand(source.NewFile("x.c", text), pp.Options{}))
		if got := strings.SplitN(syntax.Print(u.Func("f").Body), "\t", 2)[1]; got != "  "+want && got != want {
			t.Errorf("%s is %swant %s", text, got, want)
		}
		part := source.NewFile("part.c", "(bool)(x)")
		x := syntax.Print(u.ParseExpr(pp.ExpandPart(part.Span(0, part.Len()), nil)))
		if !strings.Contains(want, strings.TrimSpace(strings.SplitN(x, "\t", 2)[1])) {
			t.Errorf("with %s an expression is %s", text, x)
		}
	}
}
