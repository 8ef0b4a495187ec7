package annot

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// piece is a piece of what a directive says: s stands at the offset at, byte for
// byte, apart from decoration and remarks, which are blanks in s.
type piece struct {
	f  *source.File
	at int
	s  string
}

func (p piece) span() source.Span { return p.f.Span(p.at, p.at+len(p.s)) }
func (p piece) word() Word        { return Word{p.s, p.span()} }

// sub returns the bytes from one index up to another.
func (p piece) sub(from, to int) piece { return piece{p.f, p.at + from, p.s[from:to]} }

// trim returns the piece without blanks around it.
func (p piece) trim() piece {
	const blanks = " \t\r\n\v\f"
	from := len(p.s) - len(strings.TrimLeft(p.s, blanks))
	return p.sub(from, max(from, len(strings.TrimRight(p.s, blanks))))
}

// split cuts the piece at a sign outside of brackets and literals, and trims the
// parts.
func (p piece) split(sign byte) []piece {
	var parts []piece
	start := 0
	p.outside(func(i int) bool {
		if p.s[i] == sign {
			parts = append(parts, p.sub(start, i).trim())
			start = i + 1
		}
		return true
	})
	return append(parts, p.sub(start, len(p.s)).trim())
}

// assign cuts the piece at the first `=` that is an operator of its own and stands
// outside of brackets and literals.
func (p piece) assign() (left, right piece, ok bool) {
	at := -1
	p.outside(func(i int) bool {
		if p.s[i] != '=' {
			return true
		}
		before, after := byte(0), byte(0)
		if i > 0 {
			before = p.s[i-1]
		}
		if i+1 < len(p.s) {
			after = p.s[i+1]
		}
		if after != '=' && after != '>' && strings.IndexByte("=!<>", before) < 0 {
			at = i
		}
		return at < 0
	})
	if at < 0 {
		return p, piece{}, false
	}
	return p.sub(0, at).trim(), p.sub(at+1, len(p.s)).trim(), true
}

// outside calls f with the index of each byte outside of brackets and literals
// until f returns false. An opening bracket is outside of itself, a closing one
// inside.
func (p piece) outside(f func(i int) bool) {
	depth := 0
	for i := 0; i < len(p.s); {
		if n := literal(p.s[i:]); n > 0 {
			i += n
			continue
		}
		if depth == 0 && !f(i) {
			return
		}
		switch p.s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
		i++
	}
}

// unbalanced returns the first bracket without its partner; ok is false if all
// have one.
func (p piece) unbalanced() (bracket source.Span, ok bool) {
	var open []int
	for i := 0; i < len(p.s); {
		if n := literal(p.s[i:]); n > 0 {
			i += n
			continue
		}
		switch p.s[i] {
		case '(', '[', '{':
			open = append(open, i)
		case ')', ']', '}':
			if len(open) == 0 || closing(p.s[open[len(open)-1]]) != p.s[i] {
				return p.sub(i, i+1).span(), true
			}
			open = open[:len(open)-1]
		}
		i++
	}
	if len(open) > 0 {
		last := open[len(open)-1]
		return p.sub(last, last+1).span(), true
	}
	return source.Span{}, false
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	default:
		return '}'
	}
}

// nameLen returns the length of the name that s begins with: words joined by `::`,
// as in `list::push`.
func nameLen(s string) int {
	n := 0
	for n < len(s) && isWordByte(s[n]) && (s[n] < '0' || s[n] > '9') {
		for n < len(s) && isWordByte(s[n]) {
			n++
		}
		if n+2 >= len(s) || s[n:n+2] != "::" || !isWordByte(s[n+2]) {
			break
		}
		n += 2
	}
	if strings.HasSuffix(s[:n], "::") {
		n -= 2
	}
	return n
}
