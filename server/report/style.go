package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paint is a terminal attribute, as the parameter of its escape sequence.
type paint string

const (
	plain  paint = ""
	bold   paint = "1"
	dim    paint = "2"
	red    paint = "1;31"
	green  paint = "1;32"
	yellow paint = "1;33"
	blue   paint = "1;34"
)

// defaultWidth is used where the width of the terminal is not known.
const defaultWidth = 100

// minWidth is the narrowest layout that is attempted.
const minWidth = 40

// style says how text is dressed.
type style struct {
	colour bool
	width  int
}

// paint returns s in a colour where colours are allowed.
func (st style) paint(p paint, s string) string {
	if !st.colour || p == plain || s == "" {
		return s
	}
	return "\x1b[" + string(p) + "m" + s + "\x1b[0m"
}

// width returns the number of character cells that s takes.
func width(s string) int { return utf8.RuneCountInString(s) }

// pad fills s up with blanks to n cells.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-width(s)))
}

// wrap breaks s into lines of at most n cells, at blanks where there are any.
func wrap(s string, n int) []string {
	n = max(n, 1)
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && width(line)+1+width(word) <= n {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width(word) > n {
			cut := cells(word, n)
			lines = append(lines, word[:cut])
			word = word[cut:]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cells returns the number of bytes of the first n characters of s.
func cells(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// clip shortens s to n cells.
func clip(s string, n int) string {
	if width(s) <= n {
		return s
	}
	return s[:cells(s, max(n-1, 0))] + "…"
}

// oneLine returns s with every run of blanks and line ends as one blank, and
// without characters that would confuse a terminal.
func oneLine(s string) string {
	return printable(strings.Join(strings.Fields(s), " "))
}

// printable replaces control characters, broken UTF-8, and characters that are
// not seen but move others about, such as marks of writing direction.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r < ' ' && r != '\t', r >= 0x7f && r < 0xa0, unicode.Is(unicode.Cf, r):
			return '?'
		default:
			return r
		}
	}, s)
}

// count spells a number with its noun: "1 test", "2 tests".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + many
}
