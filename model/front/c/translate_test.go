package c_test

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// translation is a litmus test as annotated C: its threads become functions, word
// for word, its init block `shared` directives, its condition two properties, one
// for each side, so that the verdicts give its observation.
type translation struct {
	program *prog.Program
	text    string
	// refused says why there is none, "" if there is.
	refused string
}

// translate makes annotated C of a litmus test. It refuses what C has no words
// for: filters, values without a C type, and texts that are no valid tests.
func translate(f *source.File) translation {
	o := litmus.Options{Primitives: kernel.Builtin(), Name: "test"}
	p, problems := litmus.Parse(f, o)
	switch {
	case p == nil || problems.HasErrors():
		return translation{refused: "no valid test"}
	case p.Filter != nil:
		return translation{program: p, refused: "a filter"}
	}
	t := &translator{p: p, o: litmus.Outline(f, o)}
	text := t.test()
	return translation{program: p, text: text, refused: t.refused}
}

type translator struct {
	p       *prog.Program
	o       *outline.Outline
	b       strings.Builder
	refused string
}

func (t *translator) refuse(format string, args ...any) {
	if t.refused == "" {
		t.refused = fmt.Sprintf(format, args...)
	}
}

func (t *translator) test() string {
	fmt.Fprintf(&t.b, "/* @lkmm test translated\n")
	for i, g := range t.p.Globals {
		fmt.Fprintf(&t.b, " * @lkmm shared %s\n", t.shared(i, g))
	}
	for i, th := range t.p.Threads {
		var args []string
		for _, r := range th.Regs {
			if r.Param {
				args = append(args, t.value(r.Init))
			}
		}
		fmt.Fprintf(&t.b, " * @lkmm thread P%d(%s)\n", i, strings.Join(args, ", "))
	}
	if t.p.Unroll != 0 {
		fmt.Fprintf(&t.b, " * @lkmm unroll %d\n", t.p.Unroll)
	}
	if t.p.Cond == nil {
		t.refuse("no condition")
		return ""
	}
	cond := t.prop(t.p.Cond.Prop)
	fmt.Fprintf(&t.b, " * @lkmm sometimes %s\n * @lkmm always %s\n * @lkmm allow data-race\n */\n", cond, cond)
	for i := range t.p.Threads {
		t.thread(i)
	}
	return t.b.String()
}

// shared declares an object with its first value.
func (t *translator) shared(i int, g *prog.Global) string {
	typ := ""
	for _, s := range t.o.Symbols {
		if s.Kind == outline.Shared && s.Name == g.Name {
			typ = s.Type
		}
	}
	switch typ {
	case "":
		typ = "int"
	case "srcu_struct":
		typ = "struct srcu_struct"
	}
	if g.AddrInit && !strings.Contains(typ, "*") {
		t.refuse("an address in %s, which is no pointer", g.Name)
	}
	decl := typ + " " + g.Name
	var values []string
	zero := true
	for _, v := range g.Init {
		values = append(values, t.value(v))
		zero = zero && v == prog.Value{}
	}
	text := strings.Join(values, ", ")
	switch {
	case g.Len > 0:
		decl += fmt.Sprintf("[%d]", g.Len)
		text = "{ " + text + " }"
	case strings.HasSuffix(typ, "_t") && !strings.HasPrefix(typ, "u"):
		text = "{ " + text + " }"
	}
	switch {
	case zero:
		return decl
	case g.AddrInit: // of an object that may come later
		return decl + "\n * @lkmm init " + g.Name + " = " + text
	}
	return decl + " = " + text
}

func (t *translator) value(v prog.Value) string {
	switch v.Kind {
	case prog.Int:
		return fmt.Sprint(v.N)
	case prog.Addr:
		g := t.p.Globals[v.Base]
		switch {
		case g.Len == 0 && v.N == 0:
			return "&" + g.Name
		case g.Len > 0:
			return fmt.Sprintf("&%s[%d]", g.Name, v.N/int64(g.Type.Size()))
		}
	case prog.Symbol:
	}
	t.refuse("a value %v", v)
	return "0"
}

