package cat

import (
	"fmt"
	"strings"
)

// Print returns the instructions as text, one a line, with every operation in
// parentheses. The text of an Include is followed by its instructions, indented.
// Parsing the text of a file's own instructions gives them back.
func Print(instrs []Instr) string {
	p := &printer{}
	p.instrs(instrs)
	return p.b.String()
}

// PrintExpr returns an expression as text, with every operation in parentheses.
func PrintExpr(e Expr) string {
	p := &printer{}
	p.expr(e)
	return p.b.String()
}

type printer struct {
	b      strings.Builder
	indent int
}

func (p *printer) f(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *printer) line() { p.f("%s", strings.Repeat("  ", p.indent)) }

func (p *printer) instrs(list []Instr) {
	for _, in := range list {
		p.line()
		p.instr(in)
	}
}

// body prints instructions one level deeper.
func (p *printer) body(list []Instr) {
	p.indent++
	p.instrs(list)
	p.indent--
}

// instr prints one instruction with its line end.
func (p *printer) instr(in Instr) {
	switch in := in.(type) {
	case *Let:
		p.f("let ")
		p.bindings(in.Rec, in.Bindings)
	case *Test:
		p.test(in)
	case *Include:
		p.f("include \"%s\"\n", in.File)
		p.body(in.Instrs)
		return
	case *Show:
		p.show(in)
	case *Procedure:
		p.f("procedure ")
		if in.Rec {
			p.f("rec ")
		}
		p.f("%s%s =\n", in.Name, paramText(in.Param))
		p.body(in.Body)
		p.line()
		p.f("end")
	case *Call:
		p.f("call %s(", in.Name)
		p.arg(in.Arg)
		p.f(")%s", asText(in.Alias))
	case *With:
		p.f("with %s from ", in.Name)
		p.expr(in.From)
	case *ForOrder:
		p.f("forall %s in ", in.Var)
		p.expr(in.Set)
		p.f(" do\n")
		p.body(in.Body)
		p.line()
		p.f("end")
	case *If:
		p.f("if %s\n", condText(in.Cond))
		p.body(in.Then)
		if len(in.Else) > 0 {
			p.line()
			p.f("else\n")
			p.body(in.Else)
		}
		p.line()
		p.f("end")
	case *Enum:
		p.f("enum %s = '%s", in.Name, strings.Join(in.Tags, " || '"))
	case *Instructions:
		p.f("instructions %s[", in.Class)
		p.arg(in.Tags)
		p.f("]")
	default:
		panic(fmt.Sprintf("cat: unhandled instruction %T", in))
	}
	p.f("\n")
}

func (p *printer) test(t *Test) {
	switch t.Role {
	case Require:
	case Flag:
		p.f("flag ")
	case UndefinedUnless:
		p.f("undefined_unless ")
	case Assert:
		p.f("assert ")
	default:
		panic(fmt.Sprintf("cat: unhandled test role %d", t.Role))
	}
	if t.Negated {
		p.f("~")
	}
	p.f("%s ", t.Kind)
	p.expr(t.Expr)
	p.f("%s", asText(t.Name))
}

func (p *printer) show(s *Show) {
	word := "show"
	if s.Unshow {
		word = "unshow"
	}
	p.f("%s ", word)
	if s.Expr != nil {
		p.expr(s.Expr)
		p.f(" as ")
	}
	p.f("%s", strings.Join(s.Names, ", "))
}

func asText(name string) string {
	if name == "" {
		return ""
	}
	return " as " + name
}

func paramText(pat *Pattern) string {
	if len(pat.Names) == 1 {
		return " " + pat.Names[0]
	}
	return "(" + strings.Join(pat.Names, ", ") + ")"
}

func (p *printer) bindings(rec bool, bs []*Binding) {
	if rec {
		p.f("rec ")
	}
	for i, b := range bs {
		if i > 0 {
			p.f(" and ")
		}
		switch {
		case b.Param != nil:
			p.f("%s%s", b.Name, paramText(b.Param))
		case b.Name != "":
			p.f("%s", b.Name)
		default:
			p.f("(%s)", strings.Join(b.Names, ", "))
		}
		p.f(" = ")
		p.expr(b.Body)
	}
}

