package litmus

import "strings"

// The functions here look at text by character, before there are tokens.

func isBlank(c byte) bool  { return c == ' ' || c == '\t' || c == '\r' }
func isSpace(c byte) bool  { return isBlank(c) || c == '\n' || c == '\f' || c == '\v' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// isNameByte reports whether c can continue a C identifier.
func isNameByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

// isWordByte reports whether c can continue a word of the splitter, which is
// also what names in the init block and the condition are made of.
func isWordByte(c byte) bool { return isNameByte(c) || c == '/' || c == '.' || c == '-' }

// hasAt reports whether prefix stands at offset i of text.
func hasAt(text string, i int, prefix string) bool {
	return strings.HasPrefix(text[min(i, len(text)):], prefix)
}

// lineEnd returns the offset of the newline at or after i, or the end of text.
func lineEnd(text string, i int) int {
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(text)
}

// skipBlanks returns the first offset from i on that is not a blank.
func skipBlanks(text string, i int) int {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	return i
}

// skipNested returns the offset behind the comment that `(*` opens at i; such
// comments nest. It fails if the comment has no end.
func skipNested(text string, i int) (end int, ok bool) {
	depth := 0
	for i < len(text) {
		switch {
		case hasAt(text, i, "(*"):
			depth++
			i += 2
		case hasAt(text, i, "*)"):
			depth--
			i += 2
			if depth == 0 {
				return i, true
			}
		default:
			i++
		}
	}
	return i, false
}

// maxUnclosed is how many comments without an end are looked at to their end.
// It keeps the time linear; a file with more of them is not worth the trouble.
const maxUnclosed = 8

// comments finds the ends of the comments of a text. It remembers failures, so
// that a text full of unclosed comments is not searched again and again.
type comments struct {
	text      string
	unclosedC bool
	unclosed  int
}

// skipC returns the offset behind the C comment that starts at i. It fails if
// there is no comment at i, or none that ends.
func (c *comments) skipC(i int) (end int, ok bool) {
	switch {
	case hasAt(c.text, i, "//"):
		return lineEnd(c.text, i), true
	case hasAt(c.text, i, "/*") && !c.unclosedC:
		if n := strings.Index(c.text[i+2:], "*/"); n >= 0 {
			return i + 2 + n + 2, true
		}
		c.unclosedC = true
	}
	return i, false
}

// skipNested is skipC for the comment that `(*` opens at i.
func (c *comments) skipNested(i int) (end int, ok bool) {
	if !hasAt(c.text, i, "(*") || c.unclosed >= maxUnclosed {
		return i, false
	}
	end, ok = skipNested(c.text, i)
	if !ok {
		c.unclosed++
		return i, false
	}
	return end, true
}

// skip is skipC for a comment of either kind.
func (c *comments) skip(i int) (end int, ok bool) {
	if end, ok = c.skipC(i); ok {
		return end, ok
	}
	return c.skipNested(i)
}

// isProcessor reports whether s is the name of a thread: P and digits.
func isProcessor(s string) bool {
	if len(s) < 2 || s[0] != 'P' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}
