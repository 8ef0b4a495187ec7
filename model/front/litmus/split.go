package litmus

import "strings"

// sections says where the parts of a test are, as byte offsets.
type sections struct {
	// header is where the line with the name starts, headerEnd where what
	// belongs to it ends.
	header, headerEnd int
	// open and close are the braces of the init block, code is where the threads
	// start.
	open, close, code int
	// final is where the final section starts, end where it ends. They are
	// equal when there is none.
	final, end int
}

// stage is a part of the splitting, to say where it failed.
type stage uint8

const (
	stageNone stage = iota
	stageHeader
	stageComment
	stageNoInit
	stageInit
	stageString
)

// splitHerd cuts the text exactly as herd7 does, which does not know C
// comments. If herd7 fails, it returns the stage and the offset where.
func splitHerd(text string) (sections, stage, int) {
	var s sections
	h, ok := readHeader(text, 0)
	if !ok {
		return s, stageHeader, 0
	}
	s.headerEnd = h.end
	s.open, ok = herdOpen(text, h.end)
	if !ok {
		if s.open < len(text) {
			return s, stageComment, s.open
		}
		return s, stageNoInit, s.open
	}
	s.close, ok = herdClose(text, s.open)
	if !ok {
		return s, stageInit, s.open
	}
	s.code = s.close + 1
	s.final, ok = herdFinal(text, s.code)
	if !ok {
		return s, stageString, s.final
	}
	s.end = finalEnd(text, s.final)
	return s, stageNone, 0
}

// herdOpen returns the offset of the brace that starts the init block. At each
// point the longest of the splitter's patterns counts, so `(*` opens a comment
// only if its line ends behind it or a brace follows; any other line up to a
// brace is skipped. If a comment has no end, its offset is returned.
func herdOpen(text string, i int) (int, bool) {
	for i < len(text) {
		switch {
		case text[i] == '\n':
			i++
		case text[i] == '{':
			return i, true
		case isHerdComment(text, i):
			end, ok := skipNested(text, i)
			if !ok {
				return i, false
			}
			i = end
		default:
			if _, _, end, ok := infoAt(text, i); ok {
				i = end
				continue
			}
			for i < len(text) && text[i] != '\n' && text[i] != '{' {
				i++
			}
		}
	}
	return i, false
}

// isHerdComment reports whether herd7 takes the `(*` at i for a comment, which
// it does when nothing longer matches: at the end of a line or before a brace.
func isHerdComment(text string, i int) bool {
	return hasAt(text, i, "(*") && (i+2 == len(text) || text[i+2] == '\n' || text[i+2] == '{')
}

// infoAt reads a line KEY=VALUE that starts at i, which must be the start of a
// line.
func infoAt(text string, i int) (key, value string, end int, ok bool) {
	if i > 0 && text[i-1] != '\n' || !isLetter(text[i]) {
		return "", "", i, false
	}
	end = lineEnd(text, i)
	key, value, ok = strings.Cut(text[i:end], "=")
	key = strings.TrimRight(key, " \t")
	for j := 0; j < len(key); j++ {
		ok = ok && isWordByte(key[j])
	}
	return key, strings.TrimSpace(value), end, ok
}

// herdClose returns the brace that closes the one at open. Braces in comments
// count.
func herdClose(text string, open int) (int, bool) {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return i, true
			}
		}
	}
	return len(text), false
}

// herdFinal returns where the final section starts: at the first of its
// keywords that is a whole word, even in a comment, but not in a string. It
// fails on a string without an end on its line.
func herdFinal(text string, i int) (int, bool) {
	for i < len(text) {
		switch c := text[i]; {
		case c == '"':
			end := strings.IndexAny(text[i+1:], "\"\n")
			if end < 0 || text[i+1+end] == '\n' {
				return i, false
			}
			i += end + 2
		case isLetter(c):
			end := wordEnd(text, i)
			if isFinalWord(text[i:end]) {
				return i, true
			}
			i = end
		case c == '~' && notExists(text, i):
			return i, true
		default:
			i++
		}
	}
	return i, true
}

// wordEnd returns the end of the splitter's word that starts at i.
func wordEnd(text string, i int) int {
	for i < len(text) && isWordByte(text[i]) {
		i++
	}
	return i
}

// notExists reports whether `~ exists` stands at i.
func notExists(text string, i int) bool {
	w := skipBlanks(text, i+1)
	return w < len(text) && text[w:wordEnd(text, w)] == "exists"
}

// isFinalWord reports whether word starts the final section.
func isFinalWord(word string) bool {
	switch word {
	case "exists", "forall", "final", "locations", "filter", "observed", "Observed", "cases":
		return true
	}
	return false
}

// finalEnd returns where the final section that starts at i ends: what follows
// `<<` is not read.
func finalEnd(text string, i int) int {
	if n := strings.Index(text[i:], "<<"); n >= 0 {
		return i + n
	}
	return len(text)
}
