package pp

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// class is what a byte can begin.
type class uint8

const (
	otherByte class = iota
	blankByte
	lineByte
	wordByte
	digitByte
	quoteByte
	punctByte
	dotByte
	slashByte
	backslashByte
)

// classes returns the class of each byte.
func classes() *[256]class {
	t := new([256]class)
	for c := range t {
		b := byte(c)
		switch {
		case '0' <= b && b <= '9':
			t[c] = digitByte
		case isWord(b):
			t[c] = wordByte
		case b == ' ' || b == '\t' || b == '\r' || b == '\v' || b == '\f':
			t[c] = blankByte
		case strings.IndexByte("[](){}&*+-~!%<>^|?:;=,#", b) >= 0:
			t[c] = punctByte
		}
	}
	t['\n'], t['"'], t['\''] = lineByte, quoteByte, quoteByte
	t['.'], t['/'], t['\\'] = dotByte, slashByte, backslashByte
	return t
}

// lexer reads the tokens of one file.
type lexer struct {
	file *source.File
	// text is what is read, pos how far. It begins at the offset base of the file:
	// 0, unless it is a part of it, which has no directives.
	text  string
	pos   int
	base  int
	class *[256]class
	// index is the file's number in the expander.
	index uint16
	// atLine is set if nothing but blanks was met on the line so far.
	atLine bool
	// directive makes the end of the line a token, which is given again and again.
	directive bool
	// part is set for a text that has no directives.
	part bool
	// quiet drops what is wrong, as in branches that are not taken; inactive is set
	// in those.
	quiet, inactive bool
	// conds are the conditionals that are open.
	conds []cond
	// sink is told of comments and of what is wrong. It may be nil.
	sink lexerSink
}

// newLexer returns a lexer of a whole file.
func newLexer(f *source.File, class *[256]class) *lexer {
	l := &lexer{file: f, text: f.Text(), class: class, atLine: true}
	if strings.HasPrefix(l.text, "\ufeff") {
		l.pos = len("\ufeff") // a mark of the encoding
	}
	return l
}

// lexerSink takes what is no token.
type lexerSink interface {
	comment(l *lexer, start, end int, line bool)
	unclosed(l *lexer, start, end int, what string)
}

// next reads a token.
func (l *lexer) next(t *token) {
	var f flags
	if l.atLine {
		f = lined
	}
	text, i := l.text, l.pos
	for i < len(text) {
		switch l.class[text[i]] {
		case blankByte:
			f |= spaced
			i++
			continue
		case lineByte:
			if l.directive {
				l.pos = i
				*t = token{start: int32(i + l.base), end: int32(i + l.base), file: l.index, kind: endOfLine, flags: f}
				return
			}
			f |= lined
			i++
			continue
		case backslashByte:
			if n := spliceLen(text, i); n > 0 {
				f |= spaced
				i += n
				continue
			}
		case slashByte:
			if end := l.commentEnd(i); end > i {
				f |= spaced
				i = end
				continue
			}
		}
		break
	}
	l.atLine = false
	t.flags, t.file, t.arg, t.op, t.start = f, l.index, 0, 0, int32(i+l.base)
	if i >= len(text) {
		l.atLine = true
		l.pos = i
		t.text, t.kind, t.end = "", endOfText, int32(i+l.base)
		if l.directive {
			t.kind = endOfLine
		}
		return
	}
	l.scan(t, i)
}

// scan reads the token that begins at i.
func (l *lexer) scan(t *token, i int) {
	text, start := l.text, i
	switch c := text[i]; l.class[c] {
	case wordByte:
		t.kind = Identifier
		for i++; i < len(text) && l.class[text[i]]-wordByte <= 1; i++ {
		}
		if i < len(text) && l.class[text[i]] == quoteByte && isPrefix(text[start:i]) {
			i = l.literal(t, i)
		}
	case digitByte:
		t.kind = Number
		i = l.number(i)
	case quoteByte:
		i = l.literal(t, i)
	case dotByte:
		if i+1 < len(text) && l.class[text[i+1]] == digitByte {
			t.kind = Number
			i = l.number(i)
			break
		}
		fallthrough
	case punctByte, slashByte:
		t.kind = Punct
		i += punctLen(text[i:])
		t.op = opOf(text[start:i])
	default:
		t.kind = Other
		i++
	}
	if i < 0 || i < len(text) && text[i] == '\\' && spliceLen(text, i) > 0 {
		l.spliced(t, start)
		return
	}
	l.pos = i
	t.text, t.end = text[start:i], int32(i+l.base)
	if t.flags&fixed != 0 {
		t.text += string(t.text[strings.IndexAny(t.text, `"'`)])
		t.flags &^= fixed
	}
}

