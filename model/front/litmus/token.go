package litmus

import (
	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// tokenKind is a kind of token, of the threads as well as of the init block and
// the final section.
type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokName
	// tokNumber is a run of letters and digits that starts with a digit.
	tokNumber
	// tokPunct is an operator or a bracket.
	tokPunct
	// tokLiteral is a string or character literal.
	tokLiteral
	// tokBad is text that was reported already.
	tokBad
)

// token is a token of the text from start up to end.
type token struct {
	kind       tokenKind
	start, end int
}

// stream is a sequence of tokens that a parser reads; the last one is tokEOF.
type stream struct {
	file *source.File
	rep  *reporter
	toks []token
	pos  int
	// stop is set when the nesting was too deep and the rest is not read; what
	// is then missing is not reported.
	stop bool
	// cut is set when a comment without an end swallowed the rest of the text, or
	// the rest is not read; what is then missing at the end is not reported.
	cut bool
}

// cur returns the next token.
func (s *stream) cur() token { return s.toks[s.pos] }

// peek returns the token n behind the next one.
func (s *stream) peek(n int) token { return s.toks[min(s.pos+n, len(s.toks)-1)] }

// next consumes a token and returns it.
func (s *stream) next() token {
	t := s.toks[s.pos]
	if t.kind != tokEOF {
		s.pos++
	}
	return t
}

func (s *stream) text(t token) string      { return s.file.Text()[t.start:t.end] }
func (s *stream) span(t token) source.Span { return s.file.Span(t.start, t.end) }
func (s *stream) atEnd() bool              { return s.cur().kind == tokEOF }

// prevEnd returns the end of the token before the next one.
func (s *stream) prevEnd() int {
	if s.pos == 0 {
		return s.toks[0].start
	}
	return s.toks[s.pos-1].end
}

// since returns the span from start to the end of what was consumed.
func (s *stream) since(start int) source.Span { return s.file.Span(start, s.prevEnd()) }

// isPunct reports whether t is the operator or bracket p.
func (s *stream) isPunct(t token, p string) bool {
	return t.kind == tokPunct && s.text(t) == p
}

// isWord reports whether t is the name w.
func (s *stream) isWord(t token, w string) bool {
	return t.kind == tokName && s.text(t) == w
}

// at reports whether the next token is the operator or bracket p.
func (s *stream) at(p string) bool { return s.isPunct(s.cur(), p) }

// atAny reports whether the next token is one of the operators or brackets.
func (s *stream) atAny(ps ...string) bool {
	for _, p := range ps {
		if s.at(p) {
			return true
		}
	}
	return false
}

// atWord reports whether the next token is the name w.
func (s *stream) atWord(w string) bool { return s.isWord(s.cur(), w) }

// accept consumes the operator or bracket p if it is next.
func (s *stream) accept(p string) bool {
	if !s.at(p) {
		return false
	}
	s.pos++
	return true
}

// expect consumes p or reports that it is missing in the given construct.
func (s *stream) expect(p, where string) bool {
	if s.accept(p) {
		return true
	}
	s.missing(p, where)
	return false
}

// missing reports that p should stand before the next token. The place is the
// end of what precedes it, where it is to be added.
func (s *stream) missing(p, where string) *diag.Problem {
	if s.silent() {
		return &diag.Problem{}
	}
	at := s.file.Span(s.prevEnd(), s.prevEnd())
	return s.rep.errorf(SyntaxError, at, "expected `%s` %s, found %s", p, where, s.found()).
		Fix("Add `"+p+"`", at, p)
}

// unexpected reports the next token, and says what would be right.
func (s *stream) unexpected(want string) *diag.Problem {
	t := s.cur()
	switch {
	case s.silent():
		return &diag.Problem{}
	case t.kind == tokEOF:
		return s.rep.errorf(SyntaxError, s.span(t), "%s is missing at the end", want)
	}
	return s.rep.errorf(SyntaxError, s.span(t), "unexpected %s; expected %s", s.found(), want)
}

// silent reports whether what is wrong with the next token has its report.
func (s *stream) silent() bool {
	return s.stop || s.cur().kind == tokBad || s.cut && s.atEnd()
}

// found names the next token for a message.
func (s *stream) found() string {
	t := s.cur()
	if t.kind == tokEOF {
		return "the end"
	}
	return "`" + shown(s.text(t)) + "`"
}