// arg prints an expression inside brackets of its own: a tuple without further
// ones.
func (p *printer) arg(e Expr) {
	if t, ok := e.(*TupleExpr); ok {
		p.list(t.Elems)
		return
	}
	p.expr(e)
}

func (p *printer) list(elems []Expr) {
	for i, e := range elems {
		if i > 0 {
			p.f(", ")
		}
		p.expr(e)
	}
}

// expr prints an expression so that it can be an operand.
func (p *printer) expr(e Expr) {
	switch e := e.(type) {
	case *Name:
		p.f("%s", e.Name)
	case *EmptyRel:
		p.f("0")
	case *Universe:
		p.f("_")
	case *TagExpr:
		p.f("'%s", e.Tag)
	case *SetExpr:
		p.f("{")
		p.list(e.Elems)
		p.f("}")
	case *IdentityExpr:
		p.f("[")
		p.expr(e.X)
		p.f("]")
	case *Unary:
		p.unary(e)
	case *Binary:
		p.f("(")
		p.expr(e.X)
		p.f(" %s ", e.Op)
		p.expr(e.Y)
		p.f(")")
	case *Apply:
		p.expr(e.Fun)
		p.f("(")
		p.arg(e.Arg)
		p.f(")")
	case *TupleExpr:
		p.f("(")
		p.list(e.Elems)
		p.f(")")
	case *LetExpr:
		p.f("(let ")
		p.bindings(e.Rec, e.Bindings)
		p.f(" in ")
		p.expr(e.Body)
		p.f(")")
	case *FunExpr:
		p.f("(fun%s -> ", paramText(e.Param))
		p.expr(e.Body)
		p.f(")")
	case *MatchExpr:
		p.match(e)
	case *TryExpr:
		p.f("(try ")
		p.expr(e.X)
		p.f(" with ")
		p.expr(e.Else)
		p.f(")")
	case *IfExpr:
		p.f("(if %s then ", condText(e.Cond))
		p.expr(e.Then)
		p.f(" else ")
		p.expr(e.Else)
		p.f(")")
	default:
		panic(fmt.Sprintf("cat: unhandled expression %T", e))
	}
}

func (p *printer) unary(e *Unary) {
	p.f("(")
	if e.Op == ComplementOp {
		p.f("~")
		p.expr(e.X)
	} else {
		p.expr(e.X)
		p.f("%s", e.Op)
	}
	p.f(")")
}

func (p *printer) match(e *MatchExpr) {
	p.f("(match ")
	p.expr(e.X)
	p.f(" with")
	for _, c := range e.Tags {
		quote := "'"
		if c.Tag == "_" {
			quote = ""
		}
		p.f(" || %s%s -> ", quote, c.Tag)
		p.expr(c.Body)
	}
	if e.Empty != nil {
		p.f(" || {} -> ")
		p.expr(e.Empty)
	}
	if e.Cons != nil {
		p.f(" || %s ++ %s -> ", e.First, e.Rest)
		p.expr(e.Cons)
	}
	p.f(" end)")
}

// condText returns a condition as text.
func condText(c Cond) string {
	switch c := c.(type) {
	case *VariantCond:
		return `"` + c.Name + `"`
	case *NotCond:
		return "not " + condText(c.X)
	case *AndCond:
		return "(" + condText(c.X) + " && " + condText(c.Y) + ")"
	case *OrCond:
		return "(" + condText(c.X) + " || " + condText(c.Y) + ")"
	case *EqCond:
		return PrintExpr(c.X) + " = " + PrintExpr(c.Y)
	case *SubsetCond:
		return PrintExpr(c.X) + " subset " + PrintExpr(c.Y)
	default:
		panic(fmt.Sprintf("cat: unhandled condition %T", c))
	}
}
