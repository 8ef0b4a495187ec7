package litmus

import (
	"github.com/lkmm-tools/fencepost/model/prog"
)

// maxAtoms bounds the comparisons of one proposition.
const maxAtoms = 10_000

// prop reads a proposition. To herd7 the operators bind, tightest first: not,
// =>, /\, \/.
func (p *stateParser) prop(in where) prog.Prop {
	r := &propParser{stateParser: p, in: in}
	return r.or()
}

// propParser reads one proposition. bare is set while the last operand that was
// read is an implication without parentheses around it.
type propParser struct {
	*stateParser
	in    where
	atoms int
	bare  bool
	arrow token
}

// falseProp stands for what was reported already.
func falseProp() prog.Prop { return &prog.PropConst{} }

func (p *propParser) or() prog.Prop {
	x := p.and()
	bare := p.bare
	for p.atOperator("\\/", "||", "or") {
		p.next()
		y := p.and()
		bare = bare || p.bare
		p.warnBinding(bare, "\\/")
		x = &prog.OrProp{X: x, Y: y}
		bare = false
	}
	p.bare = bare
	return x
}

func (p *propParser) and() prog.Prop {
	x := p.implies()
	bare := p.bare
	for p.atOperator("/\\", "&&", "and") {
		p.next()
		y := p.implies()
		bare = bare || p.bare
		p.warnBinding(bare, "/\\")
		x = &prog.AndProp{X: x, Y: y}
		bare = false
	}
	p.bare = bare
	return x
}

// warnBinding warns about an implication beside another operator.
func (p *propParser) warnBinding(bare bool, op string) {
	if bare {
		p.rep.warnf(ImpliesBinding, p.span(p.arrow), "`=>` binds tighter than `%s` here; add parentheses to show what is meant", op)
	}
}

// implies reads implications, which group to the right.
func (p *propParser) implies() prog.Prop {
	var left []prog.Prop
	x := p.not()
	arrow := p.arrow
	bare := false
	for p.atOperator("=>", "->", "implies") {
		if p.at("->") {
			p.rep.rejected(p.span(p.cur()), "write `=>`")
		}
		arrow, bare = p.next(), true
		left = append(left, x)
		x = p.not()
	}
	for i := len(left) - 1; i >= 0; i-- {
		x = &prog.Implies{X: left[i], Y: x}
	}
	p.bare = bare
	if bare {
		p.arrow = arrow
	}
	return x
}

// atOperator reports whether an operator stands next, in one of its spellings.
// herd7 knows only the first.
func (p *propParser) atOperator(op, alias, word string) bool {
	switch {
	case p.at(op):
		return true
	case op == "=>":
		return p.at(alias)
	case p.at(alias), p.atWord(word):
		p.rep.rejected(p.span(p.cur()), "write `%s`", op)
		return true
	}
	return false
}

func (p *propParser) not() prog.Prop {
	t := p.cur()
	if p.depth >= maxDepth {
		p.rep.errorf(TooDeep, p.span(t), "the proposition is nested more than %d deep here", maxDepth)
		p.stop = true
		p.pos = len(p.toks) - 1
		return falseProp()
	}
	p.depth++
	defer func() { p.depth-- }()
	switch {
	case p.at("!"):
		p.rep.rejected(p.span(t), "write `~` or `not`")
		fallthrough
	case p.at("~"), p.atWord("not"):
		p.next()
		return &prog.Not{X: p.not()}
	case p.at("("):
		p.next()
		x := p.or()
		p.bare = false
		if !p.expect(")", "to close the parenthesis") {
			p.skipAtom()
			p.accept(")")
		}
		return x
	case p.atWord("true"), p.atWord("false"):
		p.next()
		return &prog.PropConst{Value: p.text(t) == "true"}
	}
	return p.atom()
}

