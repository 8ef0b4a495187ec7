package litmus

import "github.com/lkmm-tools/fencepost/model/source"

// maxDepth bounds the nesting of statements and expressions, maxHeight the
// height of an expression, to which a chain of operators counts too.
const (
	maxDepth  = 500
	maxHeight = 2000
)

// cParser reads the threads of a test, or the body of a primitive.
type cParser struct {
	stream
	// params are the parameters of the primitive whose body is read, nil in a
	// thread.
	params map[string]int
	depth  int
}

// enter counts a level of nesting. It fails when there are too many; then the
// rest of the text is given up. Each success needs a leave.
func (p *cParser) enter() bool {
	if p.depth >= maxDepth {
		if !p.stop {
			p.stop = true
			p.rep.errorf(TooDeep, p.span(p.cur()), "the code is nested more than %d deep here; the rest is not read", maxDepth)
		}
		p.pos = len(p.toks) - 1
		return false
	}
	p.depth++
	return true
}

func (p *cParser) leave() { p.depth-- }

// node completes a tree: it sets the height and refuses a tree that is too high.
func (p *cParser) node(e *expr) *expr {
	h := 0
	for _, x := range [...]*expr{e.x, e.y, e.z} {
		if x != nil {
			h = max(h, x.height)
		}
	}
	for _, x := range e.args {
		h = max(h, x.height)
	}
	e.height = h + 1
	if e.height > maxHeight {
		p.rep.errorf(TooDeep, e.span, "this expression has more than %d levels; split it", maxHeight)
		return &expr{kind: exprBad, span: e.span, height: 1}
	}
	return e
}

func (p *cParser) bad(span source.Span) *expr {
	return &expr{kind: exprBad, span: span, height: 1}
}

// parseExpr reads an expression, the comma operator included.
func (p *cParser) parseExpr() *expr {
	x := p.parseAssign()
	for p.at(",") {
		p.rep.rejected(p.span(p.cur()), "the comma operator; write two statements")
		p.next()
		y := p.parseAssign()
		x = p.node(&expr{kind: exprComma, span: x.span.To(y.span), x: x, y: y})
	}
	return x
}

// parseAssign reads an assignment, or an expression of a lower level.
func (p *cParser) parseAssign() *expr {
	if !p.enter() {
		return p.bad(p.span(p.cur()))
	}
	defer p.leave()
	x := p.parseConditional()
	op := ""
	if p.cur().kind == tokPunct {
		op = p.text(p.cur())
	}
	switch op {
	case "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=":
		opSpan := p.span(p.next())
		y := p.parseAssign()
		if op != "=" {
			p.rep.rejected(opSpan, "`%s`; write `v = v %s e`", op, op[:len(op)-1])
		}
		return p.node(&expr{kind: exprAssign, span: x.span.To(y.span), name: op[:len(op)-1], x: x, y: y})
	}
	return x
}

// parseConditional reads x ? y : z, or an expression of a lower level.
func (p *cParser) parseConditional() *expr {
	x := p.parseBinary(1)
	if !p.at("?") {
		return x
	}
	p.rep.rejected(p.span(p.next()), "`?:`; write an `if`")
	if !p.enter() {
		return x
	}
	defer p.leave()
	y := p.parseExpr()
	p.expect(":", "in the conditional expression")
	z := p.parseConditional()
	return p.node(&expr{kind: exprCond, span: x.span.To(z.span), x: x, y: y, z: z})
}

// precedence returns how tightly a binary operator binds, 0 for other tokens.
func precedence(op string) int {
	switch op {
	case "||":
		return 1
	case "&&":
		return 2
	case "|":
		return 3
	case "^":
		return 4
	case "&":
		return 5
	case "==", "!=":
		return 6
	case "<", ">", "<=", ">=":
		return 7
	case "<<", ">>":
		return 8
	case "+", "-":
		return 9
	case "*", "/", "%":
		return 10
	}
	return 0
}

// isComparison reports whether op compares; herd7 gives all six one level.
func isComparison(op string) bool {
	prec := precedence(op)
	return prec == 6 || prec == 7
}

