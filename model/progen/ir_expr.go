package progen

import "github.com/lkmm-tools/fencepost/model/prog"

// number draws one of the numbers of random programs: small ones up to 2, then up to
// irLargest those at the ends of types.
func (g *irBuilder) number(last int) prog.Value {
	numbers := [irLargest + 1]int64{0, 1, 2, -1, 255, 256, 32768, -32768, 1 << 31, 1<<32 - 1, 1 << 32, -1 << 63}
	return prog.Value{N: numbers[g.int("number", 0, last)]}
}

// partial draws an operator that has no result for some integers.
func (g *irBuilder) partial() prog.Op {
	ops := [...]prog.Op{prog.Div64, prog.Rem64, prog.UDiv, prog.URem, prog.Shl64, prog.Shr64, prog.UShr, prog.Div}
	return ops[g.int("operator", 0, len(ops)-1)]
}

// total draws one that has a result for all.
func (g *irBuilder) total() prog.Op {
	ops := [...]prog.Op{
		prog.Add64, prog.Sub64, prog.Mul64, prog.And64, prog.Or64, prog.Xor64, prog.AndNot64,
		prog.Eq, prog.Ne, prog.Lt, prog.Ge, prog.ULt, prog.UGt, prog.ULe, prog.UGe, prog.Add, prog.Xor,
	}
	return ops[g.int("operator", 0, len(ops)-1)]
}

// constant makes a constant, mostly a small one.
func (g *irBuilder) constant() prog.Expr {
	last := 2
	if g.int("large", 0, 5) == 0 {
		last = irLargest
	}
	return &prog.Const{At: g.at(), Value: g.number(last)}
}

// cast turns e into a value of a width.
func (g *irBuilder) cast(e prog.Expr, op prog.Op, bits int) prog.Expr {
	return &prog.Binary{At: g.at(), Op: op, X: e, Y: &prog.Const{At: g.at(), Value: prog.Value{N: int64(bits)}}}
}

// fit turns e into a value of a type, as a front end does before an assignment.
func (g *irBuilder) fit(e prog.Expr, t prog.Type) prog.Expr {
	op, bits := t.Cast()
	if !t.Exact {
		op, bits = prog.Sext, 32
	}
	if t.Pointer || bits == 64 {
		return e
	}
	if c, ok := e.(*prog.Const); ok {
		c.Value, _ = op.Apply(c.Value, prog.Value{N: int64(bits)})
		return c
	}
	if g.mistakes || !mayBeAddress(e) {
		return g.cast(e, op, bits)
	}
	return g.fit(g.constant(), t)
}

// mayBeAddress is set for a copy of the pointer.
func mayBeAddress(e prog.Expr) bool {
	l, ok := e.(*prog.Load)
	if !ok {
		return false
	}
	_, constant := l.Addr.(*prog.Const)
	return !constant
}

// value makes an expression; depth bounds its operators.
func (g *irBuilder) value(depth int) prog.Expr {
	kind := g.int("value", 0, 14)
	switch {
	case kind == 14 && g.branches > 0:
		g.branches--
		return &prog.Choose{At: g.at(), N: g.int("outcomes", 1, 3)}
	case kind < 3 || depth == 0 && kind > 9:
		return g.constant()
	case kind < 7:
		return &prog.RegRef{At: g.at(), Reg: g.int("register", 0, irRegs-1)}
	case kind < 10 && g.reads > 0:
		g.reads--
		addr, t := g.address(false)
		return &prog.Load{At: g.at(), Addr: addr, Tag: g.tag("ACQUIRE"), Type: g.access(addr, t)}
	case kind == 10 && g.writes > 0 && !g.updated:
		g.writes--
		return g.update()
	case kind == 11:
		op := [...]prog.Op{prog.Zext, prog.Sext}[g.int("cast", 0, 1)]
		return g.cast(g.value(depth-1), op, [...]int{8, 16, 32, 64}[g.int("bits", 0, 3)])
	case kind == 12:
		op := g.partial()
		y := prog.Expr(&prog.Const{At: g.at(), Value: prog.Value{N: int64(g.int("divisor", 1, 33))}})
		if g.mistakes {
			y = g.value(0)
		}
		return &prog.Binary{At: g.at(), Op: op, X: g.value(depth - 1), Y: y}
	case depth == 0:
		return g.constant()
	default:
		op := g.total()
		return &prog.Binary{At: g.at(), Op: op, X: g.value(depth - 1), Y: g.value(depth - 1)}
	}
}

// address makes an address and gives the type of the cell there. One that is not
// direct may be that of the pointer's cell; through the pointer only numbers that
// fit into any type are written.
func (g *irBuilder) address(direct bool) (prog.Expr, prog.Type) {
	m := g.p.Globals[1]
	if !direct && g.reads > 0 && g.int("through pointer", 0, 5) == 0 {
		g.reads--
		next := prog.AddrValue(1, m.Members[len(m.Members)-1].Offset)
		load := &prog.Load{At: g.at(), Addr: &prog.Const{At: g.at(), Value: next}, Tag: g.tag("ACQUIRE")}
		return load, prog.Type{Bits: 8, Exact: true}
	}
	v := g.cell()
	_, index, _ := g.p.CellAt(v)
	return &prog.Const{At: g.at(), Value: v}, g.p.Globals[v.Base].CellType(index)
}

// update makes a read-modify-write.
func (g *irBuilder) update() prog.Expr {
	g.reads--
	g.updated = true
	// Arithmetic on what is behind a pointer may turn out to be on an address.
	addr, t := g.address(!g.mistakes)
	tag := [...]prog.Tag{"ONCE", "MB", "ACQUIRE", "RELEASE"}[g.int("update tag", 0, 3)]
	at := g.at()
	switch g.int("update", 0, 3) {
	case 0:
		ops := [...]prog.Op{prog.Add64, prog.Sub64, prog.And64, prog.Or64, prog.Xor64}
		if !t.Exact {
			ops = [...]prog.Op{prog.Add, prog.Sub, prog.And, prog.Or, prog.Xor}
		}
		return &prog.AtomicOp{At: at, Op: ops[g.int("operator", 0, len(ops)-1)], Addr: addr, Operand: g.fit(g.value(0), t),
			Tag: tag, Type: t, New: g.int("new", 0, 1) == 0}
	case 1:
		g.branches--
		return &prog.CmpXchg{At: at, Addr: addr, Old: g.fit(g.value(0), t), New: g.fit(g.value(0), t), Tag: tag, Type: t}
	case 2:
		g.branches--
		return &prog.AddUnless{At: at, Addr: addr, Amount: g.fit(g.value(0), t), Limit: g.fit(g.value(0), t), Tag: "MB", Type: t}
	default:
		return &prog.Xchg{At: at, Addr: addr, Value: g.fit(g.value(0), t), Tag: tag, Type: t}
	}
}