// atom reads a comparison.
func (p *propParser) atom() prog.Prop {
	if p.atoms++; p.atoms > maxAtoms {
		p.rep.errorf(TooLarge, p.span(p.cur()), "the proposition has more than %d comparisons", maxAtoms)
		p.stop = true
		p.pos = len(p.toks) - 1
		return falseProp()
	}
	start := p.cur()
	a := &prog.Atom{}
	ok := false
	if p.atRegister() {
		a.Left, ok = p.register()
	} else {
		if star := p.cur(); p.accept("*") {
			p.rep.rejected(p.span(star), "a variable stands on the left without `*`")
		}
		a.Left, ok = p.cell(p.in)
	}
	switch {
	case !p.atAny("=", "==", "!=", "<>"):
		if ok {
			p.notAComparison(start)
		}
		p.skipAtom()
		return falseProp()
	case p.at("!="), p.at("<>"):
		a.Ne = true
	}
	p.next()
	right := p.cur()
	braces := p.at("{")
	if !p.right(a) || !ok {
		if p.atEnd() || !p.atAny("/\\", "\\/", "=>", ")", ";") {
			p.skipAtom()
		}
		return falseProp()
	}
	a.Span = p.since(start.start)
	if braces && (a.Left.IsReg() || a.Left.Cell || len(a.Values) != p.u.prog.Globals[a.Left.Global].Len) {
		p.rep.errorf(BadIndex, p.since(right.start), "values in braces are compared with an array that has as many elements")
		return falseProp()
	}
	p.checkArray(a)
	return a
}

// notAComparison reports a place with something else than a comparison behind
// it.
func (p *propParser) notAComparison(start token) {
	span := p.since(start.start)
	switch {
	case p.atAny("<", ">", "<=", ">="):
		p.rep.errorf(Unsupported, p.span(p.cur()), "a condition compares with `=` and `!=` only; list the values with `\\/`")
	case p.atAny("/\\", "\\/", "=>", ")", ";") || p.atEnd():
		p.rep.errorf(SyntaxError, span, "a comparison is missing: write `%s=1` or `%s!=0`", span.Text(), span.Text())
	default:
		p.unexpected("`=` and a value")
	}
}

// skipAtom skips what is left of a broken comparison.
func (p *propParser) skipAtom() {
	depth := 0
	for !p.atEnd() {
		switch {
		case p.at("("):
			depth++
		case p.at(")") && depth > 0:
			depth--
		case p.atAny("/\\", "\\/", "=>", ")", ";") && depth == 0:
			return
		}
		p.next()
	}
}

// right reads the right side of a comparison.
func (p *propParser) right(a *prog.Atom) bool {
	if p.at("{") {
		return p.contents(a)
	}
	star := p.cur()
	deref := p.accept("*")
	if p.atRegister() {
		place, ok := p.register()
		if deref {
			a.Deref = &place
		} else {
			a.Right = &place
		}
		return ok
	}
	if deref || p.at("[") {
		place, ok := p.cell(p.in)
		place.Span = p.since(star.start)
		a.Right = &place
		return ok
	}
	v, ok := p.value()
	a.Values = []prog.Value{v}
	return ok
}

// contents reads the contents of an array in braces.
func (p *propParser) contents(a *prog.Atom) bool {
	open := p.next()
	for !p.at("}") && !p.atEnd() {
		v, ok := p.value()
		if !ok {
			return false
		}
		a.Values = append(a.Values, v)
		if !p.accept(",") && !p.at("}") {
			p.missing(",", "between the values")
			return false
		}
	}
	if !p.expect("}", "after the values") {
		return false
	}
	if len(a.Values) == 0 {
		p.rep.errorf(SyntaxError, p.since(open.start), "the values of the array are missing")
		return false
	}
	return true
}

// value reads a number or the address of a variable.
func (p *propParser) value() (prog.Value, bool) {
	t := p.cur()
	if t.kind == tokNumber {
		p.next()
		return prog.IntValue(stateNumber(p.rep, p.span(t), p.text(t))), true
	}
	if p.accept("&") {
		p.rep.rejected(p.span(t), "a name is the address of the variable already; remove `&`").
			Fix("Remove `&`", p.span(t), "")
	}
	if p.cur().kind != tokName {
		p.unexpected("a number, the name of a variable, or a register")
		return prog.Value{}, false
	}
	place, ok := p.cell(p.in)
	if !ok {
		return prog.Value{}, false
	}
	g := p.u.prog.Globals[place.Global]
	return prog.AddrValue(place.Global, int64(max(place.Index, 0))*int64(g.Type.Size())), true
}

// checkArray warns about an array that is compared with one value: its first
// element is.
func (p *propParser) checkArray(a *prog.Atom) {
	if a.Left.IsReg() || a.Left.Cell {
		return
	}
	g := p.u.prog.Globals[a.Left.Global]
	if g.Len > 0 && (len(a.Values) != g.Len || a.Right != nil || a.Deref != nil) {
		p.rep.warnf(WholeArray, a.Left.Span, "`%s` is an array; its first element is compared: write `%s[0]`, or all values in braces", g.Name, g.Name)
		a.Left.Index, a.Left.Cell = 0, true
	}
}
