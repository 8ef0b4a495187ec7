package kernel

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
)

// describe prints a table as its rows, "kind NAME(X,Y) = body", one a line.
func describe(t *Table) string {
	var b strings.Builder
	for _, r := range t.Rows() {
		kind := "expr"
		if r.Kind == Proc {
			kind = "proc"
		}
		fmt.Fprintf(&b, "%s %s(%s) = %s\n", kind, r.Name, strings.Join(r.Params, ","), r.Body)
	}
	return b.String()
}

func TestParseMacros(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		problems         []string
	}{
		{name: "empty", text: "", want: ""},
		{name: "expression", text: "READ_ONCE(X) __load{ONCE}(X)\n", want: "expr READ_ONCE(X) = __load{ONCE}(X)\n"},
		{name: "statements", text: "smp_store_mb(X,V) { __store{ONCE}(X,V); __fence{MB}; }", want: "proc smp_store_mb(X,V) = { __store{ONCE}(X,V); __fence{MB}; }\n"},
		{name: "no parameters", text: "smp_mb() { __fence{MB}; }\nf( ) 1", want: "proc smp_mb() = { __fence{MB}; }\nexpr f() = 1\n"},
		{name: "test of a value", text: "atomic_dec_and_test(X) __atomic_op_return{MB}(X,-,1) == 0\ng(X) *X", want: "expr atomic_dec_and_test(X) = __atomic_op_return{MB}(X,-,1) == 0\nexpr g(X) = *X\n"},
		{name: "dereference is no comment", text: "f(X) __load{A}(*X) + (*X)\n", want: "expr f(X) = __load{A}(*X) + (*X)\n"},
		{
			name: "comments",
			text: "// one\n# two\n/* three\n four */ f(X) X // end\n(* five\n six *)\ng(X) { a(X); /* in */ b(X); } (* behind *)\n(* last *)",
			want: "expr f(X) = X\nproc g(X) = { a(X);          b(X); }\n",
		},
		{name: "statements on lines", text: "f(X)\n{\n  a(X);\n}\ng(X) X\n", want: "proc f(X) = {\n  a(X);\n}\nexpr g(X) = X\n"},
		{name: "expression on lines", text: "f(X,\n  Y) (X +\n  Y)\n  == 0\ng(X) X +\n 1\n", want: "expr f(X,Y) = (X +\n  Y)\n  == 0\nexpr g(X) = X +\n 1\n"},
		{name: "body on the next line", text: "f(X)\n  __load{ONCE}(X)\n", want: "expr f(X) = __load{ONCE}(X)\n"},
		{name: "carriage returns", text: "f(X) X\r\ng(X) {\r\n a(X); }\r\n", want: "expr f(X) = X\nproc g(X) = { \n a(X); }\n"},
		{name: "continued line", text: "f(X) \\\n  X\n", want: "expr f(X) = X\n"},

		{
			name: "defined twice", text: "f(X) X\nf(Y) Y + 1\n", want: "expr f(Y) = Y + 1\n",
			problems: []string{"m.def:2:1: warning: macro f is defined again [macro-redefined]"},
		},
		{
			name: "no name", text: "= 3\n) 4\nf(X) X\n", want: "expr f(X) = X\n",
			problems: []string{`m.def:1:1: error: expected the name of a macro, found '=' [macro-syntax]`},
		},
		{
			name: "no parameter list", text: "f X\ng(X) X", want: "expr g(X) = X\n",
			problems: []string{`m.def:1:3: error: expected ( and the parameters of macro f, found 'X' [macro-syntax]`},
		},
		{
			name: "bad parameters", text: "f(1) X\ng(X,) X\nh(X Y) X\ni(X,X) X\nj(", want: "",
			problems: []string{
				`m.def:1:3: error: expected a parameter of macro f, found '1' [macro-syntax]`,
				`m.def:2:5: error: expected a parameter of macro g, found ')' [macro-syntax]`,
				`m.def:3:5: error: expected , or ) after parameter X of macro h, found 'Y' [macro-syntax]`,
				`m.def:4:5: error: macro i has two parameters called X [macro-syntax]`,
				`m.def:5:3: error: expected a parameter of macro j, found the end of the file [macro-syntax]`,
			},
		},
		{
			name: "no body", text: "f(X)\ng(X) X\nh(X)", want: "expr g(X) = X\n",
			problems: []string{
				"m.def:1:5: error: macro f has no body: expected an expression, or statements in { } [macro-syntax]",
				"m.def:3:5: error: macro h has no body: expected an expression, or statements in { } [macro-syntax]",
			},
		},
		{
			name: "brackets", text: "f(X) (X\ng(X) { a(X); )\nh(X) X)\ni(X) X\n", want: "expr i(X) = X\n",
			problems: []string{
				"m.def:2:14: error: expected }, found ) [macro-syntax]",
				"m.def:2:14: error: expected }, found ) [macro-syntax]",
				"m.def:3:7: error: unexpected ) [macro-syntax]",
			},
		},
		{
			name: "unclosed block", text: "f(X) { a(X);\ng(X) X\n", want: "expr g(X) = X\n",
			problems: []string{"m.def:1:6: error: { is not closed: expected } before the end of the file [macro-syntax]"},
		},
		{
			name: "unclosed comment", text: "f(X) X\n/* never", want: "expr f(X) = X\n",
			problems: []string{"m.def:2:1: error: the comment is not closed: expected */ before the end of the file [macro-syntax]"},
		},
		{
			name: "incomplete expression", text: "f(X) X +\n", want: "",
			problems: []string{"m.def:1:9: error: the expression is not complete: it ends with '+' [macro-syntax]"},
		},
		{
			name: "statement without braces", text: "f(X) a(X);\n", want: "",
			problems: []string{"m.def:1:10: error: unexpected ; in an expression: statements stand in { } [macro-syntax]"},
		},
		{
			name: "strange character", text: "\x00\nf(X) X é Y\n", want: "",
			problems: []string{
				`m.def:1:1: error: expected the name of a macro, found '\x00' [macro-syntax]`,
				`m.def:2:8: error: unexpected character 'é' in the body of a macro [macro-syntax]`,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, problems := ParseMacros(source.NewFile("m.def", c.text))
			if got := describe(table); got != c.want {
				t.Errorf("table:\n%swant:\n%s", got, c.want)
			}
			want := strings.Join(append(c.problems, ""), "\n")
			if got := problems.String(); got != want {
				t.Errorf("problems:\n%swant:\n%s", got, want)
			}
		})
	}
}

