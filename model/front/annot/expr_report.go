package annot

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unexpected reports a token that no operand begins with.
func (p *exprParser) unexpected(t token) {
	span := p.spanOf(t)
	switch {
	case t.kind == tokEnd && p.pos > 0:
		last := p.toks[p.pos-1]
		p.errorf(SyntaxError, p.spanOf(last), "an operand is missing behind `%s`%s", p.text(last), p.indentHint())
	case t.kind == tokEnd:
		p.errorf(SyntaxError, span, "an operand is missing")
	case t.kind == tokString:
		p.errorf(SyntaxError, span, "a property compares numbers and addresses; it has no strings")
	case t.kind == tokBad:
		p.errorf(SyntaxError, span, "%s begins no word or operator of a property", quoted(p.text(t)))
	case p.operatorLike(t) && p.pos > 0 && p.toks[p.pos-1].kind == tokOp && p.text(t) == "=":
		p.errorf(SyntaxError, p.spanOf(p.toks[p.pos-1]).To(span), "`%s%s` is no operator here: write `==`, `!=`, `<=` or `>=`", p.text(p.toks[p.pos-1]), p.text(t))
	case p.operatorLike(t):
		p.errorf(SyntaxError, span, "an operand is missing on the left of `%s`", p.text(t))
	default:
		p.errorf(SyntaxError, span, "`%s` is unexpected here: a name, a number or an expression in parentheses is missing", p.text(t))
	}
}

// operatorLike reports whether a token is an operator with two operands.
func (p *exprParser) operatorLike(t token) bool {
	return t.kind == tokOp && !strings.ContainsAny(p.text(t), "()[]{}.,:?")
}

// indentHint helps who wrote the rest on a line that is not indented.
func (p *exprParser) indentHint() string {
	text, end := p.f.Text(), p.end()
	if !strings.HasPrefix(strings.TrimLeft(text[end:], " \t\r"), "\n") {
		return ""
	}
	return "; to go on at the next line, indent it deeper than `@lkmm`"
}

// end is the end of the property in the file.
func (p *exprParser) end() int { return p.piece.at + len(p.s) }

// unexpectedRest reports what stands behind a whole expression.
func (p *exprParser) unexpectedRest() {
	t := p.cur()
	span, text := p.spanOf(t), p.text(t)
	switch {
	case t.kind == tokBad:
		p.errorf(SyntaxError, span, "%s begins no word or operator of a property", quoted(text))
	case text == "and", text == "or":
		op := map[string]string{"and": "&&", "or": "||"}[text]
		p.errorf(SyntaxError, span, "write `%s` for `%s`", op, text).Fix("Write `"+op+"`", span, op)
	case p.pos > 0 && p.text(p.toks[p.pos-1]) == "not":
		not := p.spanOf(p.toks[p.pos-1])
		p.errorf(SyntaxError, not, "write `!` for `not`").Fix("Write `!`", not, "!")
	case t.kind != tokOp:
		p.errorf(SyntaxError, span, "an operator is missing before `%s`", shown(text))
	case text == "=":
		p.errorf(SyntaxError, span, "a property assigns nothing: write `==` to compare").Fix("Write `==`", span, "==")
	case text == ")" || text == "]" || text == "}":
		p.errorf(Unclosed, span, "`%s` has no partner", text)
	case text == ",":
		p.errorf(SyntaxError, span, "a property is one expression: write `&&`, or another directive for the second one")
	case text == "?":
		p.errorf(SyntaxError, span, "properties have no `?:`: write `(c => a) && (!c => b)` for `c ? a : b`")
	case text == "{":
		p.errorf(SyntaxError, span, "properties have no lists of values: compare the members and elements one by one")
	default:
		p.errorf(SyntaxError, span, "`%s` is unexpected here: an operator is missing", text)
	}
}

// unclosed reports a bracket without its partner.
func (p *exprParser) unclosed(open token, partner string) {
	if t := p.cur(); t.kind != tokEnd && t.kind != tokBad {
		before := p.pos
		p.unexpectedRest()
		if len(p.problems.Problems) > 0 && before == p.pos {
			p.problems.Problems[len(p.problems.Problems)-1].Relate(p.spanOf(open), "`%s` is missing for this `%s`", partner, p.text(open))
		}
		return
	}
	p.errorf(Unclosed, p.spanOf(open), "this `%s` has no `%s`", p.text(open), partner)
}

// call reports a call. The primitives that read one object are what people write
// by habit.
func (p *exprParser) call(x Expr) {
	open := p.cur()
	name := x.Span().Text()
	problem := p.errorf(SyntaxError, x.Span().To(p.spanOf(open)), "a property calls nothing: it names objects, and means their values at the end")
	if strings.Contains(name, ".") {
		return
	}
	rest := p.sub(open.end, len(p.s))
	end := strings.IndexByte(rest.s, ')')
	if end < 0 || strings.ContainsAny(rest.s[:end], "(,") {
		return
	}
	argument := rest.sub(0, end).trim()
	what := strings.TrimSpace(strings.TrimPrefix(argument.s, "&"))
	if what == "" {
		return
	}
	whole := x.Span().To(rest.sub(end, end+1).span())
	problem.Fix("Write `"+shown(what)+"`", whole, what)
}

// constant reads a number or a character.
func (p *exprParser) constant(t token) Expr {
	text := p.text(t)
	span := p.spanOf(t)
	if t.kind == tokChar {
		r, _, rest, err := strconv.UnquoteChar(text[1:len(text)-1], '\'')
		if err != nil || rest != "" || r >= utf8.RuneSelf {
			p.errorf(BadNumber, span, "write one ASCII character between the quotes, or its number")
		}
		return &Int{At: At{span}, Value: int64(r)}
	}
	v, ok := integer(text)
	switch {
	case strings.Contains(text, "."):
		p.errorf(BadNumber, span, "properties have no fractions")
	case !ok && octal(text):
		p.errorf(BadNumber, span, "in C a leading zero makes a number octal, in Rust it does not: write it decimal, or as 0x… or 0o…")
	case !ok:
		p.errorf(BadNumber, span, "`%s` is no integer, or does not fit in 64 bits", shown(text))
	}
	return &Int{At{span}, int64(v), v > math.MaxInt64}
}

// integer reads an integer constant of C or of Rust.
func integer(text string) (uint64, bool) {
	lower := strings.ToLower(text)
	base := 10
	for prefix, b := range map[string]int{"0x": 16, "0o": 8, "0b": 2} {
		if strings.HasPrefix(lower, prefix) {
			lower, base = lower[2:], b
			break
		}
	}
	digits := strings.TrimRight(lower, "ul")
	if base == 10 || base == 16 || base == 8 || base == 2 {
		for _, suffix := range []string{"i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"} {
			if d, ok := strings.CutSuffix(lower, suffix); ok {
				digits = d
			}
		}
	}
	if base == 10 && octal(digits) {
		return 0, false
	}
	v, err := strconv.ParseUint(strings.ReplaceAll(digits, "_", ""), base, 64)
	return v, err == nil
}

// octal reports whether C takes a decimal number for an octal one.
func octal(text string) bool {
	return len(text) > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9'
}

// quoted returns a character for use in a message.
func quoted(s string) string {
	if r, n := utf8.DecodeRuneInString(s); r == utf8.RuneError && n <= 1 || !strconv.IsPrint(r) {
		return strconv.QuoteToASCII(s)
	}
	return "`" + s + "`"
}

// shown returns a text for use in a message, on one line and cut if it is long.
func shown(s string) string {
	const most = 40
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
