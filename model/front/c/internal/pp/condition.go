package pp

import (
	"strconv"
	"strings"
)

// evaluate computes the condition of #if or #elif. names are those without a
// meaning that an unknown outcome hangs on. guard is NAME for !defined(NAME).
func (x *expander) evaluate(l *lexer, hash int) (v truth, names []string, guard string) {
	word := l.pos
	saved := x.condition
	x.condition = true
	toks, place := x.line(l)
	x.condition = saved
	if len(toks) == 0 {
		x.errorf(BadCondition, l.file.Span(hash, word), "a condition belongs here")
		return yes, nil, ""
	}
	e := condParser{x: x, toks: toks}
	r := e.ternary(0)
	if e.failed == "" && e.pos < len(toks) {
		e.fail("%s does not belong here", toks[e.pos].text)
	}
	if e.failed != "" {
		at := place
		if e.pos < len(toks) {
			at = x.at(&toks[e.pos])
		}
		x.errorf(BadCondition, at, "this condition cannot be computed: %s", e.failed)
		return yes, nil, ""
	}
	if v = r.truth(); v == maybe {
		return maybe, e.names, negated(toks)
	}
	return v, nil, ""
}

// negated returns NAME if the condition is !NAME for a name without a meaning.
func negated(toks []token) string {
	if len(toks) == 2 && toks[0].op == '!' && toks[1].kind == unknown {
		return toks[1].text
	}
	return ""
}

// definedOperator reads the operand of defined and makes t its value.
func (x *expander) definedOperator(t *token) {
	var a token
	if !x.next(&a) {
		return
	}
	paren := a.op == '('
	if paren && !x.next(&a) {
		return
	}
	if a.kind != Identifier {
		t.text = "defined without a name"
		t.kind = Other
		return
	}
	if m := x.lookup(a.text); m != nil {
		x.use(m, &a)
	}
	if paren {
		var end token
		if !x.next(&end) || end.op != ')' {
			t.text, t.kind = "defined without )", Other
			return
		}
	}
	t.kind, t.op = Number, 0
	switch x.defined(a.text) {
	case yes:
		t.text = "1"
	case no:
		t.text = "0"
	case maybe:
		t.kind, t.text = unknown, a.text
	}
}

// value is a value of a condition: 64 bits, signed or not, or not known. Of one that
// is not known it may be known that it is not 0.
type value struct {
	v        int64
	unsigned bool
	known    bool
	nonzero  bool
}

func (v value) truth() truth {
	switch {
	case v.nonzero || v.known && v.v != 0:
		return yes
	case v.known:
		return no
	}
	return maybe
}

// condParser computes a condition. Names without a meaning are unknown; an operator
// is unknown unless the known operand decides it.
type condParser struct {
	x      *expander
	toks   []token
	pos    int
	names  []string
	failed string
	// dead counts the operands around that an operator leaves out: 0 && here.
	dead int
}

func (p *condParser) fail(format, text string) value {
	if p.failed == "" {
		p.failed = strings.Replace(format, "%s", text, 1)
	}
	return value{known: true}
}

// peek returns the text of the next token, "" at the end.
func (p *condParser) peek() string {
	if p.pos < len(p.toks) {
		return p.toks[p.pos].text
	}
	return ""
}

// ternary reads c ? a : b and what binds tighter.
func (p *condParser) ternary(depth int) value {
	if depth > maxNesting {
		return p.fail("it is nested too deeply%s", "")
	}
	c := p.binary(0, depth+1)
	if p.peek() != "?" || p.failed != "" {
		return c
	}
	p.pos++
	p.dead += one(c.truth() == no)
	a := p.ternary(depth + 1)
	p.dead -= one(c.truth() == no)
	if p.peek() != ":" {
		return p.fail("a colon belongs after ? and its value%s", "")
	}
	p.pos++
	p.dead += one(c.truth() == yes)
	b := p.ternary(depth + 1)
	p.dead -= one(c.truth() == yes)
	unsigned := a.unsigned || b.unsigned
	switch c.truth() {
	case yes:
	case no:
		a = b
	case maybe:
		if a != b {
			return value{}
		}
	}
	a.unsigned = unsigned
	return a
}

