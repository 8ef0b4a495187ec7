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

func paramIndex(m *Macro, name string) int {
	if !m.Function {
		return -1
	}
	return slices.Index(m.Params, name)
}
