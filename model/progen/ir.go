package progen

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// IR returns the generator of random programs with what litmus text has no words
// for: blocks and breaks, assumptions, free choices, objects with members, values of
// real widths, strict accesses, the end of objects, and several properties. With
// mistakes some have operators without a result and addresses that are none.
func IR(mistakes bool) *rapid.Generator[*prog.Program] {
	return rapid.Custom(func(t *rapid.T) *prog.Program {
		g := &irBuilder{t: t, coin: rapid.Bool()}
		g.mistakes = mistakes && g.int("mistakes", 0, 3) == 0
		return g.program()
	})
}

// The most that an IR program has, so that the enumerator can do it.
const (
	irReads      = 5
	irWrites     = 4
	irBranches   = 4
	irStatements = 4
	irDepth      = 3
	irRegs       = 4
	irNodes      = 1 << 12
	irLargest    = 11
)

type irBuilder struct {
	t        *rapid.T
	coin     *rapid.Generator[bool]
	mistakes bool
	p        *prog.Program
	text     *source.File
	nodes    int
	thread   *prog.Thread
	labels   []string
	loops    int
	// updated is set when the statement has a read-modify-write: two of one location
	// in one statement have no meaning.
	updated bool
	// What may still be made.
	reads, writes, branches int
}

// irType draws an exact type of a cell or a register.
func (g *irBuilder) irType(name string) prog.Type {
	types := [...]prog.Type{
		{Name: "u8", Bits: 8, Unsigned: true, Exact: true},
		{Name: "s16", Bits: 16, Exact: true},
		{Name: "u32", Bits: 32, Unsigned: true, Exact: true},
		{Name: "s64", Bits: 64, Exact: true},
		{Name: "u64", Bits: 64, Unsigned: true, Exact: true},
	}
	return types[g.int(name, 0, len(types)-1)]
}

// int draws a number from low to high, all alike, as builder.intIn does.
func (g *irBuilder) int(label string, low, high int) int {
	return (&builder{t: g.t, coin: g.coin}).intIn(label, low, high)
}

// at returns a place of its own for each node, since problems are told by place.
func (g *irBuilder) at() prog.At {
	g.nodes++
	return prog.At{Place: g.text.Span(g.nodes%irNodes, g.nodes%irNodes+1)}
}

func (g *irBuilder) program() *prog.Program {
	g.text = source.NewFile("random", strings.Repeat(".", irNodes+1))
	g.p = &prog.Program{Name: "random", Lang: "ir", Unroll: g.int("unroll", 1, 2)}
	g.reads, g.writes, g.branches = irReads, irWrites, irBranches
	g.p.Strict = g.int("strict", 0, 1) == 1
	g.globals()
	for i := range g.int("threads", 1, 3) {
		g.thread = &prog.Thread{ID: i, Name: fmt.Sprintf("P%d", i), Span: g.at().Place}
		for r := range irRegs {
			reg := &prog.Reg{Name: fmt.Sprintf("r%d", r), Type: g.irType("register type")}
			if r == 0 {
				reg.Type = prog.Type{}
			}
			g.thread.Regs = append(g.thread.Regs, reg)
		}
		g.p.Threads = append(g.p.Threads, g.thread)
		g.thread.Body = g.list(irDepth)
	}
	g.questions()
	return g.p
}

