package syntax

import (
	"fmt"
	"strings"
)

// Print returns a node as nested lists, one declaration, statement, member or item
// a line with its line and column in front. It is for tests and for people who
// look for what the parser made of a text.
func Print(n Node) string {
	p := &printer{}
	switch n := n.(type) {
	case *Func:
		p.line(n, "func%s %s %s", storageWords(n.Storage), n.Name.Name, p.typ(n.Type))
		p.nested(func() { p.list(n.Body.List) })
	case *Var:
		p.variable(n)
	case *Compound:
		p.list(n.List)
	case Stmt:
		p.stmt(n)
	case Expr:
		p.line(n, "%s", p.expr(n))
	case TypeExpr:
		p.line(n, "%s", p.typ(n))
	default:
		panic(fmt.Sprintf("syntax: unhandled %T", n))
	}
	return p.out.String()
}

type printer struct {
	out    strings.Builder
	indent int
}

// line writes one line that begins with the place of n.
func (p *printer) line(n Node, format string, args ...any) {
	at := n.Span().Position()
	text := fmt.Sprintf(format, args...)
	fmt.Fprintf(&p.out, "%d:%d\t%s%s\n", at.Line, at.Column, strings.Repeat("  ", p.indent), text)
}

func (p *printer) nested(f func()) {
	p.indent++
	f()
	p.indent--
}

func (p *printer) list(list []Stmt) {
	for _, s := range list {
		p.stmt(s)
	}
}

func storageWords(s Storage) string {
	var b strings.Builder
	for i, name := range []string{"static", "extern", "typedef", "inline", "register", "thread-local"} {
		if s&(1<<i) != 0 {
			b.WriteString(" " + name)
		}
	}
	return b.String()
}

func qualifierWords(q Qualifiers) string {
	var b strings.Builder
	for i, name := range []string{"const", "volatile", "restrict", "atomic"} {
		if q&(1<<i) != 0 {
			b.WriteString(" " + name)
		}
	}
	return b.String()
}

func (p *printer) variable(v *Var) {
	init := ""
	if v.Init != nil {
		init = " = " + p.expr(v.Init)
	}
	p.line(v, "var%s %s %s%s", storageWords(v.Storage), v.Name.Name, p.typ(v.Type), init)
}

func (p *printer) stmt(s Stmt) {
	switch s := s.(type) {
	case *Compound:
		p.line(s, "block")
		p.nested(func() { p.list(s.List) })
	case *DeclStmt:
		for _, t := range s.Types {
			p.line(t, "type %s", p.typ(t))
		}
		for _, v := range s.Vars {
			p.variable(v)
		}
	case *ExprStmt:
		if s.X == nil {
			p.line(s, "nothing")
			break
		}
		p.line(s, "do %s", p.expr(s.X))
	case *If:
		p.line(s, "if %s", p.expr(s.Cond))
		p.nested(func() { p.stmt(s.Then) })
		if s.Else != nil {
			p.line(s.Else, "else")
			p.nested(func() { p.stmt(s.Else) })
		}
	case *While:
		p.line(s, "while %s", p.expr(s.Cond))
		p.nested(func() { p.stmt(s.Body) })
	case *DoWhile:
		p.line(s, "do-while %s", p.expr(s.Cond))
		p.nested(func() { p.stmt(s.Body) })
	case *For:
		p.line(s, "for %s; %s", p.optional(s.Cond), p.optional(s.Post))
		p.nested(func() {
			if s.Init != nil {
				p.stmt(s.Init)
			}
			p.line(s.Body, "body")
			p.stmt(s.Body)
		})
	case *Switch:
		p.line(s, "switch %s", p.expr(s.X))
		p.nested(func() { p.stmt(s.Body) })
	case *Case:
		switch {
		case s.Value == nil:
			p.line(s, "default")
		case s.Last != nil:
			p.line(s, "case %s ... %s", p.expr(s.Value), p.expr(s.Last))
		default:
			p.line(s, "case %s", p.expr(s.Value))
		}
		p.nested(func() { p.list(s.List) })
	case *Label:
		p.line(s, "label %s", s.Name.Name)
		if s.Stmt != nil {
			p.stmt(s.Stmt)
		}
	case *Goto:
		p.line(s, "goto %s", s.Label.Name)
	case *Break:
		p.line(s, "break")
	case *Continue:
		p.line(s, "continue")
	case *Return:
		p.line(s, "return %s", p.optional(s.X))
	case *Asm:
		p.line(s, "asm %q empty=%t clobber=%t", s.Text, s.Empty, s.Clobber)
	case *BadStmt:
		p.line(s, "BAD %q", s.Message)
	default:
		panic(fmt.Sprintf("syntax: unhandled %T", s))
	}
}

