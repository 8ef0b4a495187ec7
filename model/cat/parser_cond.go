package cat

// cond parses the condition of an `if`.
func (p *parser) cond() Cond {
	if p.startsVariant() {
		return p.orCond()
	}
	start := p.start()
	x := p.expr()
	switch {
	case p.accept("="):
		y := p.expr()
		return &EqCond{At: p.at(start), X: x, Y: y}
	case p.accept("subset"):
		y := p.expr()
		return &SubsetCond{At: p.at(start), X: x, Y: y}
	default:
		p.want("`=` or `subset`")
		return nil
	}
}

// startsVariant reports whether a condition on variants comes next: a string
// after any parentheses and negations.
func (p *parser) startsVariant() bool {
	for i := 0; ; i++ {
		if !p.isAt(i, "(") && !p.isNot(i) {
			return p.peekAt(i).kind == tokString
		}
	}
}

// isNot reports whether the token n after the next is a negation.
func (p *parser) isNot(n int) bool {
	t := p.peekAt(n)
	return p.isAt(n, "~") || t.kind == tokName && t.text == "not"
}

// orCond parses conditions joined by `||`, or `|`.
func (p *parser) orCond() Cond {
	start := p.start()
	x := p.andCond()
	for p.accept("||") || p.accept("|") {
		p.link()
		y := p.andCond()
		x = &OrCond{At: p.at(start), X: x, Y: y}
	}
	return x
}

// andCond parses conditions joined by `&&`, or `&`.
func (p *parser) andCond() Cond {
	start := p.start()
	x := p.notCond()
	for p.accept("&&") || p.accept("&") {
		p.link()
		y := p.notCond()
		x = &AndCond{At: p.at(start), X: x, Y: y}
	}
	return x
}

// notCond parses a variant, a negation or a condition in parentheses.
func (p *parser) notCond() Cond {
	p.enter()
	defer p.leave()
	start := p.start()
	switch {
	case p.isNot(0):
		p.next()
		x := p.notCond()
		return &NotCond{At: p.at(start), X: x}
	case p.accept("("):
		x := p.orCond()
		p.expect(")")
		return x
	case p.peek().kind == tokString:
		name := p.next().text
		return &VariantCond{At: p.at(start), Name: name}
	default:
		p.want("a variant in double quotes")
		return nil
	}
}
