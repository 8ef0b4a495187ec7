package pp

import (
	"math"

	"github.com/lkmm-tools/fencepost/model/source"
)

// bodyReader turns the tokens of a macro's body into the form that substitution
// reads: parameters by number, # and ## as marks of what they belong to.
type bodyReader struct {
	x *expander
	m *Macro
	// group is where the __VA_OPT__ group begins that is open, -1 if none is; depth
	// is that of its parentheses.
	group, depth int
}

// compile sets the body of m. It returns false after a problem.
func (x *expander) compile(m *Macro, raw []token) bool {
	r := bodyReader{x: x, m: m, group: -1}
	m.body = make([]token, 0, len(raw))
	m.plain = true
	for i := 0; i < len(raw); {
		n := r.read(raw[i], raw[i+1:])
		if n == 0 {
			return false
		}
		i += n
	}
	if r.group >= 0 {
		x.errorf(BadDirective, m.Body, "__VA_OPT__ lacks its )")
		return false
	}
	return true
}

// read takes a token and returns how many it was with those after it, or 0 after a
// problem.
func (r *bodyReader) read(t token, rest []token) int {
	x, m := r.x, r.m
	place := x.at(&t)
	t.start, t.end, t.file = 0, 0, 0
	if t.flags&lined != 0 {
		t.flags = t.flags&^lined | spaced
	}
	if r.group >= 0 {
		r.depth += one(t.op == '(') - one(t.op == ')')
		if r.depth == 0 {
			return r.closeGroup(place)
		}
	}
	n := 1
	switch {
	case t.op == opPaste:
		last := len(m.body) - 1
		if last < 0 || len(rest) == 0 || last == r.group {
			x.errorf(BadDirective, place, "## stands between two tokens")
			return 0
		}
		m.body[last].flags |= pasted
		m.plain = false
		return 1
	case t.op == '#' && m.Function:
		if len(rest) == 0 || rest[0].kind != Identifier || paramIndex(m, rest[0].text) < 0 {
			x.errorf(BadDirective, place, "a parameter of %s belongs after #", m.Name)
			return 0
		}
		t.kind, t.text, t.op, t.arg = stringify, rest[0].text, 0, int16(paramIndex(m, rest[0].text))
		m.plain = false
		n = 2
	case t.kind != Identifier:
	case t.text == "__VA_OPT__" && m.Variadic:
		if r.group >= 0 || len(rest) == 0 || rest[0].op != '(' {
			x.errorf(BadDirective, place, "( belongs after __VA_OPT__, and no other __VA_OPT__ inside")
			return 0
		}
		t.kind = vaOpt
		r.group, r.depth, m.plain = len(m.body), 1, false
		n = 2
	case paramIndex(m, t.text) >= 0:
		t.kind, t.arg, m.plain = param, int16(paramIndex(m, t.text)), false
	}
	m.body = append(m.body, t)
	return n
}

// closeGroup ends a __VA_OPT__ group, and returns as read does.
func (r *bodyReader) closeGroup(place source.Span) int {
	m := r.m
	n := len(m.body) - r.group - 1
	if n > math.MaxInt16 || m.body[len(m.body)-1].flags&pasted != 0 {
		r.x.errorf(BadDirective, place, "## stands between two tokens")
		return 0
	}
	m.body[r.group].arg = int16(n)
	r.group = -1
	return 1
}
