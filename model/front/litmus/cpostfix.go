package litmus

// parsePostfix reads an operand with its calls, indices and steps.
func (p *cParser) parsePostfix() *expr {
	x := p.parseOperand()
	for p.cur().kind == tokPunct {
		t := p.cur()
		switch op := p.text(t); op {
		case "[":
			p.next()
			y := p.parseExpr()
			p.expect("]", "after the index")
			p.rep.rejected(p.since(t.start), "an index; write `*(a + n)` with n in bytes")
			x = p.node(&expr{kind: exprIndex, span: x.span.To(p.since(t.start)), x: x, y: y})
		case "->", ".":
			p.next()
			if p.cur().kind == tokName {
				p.next()
			}
			span := x.span.To(p.since(t.start))
			p.rep.errorf(Unsupported, span, "structures have no fields here; give each field a variable of its own")
			x = p.bad(span)
		case "++", "--":
			p.next()
			p.rep.rejected(p.span(t), "`%s`", op)
			x = p.node(&expr{kind: exprStep, span: x.span.To(p.span(t)), x: x, num: stepOf(op)})
		case "(":
			span := x.span
			p.parseArgs()
			p.rep.errorf(Unsupported, span.To(p.since(t.start)), "only a primitive can be called, by its name")
			x = p.bad(span.To(p.since(t.start)))
		default:
			return x
		}
	}
	return x
}

// parseOperand reads a constant, a name, a call or an expression in parentheses.
func (p *cParser) parseOperand() *expr {
	t := p.cur()
	switch t.kind {
	case tokNumber:
		p.next()
		span := p.span(t)
		return p.node(&expr{kind: exprNum, span: span, num: codeNumber(p.rep, span, p.text(t))})
	case tokName:
		return p.parseName(p.text(t))
	case tokPunct:
		switch {
		case p.at("("):
			return p.parseParen()
		case p.at("%") && p.peek(1).kind == tokName && p.peek(1).start == t.end:
			p.pos += 2 // herd7's %name
			span := p.since(t.start)
			return p.node(&expr{kind: exprName, span: span, name: span.Text()})
		}
	case tokLiteral:
		p.next()
		p.rep.errorf(Unsupported, p.span(t), "strings and characters have no place in a litmus test; write a number")
		return p.bad(p.span(t))
	case tokBad:
		p.next() // it has its report
		return p.bad(p.span(t))
	case tokEOF:
	}
	p.unexpected("an expression")
	return p.bad(p.span(t))
}

// parseParen reads (x).
func (p *cParser) parseParen() *expr {
	open := p.next()
	x := p.parseExpr()
	p.expect(")", "to close the parenthesis")
	return p.node(&expr{kind: exprParen, span: p.since(open.start), x: x})
}

// parseName reads a name, a call or a word of the macro language.
func (p *cParser) parseName(name string) *expr {
	t := p.cur()
	span := p.span(t)
	if i, ok := p.params[name]; ok {
		p.next()
		return p.node(&expr{kind: exprParam, span: span, num: int64(i)})
	}
	switch {
	case name == "sizeof":
		p.next()
		if p.at("(") {
			p.skipBalanced()
		}
		p.rep.errorf(Unsupported, p.since(t.start), "`sizeof` is not supported; write the number of bytes")
		return p.bad(p.since(t.start))
	case name == "asm" || name == "__asm__":
		p.next()
		for p.cur().kind == tokName {
			p.next()
		}
		if p.at("(") {
			p.skipBalanced()
		}
		p.rep.errorf(Unsupported, p.since(t.start), "inline assembly is not supported; use a primitive, such as barrier()")
		return p.bad(p.since(t.start))
	case isKeyword(name) && name != "return" && name != "break" && name != "continue":
		p.unexpected("an expression")
		if name != "else" {
			p.next()
		}
		return p.bad(span)
	case isWord(name) && (p.isPunct(p.peek(1), "{") || p.isPunct(p.peek(1), "(")):
		return p.parseWord(name)
	case p.isPunct(p.peek(1), "("):
		p.next()
		args := p.parseArgs()
		return p.node(&expr{kind: exprCall, span: p.since(t.start), name: name, args: args})
	}
	p.next()
	if p.params == nil && isReserved(name) {
		p.rep.rejected(span, "`%s` is a keyword there; use another name", name)
	}
	return p.node(&expr{kind: exprName, span: span, name: name})
}

// parseArgs reads arguments in parentheses.
func (p *cParser) parseArgs() []*expr {
	p.next() // (
	var args []*expr
	if p.accept(")") {
		return args
	}
	for {
		args = append(args, p.parseAssign())
		if p.accept(",") {
			continue
		}
		p.expect(")", "after the arguments")
		return args
	}
}

// isWord reports whether name is a word of the macro language.
func isWord(name string) bool {
	switch name {
	case "__load", "__store", "__fence", "__xchg", "__cmpxchg", "__srcu", "__lock", "__unlock",
		"__trylock", "__islocked", "__atomic_op", "__atomic_op_return", "__atomic_fetch_op",
		"__atomic_add_unless":
		return true
	}
	return false
}

// isReserved reports whether herd7 refuses name as the name of a variable,
// beside the words that start a type or a statement.
func isReserved(name string) bool {
	switch name {
	case "regions", "lock", "unlock", "mtx_lock", "mtx_unlock", "WCAS", "SCAS",
		"if", "else", "while", "srcu_struct":
		return true
	}
	return isProcessor(name) || isWord(name) || isTypeWord(name) && name != "atomic"
}

// parseWord reads name{tag}(args). The tag and the arguments may each be missing
// for some words; what a word needs is checked when it is used.
func (p *cParser) parseWord(name string) *expr {
	t := p.next()
	e := &expr{kind: exprWord, name: name}
	if p.accept("{") {
		e.hasTag = true
		start := p.cur().start
		for !p.at("}") && !p.atAny(";", "{", "(") && !p.atEnd() {
			p.next()
		}
		e.tag = p.file.Text()[start:max(p.prevEnd(), start)]
		if p.at("}") && p.cur().start == start {
			e.tag = ""
		}
		p.expect("}", "after the tag")
	}
	if p.at("(") {
		p.parseWordArgs(e)
	}
	e.span = p.since(t.start)
	return p.node(e)
}

// parseWordArgs reads the arguments of a word, of which the second is an
// operator for the atomic operations.
func (p *cParser) parseWordArgs(e *expr) {
	switch e.name {
	case "__atomic_op", "__atomic_op_return", "__atomic_fetch_op":
	default:
		e.args = p.parseArgs()
		return
	}
	p.next() // (
	e.args = append(e.args, p.parseAssign())
	p.expect(",", "before the operator")
	start := p.cur().start
	for p.cur().kind == tokPunct && !p.atAny(",", "(", ")", ";", "{", "}") {
		p.next()
	}
	e.op = p.file.Text()[start:max(p.prevEnd(), start)]
	p.expect(",", "after the operator")
	e.args = append(e.args, p.parseAssign())
	p.expect(")", "after the arguments")
}

// skipBalanced consumes a bracket and everything up to its partner.
func (p *cParser) skipBalanced() {
	depth := 0
	for !p.atEnd() {
		switch {
		case p.atAny("(", "{", "["):
			depth++
		case p.atAny(")", "}", "]"):
			depth--
		}
		p.next()
		if depth <= 0 {
			return
		}
	}
}