// number returns the end of the number that begins at i, as the preprocessor
// reads numbers.
func (l *lexer) number(i int) int {
	text := l.text
	for i++; i < len(text); i++ {
		c := text[i]
		switch {
		case l.class[c]-wordByte <= 1 || c == '.':
		case (c == '+' || c == '-') && (text[i-1]|0x20 == 'e' || text[i-1]|0x20 == 'p'):
		default:
			return i
		}
	}
	return i
}

// literal returns the end of the string or character constant with a quote at i,
// or -1 if a line continuation is in it.
func (l *lexer) literal(t *token, i int) int {
	text, quote, start := l.text, l.text[i], i
	t.kind = String
	if quote == '\'' {
		t.kind = Char
	}
	for i++; i < len(text); i++ {
		switch text[i] {
		case quote:
			return i + 1
		case '\n':
			l.unclosed(start, i, t.kind)
			t.flags |= fixed
			return trimBlank(text, start+1, i)
		case '\\':
			if spliceLen(text, i) > 0 {
				return -1
			}
			if i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		}
	}
	l.unclosed(start, i, t.kind)
	t.flags |= fixed
	return i
}

// trimBlank returns end without the blanks before it.
func trimBlank(text string, start, end int) int {
	for end > start && (text[end-1] == ' ' || text[end-1] == '\t' || text[end-1] == '\r') {
		end--
	}
	return end
}

func (l *lexer) unclosed(start, end int, k Kind) {
	if l.sink == nil || l.quiet {
		return
	}
	what := "string"
	if k == Char {
		what = "character constant"
	}
	l.sink.unclosed(l, start+l.base, trimBlank(l.text, start, end)+l.base, what)
}

func isPrefix(s string) bool { return s == "L" || s == "u" || s == "U" || s == "u8" }

// spliceLen returns the length of the line continuation at i: a backslash at the
// end of a line, with the line's end. It is 0 if there is none.
func spliceLen(text string, i int) int {
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case '\n':
			return j + 1 - i
		case ' ', '\t', '\r', '\v', '\f':
		default:
			return 0
		}
	}
	return 0
}

// commentEnd returns the end of the comment that begins at i, or i if none does.
func (l *lexer) commentEnd(i int) int {
	if i+1 < len(l.text) {
		switch l.text[i+1] {
		case '/':
			return l.lineComment(i, i+2)
		case '*':
			return l.blockComment(i, i+2)
		}
	}
	return i
}

// lineComment reads the comment that begins at start, with its text from i on.
func (l *lexer) lineComment(start, i int) int {
	end := lineCommentEnd(l.text, i)
	if l.sink != nil {
		l.sink.comment(l, start+l.base, trimBlank(l.text, start, end)+l.base, true)
	}
	return end
}

// blockComment is like lineComment for the other kind.
func (l *lexer) blockComment(start, i int) int {
	end, closed := blockCommentEnd(l.text, i)
	if l.sink != nil {
		if !closed {
			l.sink.unclosed(l, start+l.base, i+l.base, "comment")
		}
		l.sink.comment(l, start+l.base, end+l.base, false)
	}
	return end
}

// lineCommentEnd returns where the line of i ends, with the lines that continue it.
func lineCommentEnd(text string, i int) int {
	for start := i; ; i++ {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return len(text)
		}
		i += n
		if last := trimBlank(text, start, i) - 1; last < start || text[last] != '\\' {
			return i
		}
	}
}

// blockCommentEnd returns the place after the next end of a comment.
func blockCommentEnd(text string, i int) (end int, closed bool) {
	if n := strings.Index(text[i:], "*/"); n >= 0 {
		return i + n + 2, true
	}
	return len(text), false
}

// endLine goes to the end of a directive, if one is being read.
func (l *lexer) endLine() {
	quiet := l.quiet
	l.quiet = true // #error may say what it likes
	var t token
	for l.directive {
		l.next(&t)
		l.directive = t.kind != endOfLine
	}
	l.quiet = quiet
}

// atParen reports whether the next token is an opening parenthesis. It reads
// nothing.
func (l *lexer) atParen() bool {
	text, i := l.text, l.pos
	for i < len(text) {
		switch l.class[text[i]] {
		case blankByte:
			i++
			continue
		case lineByte:
			if l.directive {
				return false
			}
			i++
			continue
		case backslashByte:
			if n := spliceLen(text, i); n > 0 {
				i += n
				continue
			}
		case slashByte:
			if i+1 < len(text) && text[i+1] == '/' {
				i = lineCommentEnd(text, i+2)
				continue
			} else if i+1 < len(text) && text[i+1] == '*' {
				i, _ = blockCommentEnd(text, i+2)
				continue
			}
		}
		break
	}
	return i < len(text) && text[i] == '('
}