// TestBuiltinAsMacros reads the built-in table as a macro file.
func TestBuiltinAsMacros(t *testing.T) {
	text := asMacroFile(Builtin())
	table, problems := ParseMacros(source.NewFile("builtin.def", text))
	if len(problems.Problems) > 0 {
		t.Fatal(problems.String())
	}
	if got, want := describe(table), describe(Builtin()); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// TestManyProblems checks that a broken file is given up on in good time.
// The earlier form shows in the tag of fully ordered read-modify-writes; it knows
// atomic_add_unless without a definition.
func TestFencedForm(t *testing.T) {
	for text, want := range map[string]bool{
		"xchg(X,V) __xchg{mb}(X,V)":                                 true,
		"dec(X) __atomic_op_return {mb}(X,-,1) == 0":                true,
		"f(X) { __fence{mb}; g(X); }\ng(X) { __fence{mb}; }":        false,
		"f(X,V) { __fence{mb}; x = __atomic_fetch_op{mb}(X,+,V); }": true,
		"xchg(X,V) __xchg{MB}(X,V)":                                 false,
	} {
		table, problems := ParseMacros(source.NewFile("m.def", text))
		if len(problems.Problems) > 0 || table.FencedRMW != want {
			t.Errorf("%s: %t %s", text, table.FencedRMW, problems.String())
		}
		row := table.Lookup("atomic_add_unless")
		if (row != nil) != want || row != nil && (row.Kind != Expr || len(row.Params) != 3) {
			t.Errorf("%s: %v", text, row)
		}
	}
	own, _ := ParseMacros(source.NewFile("m.def", "atomic_add_unless(A) A + __xchg{mb}(A,1)"))
	if row := own.Lookup("atomic_add_unless"); row == nil || len(row.Params) != 1 {
		t.Errorf("%v", row)
	}
}

func TestManyProblems(t *testing.T) {
	for _, line := range []string{"f(X) (\n", "f\n"} {
		_, problems := ParseMacros(source.NewFile("m.def", strings.Repeat(line, 100_000)))
		if n := len(problems.Problems); n < maxMacroProblems || n > maxMacroProblems+2 {
			t.Errorf("%q: %d problems", line, n)
		}
	}
}

func asMacroFile(t *Table) string {
	var b strings.Builder
	for _, r := range t.Rows() {
		fmt.Fprintf(&b, "%s(%s) %s\n", r.Name, strings.Join(r.Params, ","), r.Body)
	}
	return b.String()
}

// FuzzParseMacros checks that places are right and that what was read, written
// out again, reads the same.
func FuzzParseMacros(f *testing.F) {
	f.Add(asMacroFile(NewTable(locks())))
	f.Add("f(X) X // c\n/* d */ g(X,Y) {\n a(X); # e\n}\n(* h *)\n")
	f.Add("f(X) (\ng(X) { ]\n/*")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("m.def", text)
		table, problems := ParseMacros(file)
		for _, r := range table.Rows() {
			if len(r.Body) != len(r.Place.Text()) {
				t.Errorf("%s: body %q, text %q", r.Name, r.Body, r.Place.Text())
			}
		}
		for _, p := range problems.Problems {
			if p.Span.File != file || p.Message == "" {
				t.Errorf("problem without place or message: %v", p)
			}
		}
		again, more := ParseMacros(source.NewFile("again.def", asMacroFile(table)))
		if len(more.Problems) > 0 {
			t.Errorf("written out again: %s", more.String())
		}
		if got, want := describe(again), describe(table); got != want {
			t.Errorf("written out again:\n%s\nfirst:\n%s", got, want)
		}
	})
}
