package syntax

import (
	"bytes"
	"sort"

	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
	"github.com/lkmm-tools/fencepost/model/source"
)

// stream is the tokens of a text with their partners.
type stream struct {
	text *pp.Text
	toks []token
	// stray are the closing brackets that close nothing.
	stray []int
	// dropped says of a bracket that is never closed before which token that should
	// be.
	dropped map[int]int
}

func newStream(text *pp.Text) *stream {
	s := &stream{text: text, toks: lex(text)}
	s.match()
	return s
}

// str returns the text of a token.
func (s *stream) str(i int) string { return string(s.bytes(i)) }

func (s *stream) bytes(i int) []byte {
	t := &s.toks[i]
	return s.text.Out[t.start:t.end]
}

// span returns where the tokens from i up to j are written. It is the empty place
// before i if there are none.
func (s *stream) span(i, j int) source.Span {
	if i >= j {
		at := s.text.Span(int(s.toks[i].start), int(s.toks[i].end))
		at.End = at.Start
		return at
	}
	return s.text.Span(int(s.toks[i].start), int(s.toks[j-1].end))
}

// behind returns the empty place right behind token i.
func (s *stream) behind(i int) source.Span {
	at := s.span(i, i+1)
	at.Start = at.End
	return at
}

// at returns the first token that does not end at offset or before.
func (s *stream) at(offset int) int {
	return sort.Search(len(s.toks)-1, func(i int) bool { return int(s.toks[i].end) > offset })
}

// plain reports whether token i is a name, no keyword.
func (s *stream) plain(i int) bool {
	return i >= 0 && s.toks[i].class == wordToken && s.toks[i].word == plainWord
}

// op returns the operator that token i is, 0 for anything else and outside of the
// text.
func (s *stream) op(i int) op {
	if i < 0 {
		return 0
	}
	return s.toks[i].op
}

// keyword returns the keyword that token i is.
func (s *stream) keyword(i int) word {
	if i < 0 {
		return plainWord
	}
	return s.toks[i].word
}

// skip returns the index behind the bracket that opens at i, none if it is never
// closed.
func (s *stream) skip(i int) int {
	if m := s.toks[i].match; m > int32(i) {
		return int(m) + 1
	}
	return none
}

// skipParens is skip if token i is an opening parenthesis, and i otherwise.
func (s *stream) skipParens(i int) int {
	if s.op(i) == '(' {
		if j := s.skip(i); j != none {
			return j
		}
	}
	return i
}

// annotated reports whether the name at i is spelled as annotations are, with two
// underscores in front.
func (s *stream) annotated(i int) bool {
	b := s.bytes(i)
	return len(b) > 2 && b[0] == '_' && b[1] == '_'
}

// shouted reports whether the name at i is spelled as only macros are: as an
// annotation, or in capitals.
func (s *stream) shouted(i int) bool {
	b := s.bytes(i)
	return s.annotated(i) || len(b) > 1 && bytes.Equal(bytes.ToUpper(b), b)
}

// margin reports whether token i stands in the first column of its line.
func (s *stream) margin(i int) bool {
	if !s.toks[i].lined {
		return false
	}
	at := s.span(i, i+1)
	return at.File != nil && (at.Start == 0 || at.File.Text()[at.Start-1] == '\n')
}

// endsOperand reports whether token i can be the last one of an operand.
func (s *stream) endsOperand(i int) bool {
	if i < 0 {
		return false
	}
	switch t := &s.toks[i]; t.class {
	case numberToken, charToken, stringToken:
		return true
	case wordToken:
		return t.word == plainWord
	default:
		return t.op == ')' || t.op == ']'
	}
}
