package syntax_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/syntax"
	"github.com/lkmm-tools/fencepost/model/source"
)

// expression is a random expression: its text with few parentheses, how tightly
// the text binds, and what the tree must be.
type expression struct {
	text, tree string
	level      int
}

// The levels of C's grammar that the operators of the test are on.
const (
	assignLevel = iota
	condLevel
	orLevel
	andLevel
	bitOrLevel
	bitXorLevel
	bitAndLevel
	equalLevel
	lessLevel
	shiftLevel
	addLevel
	mulLevel
	castLevel
	unaryLevel
	postfixLevel
	primaryLevel
)

type generator struct{ *rand.Rand }

// at returns the text of x where an expression of a level must stand.
func (g generator) at(x expression, level int) string {
	if x.level < level || g.Intn(8) == 0 {
		return "(" + x.text + ")"
	}
	return x.text
}

func (g generator) pick(list ...string) string { return list[g.Intn(len(list))] }

// expr returns a random expression of a depth.
func (g generator) expr(depth int) expression {
	if depth <= 0 {
		return g.leaf()
	}
	switch g.Intn(16) {
	case 0, 1, 2, 3, 4:
		return g.binary(depth)
	case 5, 6:
		op := g.pick("-", "+", "!", "~", "*", "&")
		x := g.expr(depth - 1)
		text := g.at(x, castLevel)
		if strings.HasPrefix(text, op) {
			text = " " + text
		}
		return expression{op + text, fmt.Sprintf("(%s %s)", op, x.tree), unaryLevel}
	case 7:
		x := g.expr(depth - 1)
		op := g.pick("++", "--")
		if g.Intn(2) == 0 {
			return expression{g.at(x, postfixLevel) + op, fmt.Sprintf("(_%s %s)", op, x.tree), postfixLevel}
		}
		return expression{op + " " + g.at(x, unaryLevel), fmt.Sprintf("(%s_ %s)", op, x.tree), unaryLevel}
	case 8, 9:
		x := g.expr(depth - 1)
		typ := [][2]string{{"u32", "'u32"}, {"int", "int"}, {"struct s *", "(ptr (struct s))"}, {"my_t", "'my_t"}, {"u8 **", "(ptr (ptr 'u8))"}}[g.Intn(5)]
		return expression{"(" + typ[0] + ")" + g.at(x, castLevel), fmt.Sprintf("(cast %s %s)", typ[1], x.tree), castLevel}
	case 10:
		x, y, z := g.expr(depth-1), g.expr(depth-1), g.expr(depth-1)
		return expression{g.at(x, orLevel) + " ? " + y.text + " : " + g.at(z, condLevel), fmt.Sprintf("(?: %s %s %s)", x.tree, y.tree, z.tree), condLevel}
	case 11:
		x, y := g.leaf(), g.expr(depth-1)
		op := g.pick("", "+", "<<", "|")
		return expression{"n" + x.text[:0] + " " + op + "= " + g.at(y, assignLevel), fmt.Sprintf("(%s= n %s)", op, y.tree), assignLevel}
	default:
		return g.postfix(depth)
	}
}

func (g generator) leaf() expression {
	if g.Intn(4) == 0 {
		n := fmt.Sprint(g.Intn(100))
		return expression{n, n, primaryLevel}
	}
	n := g.pick("x", "y", "count", "READ", "p")
	return expression{n, n, primaryLevel}
}

func (g generator) binary(depth int) expression {
	level := orLevel + g.Intn(mulLevel-orLevel+1)
	ops := map[int][]string{
		orLevel: {"||"}, andLevel: {"&&"}, bitOrLevel: {"|"}, bitXorLevel: {"^"}, bitAndLevel: {"&"},
		equalLevel: {"==", "!="}, lessLevel: {"<", ">", "<=", ">="}, shiftLevel: {"<<", ">>"},
		addLevel: {"+", "-"}, mulLevel: {"*", "/", "%"},
	}[level]
	op := g.pick(ops...)
	x, y := g.expr(depth-1), g.expr(depth-1)
	return expression{g.at(x, level) + " " + op + " " + g.at(y, level+1), fmt.Sprintf("(%s %s %s)", op, x.tree, y.tree), level}
}