func (p *printer) optional(x Expr) string {
	if x == nil {
		return "-"
	}
	return p.expr(x)
}

func (p *printer) expr(x Expr) string {
	switch x := x.(type) {
	case *Name:
		return x.Name
	case *Int:
		s := fmt.Sprint(x.Value)
		if !x.Decimal {
			s = fmt.Sprintf("%#x", x.Value)
		}
		if x.Unsigned {
			s += "u"
		}
		return s + strings.Repeat("l", x.Long)
	case *Float:
		return "(float)"
	case *String:
		return fmt.Sprintf("%q", x.Value)
	case *Unary:
		return fmt.Sprintf("(%s %s)", x.Op, p.expr(x.X))
	case *IncDec:
		if x.Prefix {
			return fmt.Sprintf("(%s_ %s)", x.Op, p.expr(x.X))
		}
		return fmt.Sprintf("(_%s %s)", x.Op, p.expr(x.X))
	case *Binary:
		return fmt.Sprintf("(%s %s %s)", x.Op, p.expr(x.X), p.expr(x.Y))
	case *Assign:
		return fmt.Sprintf("(%s= %s %s)", x.Op, p.expr(x.X), p.expr(x.Y))
	case *Cond:
		return fmt.Sprintf("(?: %s %s %s)", p.expr(x.Cond), p.optional(x.Then), p.expr(x.Else))
	case *Call:
		return "(call" + p.args(x.Fun, x.Args) + ")"
	case *TypeArg:
		return "(type " + p.typ(x.Type) + ")"
	case *Member:
		if x.Arrow {
			return fmt.Sprintf("(-> %s %s)", p.expr(x.X), x.Name.Name)
		}
		return fmt.Sprintf("(. %s %s)", p.expr(x.X), x.Name.Name)
	case *Index:
		return fmt.Sprintf("(index %s %s)", p.expr(x.X), p.expr(x.I))
	case *Cast:
		return fmt.Sprintf("(cast %s %s)", p.typ(x.Type), p.expr(x.X))
	case *SizeofType:
		return fmt.Sprintf("(%s-type %s)", sizeofWord(x.Alignof), p.typ(x.Type))
	case *SizeofExpr:
		return fmt.Sprintf("(%s %s)", sizeofWord(x.Alignof), p.expr(x.X))
	case *Comma:
		return fmt.Sprintf("(, %s %s)", p.expr(x.X), p.expr(x.Y))
	case *StmtExpr:
		inner := &printer{indent: p.indent + 1}
		inner.list(x.Body.List)
		return "({\n" + strings.TrimSuffix(inner.out.String(), "\n") + "})"
	case *InitList:
		return p.initList(x)
	case *CompoundLit:
		return fmt.Sprintf("(literal %s %s)", p.typ(x.Type), p.initList(x.Init))
	case *Generic:
		return p.generic(x)
	case *BadExpr:
		return fmt.Sprintf("(BAD %q)", x.Message)
	default:
		panic(fmt.Sprintf("syntax: unhandled %T", x))
	}
}

