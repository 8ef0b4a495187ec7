package syntax_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// inputs returns the texts of the golden archives.
func inputs(t testing.TB) map[string]string {
	texts := map[string]string{}
	paths, err := filepath.Glob("testdata/tree/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			if f.Name == "in.c" {
				texts[filepath.Base(path)] = string(f.Data)
			}
		}
	}
	return texts
}

// readAll asks a text for everything and checks what must hold of any answer.
func readAll(t testing.TB, text string) {
	f := source.NewFile("x.c", text)
	u := newUnit(f)
	w := &walker{t: t, file: f, text: text}
	seen := map[string]bool{}
	for _, d := range u.Decls() {
		w.span(d.Span)
		w.span(d.NameSpan)
		if seen[d.Name] {
			continue
		}
		seen[d.Name] = true
		switch d.Kind {
		case syntax.FuncDecl:
			if fn := u.Func(d.Name); fn == nil {
				t.Fatalf("function %s is listed and not found in\n%s", d.Name, text)
			} else {
				w.walk(reflect.ValueOf(fn))
			}
		case syntax.ProtoDecl:
			w.walk(reflect.ValueOf(u.Prototype(d.Name)))
		case syntax.VarDecl:
			w.walk(reflect.ValueOf(u.Var(d.Name)))
		case syntax.TypeDecl:
			w.walk(reflect.ValueOf(u.Typedef(d.Name)))
			w.walk(reflect.ValueOf(u.Record(false, d.Name)))
			w.walk(reflect.ValueOf(u.Record(true, d.Name)))
			w.walk(reflect.ValueOf(u.Enum(d.Name)))
			w.walk(reflect.ValueOf(u.EnumMember(d.Name)))
		case syntax.OtherDecl:
		}
	}
	everything(u)
	problems := u.Problems()
	for _, p := range problems.Problems {
		w.span(p.Span)
		if p.Message == "" || p.Code == "" {
			t.Fatalf("a problem says nothing: %v in\n%s", p, text)
		}
	}
	if w.bad > 0 && !problems.HasErrors() {
		t.Fatalf("something is bad and no error says so:\n%s\n%s", text, everything(u))
	}
}

// walker visits all nodes of a tree.
type walker struct {
	t    testing.TB
	file *source.File
	text string
	// bad counts what could not be understood.
	bad int
}

func (w *walker) span(s source.Span) {
	if s.File != w.file || s.Start < 0 || s.Start > s.End || s.End > w.file.Len() {
		w.t.Fatalf("the place %d-%d is not in the text:\n%s", s.Start, s.End, w.text)
	}
}

func (w *walker) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		switch n := v.Interface().(type) {
		case *syntax.BadExpr, *syntax.BadStmt, *syntax.BadType:
			w.bad++
		case *source.File:
			return
		case syntax.Node:
			w.span(n.Span())
		}
		w.walk(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			w.walk(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	}
}

// TestPrefixes reads every text up to each of its tokens: what is being typed.
func TestPrefixes(t *testing.T) {
	for name, text := range inputs(t) {
		t.Run(name, func(t *testing.T) {
			whole := pp.Expand(source.NewFile(name, text), pp.Options{})
			for i := 0; i < whole.OutTokens(); i += 3 {
				tok := whole.OutToken(i)
				at := whole.Span(tok.Start, tok.End)
				readAll(t, text[:at.Start])
				if i%15 == 0 {
					readAll(t, text[:(at.Start+at.End+1)/2])
				}
			}
		})
	}
}

