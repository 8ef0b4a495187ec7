package cat

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
)

// parseText parses a text called t.cat.
func parseText(text string) (*Tree, string) {
	tree, diags := Parse(source.NewFile("t.cat", text))
	return tree, diags.String()
}

func TestPrecedence(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a | b ; c & d \\ e", "(a | (b ; ((c & d) \\ e)))"},
		{"[R] ; po \\ q ; [W]", "([R] ; ((po \\ q) ; [W]))"},
		{"a \\ b \\ c", "((a \\ b) \\ c)"},
		{"a & b & c", "(a & (b & c))"},
		{"a | b | c", "(a | (b | c))"},
		{"a ; b ; c", "(a ; (b ; c))"},
		{"a ++ b ++ c", "(a ++ (b ++ c))"},
		{"a ++ b ; c | d", "((a ++ (b ; c)) | d)"},
		{"a ++ b | c ++ d", "((a ++ b) | (c ++ d))"},
		{"~M | IW", "((~M) | IW)"},
		{"~ ~M", "(~(~M))"},
		{"~r^-1", "(~(r^-1))"},
		{"A * B & loc", "((A * B) & loc)"},
		{"A * ~B & loc", "((A * (~B)) & loc)"},
		{"A * B^-1", "(A * (B^-1))"},
		{"r* ; s", "((r*) ; s)"},
		{"r*", "(r*)"},
		{"r* | s+", "((r*) | (s+))"},
		{"r+?", "((r+)?)"},
		{"r+ * A", "((r+) * A)"},
		{"r^-1+", "((r^-1)+)"},
		{"r ^ -1", "(r^-1)"},
		{"r? ; s", "((r?) ; s)"},
		{"f x^-1", "(f(x)^-1)"},
		{"f x y", "f(x)(y)"},
		{"f(x, y) & z", "(f(x, y) & z)"},
		{"f()", "f()"},
		{"map f (A * {r})", "map(f)((A * {r}))"},
		{"map pair-to-relation ((LKW * {r}) & loc & ext)", "map(pair-to-relation)(((LKW * {r}) & (loc & ext)))"},
		{"f [A] | {} | {a, b | c}", "(f([A]) | ({} | {a, (b | c)}))"},
		{"(a, b)", "(a, b)"},
		{"a, b | c", "(a, (b | c))"},
		{"begin a | b end ; c", "((a | b) ; c)"},
		{"_ * S", "(_ * S)"},
		{"p ++ 0", "(p ++ 0)"},
		{"'rcu-lock", "'rcu-lock"},
		{"fun x->x", "(fun x -> x)"},
		{"fun (a, b) -> a ; b", "(fun(a, b) -> (a ; b))"},
		{"let x = a and f(y) = b in x ; f y", "(let x = a and f y = b in (x ; f(y)))"},
		{"let rec f S = match S with {} -> 0 || e ++ es -> e end in f",
			"(let rec f S = (match S with || {} -> 0 || e ++ es -> e end) in f)"},
		{"match S with || x ++ xs -> {x} | g xs || {} -> {} end",
			"(match S with || {} -> {} || x ++ xs -> ({x} | g(xs)) end)"},
		{"match t with || 'a -> R || 'b -> W || _ -> {} end",
			"(match t with || 'a -> R || 'b -> W || _ -> {} end)"},
		{"try a | b with 0", "(try (a | b) with 0)"},
		{`if "v" then a else b`, `(if "v" then a else b)`},
		{`if not "v" && "w" || "u" then a else b`, `(if ((not "v" && "w") || "u") then a else b)`},
		{`if ~("v" | "w") then a else b`, `(if not ("v" || "w") then a else b)`},
		{"if a = b then a else b", "(if a = b then a else b)"},
		{"if (a) subset b | c then a else b", "(if a subset (b | c) then a else b)"},
	} {
		tree, diags := parseText("let v = " + c.in)
		if diags != "" {
			t.Errorf("%s: %s", c.in, diags)
			continue
		}
		got := PrintExpr(tree.Instrs[0].(*Let).Bindings[0].Body)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, got, c.want)
		}
		// The printed form means the same.
		again, diags := parseText("let v = " + got)
		if diags != "" || PrintExpr(again.Instrs[0].(*Let).Bindings[0].Body) != got {
			t.Errorf("%s does not survive printing: %s", got, diags)
		}
	}
}