// binaryLevel returns how tight an operator binds, 0 if it is none.
func binaryLevel(op string) int {
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

// binary reads operators that bind tighter than level.
func (p *condParser) binary(level, depth int) value {
	if depth > maxNesting {
		return p.fail("it is nested too deeply%s", "")
	}
	a := p.unary(depth + 1)
	for p.failed == "" {
		op := p.peek()
		n := binaryLevel(op)
		if n <= level {
			return a
		}
		p.pos++
		before := len(p.names)
		dead := one(op == "&&" && a.truth() == no || op == "||" && a.truth() == yes)
		p.dead += dead
		b := p.binary(n, depth+1)
		p.dead -= dead
		a = p.apply(op, a, b, before)
	}
	return a
}

// apply computes a op b.
func (p *condParser) apply(op string, a, b value, before int) value {
	if op == "&&" || op == "||" {
		decides := truth(one(op == "||"))
		switch {
		case a.truth() == decides:
			p.names = p.names[:before] // they don't matter
			return truthValue(decides == yes)
		case b.truth() == decides:
			return truthValue(decides == yes)
		case a.truth() == maybe || b.truth() == maybe:
			return value{}
		}
		return truthValue(decides == no)
	}
	if !a.known || !b.known {
		return value{}
	}
	u := a.unsigned || b.unsigned
	r := value{unsigned: u, known: true}
	switch op {
	case "|":
		r.v = a.v | b.v
	case "^":
		r.v = a.v ^ b.v
	case "&":
		r.v = a.v & b.v
	case "==":
		return truthValue(a.v == b.v)
	case "!=":
		return truthValue(a.v != b.v)
	case "<":
		return truthValue(less(a.v, b.v, u))
	case ">":
		return truthValue(less(b.v, a.v, u))
	case "<=":
		return truthValue(!less(b.v, a.v, u))
	case ">=":
		return truthValue(!less(a.v, b.v, u))
	case "<<":
		return shift(a, b, true)
	case ">>":
		return shift(a, b, false)
	case "+":
		r.v = a.v + b.v
	case "-":
		r.v = a.v - b.v
	case "*":
		r.v = a.v * b.v
	case "/", "%":
		return p.divide(op, a, b, u)
	default:
		panic("pp: unhandled operator " + op)
	}
	return r
}

// shift computes a << b or a >> b. By less than 0 it goes the other way, as compilers
// have it.
func shift(a, b value, left bool) value {
	n := uint64(b.v)
	if !b.unsigned && b.v < 0 {
		left, n = !left, -n
	}
	switch {
	case left:
		a.v <<= n
	case a.unsigned:
		a.v = int64(uint64(a.v) >> n)
	default:
		a.v >>= n
	}
	return a
}

func (p *condParser) divide(op string, a, b value, u bool) value {
	r := value{unsigned: u, known: true}
	switch {
	case b.v == 0 && p.dead > 0:
	case b.v == 0:
		return p.fail("division by zero%s", "")
	case u && op == "/":
		r.v = int64(uint64(a.v) / uint64(b.v))
	case u:
		r.v = int64(uint64(a.v) % uint64(b.v))
	case b.v == -1: // the smallest number has no negative
		if op == "/" {
			r.v = -a.v
		}
	case op == "/":
		r.v = a.v / b.v
	default:
		r.v = a.v % b.v
	}
	return r
}

func truthValue(b bool) value { return value{v: int64(one(b)), known: true} }

func less(a, b int64, unsigned bool) bool {
	if unsigned {
		return uint64(a) < uint64(b)
	}
	return a < b
}

// unary reads an operand with the operators before it.
func (p *condParser) unary(depth int) value {
	if depth > maxNesting {
		return p.fail("it is nested too deeply%s", "")
	}
	if p.pos >= len(p.toks) {
		return p.fail("an operand is missing%s", "")
	}
	t := &p.toks[p.pos]
	p.pos++
	switch {
	case t.op == '(':
		r := p.ternary(depth + 1)
		for p.peek() == "," && p.failed == "" {
			p.pos++
			r = p.ternary(depth + 1)
		}
		if p.failed == "" && p.peek() != ")" {
			return p.fail("a closing parenthesis is missing%s", "")
		}
		p.pos++
		return r
	case t.op == '!':
		r := p.unary(depth + 1)
		if r.truth() == maybe {
			return value{}
		}
		return truthValue(r.truth() == no)
	case t.op == '-':
		r := p.unary(depth + 1)
		r.v, r.nonzero = -r.v, false
		return r
	case t.op == '+':
		return p.unary(depth + 1)
	case t.op == '~':
		r := p.unary(depth + 1)
		r.v, r.nonzero = ^r.v, false
		return r
	case t.kind == Number:
		return p.number(t.text)
	case t.kind == Char:
		return p.char(t.text)
	case t.kind == unknown:
		return p.name(t.text)
	case t.kind == Identifier:
		return p.identifier(t, depth)
	}
	p.pos--
	return p.fail("%s is no operand", t.text)
}

func (p *condParser) name(name string) value {
	p.names = append(p.names, name)
	return value{}
}

// identifier reads a name without a macro, with arguments if it has some: a macro
// of a header that is not there.
func (p *condParser) identifier(t *token, depth int) value {
	if p.peek() == "(" {
		n := 0
		for {
			switch p.peek() {
			case "(":
				n++
			case ")":
				n--
			case "":
				return p.fail("a closing parenthesis is missing%s", "")
			}
			p.pos++
			if n == 0 {
				break
			}
		}
		return p.name(t.text + "()")
	}
	switch p.x.defined(t.text) {
	case no:
		return value{known: true}
	case yes:
		if p.x.lookup(t.text) != nil {
			return value{known: true} // inside of its own expansion, or not called
		}
		p.names = append(p.names, t.text)
		return value{nonzero: true} // taken to be so before
	}
	t.kind = unknown
	return p.name(t.text)
}

// number computes an integer constant.
func (p *condParser) number(s string) value {
	digits := strings.ReplaceAll(strings.TrimRight(s, "uUlL"), "'", "")
	suffix := strings.ToLower(s[len(strings.TrimRight(s, "uUlL")):])
	base := 10
	switch {
	case strings.HasPrefix(digits, "0x"), strings.HasPrefix(digits, "0X"):
		base, digits = 16, digits[2:]
	case strings.HasPrefix(digits, "0b"), strings.HasPrefix(digits, "0B"):
		base, digits = 2, digits[2:]
	case len(digits) > 1 && digits[0] == '0':
		base, digits = 8, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil || len(suffix) > 3 {
		p.pos--
		return p.fail("%s is no integer of 64 bits", s)
	}
	return value{v: int64(n), unsigned: strings.Contains(suffix, "u") || int64(n) < 0, known: true}
}

// char computes a character constant.
func (p *condParser) char(s string) value {
	body := s[strings.IndexByte(s, '\'')+1:]
	body = strings.TrimSuffix(body, "'")
	r, _, rest, err := strconv.UnquoteChar(body, '\'')
	if err == nil && rest == "" {
		return value{v: int64(r), known: true}
	}
	if strings.HasPrefix(body, `\`) {
		if n, err := strconv.ParseInt(body[1:], 8, 64); err == nil {
			return value{v: n, known: true} // \0
		}
	}
	p.pos--
	return p.fail("%s is no character that can be computed with here", s)
}