// parseBinary reads operators that bind at least as tightly as least.
func (p *cParser) parseBinary(least int) *expr {
	x := p.parseUnary()
	for p.cur().kind == tokPunct {
		t := p.cur()
		op := p.text(t)
		prec := precedence(op)
		if prec == 0 || prec < least {
			break
		}
		p.checkOperator(t, op)
		p.next()
		y := p.parseBinary(prec + 1)
		e := &expr{kind: exprBinary, span: x.span.To(y.span), name: op, x: x, y: y}
		switch op {
		case "&&":
			e.kind = exprAnd
		case "||":
			e.kind = exprOr
		}
		if isComparison(op) {
			for _, side := range []*expr{x, y} {
				if side.kind == exprBinary && isComparison(side.name) {
					p.rep.rejected(p.span(t), "a comparison of a comparison; add parentheses")
				}
			}
		}
		x = p.node(e)
	}
	return x
}

// checkOperator gives the hints on a binary operator that herd7 does not know.
func (p *cParser) checkOperator(t token, op string) {
	switch op {
	case "&&", "||":
		p.rep.rejected(p.span(t), "`%s`; write nested `if`s, or `%s` on truth values", op, op[:1])
	case "<<", ">>", "%":
		p.rep.rejected(p.span(t), "`%s`", op)
	case "-":
		if n := p.peek(1); n.kind == tokNumber && n.start == t.end {
			p.rep.rejected(p.span(t).To(p.span(n)), "it reads the sign as a part of the number; write `- %s`", p.text(n)).
				Fix("Add a blank", p.file.Span(t.end, t.end), " ")
		}
	}
}

// parseUnary reads prefix operators and casts.
func (p *cParser) parseUnary() *expr {
	if !p.enter() {
		return p.bad(p.span(p.cur()))
	}
	defer p.leave()
	t := p.cur()
	if t.kind != tokPunct {
		return p.parsePostfix()
	}
	switch op := p.text(t); op {
	case "*":
		p.next()
		return p.unary(exprDeref, t)
	case "&":
		p.next()
		return p.unary(exprAddr, t)
	case "-":
		if n := p.peek(1); n.kind == tokNumber && n.start == t.end {
			p.pos += 2
			span := p.span(t).To(p.span(n))
			return p.node(&expr{kind: exprNum, span: span, num: codeNumber(p.rep, span, span.Text())})
		}
		p.next()
		p.rep.rejected(p.span(t), "unary `-`; write `0 - e`")
		return p.unary(exprNeg, t)
	case "+":
		p.next()
		p.rep.rejected(p.span(t), "unary `+`")
		return p.parseUnary()
	case "!":
		p.next()
		p.rep.rejected(p.span(t), "`!`; write `e == 0`")
		return p.unary(exprNot, t)
	case "~":
		p.next()
		p.rep.rejected(p.span(t), "`~`; write `e ^ -1`")
		return p.unary(exprCompl, t)
	case "++", "--":
		p.next()
		p.rep.rejected(p.span(t), "`%s`", op)
		e := p.unary(exprStep, t)
		e.num, e.prefix = stepOf(op), true
		return e
	case "(":
		if p.atCast() {
			return p.parseCast()
		}
	}
	return p.parsePostfix()
}

func stepOf(op string) int64 {
	if op == "--" {
		return -1
	}
	return 1
}

func (p *cParser) unary(kind exprKind, t token) *expr {
	x := p.parseUnary()
	return p.node(&expr{kind: kind, span: p.span(t).To(x.span), x: x})
}

// atCast reports whether the parenthesis that is next holds a type.
func (p *cParser) atCast() bool {
	inside := p.peek(1)
	if inside.kind != tokName {
		return false
	}
	word := p.text(inside)
	if isTypeWord(word) {
		return true
	}
	n := 2
	for p.isPunct(p.peek(n), "*") {
		n++
	}
	if isPlainTypeWord(word) && p.peek(2).kind == tokName {
		return true
	}
	if !p.isPunct(p.peek(n), ")") {
		return false
	}
	if n > 2 {
		return true // (T *)
	}
	// (T) with an operand behind it. A name in parentheses has none.
	after := p.peek(3)
	return after.kind == tokName || after.kind == tokNumber ||
		isPlainTypeWord(word) && p.isPunct(after, "(")
}

// parseCast reads (type)x.
func (p *cParser) parseCast() *expr {
	open := p.next()
	t := p.parseType()
	p.expect(")", "after the type of the cast")
	if !t.herd && t.text != "void" {
		p.rep.rejected(t.span, "it does not know the type `%s`", shown(t.span.Text()))
	}
	x := p.parseUnary()
	return p.node(&expr{kind: exprCast, span: p.span(open).To(x.span), x: x, typ: t})
}
