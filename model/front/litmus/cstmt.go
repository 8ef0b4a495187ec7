package litmus

import "strings"

// parseItem reads a statement or a declaration. nested is set for the body of
// an `if` or a loop without braces, where herd7 takes no declaration without a
// value.
func (p *cParser) parseItem(nested bool) *stmt {
	start := p.cur().start
	if !p.enter() {
		return &stmt{kind: stmtEmpty, span: p.since(start)}
	}
	defer p.leave()
	if p.atType() {
		s := p.parseDecl()
		if nested && len(s.decls) == 1 && s.decls[0].init == nil {
			p.rep.rejected(s.span, "a declaration is no statement; put it in braces")
		}
		return s
	}
	t := p.cur()
	switch {
	case p.at(";"):
		p.next()
		if !p.inMacro() {
			p.rep.rejected(p.span(t), "an empty statement; remove the `;`")
		}
		return &stmt{kind: stmtEmpty, span: p.span(t)}
	case p.at("{"):
		body := p.parseBlock()
		return &stmt{kind: stmtBlock, span: p.since(start), body: body}
	case p.at("#"):
		p.preprocessor()
		return &stmt{kind: stmtEmpty, span: p.since(start)}
	case t.kind == tokName:
		if s := p.parseKeyword(p.text(t)); s != nil {
			s.span = p.since(start)
			p.endStatement(s)
			return s
		}
	}
	return p.parseExprStmt()
}

// inMacro reports whether the body of a primitive is read.
func (p *cParser) inMacro() bool { return p.params != nil }

// endStatement reads the semicolon behind a statement that needs one.
func (p *cParser) endStatement(s *stmt) {
	if s.kind == stmtReturn || s.kind == stmtDo {
		p.semicolon("after the statement")
	}
}

// semicolon reads a `;`. If it is missing, the parser goes on where the next
// statement seems to start.
func (p *cParser) semicolon(where string) {
	if p.accept(";") || p.stop {
		return
	}
	p.missing(";", where)
	p.recover()
}

// recover skips to the end of a broken statement: behind its `;`, or before a
// brace, or before a statement at the start of a line.
func (p *cParser) recover() {
	for !p.atEnd() {
		switch {
		case p.accept(";"):
			return
		case p.atAny("{", "}"):
			return
		case p.cur().kind == tokName && p.startsLine():
			return
		case p.atAny("("):
			p.skipBalanced()
		default:
			p.next()
		}
	}
}

// startsLine reports whether the next token is the first of its line.
func (p *cParser) startsLine() bool {
	return strings.IndexByte(p.file.Text()[p.prevEnd():p.cur().start], '\n') >= 0
}

// preprocessor reports a line with `#` and skips it.
func (p *cParser) preprocessor() {
	hash := p.next()
	end := lineEnd(p.file.Text(), hash.start)
	for !p.atEnd() && p.cur().start < end {
		p.next()
	}
	p.rep.errorf(Unsupported, p.since(hash.start), "the preprocessor is not run on litmus tests; remove this line")
}

// parseBlock reads { items }.
func (p *cParser) parseBlock() []*stmt {
	open := p.next()
	body := p.parseItems()
	switch {
	case !p.at("}"):
		if !p.silent() {
			p.rep.errorf(Unclosed, p.span(open), "this block has no end: `}` is missing").
				Relate(p.span(p.cur()), "it should end before this")
		}
		return body
	case len(body) == 0 && !p.inMacro():
		p.rep.rejected(p.span(open).To(p.span(p.cur())), "a block without a statement")
	}
	p.next()
	return body
}

// parseItems reads statements up to a closing brace, the end of the text, or
// what can only be the next thread.
func (p *cParser) parseItems() []*stmt {
	var body []*stmt
	for !p.at("}") && !p.atEnd() && !p.atThread() {
		before := p.pos
		body = append(body, p.parseItem(false))
		if p.pos == before {
			p.next() // always move on
		}
	}
	return body
}

