package syntax

import "strings"

// expr converts an expression.
func (c *converter) expr(n int32) Expr {
	if n == none {
		return &BadExpr{Message: "no expression"}
	}
	if !c.down(n) {
		c.up()
		return &BadExpr{c.where(n), "nested too deeply"}
	}
	defer c.up()
	at := c.where(n)
	switch c.nodes[n].kind {
	case identifierKind:
		return &Name{at, c.written(n)}
	case numberKind:
		return c.constant(n)
	case stringKind:
		return &String{at, stringValue([]byte(c.written(n)))}
	case stringsKind:
		return c.strings(n)
	case parenKind:
		m := c.child(n)
		if m != none && c.nodes[m].kind == compoundKind {
			return &StmtExpr{at, c.compound(m)}
		}
		return c.expr(m)
	case unaryKind, pointerKind:
		operator := c.nodes[n].child
		if h := c.hole(operator); h != nil && h.kind == operandHole {
			return c.expr(c.after(operator))
		}
		return &Unary{at, c.seen(operator), c.expr(c.after(operator))}
	case updateKind:
		operator := c.nodes[n].child
		if !c.isToken(operator) {
			return &BadExpr{at, c.lost(n)}
		}
		return &IncDec{at, c.seen(operator), true, c.expr(c.after(operator))}
	case binaryKind:
		x := c.child(n)
		operator := c.nodes[x].next
		if s := c.written(operator); s == "..." {
			return &BadExpr{at, c.lost(n)}
		}
		return &Binary{at, c.seen(operator), c.expr(x), c.expr(c.after(operator))}
	case assignKind:
		x := c.child(n)
		operator := c.nodes[x].next
		return &Assign{at, strings.TrimSuffix(c.seen(operator), "="), c.expr(x), c.expr(c.after(operator))}
	case conditionalKind:
		return c.conditional(n)
	case commaKind:
		return c.commas(n)
	case callKind:
		return c.call(n)
	case fieldExprKind:
		x := c.child(n)
		operator := c.nodes[x].next
		if c.hole(operator) != nil {
			return &IncDec{at, c.written(operator), false, c.expr(x)}
		}
		return &Member{at, c.expr(x), c.ident(c.after(operator)), c.seen(operator) == "->"}
	case subscriptKind:
		x := c.child(n)
		return &Index{at, c.expr(x), c.expr(c.after(x))}
	case castKind:
		d := c.child(n)
		return &Cast{at, c.typeName(d), c.expr(c.after(d))}
	case sizeofKind:
		return c.sizeof(n)
	case compoundLiteralKind:
		d := c.child(n)
		return &CompoundLit{at, c.typeName(d), c.initList(c.after(d))}
	case initListKind:
		return c.initList(n)
	case genericKind:
		return c.generic(n)
	case compoundKind:
		return &BadExpr{at, c.bad(n, "a block as an argument is not understood: only a macro can take one, and it is not known here")}
	default:
		return &BadExpr{at, c.lost(n)}
	}
}

// constant converts a number, a character, or a placeholder that looks like one.
func (c *converter) constant(n int32) Expr {
	at := c.where(n)
	if h := c.hole(n); h != nil {
		switch h.kind {
		case typeArgHole:
			return &TypeArg{at, c.pieceType(h.piece)}
		case asmHole:
			return &BadExpr{at, c.bad(n, "inline assembly is not modelled")}
		default:
			return &BadExpr{at, h.message}
		}
	}
	text := c.written(n)
	switch {
	case text == "":
		return &BadExpr{at, "something is missing here"}
	case strings.HasSuffix(text, "'"):
		v, unsigned, err := charValue([]byte(text))
		if err != nil {
			return c.badNumber(at, err)
		}
		if v < 0 {
			return &Unary{at, "-", &Int{At: at, Value: uint64(-v), Decimal: true}}
		}
		return &Int{At: at, Value: uint64(v), Unsigned: unsigned, Decimal: true}
	case isFloat(text):
		return &Float{at}
	}
	x, err := intConstant(text)
	if err != nil {
		return c.badNumber(at, err)
	}
	x.At = at
	return &x
}

func (c *converter) badNumber(at At, err error) Expr {
	c.problems.Errorf(BadNumber, at.Place, "%s", err)
	return &BadExpr{at, err.Error()}
}

