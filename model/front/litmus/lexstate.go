package litmus

import (
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/model/source"
)

// lexState cuts the text from start up to end into the tokens of the init block
// and of the final section, which share their rules: names may contain `-`, `.`
// and `/`, a sign belongs to its number, comments are `(* *)` and nest.
func lexState(file *source.File, start, end int, rep *reporter) []token {
	text := file.Text()[:end]
	var toks []token
	known := comments{text: text}
	for i := start; i < end; {
		c := text[i]
		switch {
		case isSpace(c):
			i++
		case hasAt(text, i, "(*"):
			to, ok := known.skipNested(i)
			if ok {
				i = to
				continue
			}
			rep.rejected(file.Span(i, i+2), "`(*` starts a comment; write `[x]` or `x` for the value of x")
			toks = append(toks, token{tokPunct, i, i + 1}, token{tokPunct, i + 1, i + 2})
			i += 2
		case hasAt(text, i, "//") || hasAt(text, i, "/*"):
			to, ok := known.skipC(i)
			if !ok {
				rep.errorf(Unclosed, file.Span(i, i+2), "this comment has no end: `*/` is missing")
				to = end
			}
			rep.rejected(file.Span(i, i+2), "comments here are written (* … *)")
			i = to
		case isDigit(c) || c == '-' && i+1 < end && isDigit(text[i+1]):
			to := i + 1
			for to < end && (isDigit(text[to]) || isLetter(text[to])) {
				to++
			}
			toks = append(toks, token{tokNumber, i, to})
			i = to
		case isLetter(c) || c == '_' || c == '.' || c == '$':
			to := stateNameEnd(text, i)
			toks = append(toks, token{tokName, i, to})
			i = to
		default:
			to := i + punctState(text[i:])
			kind := tokPunct
			if to == i {
				to = lexBadState(file, text, i, rep)
				kind = tokBad
			}
			toks = append(toks, token{kind, i, to})
			i = to
		}
	}
	return append(toks, token{tokEOF, end, end})
}

// stateNameEnd returns the end of the name that starts at i. A name stops before
// a C comment and before the `/` of `/\`, which herd7 would swallow.
func stateNameEnd(text string, i int) int {
	to := i + 1
	for to < len(text) && (isWordByte(text[to]) || text[to] == '$') {
		if text[to] == '/' && to+1 < len(text) {
			switch text[to+1] {
			case '/', '*', '\\':
				return to
			}
		}
		to++
	}
	return to
}

// punctState returns the length of the operator or bracket that s starts with,
// 0 if there is none.
func punctState(s string) int {
	if len(s) >= 2 {
		switch s[:2] {
		case "/\\", "\\/", "=>", "==", "!=", "<>", "&&", "||", "<=", ">=", "->":
			return 2
		}
	}
	switch s[0] {
	case '=', ';', ':', ',', '[', ']', '{', '}', '(', ')', '*', '&', '~', '!', '<', '>', '+', '-', '|', '/':
		return 1
	}
	return 0
}

// lexBadState reports a run of characters that belong to no token, and returns
// its end.
func lexBadState(file *source.File, text string, i int, rep *reporter) int {
	to := i
	for to < len(text) && !isSpace(text[to]) && !isNameByte(text[to]) && punctState(text[to:]) == 0 {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	to = max(to, i+1)
	rep.errorf(BadCharacter, file.Span(i, to), "%q has no place here; remove it", shown(text[i:to]))
	return to
}
