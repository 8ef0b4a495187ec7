package annot

import (
	"strings"
	"unicode/utf8"
)

// tokenKind says what a token of a property is.
type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokName
	tokNumber
	tokChar
	tokString
	tokOp
	// tokBad begins no token.
	tokBad
)

// token is a piece of a property: the bytes from start up to end.
type token struct {
	kind       tokenKind
	start, end int
}

// operators returns the operators of two characters. `<>` and `++` are none: the
// parser sees two and says what would be right.
func operators() []string {
	return []string{"=>", "==", "!=", "<=", ">=", "<<", ">>", "&&", "||", "/\\", "\\/", "->"}
}

// tokens cuts a property. The last token is tokEnd.
func tokens(s string) []token {
	var list []token
	ops := operators()
	for i := 0; i < len(s); {
		n, kind := 1, tokOp
		switch c := s[i]; {
		case strings.IndexByte(" \t\r\n\v\f", c) >= 0:
			i++
			continue
		case c >= '0' && c <= '9':
			n, kind = numberLen(s[i:], afterDot(s, list)), tokNumber
		case isWordByte(c) && validName(s[i:]):
			n, kind = nameLen(s[i:]), tokName
		case c == '"' || c == '\'':
			if n, kind = literal(s[i:]), tokString; n == 0 {
				n, kind = 1, tokBad
			} else if c == '\'' {
				kind = tokChar
			}
		case len(s) > i+1 && contains(ops, s[i:i+2]):
			n = 2
		case strings.IndexByte("!~-+*/%&|^<>=()[].,:?{}", c) < 0:
			_, n = utf8.DecodeRuneInString(s[i:])
			kind = tokBad
		}
		list = append(list, token{kind, i, i + n})
		i += n
	}
	return append(list, token{tokEnd, len(s), len(s)})
}

// validName reports whether s begins with a character that may begin a name and is
// valid UTF-8.
func validName(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return r != utf8.RuneError || n > 1
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// afterDot reports whether the last token is a dot: a number behind it is the name
// of a member of a tuple.
func afterDot(s string, list []token) bool {
	return len(list) > 0 && s[list[len(list)-1].start] == '.'
}

// numberLen returns the length of the number that s begins with, with whatever
// letters follow: the parser judges them. A fraction belongs to it, so that it can
// be named in a message.
func numberLen(s string, member bool) int {
	n := 0
	for n < len(s) {
		fraction := s[n] == '.' && !member && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9'
		if !isWordByte(s[n]) && !fraction {
			break
		}
		n++
	}
	return n
}