// globals makes a scalar of litmus tests and an object with members, one of which
// points to another cell.
func (g *irBuilder) globals() {
	m := &prog.Global{Name: "m", Span: g.at().Place}
	offset := int64(0)
	for i := range g.int("members", 2, 4) {
		t := g.irType("member type")
		size := int64(t.Size())
		offset = (offset + size - 1) / size * size
		m.Members = append(m.Members, prog.Member{Name: fmt.Sprintf(".f%d", i), Offset: offset, Type: t})
		m.Init = append(m.Init, t.Truncate(g.number(2)))
		offset += size
	}
	pointer := prog.Type{Name: "void", Bits: 64, Pointer: true, Exact: true}
	offset = (offset + 7) / 8 * 8
	m.Members = append(m.Members, prog.Member{Name: ".next", Offset: offset, Type: pointer})
	x := &prog.Global{Name: "x", Span: g.at().Place, Init: []prog.Value{{}}}
	g.p.Globals = []*prog.Global{x, m}
	m.Init = append(m.Init, g.cell())
	if g.p.Strict {
		x.Uninit = g.int("uninit", 0, 3) == 0
		if g.mistakes {
			wrong := [...]prog.Value{{}, {N: 7}, prog.AddrValue(1, offset+8), prog.AddrValue(1, offset+1), prog.AddrValue(0, -4)}
			m.Init[len(m.Init)-1] = wrong[g.int("wrong pointer", 0, len(wrong)-1)]
		}
	}
}

// cell returns the address of some cell but the pointer.
func (g *irBuilder) cell() prog.Value {
	m := g.p.Globals[1]
	if k := g.int("cell", -1, len(m.Members)-2); k >= 0 && k < len(m.Members)-1 {
		return prog.AddrValue(1, m.Members[k].Offset)
	}
	return prog.AddrValue(0, 0)
}