func TestInstructions(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"let x = a let y = b", "let x = a\nlet y = b\n"},
		{"let x = r* let y = r* ~empty x as n", "let x = (r*)\nlet y = (r*)\n~empty x as n\n"},
		{"let x = a in let y = x", "let x = a\nlet y = x\n"},
		{"let rec x = y and y = x | po", "let rec x = y and y = (x | po)\n"},
		{"let f(a) = a let g(a, b) = a let h () = po let k _ = po",
			"let f a = a\nlet g(a, b) = a\nlet h() = po\nlet k _ = po\n"},
		{"let (a, b) = c let a, b = c let (a) = c", "let (a, b) = c\nlet (a, b) = c\nlet a = c\n"},
		{"acyclic po | com as sc irreflexive r empty s as e",
			"acyclic (po | com) as sc\nirreflexive r\nempty s as e\n"},
		{"flag ~empty r as data-race flag empty r", "flag ~empty r as data-race\nflag empty r\n"},
		{"undefined_unless acyclic r assert ~irreflexive r as n",
			"undefined_unless acyclic r\nassert ~irreflexive r as n\n"},
		{`include "lock.cat"`, "include \"lock.cat\"\n"},
		{"show a, b unshow c show d as x show e;f as y show g", "show a, b\nunshow c\nshow d as x\nshow (e ; f) as y\nshow g\n"},
		{"with co from generate_cos(co0) let x = co", "with co from generate_cos(co0)\nlet x = co\n"},
		{"procedure p(a, b) = acyclic a end call p(r, s) as n",
			"procedure p(a, b) =\n  acyclic a\nend\ncall p(r, s) as n\n"},
		{"procedure rec q x = call q x end call q(0)", "procedure rec q x =\n  call q(x)\nend\ncall q(0)\n"},
		{"forall c in cs do acyclic c end", "forall c in cs do\n  acyclic c\nend\n"},
		{`if "v" let a = b else if not "w" let a = c end end`,
			"if \"v\"\n  let a = b\nelse\n  if not \"w\"\n    let a = c\n  end\nend\n"},
		{"enum B = 'wmb (*a*) || 'MB (* smp_mb (* nested *) *) || 'x", "enum B = 'wmb || 'MB || 'x\n"},
		{"enum B = || 'a instructions R[B] instructions F[{'a, 'b}] default W['a, 'b]",
			"enum B = 'a\ninstructions R[B]\ninstructions F[{'a, 'b}]\ninstructions W['a, 'b]\n"},
		{"// one\n# two\nlet x = _ // three", "let x = _\n"},
	} {
		tree, diags := parseText(c.in)
		if diags != "" {
			t.Errorf("%s: %s", c.in, diags)
			continue
		}
		got := Print(tree.Instrs)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, got, c.want)
		}
		if again, diags := parseText(got); diags != "" || Print(again.Instrs) != got {
			t.Errorf("%s does not survive printing: %s", got, diags)
		}
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"\"A model\"\nlet x = po":       "A model",
		"(* c *) \"A model\" acyclic r": "A model",
		"SC acyclic po":                 "SC",
		"C \"A model\" acyclic po":      "A model",
		"acyclic po":                    "",
		"":                              "",
	} {
		tree, diags := parseText(in)
		if tree.Title != want || diags != "" {
			t.Errorf("%q: title %q, want %q; %s", in, tree.Title, want, diags)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"let = a", []string{"1:5: error: expected a name to define, found `=`"}},
		{"let x a b = c", []string{"1:9: error: expected `=`, found `b`"}},
		{"let x = a |\nlet y = b", []string{"2:1: error: expected an expression, found `let`"}},
		{"let x = (a | b\nacyclic x", []string{"2:1: error: expected `)`, found `acyclic`"}},
		{"acyclic [R] [W]", []string{"1:13: error: expected an instruction, found `[`"}},
		{"let x = ~a*", []string{"1:11: error: `*` is ambiguous here: put parentheses around one of the operations"}},
		{"let x = a * b * c", []string{"1:15: error: `*` is ambiguous here: put parentheses around one of the operations"}},
		{"let x = a * b+", []string{"1:14: error: `+` is ambiguous here: put parentheses around one of the operations"}},
		{"flag empy r as n\nlet x = )\nacyclic x", []string{
			"1:6: error: expected `acyclic`, `irreflexive` or `empty`, found `empy`",
			"2:9: error: expected an expression, found `)`"}},
		{"include lock", []string{"1:9: error: expected a file name in double quotes, found `lock`"}},
		{"let x = a\n$ let y = b", []string{"2:1: error: unexpected character '$'"}},
		{"let é = a", []string{"1:5: error: unexpected character 'é'", "1:7: error: expected a name to define, found `=`"}},
		{"let x = (* open", []string{
			"1:9: error: comment is not closed: expected `*)`",
			"1:16: error: expected an expression, found the end of the file"}},
		{"include \"a\nlet x = po", []string{
			"1:9: error: string is not closed: expected `\"` on this line",
			"2:1: error: expected a file name in double quotes, found `let`"}},
		{"enum T = a", []string{"1:10: error: expected a tag such as 'once, found `a`"}},
		{"let x = r^2", []string{"1:10: error: expected `^-1`", "1:11: error: unexpected character '2'"}},
		{"end let x = a", []string{"1:1: error: expected an instruction, found `end`"}},
		{"if \"v\" let x = a", []string{"1:17: error: expected `end`, found the end of the file"}},
		{"if a then b", []string{"1:6: error: expected `=` or `subset`, found `then`"}},
		{"procedure p(a =\n  acyclic\nend\nacyclic", []string{
			"1:15: error: expected `)`, found `=`",
			"3:1: error: expected an expression, found `end`",
			"4:8: error: expected an expression, found the end of the file"}},
		{"procedure p(a) =\n  acyclic\n  empty a\nend\nacyclic", []string{
			"3:3: error: expected an expression, found `empty`",
			"5:8: error: expected an expression, found the end of the file"}},
		{"let x = match s with {} -> 0 end", []string{"1:30: error: expected `||`, found `end`"}},
		{"let x = match s with {} -> 0 || 'a -> 0 end", []string{"1:33: error: expected the clause `x ++ xs -> …`, found tag 'a"}},
		{"let f x = x x ++", []string{"1:17: error: expected an expression, found the end of the file"}},
	} {
		_, diags := parseText(c.in)
		got := strings.Split(strings.TrimSpace(diags), "\n")
		for i := range got {
			got[i] = strings.TrimSuffix(strings.TrimPrefix(got[i], "t.cat:"), " [cat-syntax]")
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%q:\n got %s\nwant %s", c.in, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

// What follows a wrong instruction is kept.
func TestRecovery(t *testing.T) {
	tree, diags := parseText("let a = \nlet b = let c = in d\nlet e = po\nshow ;\nacyclic e")
	if got, want := Print(tree.Instrs), "let e = po\nacyclic e\n"; got != want {
		t.Errorf("got %q, want %q\n%s", got, want, diags)
	}
}

// No input makes the parser or a walk over its tree run out of stack.
func TestDeepInput(t *testing.T) {
	const n = 300000
	for name, in := range map[string]string{
		"parentheses": "let x = " + strings.Repeat("(", n),
		"brackets":    "let x = " + strings.Repeat("[", n),
		"braces":      "let x = " + strings.Repeat("{", n),
		"complements": "let x = " + strings.Repeat("~", n),
		"unions":      "let x = a" + strings.Repeat("|a", n),
		"differences": "let x = a" + strings.Repeat("\\a", n),
		"closures":    "let x = a" + strings.Repeat("+", n),
		"inverses":    "let x = a" + strings.Repeat("^-1", n),
		"calls":       "let x = a" + strings.Repeat(" a", n),
		"lets":        "let x = " + strings.Repeat("let a = ", n),
		"bodies":      strings.Repeat("let a = po in ", n),
		"ifs":         strings.Repeat("if \"v\" ", n),
		"conditions":  "if " + strings.Repeat("not ", n),
		"or":          "if \"a\"" + strings.Repeat("|\"a\"", n),
		"procedures":  strings.Repeat("procedure p() = ", n),
		"ends":        strings.Repeat("end ", n),
		"garbage":     strings.Repeat("$", n),
		"comments":    strings.Repeat("(*", n),
		"matches":     "let x = " + strings.Repeat("match a with {} -> ", n),
		"tries":       "let x = " + strings.Repeat("try ", n),
	} {
		tree, diags := Parse(source.NewFile(name, in))
		if len(diags.Problems) == 0 && name != "bodies" || len(diags.Problems) > 2*maxProblems {
			t.Errorf("%s: %d problems", name, len(diags.Problems))
		}
		Print(tree.Instrs)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("\"t\" let rec x = a | [b];c^-1+ and f(y, z) = match y with {} -> 0 || e ++ es -> {e} end")
	f.Add("enum T = 'a || 'b instructions R[T] flag ~empty (A * B)\\r? as n")
	f.Add("if not \"v\" && (\"w\" || \"u\") with x from cross(s) else include \"f\" end")
	f.Add("procedure p(a) = acyclic a as b end call p(try r with 0) show a;b as c, d")
	f.Fuzz(func(t *testing.T, text string) {
		tree, diags := Parse(source.NewFile("f.cat", text))
		for _, p := range diags.Problems {
			if p.Span.Start < 0 || p.Span.End > len(text) || p.Message == "" {
				t.Fatalf("bad problem %v", p)
			}
		}
		if diags.HasErrors() {
			return
		}
		printed := Print(tree.Instrs)
		again, diags := Parse(source.NewFile("p.cat", printed))
		if diags.HasErrors() {
			t.Fatalf("%q\nprinted as\n%s\n%s", text, printed, diags.String())
		}
		if p := Print(again.Instrs); p != printed {
			t.Fatalf("%q\nprinted as\n%s\nthen as\n%s", text, printed, p)
		}
	})
}