func sizeofWord(align bool) string {
	if align {
		return "alignof"
	}
	return "sizeof"
}

func (p *printer) args(fun Expr, args []Expr) string {
	s := " " + p.expr(fun)
	for _, a := range args {
		s += " " + p.expr(a)
	}
	return s
}

func (p *printer) initList(x *InitList) string {
	var items []string
	for _, i := range x.Items {
		s := ""
		for _, d := range i.Designators {
			if d.Index != nil {
				s += "[" + p.expr(d.Index) + "]"
			} else {
				s += "." + d.Field
			}
		}
		if s != "" {
			s += "="
		}
		items = append(items, s+p.expr(i.Value))
	}
	return "{" + strings.Join(items, " ") + "}"
}

func (p *printer) generic(x *Generic) string {
	s := "(generic " + p.expr(x.X)
	for _, c := range x.Cases {
		if c.Type == nil {
			s += " default:" + p.expr(c.Value)
		} else {
			s += " " + p.typ(c.Type) + ":" + p.expr(c.Value)
		}
	}
	return s + ")"
}

func (p *printer) typ(t TypeExpr) string {
	switch t := t.(type) {
	case *BasicType:
		return wrap(t.Name, t.Quals)
	case *NamedType:
		return wrap("'"+t.Name, t.Quals)
	case *RecordType:
		return p.record(t)
	case *EnumType:
		s := "enum " + t.Tag.Name
		if t.Defined {
			s += "{"
			for _, m := range t.Members {
				s += " " + m.Name.Name
				if m.Value != nil {
					s += "=" + p.expr(m.Value)
				}
			}
			s += " }"
		}
		return wrap(s, t.Quals)
	case *PointerType:
		return wrap("(ptr "+p.typ(t.Elem)+")", t.Quals)
	case *ArrayType:
		return fmt.Sprintf("(array %s %s)", p.typ(t.Elem), p.optional(t.Len))
	case *FuncType:
		s := "(fn " + p.typ(t.Result)
		for _, v := range t.Params {
			s += " " + v.Name.Name + storageWords(v.Storage) + ":" + p.typ(v.Type)
		}
		if t.Variadic {
			s += " ..."
		}
		return s + ")"
	case *TypeofType:
		s := "(auto"
		switch {
		case t.X != nil:
			s = "(typeof " + p.expr(t.X)
		case t.Type != nil:
			s = "(typeof " + p.typ(t.Type)
		}
		if t.Unqual {
			s += " unqual"
		}
		return wrap(s+")", t.Quals)
	case *BadType:
		return "BAD-TYPE"
	default:
		panic(fmt.Sprintf("syntax: unhandled %T", t))
	}
}

func wrap(s string, q Qualifiers) string {
	if q == 0 {
		return s
	}
	return "(" + strings.TrimPrefix(qualifierWords(q), " ") + " " + s + ")"
}

func (p *printer) record(t *RecordType) string {
	s := "struct"
	if t.Union {
		s = "union"
	}
	if t.Tag.Name != "" {
		s += " " + t.Tag.Name
	}
	if t.Packed {
		s += " packed"
	}
	if t.Aligned != nil {
		s += " aligned=" + p.expr(t.Aligned)
	}
	if !t.Defined {
		return wrap("("+s+")", t.Quals)
	}
	inner := &printer{indent: p.indent + 1}
	for _, f := range t.Fields {
		extra := ""
		if f.Bits != nil {
			extra = " bits=" + inner.expr(f.Bits)
		}
		if f.Packed {
			extra += " packed"
		}
		if f.Aligned != nil {
			extra += " aligned=" + inner.expr(f.Aligned)
		}
		inner.line(f, "field %s %s%s", f.Name.Name, inner.typ(f.Type), extra)
	}
	return wrap("("+s+" {\n"+inner.out.String()+"\t"+strings.Repeat("  ", p.indent)+"})", t.Quals)
}
