package cat

// expr parses an expression. Several of them with commas between are a tuple.
func (p *parser) expr() Expr {
	p.enter()
	defer p.leave()
	start := p.start()
	if t := p.peek(); t.kind == tokKeyword {
		switch t.text {
		case "let":
			return p.letExpr(start)
		case "fun":
			return p.funExpr(start)
		case "try":
			return p.tryExpr(start)
		case "if":
			return p.ifExpr(start)
		case "match":
			return p.matchExpr(start)
		}
	}
	x := p.binary(loosest)
	if !p.is(",") {
		return x
	}
	elems := []Expr{x}
	for p.accept(",") {
		elems = append(elems, p.binary(loosest))
	}
	return &TupleExpr{At: p.at(start), Elems: elems}
}

func (p *parser) letExpr(start int) Expr {
	p.expect("let")
	rec := p.accept("rec")
	bs := p.bindings()
	p.expect("in")
	body := p.expr()
	return &LetExpr{At: p.at(start), Rec: rec, Bindings: bs, Body: body}
}

func (p *parser) funExpr(start int) Expr {
	p.expect("fun")
	param := p.param()
	p.expect("->")
	body := p.expr()
	return &FunExpr{At: p.at(start), Param: param, Body: body}
}

func (p *parser) tryExpr(start int) Expr {
	p.expect("try")
	x := p.expr()
	p.expect("with")
	y := p.expr()
	return &TryExpr{At: p.at(start), X: x, Else: y}
}

func (p *parser) ifExpr(start int) Expr {
	p.expect("if")
	c := p.cond()
	p.expect("then")
	x := p.expr()
	p.expect("else")
	y := p.expr()
	return &IfExpr{At: p.at(start), Cond: c, Then: x, Else: y}
}

// matchExpr parses a match on a set or on a tag; the first clause decides.
func (p *parser) matchExpr(start int) Expr {
	p.expect("match")
	m := &MatchExpr{X: p.expr()}
	p.expect("with")
	p.accept("||")
	if p.peek().kind == tokTag || p.is("_") && p.isAt(1, "->") {
		p.tagClauses(m)
	} else {
		p.setClauses(m)
	}
	p.expect("end")
	m.At = p.at(start)
	return m
}

// tagClauses parses `'a -> e || _ -> e'`.
func (p *parser) tagClauses(m *MatchExpr) {
	for {
		tag := "_"
		switch {
		case p.peek().kind == tokTag:
			tag = p.next().text
		case !p.accept("_"):
			p.want("a tag or `_`")
			return
		}
		p.expect("->")
		m.Tags = append(m.Tags, TagClause{Tag: tag, Body: p.expr()})
		if tag == "_" || !p.accept("||") {
			return
		}
	}
}

// setClauses parses the two clauses `{} -> e || x ++ xs -> e'` in either order.
func (p *parser) setClauses(m *MatchExpr) {
	p.setClause(m)
	p.expect("||")
	p.setClause(m)
}

func (p *parser) setClause(m *MatchExpr) {
	switch {
	case m.Empty == nil && p.is("{"):
		p.next()
		p.expect("}")
		p.expect("->")
		m.Empty = p.expr()
	case m.Cons == nil && (p.is("_") || p.peek().kind == tokName):
		m.First = p.patternName()
		p.expect("++")
		m.Rest = p.patternName()
		p.expect("->")
		m.Cons = p.expr()
	case m.Cons != nil:
		p.want("the clause `{} -> …`")
	case m.Empty != nil:
		p.want("the clause `x ++ xs -> …`")
	default:
		p.want("a clause: `{} -> …`, `x ++ xs -> …`, or tags")
	}
}

// loosest is the level of the operator that binds least. The levels follow
// BinOp; the one of ProductOp is shared with the unary operators.
const loosest = UnionOp

// binary parses operators that bind at least as tightly as level. Chains are
// loops, so that only brackets nest calls.
func (p *parser) binary(level BinOp) Expr {
	if level == ProductOp {
		return p.product()
	}
	start := p.start()
	x := p.binary(level + 1)
	if !p.is(level.String()) {
		return x
	}
	if level == DiffOp {
		for p.accept(level.String()) {
			p.link()
			y := p.binary(level + 1)
			x = &Binary{At: p.at(start), Op: level, X: x, Y: y}
		}
		return x
	}
	starts, operands := []int{start}, []Expr{x}
	for p.accept(level.String()) {
		p.link()
		starts = append(starts, p.start())
		operands = append(operands, p.binary(level+1))
	}
	x = operands[len(operands)-1]
	for i := len(operands) - 2; i >= 0; i-- {
		x = &Binary{At: p.at(starts[i]), Op: level, X: operands[i], Y: x}
	}
	return x
}

