package annot

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

const (
	// maxDepth bounds how deeply a property is nested.
	maxDepth = 200
	// maxOperators bounds how many operators a property has.
	maxOperators = 2000
)

// Precedences of binary operators, C's with implication below them.
const (
	precImplies = 1 + iota
	precOr
	precAnd
	precBitOr
	precXor
	precBitAnd
	precEqual
	precLess
	precShift
	precSum
	precProduct
	precUnary
)

// ParseExpr parses a property: an expression of C, or if litmus is set one in which
// the operators of litmus tests stand for C's. Spans may go over lines with
// decoration. The expression is nil if there is an error.
func ParseExpr(text source.Span, litmus bool) (Expr, diag.List) {
	p := &exprParser{piece: piece{text.File, text.Start, Text(text)}, litmus: litmus}
	x := p.parse()
	return x, p.problems
}

// exprParser reads one property. It stops at the first error.
type exprParser struct {
	piece
	litmus    bool
	toks      []token
	pos       int
	depth     int
	operators int
	failed    bool
	problems  diag.List
	// grouped has what stands in parentheses.
	grouped map[Expr]bool
}

func (p *exprParser) parse() Expr {
	p.toks, p.grouped = tokens(p.s), make(map[Expr]bool)
	if p.cur().kind == tokEnd {
		p.errorf(BadDirective, p.spanOf(p.cur()), "an expression is missing")
		return nil
	}
	x := p.binary(precImplies)
	if !p.failed && p.cur().kind != tokEnd {
		p.unexpectedRest()
	}
	if p.failed {
		return nil
	}
	return x
}

func (p *exprParser) cur() token {
	if p.failed {
		return p.toks[len(p.toks)-1]
	}
	return p.toks[p.pos]
}

func (p *exprParser) next() token {
	t := p.cur()
	if t.kind != tokEnd {
		p.pos++
	}
	return t
}

func (p *exprParser) text(t token) string        { return p.s[t.start:t.end] }
func (p *exprParser) spanOf(t token) source.Span { return p.sub(t.start, t.end).span() }
func (p *exprParser) is(op string) bool          { return p.cur().kind == tokOp && p.text(p.cur()) == op }
func (p *exprParser) accept(op string) (ok bool) { return p.is(op) && p.next().kind == tokOp }
func (p *exprParser) atWord(word string) bool {
	return p.cur().kind == tokName && p.text(p.cur()) == word
}
func (p *exprParser) peek() token { return p.toks[min(p.pos+1, len(p.toks)-1)] }
func (p *exprParser) since(start int) source.Span {
	end := start
	if p.pos > 0 {
		end = p.toks[p.pos-1].end
	}
	return p.sub(start, max(start, end)).span()
}

// errorf reports the first error of the property; later ones follow from it.
func (p *exprParser) errorf(code diag.Code, span source.Span, format string, args ...any) *diag.Problem {
	var dropped diag.List
	list := &p.problems
	if p.failed {
		list = &dropped
	}
	p.failed = true
	return list.Errorf(code, span, format, args...)
}

// bad stands for what was reported.
func (p *exprParser) bad() Expr { return &Int{At: At{p.since(p.cur().start)}} }

// operator returns the binary operator that stands next in the spelling of C, and
// its precedence; 0 if there is none.
func (p *exprParser) operator() (op string, prec int) {
	if p.cur().kind != tokOp {
		return "", 0
	}
	switch op := p.text(p.cur()); op {
	case "=>":
		return op, precImplies
	case "||", "\\/":
		return "||", precOr
	case "&&", "/\\":
		return "&&", precAnd
	case "|":
		return op, precBitOr
	case "^":
		return op, precXor
	case "&":
		return op, precBitAnd
	case "==", "!=":
		return op, precEqual
	case "=":
		if p.litmus {
			return "==", precEqual
		}
		return "", 0
	case "<", "<=", ">", ">=":
		return op, precLess
	case "<<", ">>":
		return op, precShift
	case "+", "-":
		return op, precSum
	case "*", "/", "%":
		return op, precProduct
	default:
		return "", 0
	}
}

