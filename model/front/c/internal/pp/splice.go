package pp

import "strings"

// spliced reads a token that a line continuation interrupts. Its text is that
// without the continuations.
func (l *lexer) spliced(t *token, start int) {
	r := spliceReader{l.text, start}
	var b strings.Builder
	take := func() byte {
		c := r.peek()
		b.WriteByte(c)
		r.pos++
		return c
	}
	word := func() {
		for r.more() && isWord(r.peek()) {
			take()
		}
	}
	t.flags &^= fixed
	switch c := r.peek(); {
	case '0' <= c && c <= '9', c == '.' && t.kind == Number:
		t.kind = Number
		for last := take(); r.more(); last = take() {
			c := r.peek()
			sign := (c == '+' || c == '-') && (last|0x20 == 'e' || last|0x20 == 'p')
			if !isWord(c) && c != '.' && !sign {
				break
			}
		}
	case isWord(c):
		word()
		t.kind = Identifier
		if r.more() && (r.peek() == '"' || r.peek() == '\'') && isPrefix(b.String()) {
			l.splicedLiteral(t, &r, &b, take)
		}
	case c == '"' || c == '\'':
		l.splicedLiteral(t, &r, &b, take)
	case t.kind == Punct:
		var buf [3]byte
		ends := [4]int{start}
		n := 0
		for n < len(buf) && r.more() {
			buf[n] = r.peek()
			r.pos++
			n++
			ends[n] = r.pos
		}
		text := string(buf[:n])
		if strings.HasPrefix(text, "//") || strings.HasPrefix(text, "/*") {
			l.splicedComment(t, start, ends[2], text[1] == '/')
			return
		}
		n = punctLen(text)
		t.op = opOf(text[:n])
		b.WriteString(text[:n])
		r.pos = ends[n]
	default:
		take()
	}
	l.pos = r.pos
	t.text, t.end = b.String(), int32(r.pos+l.base)
}

func (l *lexer) splicedLiteral(t *token, r *spliceReader, b *strings.Builder, take func() byte) {
	start := r.pos
	quote := take()
	t.kind = String
	if quote == '\'' {
		t.kind = Char
	}
	for r.more() && r.peek() != '\n' {
		switch take() {
		case quote:
			return
		case '\\':
			if r.more() && r.peek() != '\n' {
				take()
			}
		}
	}
	l.unclosed(start, r.pos, t.kind)
	b.WriteByte(quote)
}

// splicedComment reads the token after a comment whose first two bytes have a
// line continuation between them.
func (l *lexer) splicedComment(t *token, start, body int, line bool) {
	if line {
		l.pos = l.lineComment(start, body)
	} else {
		l.pos = l.blockComment(start, body)
	}
	f := t.flags | spaced
	l.atLine = f&lined != 0
	l.next(t)
	t.flags |= f
}

// spliceReader reads bytes over line continuations.
type spliceReader struct {
	text string
	pos  int
}

// more goes over line continuations and reports whether a byte is left.
func (r *spliceReader) more() bool {
	for r.pos < len(r.text) && r.text[r.pos] == '\\' {
		n := spliceLen(r.text, r.pos)
		if n == 0 {
			break
		}
		r.pos += n
	}
	return r.pos < len(r.text)
}

func (r *spliceReader) peek() byte { return r.text[r.pos] }