// product parses the level of `~e`, `e+`, `e*`, `e?` and `e1 * e2`. It does not
// associate: `~a*` and `a * b * c` could mean two things and are refused.
func (p *parser) product() Expr {
	start := p.start()
	if p.is("~") {
		x := p.complement()
		p.noOperator()
		return x
	}
	x := p.inverse()
	for {
		switch {
		case p.is("*") && p.startsOperandAt(1):
			p.next()
			y := p.complementOrInverse()
			p.noOperator()
			return &Binary{At: p.at(start), Op: ProductOp, X: x, Y: y}
		case p.accept("*"):
			x = p.unary(start, StarOp, x)
		case p.accept("+"):
			x = p.unary(start, PlusOp, x)
		case p.accept("?"):
			x = p.unary(start, OptOp, x)
		case p.accept("^-1"):
			x = p.unary(start, InverseOp, x)
		default:
			return x
		}
	}
}

// unary makes a postfix operation.
func (p *parser) unary(start int, op UnOp, x Expr) Expr {
	p.link()
	return &Unary{At: p.at(start), Op: op, X: x}
}

// noOperator reports an operator of the level that does not associate.
func (p *parser) noOperator() {
	if t := p.peek(); p.is("*") || p.is("+") || p.is("?") {
		p.fail(p.file.Span(t.start, t.end), "%s is ambiguous here: put parentheses around one of the operations", t)
	}
}

func (p *parser) complementOrInverse() Expr {
	if p.is("~") {
		return p.complement()
	}
	return p.inverse()
}

func (p *parser) complement() Expr {
	p.enter()
	defer p.leave()
	start := p.start()
	p.expect("~")
	x := p.complementOrInverse()
	return &Unary{At: p.at(start), Op: ComplementOp, X: x}
}

// inverse parses `e^-1`.
func (p *parser) inverse() Expr {
	start := p.start()
	x := p.application()
	for p.accept("^-1") {
		x = p.unary(start, InverseOp, x)
	}
	return x
}

// application parses `f e`. Only a name, or something in parentheses, can be
// applied; `[R] [W]` lacks an operator.
func (p *parser) application() Expr {
	start := p.start()
	applicable := p.peek().kind == tokName || p.is("(") || p.is("begin")
	x := p.operand()
	for applicable && p.startsOperand() {
		p.link()
		y := p.operand()
		x = &Apply{At: p.at(start), Fun: x, Arg: y}
	}
	return x
}

// startsOperand reports whether the next token begins an operand.
func (p *parser) startsOperand() bool { return p.startsOperandAt(0) && !p.is("~") }

// startsOperandAt reports whether the token n after the next begins an operand,
// complements included. The `~` of a negated test does not.
func (p *parser) startsOperandAt(n int) bool {
	switch t := p.peekAt(n); t.kind {
	case tokName, tokTag:
		return true
	case tokKeyword:
		return t.text == "begin"
	case tokSymbol:
		switch t.text {
		case "(", "{", "[", "0", "_":
			return true
		case "~":
			return !p.isAt(n+1, "acyclic") && !p.isAt(n+1, "irreflexive") && !p.isAt(n+1, "empty")
		}
		return false
	case tokString, tokEOF:
		return false
	default:
		panic("cat: unhandled token kind")
	}
}

// operand parses a name, a constant, or something in brackets.
func (p *parser) operand() Expr {
	start := p.start()
	t := p.peek()
	switch t.kind {
	case tokName:
		p.next()
		return &Name{At: p.at(start), Name: t.text}
	case tokTag:
		p.next()
		return &TagExpr{At: p.at(start), Tag: t.text}
	case tokKeyword, tokSymbol:
		if x := p.bracketed(start, t.text); x != nil {
			return x
		}
	case tokString, tokEOF:
	default:
		panic("cat: unhandled token kind")
	}
	p.want("an expression")
	return nil
}

// bracketed parses an operand that begins with the given keyword or symbol. It
// returns nil if there is none.
func (p *parser) bracketed(start int, open string) Expr {
	switch open {
	case "0":
		p.next()
		return &EmptyRel{At: p.at(start)}
	case "_":
		p.next()
		return &Universe{At: p.at(start)}
	case "(":
		p.next()
		if p.accept(")") {
			return &TupleExpr{At: p.at(start)}
		}
		x := p.expr()
		p.expect(")")
		return x
	case "begin":
		p.next()
		x := p.expr()
		p.expect("end")
		return x
	case "[":
		p.next()
		x := p.expr()
		p.expect("]")
		return &IdentityExpr{At: p.at(start), X: x}
	case "{":
		p.next()
		elems := p.list("}")
		return &SetExpr{At: p.at(start), Elems: elems}
	default:
		return nil
	}
}

// list parses expressions with commas between, up to the closing bracket.
func (p *parser) list(closing string) []Expr {
	p.enter()
	defer p.leave()
	var elems []Expr
	if p.accept(closing) {
		return elems
	}
	elems = append(elems, p.binary(loosest))
	for p.accept(",") {
		elems = append(elems, p.binary(loosest))
	}
	p.expect(closing)
	return elems
}
