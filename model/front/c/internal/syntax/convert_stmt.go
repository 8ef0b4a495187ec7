package syntax

// declStmt converts a declaration.
func (c *converter) declStmt(n int32) *DeclStmt {
	d := &DeclStmt{At: c.where(n)}
	switch c.nodes[n].kind {
	case structKind, unionKind, enumKind, primitiveKind, identifierKind, sizedTypeKind:
		// A type alone.
		d.defines(c.typeSpecifier(n, 0))
		return d
	}
	s := c.specifiers(n)
	d.defines(s.typ)
	for m := s.rest; m != none; m = c.after(m) {
		switch c.nodes[m].kind {
		case storageKind, qualifierKind:
			continue
		}
		v := &Var{At: c.where(m), Storage: s.storage}
		declarator := m
		if c.nodes[m].kind == initDeclaratorKind {
			declarator = c.child(m)
			if x := c.after(declarator); x != none {
				v.Init = c.initialiser(x)
			}
		}
		v.Name, v.Type = c.declarator(declarator, s.typ)
		d.Vars = append(d.Vars, v)
	}
	return d
}

// defines adds a type if the declaration defines it.
func (d *DeclStmt) defines(t TypeExpr) {
	switch t := t.(type) {
	case *RecordType:
		if t.Defined {
			d.Types = append(d.Types, t)
		}
	case *EnumType:
		if t.Defined {
			d.Types = append(d.Types, t)
		}
	}
}

// compound converts a block.
func (c *converter) compound(n int32) *Compound {
	b := &Compound{At: c.where(n)}
	if !c.down(n) {
		c.up()
		b.List = []Stmt{&BadStmt{b.At, "nested too deeply"}}
		b.End = b.Place
		return b
	}
	defer c.up()
	last := n
	for m := c.nodes[n].child; m != none; m = c.nodes[m].next {
		last = m
		if !c.isToken(m) {
			b.List = c.appendStmt(b.List, m)
		}
	}
	b.End = c.where(last).Place
	return b
}

// appendStmt converts a statement and adds it to a list. A label before a case
// label is one of its own.
func (c *converter) appendStmt(list []Stmt, n int32) []Stmt {
	for c.nodes[n].kind == labelKind {
		name := c.child(n)
		inner := c.after(name)
		if inner == none || c.nodes[inner].kind != caseKind {
			break
		}
		list = append(list, &Label{At: c.where(name), Name: c.ident(name)})
		n = inner
	}
	return append(list, c.stmt(n))
}

// stmt converts a statement.
func (c *converter) stmt(n int32) Stmt {
	if n == none {
		return &BadStmt{Message: "no statement"}
	}
	if !c.down(n) {
		c.up()
		return &BadStmt{c.where(n), "nested too deeply"}
	}
	defer c.up()
	at := c.where(n)
	switch c.nodes[n].kind {
	case compoundKind:
		return c.compound(n)
	case declarationKind, typedefKind, structKind, unionKind, enumKind, primitiveKind, sizedTypeKind:
		return c.declStmt(n)
	case exprStmtKind:
		return c.exprStmt(n)
	case ifKind:
		s := &If{At: at}
		cond := c.child(n)
		s.Cond = c.expr(cond)
		then := c.after(cond)
		s.Then = c.inner(then)
		if e := c.after(then); e != none {
			s.Else = c.inner(c.child(e))
		}
		return s
	case whileKind:
		cond := c.child(n)
		return &While{at, c.expr(cond), c.inner(c.after(cond))}
	case doKind:
		body := c.child(n)
		return &DoWhile{at, c.inner(body), c.expr(c.after(body))}
	case forKind:
		return c.forStmt(n)
	case switchKind:
		x := c.child(n)
		return &Switch{at, c.expr(x), c.stmt(c.after(x))}
	case caseKind:
		return c.caseStmt(n)
	case labelKind:
		name := c.child(n)
		s := &Label{At: at, Name: c.ident(name)}
		if m := c.after(name); m != none && !c.isInserted(m) {
			s.Stmt = c.stmt(m)
		}
		return s
	case gotoKind:
		return &Goto{at, c.ident(c.child(n))}
	case breakKind:
		return &Break{at}
	case continueKind:
		return &Continue{at}
	case returnKind:
		s := &Return{At: at}
		if x := c.child(n); x != none {
			s.X = c.expr(x)
		}
		return s
	case functionKind:
		return &BadStmt{at, c.bad(n, "a function inside of a function is not modelled")}
	default:
		return &BadStmt{at, c.lost(n)}
	}
}

// isInserted reports whether n is an empty statement that is not in the text.
func (c *converter) isInserted(n int32) bool {
	return c.nodes[n].kind == exprStmtKind && c.out.start(c.nodes[n].start) == c.out.end(c.nodes[n].end)
}

// inner converts the statement that a condition or loop controls. A case label
// there would belong to a switch further out.
func (c *converter) inner(n int32) Stmt {
	m := n
	for m != none && c.nodes[m].kind == labelKind {
		m = c.after(c.child(m))
	}
	if m != none && c.nodes[m].kind == caseKind {
		return &BadStmt{c.where(m), c.bad(m, "a case label inside of another statement of its switch is not modelled")}
	}
	return c.stmt(n)
}

// exprStmt converts an expression statement, which inline assembly and what could
// not be understood look like.
func (c *converter) exprStmt(n int32) Stmt {
	at := c.where(n)
	if h := c.hole(n); h != nil && h.kind == badStmtHole {
		return &BadStmt{at, h.message}
	}
	x := c.child(n)
	if x == none {
		return &ExprStmt{At: at}
	}
	if h := c.hole(x); h != nil && h.kind == asmHole && c.nodes[x].kind == numberKind {
		h.asm.At = at
		return h.asm
	}
	return &ExprStmt{at, c.expr(x)}
}

// forStmt converts a for; semicolons tell its parts apart.
func (c *converter) forStmt(n int32) Stmt {
	s := &For{At: c.where(n)}
	part := -1
	for m := c.nodes[n].child; m != none; m = c.nodes[m].next {
		switch {
		case c.nodes[m].kind == openToken && part < 0:
			part = 0
		case c.nodes[m].kind == semicolonToken:
			part++
		case c.isToken(m):
			if c.seen(m) == ")" {
				part = 3
			}
		case part == 0 && c.nodes[m].kind == declarationKind:
			s.Init = c.declStmt(m)
			part = 1
		case part == 0:
			s.Init = &ExprStmt{c.where(m), c.expr(m)}
		case part == 1:
			s.Cond = c.expr(m)
		case part == 2:
			s.Post = c.expr(m)
		default:
			s.Body = c.inner(m)
		}
	}
	if s.Body == nil {
		s.Body = &BadStmt{s.At, c.lost(n)}
	}
	return s
}

// caseStmt converts a case or default label with its statements.
func (c *converter) caseStmt(n int32) Stmt {
	s := &Case{At: c.where(n)}
	colon := false
	for m := c.nodes[n].child; m != none; m = c.nodes[m].next {
		switch {
		case c.nodes[m].kind == colonToken:
			colon = true
		case c.isToken(m):
		case colon:
			s.List = c.appendStmt(s.List, m)
		default:
			s.Value, s.Last = c.caseValue(m)
		}
	}
	return s
}

// caseValue converts the value of a case label, or the ends of its range.
func (c *converter) caseValue(n int32) (first, last Expr) {
	if c.nodes[n].kind == binaryKind {
		x := c.child(n)
		operator := c.nodes[x].next
		if c.written(operator) == "..." {
			return c.expr(x), c.expr(c.after(operator))
		}
	}
	return c.expr(n), nil
}
