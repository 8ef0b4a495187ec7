package syntax

import (
	"github.com/lkmm-tools/fencepost/model/front/c/internal/pp"
)

// class is what a token is.
type class uint8

const (
	// endToken is behind the last token.
	endToken class = iota
	// wordToken is a name or a keyword; its word says which keyword.
	wordToken
	numberToken
	charToken
	stringToken
	// punctToken is an operator or separator; its op says which.
	punctToken
	// otherToken is a byte that begins no token of C.
	otherToken
)

// op is an operator or separator: its bytes, the first one lowest.
type op uint32

// The operators of one byte are that byte.
const (
	opArrow     = op('-') | op('>')<<8
	opInc       = op('+') | op('+')<<8
	opDec       = op('-') | op('-')<<8
	opShl       = op('<') | op('<')<<8
	opShr       = op('>') | op('>')<<8
	opLessEq    = op('<') | op('=')<<8
	opMoreEq    = op('>') | op('=')<<8
	opEq        = op('=') | op('=')<<8
	opNotEq     = op('!') | op('=')<<8
	opAndAnd    = op('&') | op('&')<<8
	opOrOr      = op('|') | op('|')<<8
	opMulAssign = op('*') | op('=')<<8
	opDivAssign = op('/') | op('=')<<8
	opModAssign = op('%') | op('=')<<8
	opAddAssign = op('+') | op('=')<<8
	opSubAssign = op('-') | op('=')<<8
	opAndAssign = op('&') | op('=')<<8
	opXorAssign = op('^') | op('=')<<8
	opOrAssign  = op('|') | op('=')<<8
	opShlAssign = opShl | op('=')<<16
	opShrAssign = opShr | op('=')<<16
	opEllipsis  = op('.') | op('.')<<8 | op('.')<<16
	opPaste     = op('#') | op('#')<<8
)

// none stands for the index of a token that there is not.
const none = -1

// token is a token of an expanded text.
type token struct {
	start, end int32
	// match is the index of the partner of a bracket, or none.
	match int32
	class class
	word  word
	// lined is set for the first token of a line.
	lined bool
	op    op
}

// lex returns the tokens of an expanded text. The last one is an endToken.
func lex(text *pp.Text) []token {
	n, out := text.OutTokens(), text.Out
	list := make([]token, 0, n+1)
	end := 0
	for i := range n {
		from := text.OutToken(i)
		t := token{start: int32(from.Start), end: int32(from.End), match: none}
		// There is one blank or one line end between tokens, or nothing.
		t.lined = i == 0 || from.Start > end && out[from.Start-1] == '\n'
		end = from.End
		t.classify(from.Kind, out[from.Start:from.End])
		list = append(list, t)
	}
	return append(list, token{start: int32(len(out)), end: int32(len(out)), match: none, lined: true})
}

// classify sets what the token with a text is.
func (t *token) classify(kind pp.Kind, text []byte) {
	switch kind {
	case pp.Identifier:
		t.class, t.word = wordToken, wordOf(text)
	case pp.Number:
		t.class = numberToken
	case pp.Char:
		t.class = charToken
	case pp.String:
		t.class = stringToken
	case pp.Punct:
		t.class = punctToken
		for k := min(len(text), 3) - 1; k >= 0; k-- {
			t.op = t.op<<8 | op(text[k])
		}
	default:
		t.class = otherToken
	}
}
