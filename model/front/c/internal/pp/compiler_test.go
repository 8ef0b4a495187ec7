package pp_test

import (
	"fmt"
	"math/rand"
	"os/exec"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// programs makes random macros and texts that use them.
type programs struct {
	*rand.Rand
	objects   []string
	functions []string
	// params are the numbers of parameters, rest says which functions have more.
	params map[string]int
	rest   map[string]bool
}

func (p *programs) one(of ...string) string { return of[p.Intn(len(of))] }

// program returns a text that begins with its macros and ends without them.
func (p *programs) program() string {
	p.objects, p.functions = nil, nil
	p.params, p.rest = make(map[string]int), make(map[string]bool)
	for i := range 2 + p.Intn(3) {
		p.objects = append(p.objects, fmt.Sprintf("O%d", i))
	}
	for i := range 2 + p.Intn(5) {
		name := fmt.Sprintf("F%d", i)
		p.functions = append(p.functions, name)
		p.params[name], p.rest[name] = p.Intn(4), p.Intn(4) == 0
	}
	var b strings.Builder
	for _, name := range p.objects {
		fmt.Fprintf(&b, "#define %s %s\n", name, p.tokens(p.Intn(5), nil))
	}
	for _, name := range p.functions {
		params := []string{"p", "q", "r"}[:p.params[name]]
		decl := strings.Join(params, ", ")
		if p.rest[name] {
			decl = strings.Join(append(params, "..."), ", ")
			params = append(params[:len(params):len(params)], "__VA_ARGS__")
		}
		fmt.Fprintf(&b, "#define %s(%s) %s\n", name, decl, p.body(params, p.rest[name]))
	}
	for range 6 {
		fmt.Fprintf(&b, "@ %s\n", p.tokens(1+p.Intn(4), nil))
	}
	for _, name := range append(p.objects, p.functions...) {
		fmt.Fprintf(&b, "#undef %s\n", name)
	}
	return b.String()
}

func (p *programs) body(params []string, rest bool) string {
	var parts []string
	for range p.Intn(7) {
		switch k := p.Intn(10); {
		case k == 0 && len(params) > 0:
			parts = append(parts, "#"+p.one(params...))
		case k == 1 && len(params) > 0:
			parts = append(parts, p.one("a", "x", "F0", p.one(params...)), "##", p.one(params...))
		case k == 2 && len(params) > 0:
			parts = append(parts, p.one(params...), "##", p.one("a", "1", "_"))
		case k == 3 && rest:
			parts = append(parts, ", ## __VA_ARGS__")
		default:
			parts = append(parts, p.tokens(1, params))
		}
	}
	return strings.Join(parts, " ")
}

// tokens returns n tokens or calls.
func (p *programs) tokens(n int, params []string) string {
	var parts []string
	for range n {
		switch k := p.Intn(5); {
		case k == 0 && len(params) > 0:
			parts = append(parts, p.one(params...))
		case k == 1:
			parts = append(parts, p.one(append(p.objects, p.functions...)...))
		case k == 2:
			parts = append(parts, p.call(params, 2))
		default:
			parts = append(parts, p.one("a", "b", "1", "2u", "+", "-", "<", "=", "&", "*", `"s"`, "'c'", "(y)", ";", "->", ".", "[0]", "{z}"))
		}
	}
	return strings.Join(parts, " ")
}

func (p *programs) call(params []string, depth int) string {
	name := p.one(p.functions...)
	n := p.params[name]
	if p.rest[name] {
		n += p.Intn(3)
	}
	var args []string
	for range n {
		var arg []string
		for range p.Intn(3) {
			if depth > 0 && p.Intn(3) == 0 {
				arg = append(arg, p.call(params, depth-1))
				continue
			}
			arg = append(arg, p.one(append(append([]string{"a", "b", "1", "(c, d)", "+", "x"}, params...), append(p.objects, p.functions...)...)...))
		}
		args = append(args, strings.Join(arg, " "))
	}
	return name + p.one("", " ") + "(" + strings.Join(args, p.one(",", ", ")) + ")"
}

// condition returns an expression for #if.
func (p *programs) condition(depth int) string {
	if depth == 0 {
		return p.one("0", "1", "2", "7u", "-1", "0x7fffffffffffffff", "0xffffffffffffffff", "'a'", "3UL", "ONE", "defined(ONE)", "defined __cplusplus", "!2", "~0", "010")
	}
	x, y := p.condition(depth-1), p.condition(depth-1)
	switch p.Intn(6) {
	case 0:
		return "(" + x + ") ? " + y + " : " + p.condition(depth-1)
	case 1:
		return p.one("-", "!", "~", "+") + " (" + x + ")"
	case 2:
		return "(" + x + ") " + p.one("<<", ">>") + " " + p.one("0", "1", "5", "63")
	case 3:
		return x + " " + p.one("/", "%") + " " + p.one("3", "7u", "-2")
	}
	return p.one(x, "("+x+")") + " " + p.one("+", "-", "*", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "&&", "||") + " " + p.one(y, "("+y+")")
}

// TestLikeCompiler compares expansions of random texts with those of a compiler.
func TestLikeCompiler(t *testing.T) {
	gcc, err := exec.LookPath("gcc")
	if err != nil {
		t.Skip("there is no gcc to compare with")
	}
	p := &programs{Rand: rand.New(rand.NewSource(1))}
	var texts []string
	for len(texts) < 1000 {
		text := p.program()
		if strings.Contains(text, "__VA_ARGS__ ##") {
			continue // compilers differ in what ## does twice after a comma
		}
		if len(texts)%2 == 1 {
			text = "#define ONE 1\n"
			for range 10 {
				text += "#if " + p.condition(1+p.Intn(3)) + "\n@ 1\n#else\n@ 0\n#endif\n"
			}
			text += "#undef ONE\n"
		}
		if got := expand(text); got.Problems.HasErrors() {
			continue
		}
		texts = append(texts, text)
	}
	cmd := exec.Command(gcc, "-E", "-P", "-std=gnu11", "-w", "-x", "c", "-")
	cmd.Stdin = strings.NewReader(strings.Join(texts, "$\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, want := range strings.Split(string(out), "$") {
		if got := string(expand(texts[i]).Out); written(got) != written(want) {
			t.Errorf("%s\nexpands to %s\nfor gcc    %s", texts[i], written(got), written(want))
		}
	}
}

func expand(text string) *pp.Text { return pp.Expand(source.NewFile("t.c", text), pp.Options{}) }

// written returns the tokens of a text with a blank between them. Blanks in strings
// are dropped: how many there are around what is empty is left open by C.
func written(text string) string {
	var parts []string
	for _, t := range pp.Tokens(source.NewFile("out", text)) {
		part := text[t.Start:t.End]
		if t.Kind == pp.String {
			part = strings.ReplaceAll(part, " ", "")
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}