// TestRestStays puts a function behind every prefix of the texts: whatever is being
// typed, the function is what it is alone.
func TestRestStays(t *testing.T) {
	const rest = "static int rest(u32 x)\n{\n\tif (x)\n\t\treturn x + 1;\n\treturn 0;\n}\n"
	for name, text := range inputs(t) {
		t.Run(name, func(t *testing.T) {
			whole := pp.Expand(source.NewFile(name, text), pp.Options{})
			for i := range whole.OutTokens() {
				tok := whole.OutToken(i)
				before := text[:whole.Span(tok.Start, tok.End).Start]
				u := newUnit(source.NewFile("x.c", before+"\n"+rest))
				fn := u.Func("rest")
				if fn == nil {
					t.Fatalf("no function behind\n%s", before)
				}
				// Without places, and with how it was declared.
				lines := strings.Split(syntax.Print(fn), "\n")
				for i, line := range lines {
					_, lines[i], _ = strings.Cut(line, "\t")
				}
				const want = "func static rest (fn int x:'u32)\n  if x\n    return (+ x 1)\n  return 0\n"
				if got := strings.Join(lines, "\n"); got != want {
					t.Fatalf("behind\n%s\nit is\n%s", before, got)
				}
			}
		})
	}
}

// TestWithoutToken reads every text without one of its tokens, and with one twice.
func TestWithoutToken(t *testing.T) {
	for name, text := range inputs(t) {
		t.Run(name, func(t *testing.T) {
			whole := pp.Expand(source.NewFile(name, text), pp.Options{})
			for i := 0; i < whole.OutTokens(); i += 13 {
				tok := whole.OutToken(i)
				at := whole.Span(tok.Start, tok.End)
				readAll(t, text[:at.Start]+text[at.End:])
				readAll(t, text[:at.End]+" "+text[at.Start:])
			}
		})
	}
}

// TestHostile reads texts that are deep, long or odd.
func TestHostile(t *testing.T) {
	const n = 6000
	rep := strings.Repeat
	for name, text := range map[string]string{
		"parentheses":  "int f(void) { return " + rep("(", n) + "x" + rep(")", n) + "; }",
		"open":         "int f(void) { return " + rep("(", n),
		"braces":       "int f(void) " + rep("{", n) + rep("}", n),
		"brackets":     "int x" + rep("[1]", n) + ";",
		"minus":        "int f(void) { return " + rep("- ", n) + "x; }",
		"plus":         "int f(void) { return x" + rep(" + x", n) + "; }",
		"comma":        "int f(void) { x" + rep(", x", n) + "; }",
		"assignments":  "int f(void) { " + rep("x = ", n) + "x; }",
		"conditionals": "int f(void) { return " + rep("x ? y : ", n) + "x; }",
		"ifs":          "int f(void) { " + rep("if (x) ", n) + "; }",
		"elses":        "int f(void) { " + rep("if (x) ; else ", n) + "; }",
		"dos":          "int f(void) { " + rep("do ", n) + "; }",
		"labels":       "int f(void) { " + rep("a: ", n) + "; }",
		"casts":        "int f(void) { return " + rep("(int)", n) + "x; }",
		"named casts":  "int f(void) { return " + rep("(u32)", n) + "(x); }",
		"calls":        "int f(void) { return f" + rep("(x)", n) + "; }",
		"members":      "int f(void) { return p" + rep("->p", n) + "; }",
		"stars":        "int " + rep("*", n) + "x;",
		"structs":      rep("struct s { ", n) + "int x;" + rep("};", n),
		"typeofs":      rep("typeof(", n) + "x" + rep(")", n) + " y;",
		"strings":      "char *s = " + rep("\"a\" ", n) + ";",
		"words":        rep("word ", n),
		"closers":      rep("} ) ] ", n),
		"enum":         "enum e {" + rep("A, ", n) + "};",
		"declarators":  "int " + rep("x, ", n) + "x;",
		"pointers":     "int " + rep("(*", n) + "x" + rep(")(int)", n) + ";",
		"cases":        "int f(void) { switch (x) { " + rep("case 1: ", n) + "; } }",
		"functions":    rep("int f(void) {\n", n/10),
		"typedefs":     "typedef " + rep("u32 ", n) + ";",
		"nul":          "int x;\x00\x00 int f(void) { return \x00; }",
		"bytes":        "int f(void) { \xff\xfe x = \x80; }",
		"empty":        "",
		"blank":        "\n\n",
	} {
		t.Run(name, func(t *testing.T) { readAll(t, text) })
	}
}
