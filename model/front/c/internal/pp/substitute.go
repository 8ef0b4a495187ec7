package pp

import "strings"

// substitution builds the replacement of a call on top of the stack of tokens.
type substitution struct {
	x     *expander
	call  call
	start int
	// paste is set after ##; empty if there is nothing on its left, comma if there
	// is a comma of the body.
	paste, empty, comma bool
	// blank is set if a blank is due before the next token.
	blank bool
}

// substitute appends the replacement of a call to the stack of tokens.
func (x *expander) substitute(c *call) {
	s := substitution{x: x, call: *c, start: len(x.toks)}
	s.body(c.macro.body)
	if s.start < len(x.toks) {
		t := &x.toks[s.start]
		t.flags = t.flags&^(spaced|lined) | c.use.flags&(spaced|lined)
	}
}

func (s *substitution) body(body []token) {
	x, c := s.x, &s.call
	last := len(c.macro.Params) - 1
	for i := 0; i < len(body) && !x.spent; i++ {
		b := &body[i]
		more := b.flags&pasted != 0
		switch b.kind {
		case param:
			if s.paste && s.comma && c.macro.Variadic && int(b.arg) == last {
				s.afterComma(b)
				break
			}
			toks := x.arg(c, int(b.arg))
			if !s.paste && !more {
				toks = x.expanded(c, int(b.arg))
			}
			s.add(toks, b)
		case stringify:
			t := s.made(b)
			t.kind, t.text = String, quoted(x.arg(c, int(b.arg)))
			x.steps += len(t.text) / 4
			s.add([]token{t}, b)
		case vaOpt:
			n := int(b.arg)
			group := body[i+1 : i+1+n]
			i += n
			if n > 0 && len(x.expanded(c, last)) > 0 {
				s.body(group)
				continue
			}
			s.add(nil, b)
			more = body[i].flags&pasted != 0 // a ## after the group is kept on its last token
		default:
			if s.paste || more {
				s.add([]token{s.made(b)}, b)
				break
			}
			x.toks = append(x.toks, s.made(b))
			s.space(len(x.toks) - 1)
		}
		s.paste = more
		s.comma = more && b.op == ','
	}
}

// afterComma adds the rest of the arguments after GNU's `, ##`: there is no paste,
// and the comma goes if the call has no such argument.
func (s *substitution) afterComma(b *token) {
	x, c := s.x, &s.call
	rest := x.arg(c, int(b.arg))
	if c.count < len(c.macro.Params) || len(c.macro.Params) == 1 && len(rest) == 0 {
		x.toks = x.toks[:len(x.toks)-1]
		s.empty = true
		return
	}
	s.paste = false
	s.add(rest, b)
}

// made returns a body's token with the place of the use.
func (s *substitution) made(b *token) token {
	t := *b
	t.file, t.start, t.end = s.call.use.file, s.call.use.start, s.call.use.end
	t.flags = t.flags&spaced | s.call.use.flags&^(spaced|lined)
	t.arg = 0
	return t
}

// add appends the tokens that b of the body stands for, and joins the first of
// them to what is before ##.
func (s *substitution) add(toks []token, b *token) {
	x := s.x
	if x.steps += len(toks); x.steps > maxSteps {
		x.exhausted(&s.call.use)
		return
	}
	if s.paste && !s.empty {
		if len(toks) > 0 {
			left := &x.toks[len(x.toks)-1]
			if joined, ok := s.join(left, &toks[0]); ok {
				*left = joined
				toks = toks[1:]
			}
			x.toks = append(x.toks, toks...)
		}
		return
	}
	s.empty = len(toks) == 0
	if s.empty {
		s.blank = s.blank || b.flags&spaced != 0
		return
	}
	at := len(x.toks)
	x.toks = append(x.toks, toks...)
	t := &x.toks[at]
	t.flags = t.flags&^(spaced|lined) | b.flags&spaced
	s.space(at)
}

// space gives a token the blank that stood before an empty argument.
func (s *substitution) space(at int) {
	if s.blank {
		s.x.toks[at].flags |= spaced
		s.blank = false
	}
}

// join makes one token of two.
func (s *substitution) join(a, b *token) (token, bool) {
	x := s.x
	t := s.made(a)
	t.flags |= a.flags & (spaced | lined)
	text := a.text + b.text
	var r token
	l := lexer{text: text, class: x.class, quiet: true}
	l.next(&r)
	if r.kind == endOfText || r.start != 0 || l.pos != len(text) || r.kind == Other {
		x.errorf(BadPaste, x.at(&s.call.use), "## in %s makes %s, which is not one token", s.call.macro.Name, text)
		return token{}, false
	}
	x.steps += len(text) / 4
	t.text, t.kind, t.op = text, r.kind, r.op
	return t, true
}

// quoted returns tokens as a string literal.
func quoted(toks []token) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range toks {
		t := &toks[i]
		if i > 0 && t.flags&(spaced|lined) != 0 {
			b.WriteByte(' ')
		}
		if t.kind != String && t.kind != Char {
			b.WriteString(t.text)
			continue
		}
		for j := 0; j < len(t.text); j++ {
			if t.text[j] == '"' || t.text[j] == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(t.text[j])
		}
	}
	b.WriteByte('"')
	return b.String()
}
