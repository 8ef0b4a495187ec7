package cat

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// tokenKind is the kind of a token.
type tokenKind uint8

const (
	tokEOF     tokenKind = iota
	tokName              // po-loc
	tokTag               // 'rcu-lock; the text is without the quote
	tokString            // "lock.cat"; the text is without the quotes
	tokKeyword           // let
	tokSymbol            // ;
)

// token is one word of a model file.
type token struct {
	kind       tokenKind
	text       string
	start, end int
	// column is the distance from the start of the line in bytes; lineStart is
	// set on the first token of a line.
	column    int
	lineStart bool
}

// String describes the token in a message.
func (t token) String() string {
	switch t.kind {
	case tokEOF:
		return "the end of the file"
	case tokTag:
		return fmt.Sprintf("tag '%s", t.text)
	case tokString:
		return fmt.Sprintf("string %q", t.text)
	case tokName, tokKeyword, tokSymbol:
		return "`" + t.text + "`"
	default:
		panic(fmt.Sprintf("cat: unhandled token kind %d", t.kind))
	}
}

// isKeyword reports whether a word is reserved.
func isKeyword(word string) bool {
	switch word {
	case "let", "rec", "and", "when", "in", "fun", "match", "with", "begin", "end",
		"try", "if", "then", "else", "acyclic", "irreflexive", "empty", "flag",
		"undefined_unless", "assert", "include", "show", "unshow", "as", "procedure",
		"call", "forall", "do", "from", "enum", "instructions", "default", "subset":
		return true
	}
	return false
}

// symbolLength returns the length of the operator or bracket that s begins with,
// 0 if there is none.
func symbolLength(s string) int {
	if len(s) > 1 {
		switch s[:2] {
		case "->", "||", "++", "&&":
			return 2
		}
	}
	if strings.IndexByte("(){}[]_0|&*~+\\?=;,", s[0]) >= 0 {
		return 1
	}
	return 0
}

// lexer splits a file into tokens.
type lexer struct {
	file  *source.File
	text  string
	pos   int
	toks  []token
	diags *diag.List
}

// lex returns the tokens of the file; the last one is tokEOF. What is no token
// is reported and left out.
func lex(file *source.File, diags *diag.List) []token {
	l := &lexer{file: file, text: file.Text(), diags: diags}
	l.toks = make([]token, 0, 16+file.Len()/8)
	line, fresh := 0, true // where the line began; no token on it yet
	for l.pos < len(l.text) {
		before, made := l.pos, len(l.toks)
		l.step()
		if len(l.toks) > made {
			l.toks[made].column = before - line
			l.toks[made].lineStart = fresh
			fresh = false
		}
		if n := strings.LastIndexByte(l.text[before:l.pos], '\n'); n >= 0 {
			line, fresh = before+n+1, true
		}
	}
	l.toks = append(l.toks, token{kind: tokEOF, start: l.pos, end: l.pos, lineStart: true})
	return l.toks
}

// step consumes one blank, comment, token or wrong character.
func (l *lexer) step() {
	rest := l.text[l.pos:]
	c := rest[0]
	switch {
	case strings.IndexByte(" \t\r\n\f", c) >= 0:
		l.pos++
	case c == '#', strings.HasPrefix(rest, "//"):
		l.pos += lineLength(rest)
	case strings.HasPrefix(rest, "(*"):
		l.comment()
	case c == '"':
		l.str()
	case c == '\'':
		if n := nameLength(rest[1:]); n > 0 {
			l.add(tokTag, rest[1:1+n], 1+n)
			return
		}
		l.wrong(1, "expected a tag name after `'`")
	case c == '^':
		l.inverse()
	case isLetter(c), c == '_' && nameLength(rest) > 0:
		word := rest[:nameLength(rest)]
		kind := tokName
		if isKeyword(word) {
			kind = tokKeyword
		}
		l.add(kind, word, len(word))
	default:
		l.symbol(rest)
	}
}

func (l *lexer) add(kind tokenKind, text string, length int) {
	l.toks = append(l.toks, token{kind: kind, text: text, start: l.pos, end: l.pos + length})
	l.pos += length
}

// wrong reports length bytes that cannot be used and skips them.
func (l *lexer) wrong(length int, format string, args ...any) {
	if len(l.diags.Problems) < maxProblems {
		l.diags.Errorf(CodeSyntax, l.file.Span(l.pos, l.pos+length), format, args...)
	}
	l.pos += length
}

func (l *lexer) symbol(rest string) {
	if n := symbolLength(rest); n > 0 {
		l.add(tokSymbol, rest[:n], n)
		return
	}
	r, n := utf8.DecodeRuneInString(rest)
	l.wrong(n, "unexpected character %q", r)
}

// inverse reads `^-1`, whose parts may stand apart.
func (l *lexer) inverse() {
	n := 1
	for l.pos+n < len(l.text) && strings.IndexByte(" \t", l.text[l.pos+n]) >= 0 {
		n++
	}
	if !strings.HasPrefix(l.text[l.pos+n:], "-1") {
		l.wrong(1, "expected `^-1`")
		return
	}
	l.add(tokSymbol, "^-1", n+2)
}

// comment skips a comment, which may contain comments.
func (l *lexer) comment() {
	depth := 0
	for i := l.pos; i < len(l.text); {
		switch rest := l.text[i:]; {
		case strings.HasPrefix(rest, "(*"):
			depth++
			i += 2
		case strings.HasPrefix(rest, "*)"):
			depth--
			i += 2
			if depth == 0 {
				l.pos = i
				return
			}
		default:
			i++
		}
	}
	l.diags.Errorf(CodeSyntax, l.file.Span(l.pos, l.pos+2), "comment is not closed: expected `*)`")
	l.pos = len(l.text)
}

// str reads a string; there are no escapes.
func (l *lexer) str() {
	rest := l.text[l.pos+1:]
	n := strings.IndexAny(rest, "\"\n")
	if n < 0 || rest[n] == '\n' {
		l.wrong(1+lineLength(rest), "string is not closed: expected `\"` on this line")
		return
	}
	l.add(tokString, rest[:n], n+2)
}

// lineLength returns the number of bytes before the end of the line.
func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

// nameLength returns the length of the name that s begins with, 0 if there is
// none. Hyphens belong to names, except the one of an arrow.
func nameLength(s string) int {
	n := 0
	if strings.HasPrefix(s, "_") {
		n = 1
	}
	if n >= len(s) || !isLetter(s[n]) {
		return 0
	}
	for n < len(s) && isNameByte(s[n]) && !strings.HasPrefix(s[n:], "->") {
		n++
	}
	if n < len(s) && s[n] == '\'' {
		n++
	}
	return n
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isNameByte(c byte) bool {
	return isLetter(c) || '0' <= c && c <= '9' || c == '_' || c == '.' || c == '-'
}