// atThread reports whether the next tokens start a thread: P0 (…) {.
func (p *cParser) atThread() bool {
	n := 0
	if p.atWord("void") {
		n = 1
	}
	t := p.peek(n)
	if t.kind != tokName || !isProcessor(p.text(t)) || !p.isPunct(p.peek(n+1), "(") {
		return false
	}
	for n += 2; ; n++ {
		switch t := p.peek(n); {
		case p.isPunct(t, ")"):
			return p.isPunct(p.peek(n+1), "{")
		case t.kind == tokName, p.isPunct(t, "*"), p.isPunct(t, ","):
		default:
			return false
		}
	}
}

// parseKeyword reads a statement that starts with a keyword. It returns nil if
// word is none.
func (p *cParser) parseKeyword(word string) *stmt {
	t := p.cur()
	switch word {
	case "if":
		return p.parseIf()
	case "while":
		p.next()
		s := &stmt{kind: stmtWhile, x: p.parseWhileCond()}
		s.body = p.parseSub()
		return s
	case "do":
		return p.parseDo()
	case "for":
		return p.parseFor()
	case "return":
		if p.isPunct(p.peek(1), ";") {
			p.next()
			return &stmt{kind: stmtReturn}
		}
		if p.isPunct(p.peek(1), "=") {
			return nil // herd7 has it as a name
		}
		p.next()
		p.parseExpr()
		p.rep.errorf(Unsupported, p.since(t.start), "a thread returns no value, and `return` does not end it; use an `if`")
		p.accept(";")
		return &stmt{kind: stmtEmpty}
	case "break", "continue":
		if !p.isPunct(p.peek(1), ";") {
			return nil
		}
		p.next()
		p.rep.errorf(Unsupported, p.span(t), "`%s` is not supported, and herd7 ignores it; put what it jumps over in an `if`", word)
		p.accept(";")
		return &stmt{kind: stmtEmpty}
	case "goto", "switch", "case", "default":
		if p.isPunct(p.peek(1), "=") {
			return nil
		}
		p.next()
		p.rep.errorf(Unsupported, p.span(t), "`%s` is not supported; use `if` and `while`", word)
		if word == "switch" && p.at("(") {
			p.skipBalanced()
			if p.at("{") {
				p.skipBalanced()
			}
			return &stmt{kind: stmtEmpty}
		}
		p.recover()
		return &stmt{kind: stmtEmpty}
	case "else":
		p.next()
		p.rep.errorf(SyntaxError, p.span(t), "this `else` belongs to no `if`")
		return &stmt{kind: stmtBlock, body: p.parseSub()}
	}
	if p.isPunct(p.peek(1), ":") && !p.isPunct(p.peek(2), ":") {
		p.pos += 2
		p.rep.errorf(Unsupported, p.since(t.start), "labels are not supported; use `if` and `while`")
		return &stmt{kind: stmtEmpty}
	}
	return nil
}

// parseSub reads the body of an `if` or a loop.
func (p *cParser) parseSub() []*stmt {
	if p.at("{") {
		return p.parseBlock()
	}
	if p.at("}") || p.atEnd() {
		p.unexpected("a statement")
		return nil
	}
	before := p.pos
	s := p.parseItem(true)
	if p.pos == before {
		p.next()
	}
	return []*stmt{s}
}

// parseCond reads a condition in parentheses.
func (p *cParser) parseCond(where string) *expr {
	if !p.expect("(", where) {
		return p.parseExpr()
	}
	x := p.parseExpr()
	p.expect(")", "after the condition")
	return x
}

func (p *cParser) parseIf() *stmt {
	p.next()
	s := &stmt{kind: stmtIf, x: p.parseCond("after `if`")}
	s.body = p.parseSub()
	if p.atWord("else") {
		p.next()
		s.els = p.parseSub()
	}
	return s
}

// parseWhileCond reads the condition of a loop, which herd7 takes without
// parentheses too if it is short.
func (p *cParser) parseWhileCond() *expr {
	if p.at("(") {
		return p.parseCond("after `while`")
	}
	x := p.parseUnary()
	if x.kind == exprName || x.kind == exprNum || x.kind == exprDeref && x.x.kind == exprName {
		return x
	}
	if x.kind != exprBad {
		p.rep.errorf(SyntaxError, x.span, "the condition of a loop must be in parentheses")
	}
	return x
}

