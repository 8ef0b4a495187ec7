package prog

import (
	"fmt"
	"strings"
)

// Print returns a program as text, one statement a line, for golden files and
// for looking at it. Equal programs have equal texts; places are left out.
//
//	test MP+once
//	global x = 0
//	thread P0
//	  param x = &x
//	  store[ONCE](x, 1)
//	exists (0:r0=1)
func Print(p *Program) string {
	w := &printer{p: p}
	w.program()
	return w.b.String()
}

// printer writes a program; t is the thread whose statements are being written.
type printer struct {
	p      *Program
	t      *Thread
	b      strings.Builder
	indent int
}

func (w *printer) line(format string, args ...any) {
	w.b.WriteString(strings.Repeat("  ", w.indent))
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *printer) program() {
	p := w.p
	w.line("test %s", p.Name)
	if p.Unroll != 0 {
		w.line("unroll %d", p.Unroll)
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"fenced rmw", p.FencedRMW}, {"strict", p.Strict}, {"allow data-race", p.AllowRace}} {
		if flag.set {
			w.line("%s", flag.name)
		}
	}
	if p.Expect != nil {
		race := ""
		if p.Expect.DataRace {
			race = " DATARACE"
		}
		w.line("expect %s%s", p.Expect.Word, race)
	}
	for _, g := range p.Globals {
		w.global(g)
	}
	for _, t := range p.Threads {
		w.thread(t)
	}
	for _, x := range p.Locations {
		w.line("location %s", w.place(x))
	}
	if p.Filter != nil {
		w.line("filter %s", w.prop(p.Filter))
	}
	if p.Cond != nil {
		w.line("%s %s", p.Cond.Quant, w.prop(p.Cond.Prop))
		w.line("text %s", p.Cond.Text)
	}
	for _, q := range p.Props {
		w.property(q)
	}
	if p.Hash != "" {
		w.line("hash %s", p.Hash)
	}
}

// property writes a property, with its name in front of it if it has one.
func (w *printer) property(q *Property) {
	name := ""
	if q.Name != "" {
		name = q.Name + ": "
	}
	w.line("%s%s %s", name, q.Kind, w.prop(q.Prop))
	if q.Text != "" {
		w.line("text %s", q.Text)
	}
}

func (w *printer) global(g *Global) {
	var values []string
	for k, v := range g.Init {
		text := w.value(v)
		if m := g.Members; m != nil {
			text = fmt.Sprintf("%s%s@%d %s", m[k].Type.describe(), m[k].Name, m[k].Offset, text)
		}
		values = append(values, text)
	}
	text := strings.Join(values, ", ")
	if g.IsCompound() {
		text = "{" + text + "}"
	}
	size := ""
	if g.Len > 0 {
		size = fmt.Sprintf("[%d]", g.Len)
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"implicit", g.Implicit}, {"private", g.Private}, {"uninit", g.Uninit}} {
		if flag.set {
			text += " (" + flag.name + ")"
		}
	}
	w.line("global %s%s%s = %s", g.Type.describe(), g.Name, size, text)
}

// describe returns the type with its width and a blank behind it, or "".
func (t Type) describe() string {
	if t == (Type{}) {
		return ""
	}
	sign := "s"
	if t.Unsigned {
		sign = "u"
	}
	star := ""
	if t.Pointer {
		star = "*"
	}
	exact := ""
	if t.Exact {
		exact = "!"
	}
	return fmt.Sprintf("%s%s:%s%d%s ", t.Name, star, sign, 8*t.Size(), exact)
}

// of returns the type in angle brackets if it is exact, else "".
func (t Type) of() string {
	if !t.Exact {
		return ""
	}
	return "<" + strings.TrimSpace(t.describe()) + ">"
}

func (w *printer) thread(t *Thread) {
	w.t = t
	w.line("thread %s", t.Name)
	w.indent++
	for _, r := range t.Regs {
		switch {
		case r.Param:
			w.line("param %s%s = %s", r.Type.describe(), r.Name, w.value(r.Init))
		case r.Hidden:
			w.line("hidden %s%s", r.Type.describe(), r.Name)
		case r.Init != Value{}:
			w.line("reg %s%s = %s", r.Type.describe(), r.Name, w.value(r.Init))
		default:
			w.line("reg %s%s", r.Type.describe(), r.Name)
		}
	}
	w.stmts(t.Body)
	w.indent--
	w.t = nil
}

func (w *printer) stmts(body []Stmt) {
	for _, s := range body {
		w.stmt(s)
	}
}

// block writes statements between braces that the caller writes.
func (w *printer) block(body []Stmt) {
	w.indent++
	w.stmts(body)
	w.indent--
}

func (w *printer) stmt(s Stmt) {
	switch s := s.(type) {
	case *Assign:
		w.line("%s = %s", w.t.Regs[s.Reg].Name, w.expr(s.Value))
	case *Together:
		var parts []string
		for _, a := range s.Assigns {
			parts = append(parts, fmt.Sprintf("%s = %s", w.t.Regs[a.Reg].Name, w.expr(a.Value)))
		}
		w.line("together %s", strings.Join(parts, ", "))
	case *Eval:
		w.line("eval %s", w.expr(s.Value))
	case *Store:
		w.line("store%s%s(%s, %s)", s.Tag.brackets(), s.Type.of(), w.expr(s.Addr), w.expr(s.Value))
	case *Fence:
		w.line("fence%s", s.Tag.brackets())
	case *Lock:
		w.line("lock(%s)", w.expr(s.Addr))
	case *Unlock:
		w.line("unlock(%s)", w.expr(s.Addr))
	case *SyncSrcu:
		w.line("sync_srcu%s(%s)", s.Tag.brackets(), w.expr(s.Addr))
	case *CloseSrcu:
		w.line("close_srcu%s(%s, %s)", s.Tag.brackets(), w.expr(s.Addr), w.expr(s.Value))
	case *If:
		w.line("if %s {", w.expr(s.Cond))
		w.block(s.Then)
		if len(s.Else) > 0 {
			w.line("} else {")
			w.block(s.Else)
		}
		w.line("}")
	case *While:
		w.line("while %s {", w.expr(s.Cond))
		w.block(s.Body)
		w.line("}")
	case *Block:
		w.line("block %s {", s.Label)
		w.block(s.Body)
		w.line("}")
	case *Break:
		w.line("break %s", s.Label)
	case *Assume:
		w.line("assume %s", w.expr(s.Cond))
	case *Cut:
		w.line("cut")
	default:
		panic(fmt.Sprintf("prog: unhandled statement %T", s))
	}
}