func (g generator) postfix(depth int) expression {
	x := g.expr(depth - 1)
	text := g.at(x, postfixLevel)
	if text[0] >= '0' && text[0] <= '9' {
		text = "(" + text + ")"
	}
	switch g.Intn(5) {
	case 0:
		y := g.expr(depth - 1)
		return expression{text + "[" + y.text + "]", fmt.Sprintf("(index %s %s)", x.tree, y.tree), postfixLevel}
	case 1:
		return expression{text + "->f", fmt.Sprintf("(-> %s f)", x.tree), postfixLevel}
	case 2:
		return expression{text + ".u32", fmt.Sprintf("(. %s u32)", x.tree), postfixLevel}
	case 3:
		y := g.expr(depth - 1)
		return expression{"sizeof " + g.at(y, unaryLevel), fmt.Sprintf("(sizeof %s)", y.tree), unaryLevel}
	default:
		y := g.expr(depth - 1)
		return expression{text + "(" + y.text + ", u)", fmt.Sprintf("(call %s %s u)", x.tree, y.tree), postfixLevel}
	}
}

// contexts are statements around an expression, with the trees that they have.
var contexts = [][2]string{
	{"r = %s;", "do (= r %s)"},
	{"return %s;", "return %s"},
	{"g(1, %s);", "do (call g 1 %s)"},
	{"int v = %s, w;", "var v int = %s\nvar w int"},
	{"t v[%s];", "var v (array 't %s)"},
	{"struct s v = { .a = %s };", "var v (struct s) = {.a=%s}"},
	{"if (%s) ;", "if %s\nnothing"},
	{"while (%s) ;", "while %s\nnothing"},
	{"do ; while (%s);", "do-while %s\nnothing"},
	{"for (; %s; ) ;", "for %s; -\nbody\nnothing"},
	{"for (u32 i = %s;;) ;", "for -; -\nvar i 'u32 = %s\nbody\nnothing"},
	{"switch (%s) { }", "switch %s\nblock"},
	{"switch (1) { case %s: ; }", "switch 1\nblock\ncase %s\nnothing"},
	{"r = ({ %s; });", "do (= r ({\ndo %s}))"},
	{"typeof(%s) v;", "var v (typeof %s)"},
	{"(void)(%s);", "do (cast void %s)"},
	{"%s;", "do %s"},
	{"if (1) %s; else ;", "if 1\ndo %s\nelse\nnothing"},
}

// TestRandomExpressions compares trees with those that the texts were made from:
// precedence, associativity, casts, wherever an expression can stand.
func TestRandomExpressions(t *testing.T) {
	for seed := range int64(1500) {
		g := generator{rand.New(rand.NewSource(seed))}
		x := g.expr(1 + g.Intn(5))
		context := contexts[g.Intn(len(contexts))]
		if x.level == assignLevel && strings.Contains(context[0], "case") || strings.HasPrefix(x.tree, "(* ") && x.level == mulLevel {
			continue // no constant; a product alone looks like a declaration
		}
		text := fmt.Sprintf("typedef int u32, u8;\nmy_t global;\nint f(int x)\n{\n\t"+context[0]+"\n}\n", x.text)
		u := newUnit(source.NewFile("random.c", text))
		f := u.Func("f")
		list := u.Problems()
		if list.HasErrors() {
			t.Fatalf("seed %d: %s\n%s", seed, text, list.String())
		}
		var got []string
		for _, line := range strings.Split(strings.TrimSpace(syntax.Print(f.Body)), "\n") {
			if _, after, ok := strings.Cut(line, "\t"); ok {
				line = after
			}
			got = append(got, strings.TrimSpace(line))
		}
		if got, want := strings.Join(got, "\n"), fmt.Sprintf(context[1], x.tree); got != want {
			t.Fatalf("seed %d:\n%s\nis   %s\nwant %s", seed, text, got, want)
		}
	}
}
