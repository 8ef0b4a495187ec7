package litmus

import (
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/model/source"
)

// maxTokens bounds the code of a test. A test is a page long; what is thousands of
// times longer could not be checked anyway and would only fill the memory.
const maxTokens = 200_000

// lexC cuts the text from start up to end into the tokens of C. It knows all
// operators of C, more than herd7 does, so that the parser can say what is wrong
// with them or accept them.
func lexC(file *source.File, start, end int, rep *reporter) []token {
	text := file.Text()[:end]
	var toks []token
	known := comments{text: text}
	for i := start; i < end; {
		if len(toks) == maxTokens {
			rep.errorf(TooLong, file.Span(i, i+1), "the code has more than %d words and signs; the rest is not read", maxTokens)
			// A statement that is cut off would bring up errors of its own.
			for last := len(toks); last > 0; last-- {
				if toks[last-1].kind == tokPunct && text[toks[last-1].start] == ';' {
					toks = toks[:last]
					break
				}
			}
			break
		}
		c := text[i]
		switch {
		case isSpace(c):
			i++
		case hasAt(text, i, "//") || hasAt(text, i, "/*"):
			to, ok := known.skipC(i)
			if !ok {
				rep.errorf(Unclosed, file.Span(i, i+2), "this comment has no end: `*/` is missing")
				to = end
			}
			i = to
		case c == '\\' && i+1 < end && isSpace(text[i+1]):
			i++ // the end of a line of a macro; the parser will stumble if it matters
		case isLetter(c) || c == '_':
			to := i + 1
			for to < end && isNameByte(text[to]) {
				to++
			}
			toks = append(toks, token{tokName, i, to})
			i = to
		case isDigit(c):
			to := i + 1
			for to < end && (isNameByte(text[to]) || text[to] == '.') {
				to++
			}
			toks = append(toks, token{tokNumber, i, to})
			i = to
		case c == '"' || c == '\'':
			to := lexLiteral(file, text, i, rep)
			toks = append(toks, token{tokLiteral, i, to})
			i = to
		default:
			to := i + punctC(text[i:])
			kind := tokPunct
			if to == i {
				to = lexBad(file, text, i, rep)
				kind = tokBad
			}
			toks = append(toks, token{kind, i, to})
			i = to
		}
	}
	return append(toks, token{tokEOF, end, end})
}

// punctC returns the length of the operator or bracket that s starts with, 0
// if there is none.
func punctC(s string) int {
	if len(s) > 2 && s[:2] == "--" && isDigit(s[2]) {
		return 1 // herd7 glues a sign to its number: `r0--1` is `r0 - -1`
	}
	if len(s) >= 3 {
		switch s[:3] {
		case "<<=", ">>=", "...":
			return 3
		}
	}
	if len(s) >= 2 {
		switch s[:2] {
		case "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "++", "--", "->",
			"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=":
			return 2
		}
	}
	switch s[0] {
	case '(', ')', '{', '}', '[', ']', ';', ',', ':', '?', '.', '#',
		'+', '-', '*', '/', '%', '&', '|', '^', '~', '!', '<', '>', '=':
		return 1
	}
	return 0
}

// lexLiteral returns the end of the string or character literal at i. It ends
// on its line.
func lexLiteral(file *source.File, text string, i int, rep *reporter) int {
	quote := text[i]
	for to := i + 1; to < len(text) && text[to] != '\n'; to++ {
		switch text[to] {
		case '\\':
			to++
		case quote:
			return to + 1
		}
	}
	rep.errorf(Unclosed, file.Span(i, i+1), "this literal has no end: `%c` is missing on the line", quote)
	return lineEnd(text, i)
}

// lexBad reports a run of characters that belong to no token, and returns its end.
func lexBad(file *source.File, text string, i int, rep *reporter) int {
	to := i
	for to < len(text) && !isSpace(text[to]) && !isNameByte(text[to]) && punctC(text[to:]) == 0 &&
		text[to] != '"' && text[to] != '\'' {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	to = max(to, i+1)
	rep.errorf(BadCharacter, file.Span(i, to), "%q has no place in C code; remove it", shown(text[i:to]))
	return to
}