func (g *irBuilder) list(depth int) []prog.Stmt {
	var out []prog.Stmt
	low := 0
	if depth == irDepth {
		low = 2
	}
	for range g.int("statements", low, irStatements) {
		if s := g.stmt(depth); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// stmt makes a statement, nil where nothing more of its kind may be made.
func (g *irBuilder) stmt(depth int) prog.Stmt {
	kind := g.int("statement", 0, 17)
	g.updated = false
	switch {
	case kind < 4:
		r := g.int("register", 0, irRegs-1)
		return &prog.Assign{At: g.at(), Reg: r, Value: g.fit(g.value(2), g.thread.Regs[r].Type)}
	case kind < 8:
		return g.store()
	case kind < 10 && depth > 0 && g.branches > 0:
		g.branches--
		s := &prog.If{At: g.at(), Cond: g.value(1)}
		s.Then = g.list(depth - 1)
		s.Else = g.list(depth - 1)
		return s
	case kind < 11 && depth > 0 && g.branches > 0 && g.loops == 0:
		g.branches -= 2
		g.loops++
		defer func() { g.loops-- }()
		s := &prog.While{At: g.at(), Cond: g.value(1)}
		if g.int("endless", 0, 2) == 0 {
			s.Cond = &prog.Const{At: g.at(), Value: prog.Bool(true)}
		}
		s.Body = g.list(depth - 1)
		return s
	case kind < 13 && depth > 0:
		label := fmt.Sprintf("L%d", len(g.labels))
		g.labels = append(g.labels, label)
		defer func() { g.labels = g.labels[:len(g.labels)-1] }()
		return &prog.Block{At: g.at(), Label: label, Body: g.list(depth - 1)}
	case kind < 14 && len(g.labels) > 0:
		return &prog.Break{At: g.at(), Label: g.labels[g.int("label", 0, len(g.labels)-1)]}
	case kind < 15:
		return g.together()
	case kind < 16 && depth < irDepth && g.int("cut", 0, 2) == 0:
		return &prog.Cut{At: g.at()}
	case kind < 17:
		return &prog.Assume{At: g.at(), Cond: g.value(1)}
	default:
		return &prog.Fence{At: g.at(), Tag: [...]prog.Tag{"MB", "rmb", "wmb"}[g.int("fence", 0, 2)]}
	}
}

// together sets two registers at once.
func (g *irBuilder) together() prog.Stmt {
	s := &prog.Together{At: g.at()}
	first := g.int("register", 0, irRegs-1)
	for _, r := range []int{first, (first + g.int("distance", 1, irRegs-1)) % irRegs} {
		a := &prog.Assign{At: g.at(), Reg: r, Value: g.fit(g.value(1), g.thread.Regs[r].Type)}
		s.Assigns = append(s.Assigns, a)
	}
	return s
}

func (g *irBuilder) store() prog.Stmt {
	if g.writes <= 0 {
		return nil
	}
	g.writes--
	at := g.at()
	if g.int("store kind", 0, 3) == 0 {
		return &prog.Eval{At: at, Value: g.update()}
	}
	addr, t := g.address(false)
	if g.p.Strict && g.int("free", 0, 5) == 0 {
		freed := &prog.Const{At: g.at(), Value: t.Truncate(prog.Value{N: 0x6b})}
		return &prog.Store{At: at, Addr: addr, Value: freed, Tag: prog.TagFree, Type: g.access(addr, t)}
	}
	return &prog.Store{At: at, Addr: addr, Value: g.fit(g.value(1), t), Tag: g.tag("RELEASE"), Type: g.access(addr, t)}
}

// access returns the type of an access to a cell of type t.
func (g *irBuilder) access(addr prog.Expr, t prog.Type) prog.Type {
	if _, known := addr.(*prog.Const); !g.p.Strict || !known && !g.mistakes {
		return prog.Type{}
	}
	if g.mistakes && g.int("wrong size", 0, 9) == 0 {
		return g.irType("access type")
	}
	return t
}

func (g *irBuilder) tag(strong prog.Tag) prog.Tag {
	return [...]prog.Tag{"ONCE", "", strong, prog.TagRacy}[g.int("tag", 0, 3)]
}

// questions makes the properties, and sometimes a condition and a filter.
func (g *irBuilder) questions() {
	kinds := [...]prog.PropertyKind{prog.NeverKind, prog.AlwaysKind, prog.SometimesKind, prog.AssertKind}
	for i := range g.int("properties", 0, 3) {
		g.p.Props = append(g.p.Props, &prog.Property{
			Name: fmt.Sprintf("p%d", i), Kind: kinds[g.int("kind", 0, len(kinds)-1)], Prop: g.prop(1),
		})
	}
	if len(g.p.Props) == 0 || g.int("condition", 0, 3) == 0 {
		g.p.Cond = &prog.Condition{Quant: prog.Quantifier(g.int("quantifier", 0, 2)), Prop: g.prop(1)}
	}
	if g.int("filter", 0, 5) == 0 {
		g.p.Filter = g.prop(0)
	}
}

func (g *irBuilder) prop(depth int) prog.Prop {
	if depth > 0 && g.int("connective", 0, 2) > 0 {
		x, y := g.prop(depth-1), g.prop(depth-1)
		if g.int("or", 0, 1) == 0 {
			return &prog.OrProp{X: x, Y: y}
		}
		return &prog.AndProp{X: x, Y: y}
	}
	if g.int("truth", 0, 3) == 0 {
		return &prog.Truth{X: g.term(2)}
	}
	a := &prog.Atom{Left: g.place(), Ne: g.int("negated", 0, 2) == 0}
	if !g.p.IsWhole(a.Left) && g.int("two places", 0, 5) == 0 {
		if q := g.place(); !g.p.IsWhole(q) {
			a.Right = &q
			return a
		}
	}
	values := 1
	if g.p.IsWhole(a.Left) {
		values = g.p.Globals[a.Left.Global].Elems()
	}
	for range values {
		a.Values = append(a.Values, g.number(irLargest))
	}
	return a
}

func (g *irBuilder) place() prog.Place {
	if g.int("register place", 0, 1) == 0 {
		return prog.Place{Thread: g.int("thread", 0, len(g.p.Threads)-1), Reg: g.int("register", 0, irRegs-1), Index: -1}
	}
	if g.int("scalar", 0, 2) == 0 {
		return prog.Place{Thread: -1, Global: 0, Index: -1}
	}
	index := g.int("member", -1, len(g.p.Globals[1].Members)-1)
	return prog.Place{Thread: -1, Global: 1, Index: index, Cell: index >= 0}
}