func (p *cParser) parseDo() *stmt {
	t := p.next()
	p.rep.rejected(p.span(t), "`do`; write the body once before a `while`")
	s := &stmt{kind: stmtDo, body: p.parseSub()}
	if !p.atWord("while") {
		p.missing("while", "after the body of `do`")
		s.x = p.bad(p.span(t))
		return s
	}
	p.next()
	s.x = p.parseCond("after `while`")
	return s
}

func (p *cParser) parseFor() *stmt {
	t := p.next()
	p.rep.rejected(p.span(t), "`for`; write a `while`")
	s := &stmt{kind: stmtFor}
	if !p.expect("(", "after `for`") {
		p.recover()
		return s
	}
	switch {
	case p.accept(";"):
	case p.atType():
		s.init = []*stmt{p.parseDecl()}
	default:
		x := p.parseForExprs()
		s.init = []*stmt{{kind: stmtExpr, span: x.span, x: x}}
		p.expect(";", "after the start of the loop")
	}
	if !p.at(";") {
		s.x = p.parseExpr()
	}
	p.expect(";", "after the condition of the loop")
	if !p.at(")") {
		s.step = p.parseForExprs()
	}
	p.expect(")", "after the step of the loop")
	s.body = p.parseSub()
	return s
}

// parseForExprs is parseExpr; the comma is usual there and needs no hint of its
// own.
func (p *cParser) parseForExprs() *expr {
	x := p.parseAssign()
	for p.accept(",") {
		y := p.parseAssign()
		x = p.node(&expr{kind: exprComma, span: x.span.To(y.span), x: x, y: y})
	}
	return x
}

// parseExprStmt reads an expression that is a statement.
func (p *cParser) parseExprStmt() *stmt {
	start := p.cur().start
	s := &stmt{kind: stmtExpr}
	s.x = p.parseExpr()
	s.span = p.since(start)
	// (void)e says that the value is dropped on purpose.
	if s.x.kind == exprCast && s.x.typ.text == "void" {
		s.discard = true
		s.x = s.x.x
	}
	if s.x.kind == exprBad && !p.at(";") {
		p.recover()
		return s
	}
	if p.inMacro() && (p.at("}") || p.atEnd()) {
		return s
	}
	p.semicolon("after the statement")
	return s
}

// parseDecl reads a declaration.
func (p *cParser) parseDecl() *stmt {
	start := p.cur().start
	s := &stmt{kind: stmtDecl}
	t := p.parseType()
	first := t
	for {
		d, ok := p.parseDeclarator(t, start)
		if !ok {
			s.span = p.since(start)
			p.recover()
			return s
		}
		s.decls = append(s.decls, d)
		if len(s.decls) == 1 && !t.herd {
			p.rep.rejected(t.span, "it does not know the type `%s`; `int` will do", shown(t.span.Text()))
		}
		if !p.at(",") {
			break
		}
		p.rep.rejected(p.span(p.next()), "a list of variables; declare each by itself")
		// The stars belong to the variable, the base to all of them.
		start = p.cur().start
		t = ctype{base: first.base, text: first.base, herd: true, span: first.span}
		t.text = p.parseStars(&t, t.base)
	}
	s.span = p.file.Span(s.decls[0].whole.Start, p.prevEnd())
	p.semicolon("after the declaration")
	return s
}

// parseDeclarator reads a name and its initial value.
func (p *cParser) parseDeclarator(t ctype, start int) (decl, bool) {
	d := decl{typ: t}
	if p.cur().kind != tokName {
		p.unexpected("the name of a variable")
		return d, false
	}
	name := p.next()
	d.name, d.span = p.text(name), p.span(name)
	if isReserved(d.name) {
		p.rep.rejected(d.span, "`%s` is a keyword there; use another name", d.name)
	}
	switch {
	case p.at("["):
		p.skipBalanced()
		p.rep.errorf(Unsupported, p.since(name.start), "a thread has no arrays of its own; use a register for each element")
	case p.at("("):
		p.skipBalanced()
		p.rep.errorf(Unsupported, p.since(name.start), "a thread declares no functions")
		return d, false
	}
	if p.accept("=") {
		if p.at("{") {
			open := p.cur().start
			p.skipBalanced()
			p.rep.errorf(Unsupported, p.since(open), "a variable of a thread has one value, without braces")
		} else {
			d.init = p.parseAssign()
		}
	}
	d.whole = p.since(start)
	return d, true
}