// binary reads operands joined by operators that bind at least as strongly as
// least.
func (p *exprParser) binary(least int) Expr {
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	x := p.operand(least)
	for !p.failed {
		op, prec := p.operator()
		if prec < least || prec == 0 {
			break
		}
		t := p.next()
		if p.operators++; p.operators > maxOperators {
			p.errorf(TooLong, p.spanOf(t), "the property has more than %d operators", maxOperators)
			break
		}
		right := prec + 1
		if prec == precImplies {
			right = prec // a => b => c is a => (b => c)
		}
		y := p.binary(right)
		if p.failed {
			break
		}
		p.checkGrouping(op, prec, t, x, y)
		x = &Binary{At{x.Span().To(y.Span())}, op, x, y}
	}
	return x
}

func (p *exprParser) enter() bool {
	if p.depth++; p.depth <= maxDepth {
		return true
	}
	p.depth--
	p.errorf(TooDeep, p.spanOf(p.cur()), "the property is nested more than %d deep here", maxDepth)
	return false
}

func (p *exprParser) leave() { p.depth-- }

// checkGrouping looks for operands without parentheses that C, or a litmus test,
// groups otherwise than they read.
func (p *exprParser) checkGrouping(op string, prec int, t token, x, y Expr) {
	for _, side := range []Expr{x, y} {
		inner, ok := side.(*Binary)
		if !ok || p.grouped[side] {
			continue
		}
		level := precedence(inner.Op)
		switch {
		case p.litmus && op == "=>" && (level == precAnd || level == precOr):
			p.errorf(SyntaxError, p.spanOf(t), "`=>` beside `/\\` or `\\/` is grouped one way by litmus tools and the other way by C: add parentheses").
				Fix("Add parentheses", inner.Span(), "("+inner.Span().Text()+")")
		case (op == "&" || op == "^" || op == "|") && (level == precEqual || level == precLess):
			p.problems.Warnf(Precedence, inner.Span(), "in C `%s` binds tighter than `%s`: add parentheses to show what is meant", inner.Op, op).
				Fix("Add parentheses as C groups it", inner.Span(), "("+inner.Span().Text()+")")
		case side == x && comparison(prec) && comparison(level):
			p.problems.Warnf(Precedence, x.Span().To(y.Span()),
				"this compares the truth of `%s` with something; write `a %s b && b %s c` if a chain is meant", shown(inner.Span().Text()), inner.Op, op)
		}
	}
}

func comparison(prec int) bool { return prec == precEqual || prec == precLess }

// operand reads an operand of an operator that binds as strongly as least. In a
// litmus test `~` and `not` negate a whole comparison.
func (p *exprParser) operand(least int) Expr {
	if p.litmus && least <= precAnd+1 && (p.is("~") || p.atWord("not")) {
		t := p.next()
		x := p.binary(precAnd + 1)
		return &Unary{At{p.spanOf(t).To(x.Span())}, "!", x}
	}
	return p.unary()
}

func (p *exprParser) unary() Expr {
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	t := p.cur()
	switch {
	case p.is("!"), p.is("-"), p.is("~"):
		if p.operators++; p.operators > maxOperators {
			p.errorf(TooLong, p.spanOf(t), "the property has more than %d operators", maxOperators)
			return p.bad()
		}
		op := p.text(p.next())
		x := p.unary()
		return &Unary{At{p.spanOf(t).To(x.Span())}, op, x}
	case p.accept("+"):
		return p.unary()
	case p.accept("&"):
		return p.addressOf(t, p.unary())
	case p.is("&&") && p.peek().kind == tokName:
		p.errorf(SyntaxError, p.spanOf(t), "`&&` joins two conditions; an operand is missing on its left")
		return p.bad()
	case p.accept("*"):
		return p.deref(t, p.unary())
	default:
		return p.postfix(p.primary())
	}
}

// addressOf returns &x.
func (p *exprParser) addressOf(t token, x Expr) Expr {
	if _, ok := x.(*Place); !ok && !p.failed {
		p.errorf(SyntaxError, x.Span(), "only something that is stored has an address; `%s` is a value", shown(x.Span().Text()))
	}
	return &AddrOf{At{p.spanOf(t).To(x.Span())}, x}
}

// deref returns *x.
func (p *exprParser) deref(t token, x Expr) Expr {
	span := p.spanOf(t).To(x.Span())
	switch y := x.(type) {
	case *Place:
		return y.with(span, Step{At: At{p.spanOf(t)}})
	case *AddrOf:
		return widen(y.X, span)
	default:
		if !p.failed {
			p.errorf(SyntaxError, span, "`*` wants a pointer that is stored somewhere, such as `*p` or `*a[1]`")
		}
		return p.bad()
	}
}

