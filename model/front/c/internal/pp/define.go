package pp

import (
	"math"
	"slices"
)

// define reads a #define up to the end of its line; hash is the start of the
// directive.
func (x *expander) define(l *lexer, hash int) {
	var t token
	doc := x.docs.above(l.file, hash)
	l.next(&t)
	if t.kind != Identifier || t.text == "defined" {
		x.errorf(BadDirective, x.at(&t), "#define needs the name of a macro")
		return
	}
	m := &Macro{Name: t.text, NameSpan: x.at(&t), Doc: doc, Prelude: x.prelude, doubt: x.doubt()}
	after := int(t.end)
	if l.pos < len(l.text) && l.text[l.pos] == '(' {
		m.Function = true
		if !x.params(l, m) {
			return
		}
		after = l.pos
	}
	first := len(x.scratch)
	for l.next(&t); t.kind != endOfLine; l.next(&t) {
		x.scratch = append(x.scratch, t)
	}
	raw := x.scratch[first:]
	x.scratch = x.scratch[:first]
	m.Body = l.file.Span(after, after)
	if len(raw) > 0 {
		m.Body = l.file.Span(int(raw[0].start), int(raw[len(raw)-1].end))
	}
	if x.compile(m, raw) {
		x.add(m)
	}
}

// params reads the parameters of a function-like macro.
func (x *expander) params(l *lexer, m *Macro) bool {
	var t token
	l.next(&t) // the parenthesis
	for {
		l.next(&t)
		switch {
		case t.op == ')' && len(m.Params) == 0:
			return true
		case t.op == opEllipsis:
			m.Params, m.Variadic = append(m.Params, "__VA_ARGS__"), true
			l.next(&t)
		case t.kind == Identifier:
			if slices.Contains(m.Params, t.text) {
				x.errorf(BadDirective, x.at(&t), "%s is a parameter already", t.text)
				return false
			}
			m.Params = append(m.Params, t.text)
			l.next(&t)
			if t.op == opEllipsis {
				m.Variadic = true
				l.next(&t)
			}
		default:
			x.errorf(BadDirective, x.at(&t), "the name of a parameter, ... or ) belongs here")
			return false
		}
		switch {
		case t.op == ')':
			return true
		case t.op != ',' || m.Variadic || len(m.Params) >= math.MaxInt16:
			x.errorf(BadDirective, x.at(&t), "the list of parameters goes on with a comma or ends with )")
			return false
		}
	}
}

// compile turns the tokens of a body into the form that substitution reads.
func (x *expander) compile(m *Macro, raw []token) bool {
	m.body = make([]token, 0, len(raw))
	m.plain = true
	group := -1 // where the __VA_OPT__ group begins that is open
	depth := 0
	for i := 0; i < len(raw); i++ {
		t := raw[i]
		place := x.at(&t)
		t.start, t.end, t.file = 0, 0, 0
		if t.flags&lined != 0 {
			t.flags = t.flags&^lined | spaced
		}
		switch {
		case t.op == opPaste:
			last := len(m.body) - 1
			if last < 0 || i+1 == len(raw) || last == group {
				x.errorf(BadDirective, place, "## stands between two tokens")
				return false
			}
			m.body[last].flags |= pasted
			m.plain = false
			continue
		case t.op == '#' && m.Function:
			if i++; i == len(raw) || paramIndex(m, raw[i].text) < 0 || raw[i].kind != Identifier {
				x.errorf(BadDirective, place, "a parameter of %s belongs after #", m.Name)
				return false
			}
			t.kind, t.text, t.op, t.arg = stringify, raw[i].text, 0, int16(paramIndex(m, raw[i].text))
			m.plain = false
		case t.kind != Identifier:
		case t.text == "__VA_OPT__" && m.Variadic:
			if group >= 0 || i+1 == len(raw) || raw[i+1].op != '(' {
				x.errorf(BadDirective, place, "( belongs after __VA_OPT__, and no other __VA_OPT__ inside")
				return false
			}
			i++
			t.kind, group, depth, m.plain = vaOpt, len(m.body), 1, false
			m.body = append(m.body, t)
			continue
		case paramIndex(m, t.text) >= 0:
			t.kind, t.arg, m.plain = param, int16(paramIndex(m, t.text)), false
		}
		if group >= 0 {
			depth += one(t.op == '(') - one(t.op == ')')
			if depth == 0 {
				if len(m.body)-group > math.MaxInt16 || m.body[len(m.body)-1].flags&pasted != 0 {
					x.errorf(BadDirective, place, "## stands between two tokens")
					return false
				}
				m.body[group].arg = int16(len(m.body) - group - 1)
				group = -1
				continue
			}
		}
		m.body = append(m.body, t)
	}
	if group >= 0 {
		x.errorf(BadDirective, m.Body, "__VA_OPT__ lacks its )")
		return false
	}
	return true
}

func paramIndex(m *Macro, name string) int {
	if !m.Function {
		return -1
	}
	return slices.Index(m.Params, name)
}
