package pp

// Kind is the class of a token.
type Kind uint8

const (
	// Identifier is a name or keyword.
	Identifier Kind = iota
	// Number is an integer or floating constant.
	Number
	// Char is a character constant.
	Char
	// String is a string literal.
	String
	// Punct is an operator or separator.
	Punct
	// Other is a byte that begins no token of C.
	Other
	// CommentToken is a comment, which only Text.Tokens gives.
	CommentToken
	// Directive is the # of a directive with its name, which only Text.Tokens
	// gives.
	Directive

	// The rest stays inside of the package.

	// endOfText and endOfLine (of a directive) end a run of tokens.
	endOfText
	endOfLine
	// param is a parameter in a macro's body, stringify one with a # before it,
	// and vaOpt the beginning of a __VA_OPT__ group: arg says which, or how long.
	param
	stringify
	vaOpt
	// unknown is a name in a condition that nothing defines.
	unknown
)

// flags are what else is known of a token.
type flags uint16

const (
	// spaced is set if there is a blank or a comment before the token, lined if a
	// line begins with it.
	spaced flags = 1 << iota
	lined
	// noExpand is set for good once a name was met inside of its own expansion.
	noExpand
	// made is set if a macro's body made the token: its place is that of the use.
	made
	// fromPrelude is set if it was written in the prelude.
	fromPrelude
	// pasted is set in a macro's body if ## comes after the token.
	pasted
	// fixed is set for a string that lacked its end and got one.
	fixed
)

// token is a token and its place: a range of bytes in one of the expander's files.
// In a macro's body there is no place.
type token struct {
	text       string
	start, end int32
	file       uint16
	flags      flags
	kind       Kind
	// op is the byte of a one-byte operator, or one of the names below.
	op byte
	// arg is the parameter of param and stringify, the length of a vaOpt group.
	arg int16
}

// Operators of more than one byte that the preprocessor knows.
const (
	opPaste    = 'P'
	opEllipsis = 'E'
	opLong     = 'L'
)

// punctLen returns the length of the operator that s begins with, at least 1.
func punctLen(s string) int {
	if len(s) < 2 {
		return 1
	}
	a, b := s[0], s[1]
	switch a {
	case '<', '>':
		if b == a {
			if len(s) > 2 && s[2] == '=' {
				return 3
			}
			return 2
		}
		return 1 + one(b == '=')
	case '-':
		return 1 + one(b == '-' || b == '=' || b == '>')
	case '+', '&', '|':
		return 1 + one(b == a || b == '=')
	case '=', '!', '*', '/', '%', '^':
		return 1 + one(b == '=')
	case '#':
		return 1 + one(b == '#')
	case '.':
		if b == '.' && len(s) > 2 && s[2] == '.' {
			return 3
		}
	}
	return 1
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// opOf returns the op of an operator.
func opOf(s string) byte {
	switch {
	case len(s) == 1:
		return s[0]
	case s == "##":
		return opPaste
	case s == "...":
		return opEllipsis
	}
	return opLong
}

// wouldJoin reports whether a token of a kind that ends with a and one that begins
// with b would be read as something else without a blank between them. It errs on
// the side of a blank.
func wouldJoin(k Kind, a, b byte) bool {
	switch {
	case k == Number:
		return isWord(b) || b == '.' || b == '+' || b == '-'
	case isWord(a):
		return isWord(b) || b == '"' || b == '\''
	}
	switch a {
	case '+', '&', '|', '<', '>', '=', '#':
		return b == a || b == '='
	case '-':
		return b == '-' || b == '=' || b == '>'
	case '!', '*', '%', '^':
		return b == '='
	case '/':
		return b == '=' || b == '/' || b == '*'
	case '.':
		return b == '.' || '0' <= b && b <= '9'
	case '\\':
		return true
	}
	return false
}

// isWord reports whether c can be part of a name or number.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= 0x80
}