// strings converts string literals side by side. Names among them are macros that
// are not known, which stand for strings.
func (c *converter) strings(n int32) Expr {
	s := &String{At: c.where(n)}
	for m := c.child(n); m != none; m = c.after(m) {
		if c.nodes[m].kind == stringKind {
			s.Value += stringValue([]byte(c.written(m)))
		}
	}
	return s
}

func (c *converter) conditional(n int32) Expr {
	x := &Cond{At: c.where(n)}
	part := 0
	for m := c.nodes[n].child; m != none; m = c.nodes[m].next {
		switch {
		case c.nodes[m].kind == questionToken:
			part = 1
		case c.nodes[m].kind == colonToken:
			part = 2
		case c.isToken(m):
		case part == 0:
			x.Cond = c.expr(m)
		case part == 1:
			x.Then = c.expr(m)
		default:
			x.Else = c.expr(m)
		}
	}
	return x
}

// commas converts a, b, c, which the grammar groups from the right.
func (c *converter) commas(n int32) Expr {
	begin, depth := n, c.depth
	defer func() { c.depth = depth }()
	x := c.expr(c.child(n))
	for {
		if !c.down(n) {
			return &BadExpr{c.where(begin), "nested too deeply"}
		}
		y := c.after(c.child(n))
		operand := y
		if c.nodes[y].kind == commaKind {
			operand = c.child(y)
		}
		at := c.where(begin)
		at.Place.End = max(at.Place.Start, c.where(operand).Place.End)
		x = &Comma{at, x, c.expr(operand)}
		if operand == y {
			return x
		}
		n = y
	}
}

func (c *converter) call(n int32) Expr {
	fun := c.child(n)
	x := &Call{At: c.where(n), Fun: c.expr(fun)}
	for m := c.child(c.after(fun)); m != none; m = c.after(m) {
		x.Args = append(x.Args, c.expr(m))
	}
	return x
}

// sizeof converts sizeof and _Alignof, which the parser sees as sizeof.
func (c *converter) sizeof(n int32) Expr {
	at := c.where(n)
	align := c.written(c.nodes[n].child) != "sizeof"
	m := c.child(n)
	if c.nodes[m].kind == typeDescriptorKind {
		return &SizeofType{at, c.typeName(m), align}
	}
	return &SizeofExpr{at, c.expr(m), align}
}

// initialiser converts what stands behind the = of a declaration.
func (c *converter) initialiser(n int32) Expr { return c.expr(n) }

func (c *converter) initList(n int32) *InitList {
	l := &InitList{At: c.where(n)}
	for m := c.child(n); m != none; m = c.after(m) {
		if c.nodes[m].kind != initPairKind {
			l.Items = append(l.Items, &InitItem{At: c.where(m), Value: c.expr(m)})
			continue
		}
		item := &InitItem{At: c.where(m)}
		d := c.child(m)
		for ; d != none; d = c.after(d) {
			if !c.designator(item, d) {
				break
			}
		}
		item.Value = c.expr(d)
		l.Items = append(l.Items, item)
	}
	return l
}

// designator adds a designator to an item. It returns false if n is the value.
func (c *converter) designator(item *InitItem, n int32) bool {
	at := c.where(n)
	switch c.nodes[n].kind {
	case fieldDesignatorKind:
		item.Designators = append(item.Designators, Designator{At: at, Field: c.written(c.child(n))})
	case indexDesignatorKind:
		item.Designators = append(item.Designators, Designator{At: at, Index: c.expr(c.child(n))})
	case rangeDesignatorKind:
		message := c.bad(n, "a range of indices in an initialiser is not modelled")
		item.Designators = append(item.Designators, Designator{At: at, Index: &BadExpr{at, message}})
	case identifierKind:
		// field: value, the old form; the value has no sibling.
		if len(item.Designators) > 0 || c.after(n) == none {
			return false
		}
		item.Designators = append(item.Designators, Designator{At: at, Field: c.written(n)})
	default:
		return false
	}
	return true
}

func (c *converter) generic(n int32) Expr {
	x := &Generic{At: c.where(n)}
	m := c.child(n)
	x.X = c.expr(m)
	for m = c.after(m); m != none; m = c.after(m) {
		g := &GenericCase{At: c.where(m)}
		typ := c.child(m)
		if h := c.hole(typ); c.nodes[m].kind != typeDescriptorKind || h == nil || h.kind != genericDefaultHole {
			g.Type = c.typeName(m)
		}
		if m = c.after(m); m == none {
			break
		}
		g.Value = c.expr(m)
		g.Place = g.Place.To(g.Value.Span())
		x.Cases = append(x.Cases, g)
	}
	return x
}