// with returns the place with one more step.
func (x *Place) with(span source.Span, s Step) *Place {
	path := append(x.Path[:len(x.Path):len(x.Path)], s)
	return &Place{At{span}, x.Root, x.Thread, path}
}

// widen returns x with the place that it has together with the signs around it.
func widen(x Expr, span source.Span) Expr {
	switch x := x.(type) {
	case *Int:
		return &Int{At{span}, x.Value, x.Unsigned}
	case *Place:
		return &Place{At{span}, x.Root, x.Thread, x.Path}
	case *AddrOf:
		return &AddrOf{At{span}, x.X}
	case *Unary:
		return &Unary{At{span}, x.Op, x.X}
	case *Binary:
		return &Binary{At{span}, x.Op, x.X, x.Y}
	default:
		panic(fmt.Sprintf("annot: unhandled expression %T", x))
	}
}

// postfix reads the members and indices behind x.
func (p *exprParser) postfix(x Expr) Expr {
	for !p.failed {
		t := p.cur()
		if !p.is(".") && !p.is("->") && !p.is("[") {
			if p.is("(") {
				p.call(x)
			}
			break
		}
		place, ok := x.(*Place)
		if a, isAddress := x.(*AddrOf); isAddress && p.is("->") {
			place, ok = a.X.(*Place)
		}
		if !ok {
			p.errorf(SyntaxError, p.spanOf(t), "`%s` wants an object on its left, `%s` is a value", p.text(t), shown(x.Span().Text()))
			break
		}
		if p.operators++; p.operators > maxOperators {
			p.errorf(TooLong, p.spanOf(t), "the property has more than %d operators", maxOperators)
			break
		}
		x = p.step(x, place, t)
	}
	return x
}

// step reads one member or index of place; written is what stands for it.
func (p *exprParser) step(written Expr, place *Place, t token) Expr {
	p.next()
	if p.text(t) == "[" {
		index := p.binary(precImplies)
		if !p.accept("]") {
			p.unclosed(t, "]")
			return written
		}
		return place.with(written.Span().To(p.since(t.start)), Step{At: At{p.since(t.start)}, Index: index})
	}
	name := p.cur()
	if name.kind != tokName && (name.kind != tokNumber || p.text(t) == "->") {
		p.errorf(SyntaxError, p.spanOf(t), "the name of a member is missing behind `%s`", p.text(t))
		return written
	}
	p.next()
	_, isAddress := written.(*AddrOf)
	return place.with(written.Span().To(p.spanOf(name)),
		Step{At: At{p.spanOf(name)}, Field: p.text(name), Arrow: p.text(t) == "->" && !isAddress})
}

// primary reads a name, a number, or an expression in parentheses.
func (p *exprParser) primary() Expr {
	t := p.cur()
	switch {
	case t.kind == tokNumber && p.text(p.peek()) == ":" && p.peek().kind == tokOp:
		return p.litmusRegister(t)
	case t.kind == tokNumber, t.kind == tokChar:
		p.next()
		return p.constant(t)
	case t.kind == tokName:
		p.next()
		return &Place{At: At{p.spanOf(t)}, Root: Word{p.text(t), p.spanOf(t)}, Thread: -1}
	case p.accept("("):
		x := p.binary(precImplies)
		if !p.accept(")") {
			p.unclosed(t, ")")
			return x
		}
		x = widen(x, p.since(t.start))
		p.grouped[x] = true
		return x
	case p.litmus && p.accept("["): // `[x]` is how litmus tests write x too
		x := p.binary(precImplies)
		if !p.accept("]") {
			p.unclosed(t, "]")
		}
		return widen(x, p.since(t.start))
	}
	p.unexpected(t)
	return p.bad()
}

// litmusRegister reads `1:r0`.
func (p *exprParser) litmusRegister(t token) Expr {
	p.next()
	p.next()
	name := p.cur()
	thread, ok := integer(p.text(t))
	if name.kind != tokName || !ok || thread > 1<<20 {
		p.errorf(SyntaxError, p.since(t.start), "write a local of a thread as `LABEL.name`, or as `1:name` with the number of the thread")
		return p.bad()
	}
	p.next()
	span := p.since(t.start)
	return &Place{At: At{span}, Root: Word{p.text(name), p.spanOf(name)}, Thread: int(thread)}
}