func (w *printer) expr(e Expr) string {
	switch e := e.(type) {
	case *Const:
		return w.value(e.Value)
	case *RegRef:
		return w.t.Regs[e.Reg].Name
	case *Binary:
		return fmt.Sprintf("(%s %s %s)", w.expr(e.X), e.Op, w.expr(e.Y))
	case *Load:
		return fmt.Sprintf("load%s%s(%s)", e.Tag.brackets(), e.Type.of(), w.expr(e.Addr))
	case *Xchg:
		return fmt.Sprintf("xchg%s%s(%s, %s)", e.Tag.brackets(), e.Type.of(), w.expr(e.Addr), w.expr(e.Value))
	case *AtomicOp:
		name := "atomic_fetch_op"
		switch {
		case e.NoReturn:
			name = "atomic_op"
		case e.New:
			name = "atomic_op_return"
		}
		return fmt.Sprintf("%s%s%s(%s, %s, %s)", name, e.Tag.brackets(), e.Type.of(), w.expr(e.Addr), e.Op, w.expr(e.Operand))
	case *CmpXchg:
		return fmt.Sprintf("cmpxchg%s%s(%s, %s, %s)", e.Tag.brackets(), e.Type.of(), w.expr(e.Addr), w.expr(e.Old), w.expr(e.New))
	case *AddUnless:
		return fmt.Sprintf("add_unless%s%s(%s, %s, %s)", e.Tag.brackets(), e.Type.of(), w.expr(e.Addr), w.expr(e.Amount), w.expr(e.Limit))
	case *OpenSrcu:
		return fmt.Sprintf("open_srcu%s(%s)", e.Tag.brackets(), w.expr(e.Addr))
	case *TryLock:
		return fmt.Sprintf("trylock(%s)", w.expr(e.Addr))
	case *IsLocked:
		return fmt.Sprintf("is_locked(%s)", w.expr(e.Addr))
	case *Choose:
		return fmt.Sprintf("choose(%d)", e.N)
	default:
		panic(fmt.Sprintf("prog: unhandled expression %T", e))
	}
}

// brackets returns the tag in brackets, or "" for a plain access.
func (t Tag) brackets() string {
	if t == "" {
		return ""
	}
	return "[" + string(t) + "]"
}

// value returns a value; an address has `&` in front, unlike in states.
func (w *printer) value(v Value) string {
	if v.Kind == Addr {
		return "&" + v.Format(w.p)
	}
	return v.Format(w.p)
}

func (w *printer) place(x Place) string {
	if x.IsReg() {
		return fmt.Sprintf("%d:%s", x.Thread, w.p.Threads[x.Thread].Regs[x.Reg].Name)
	}
	return w.p.Globals[x.Global].CellName(x.Index)
}

// prop returns a proposition with parentheses around every operator.
func (w *printer) prop(x Prop) string {
	switch x := x.(type) {
	case *PropConst:
		return fmt.Sprint(x.Value)
	case *Atom:
		return w.atom(x)
	case *Not:
		return fmt.Sprintf("not (%s)", w.prop(x.X))
	case *AndProp:
		return fmt.Sprintf("(%s /\\ %s)", w.prop(x.X), w.prop(x.Y))
	case *OrProp:
		return fmt.Sprintf("(%s \\/ %s)", w.prop(x.X), w.prop(x.Y))
	case *Implies:
		return fmt.Sprintf("(%s => %s)", w.prop(x.X), w.prop(x.Y))
	case *Truth:
		return "[" + w.term(x.X) + "]"
	default:
		panic(fmt.Sprintf("prog: unhandled proposition %T", x))
	}
}

// term returns a term of a proposition.
func (w *printer) term(t Term) string {
	switch t := t.(type) {
	case *ConstTerm:
		return w.value(t.Value)
	case *PlaceTerm:
		return w.place(t.Place)
	case *OpTerm:
		return fmt.Sprintf("(%s %s %s)", w.term(t.X), t.Op, w.term(t.Y))
	case *CellTerm:
		return fmt.Sprintf("*%s:%d", w.term(t.Addr), 8*t.Size)
	case *PropTerm:
		return w.prop(t.X)
	default:
		panic(fmt.Sprintf("prog: unhandled term %T", t))
	}
}

func (w *printer) atom(a *Atom) string {
	op := "="
	if a.Ne {
		op = "!="
	}
	right := ""
	switch {
	case len(a.Values) == 1:
		right = w.value(a.Values[0])
	case len(a.Values) > 1:
		var values []string
		for _, v := range a.Values {
			values = append(values, w.value(v))
		}
		right = "{" + strings.Join(values, ", ") + "}"
	case a.Deref != nil:
		right = "*" + w.place(*a.Deref)
	case a.Right != nil:
		right = w.place(*a.Right)
	}
	return w.place(a.Left) + op + right
}