// thread writes a thread as a function. Registers that no declaration names get one.
func (t *translator) thread(i int) {
	th := t.o.Tests[0].Threads[i]
	text := th.Span.Text()
	open := strings.IndexByte(text, '(')
	if open < 0 || !th.Body.IsValid() {
		t.refuse("a thread without a body")
		return
	}
	params := t.o.File.Span(th.Span.Start+open+1, th.ParamsEnd).Text()
	body := th.Body.Text()
	for _, m := range regexp.MustCompile(`\batomic_t\s*\*\s*(\w+)`).FindAllStringSubmatch(params, -1) {
		body = counted(body, m[1])
	}
	for _, r := range t.p.Threads[i].Regs {
		if r.Param && regexp.MustCompile(`[(,]\s*`+r.Name+`\s*[+]`).MatchString(body) {
			t.refuse("arithmetic on an address")
		}
	}
	fmt.Fprintf(&t.b, "\nstatic void P%d(%s)\n{\n", i, params)
	for _, r := range t.p.Threads[i].Regs {
		if !r.Param && !r.Hidden {
			t.register(r, body)
		}
	}
	fmt.Fprintf(&t.b, "%s\n}\n", body)
}

// counted names the counter of an atomic_t where the test uses it as an int.
func counted(body, name string) string {
	body = regexp.MustCompile(`\*\s*`+name+`\b`).ReplaceAllString(body, name+"->counter")
	return regexp.MustCompile(`\b(smp_load_acquire|smp_store_release|(cmp)?xchg\w*)\(\s*`+name+`\b`).ReplaceAllString(body, "$1(&"+name+"->counter")
}

// declares finds `int r0` and `int *r0`, in a list or alone.
func declares(body, name string) bool {
	return regexp.MustCompile(`\b(int|long|unsigned|u8|u32|char|intptr_t|uintptr_t|struct \w+|\w+_t)\b[\w\s*=,]*?[\s*]` + name + `\b`).MatchString(body)
}

// register declares a register that the body does not, as a pointer if the body
// uses it as one.
func (t *translator) register(r *prog.Reg, body string) {
	if r.Name == "true" || r.Name == "false" {
		t.refuse("a register called %s", r.Name)
	}
	init := ""
	if r.Init != (prog.Value{}) {
		init = " = " + t.value(r.Init)
	}
	if declares(body, r.Name) {
		if init != "" {
			t.refuse("a first value for %s, which is declared", r.Name)
		}
		return
	}
	if init == "" {
		init = " = 0"
	}
	typ := "int "
	if regexp.MustCompile(`[(=,;{]\s*\*\s*` + r.Name + `\b`).MatchString(body) {
		typ = "int *"
	}
	fmt.Fprintf(&t.b, "\t%s%s%s;\n", typ, r.Name, init)
}

func (t *translator) prop(x prog.Prop) string {
	switch x := x.(type) {
	case *prog.PropConst:
		if x.Value {
			return "1 == 1"
		}
		return "1 == 0"
	case *prog.Atom:
		return t.atom(x)
	case *prog.Not:
		return "!(" + t.prop(x.X) + ")"
	case *prog.AndProp:
		return "(" + t.prop(x.X) + " && " + t.prop(x.Y) + ")"
	case *prog.OrProp:
		return "(" + t.prop(x.X) + " || " + t.prop(x.Y) + ")"
	case *prog.Implies:
		return "(" + t.prop(x.X) + " => " + t.prop(x.Y) + ")"
	default:
		t.refuse("a proposition %T", x)
		return ""
	}
}

func (t *translator) atom(a *prog.Atom) string {
	op := "=="
	if a.Ne {
		op = "!="
	}
	right := ""
	switch {
	case len(a.Values) == 1:
		right = t.value(a.Values[0])
	case a.Right != nil && a.Deref == nil && len(a.Values) == 0:
		right = t.place(*a.Right)
	default:
		t.refuse("an atom over an array or a dereference")
	}
	return t.place(a.Left) + " " + op + " " + right
}

func (t *translator) place(p prog.Place) string {
	if p.IsReg() {
		return fmt.Sprintf("P%d.%s", p.Thread, t.p.Threads[p.Thread].Regs[p.Reg].Name)
	}
	return t.p.Globals[p.Global].CellName(p.Index)
}
