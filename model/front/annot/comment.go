package annot

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// line is one line of a comment, without delimiters and decoration.
type line struct {
	// start and end are where its text is.
	start, end int
	// comment is the index of its comment, slashes set if that begins with `//`.
	comment int
	slashes bool
}

// runs returns the lines of each run of comments that has an @ in it: comments
// with nothing but blanks between them are one run.
func runs(f *source.File, comments []source.Span) [][]line {
	var all [][]line
	for i := 0; i < len(comments); {
		next, marked := i, false
		for ; next < len(comments); next++ {
			if next > i && strings.TrimSpace(f.Text()[comments[next-1].End:comments[next].Start]) != "" {
				break
			}
			marked = marked || strings.Contains(comments[next].Text(), "@")
		}
		if marked {
			var lines []line
			for k := i; k < next; k++ {
				lines = append(lines, linesOf(comments[k], k)...)
			}
			all = append(all, lines)
		}
		i = next
	}
	return all
}

// linesOf returns the lines of a comment. Of a `//` comment that a backslash
// carries on to further lines they are lines too.
func linesOf(comment source.Span, index int) []line {
	text := comment.Text()
	slashes := strings.HasPrefix(text, "//")
	end := len(text)
	if !slashes && len(text) >= len("/**/") && strings.HasSuffix(text, "*/") {
		end -= len("*/")
		for end > len("/*") && text[end-1] == '*' {
			end--
		}
	}
	var lines []line
	for from, first := 0, true; from <= end; first = false {
		to := end
		if n := strings.IndexByte(text[from:end], '\n'); n >= 0 {
			to = from + n
		}
		start := from
		switch {
		case first:
			start += opening(text[from:to])
		case !slashes:
			start += decoration(text[from:to])
		}
		start += len(text[start:to]) - len(strings.TrimLeft(text[start:to], " \t"))
		stop := start + len(strings.TrimRight(text[start:to], " \t\r\v\f"))
		lines = append(lines, line{comment.Start + start, comment.Start + stop, index, slashes})
		from = to + 1
	}
	return lines
}

// opening returns the length of the delimiter that begins a comment, with the
// signs of a comment for documentation: `/**`, `/*!`, `///`, `//!`.
func opening(s string) int {
	n := min(2, len(s))
	for n < len(s) && (s[n] == s[n-1] || s[n] == '!') {
		n++
	}
	return n
}

// decoration returns the length of the stars that begin a line inside of a
// comment, with the blanks before them. Stars that touch a word are no decoration:
// they are operators.
func decoration(s string) int {
	n := len(s) - len(strings.TrimLeft(s, " \t"))
	stars := n
	for n < len(s) && s[n] == '*' {
		n++
	}
	if n < len(s) && !strings.ContainsRune(" \t\r@", rune(s[n])) {
		return stars
	}
	return n
}

// column returns how far an offset is from the beginning of its line, with tab
// stops eight apart.
func column(text string, offset int) int {
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	n := 0
	for i := start; i < offset; i++ {
		switch {
		case text[i] == '\t':
			n += 8 - n%8
		case text[i]&0xC0 != 0x80: // not inside of a character
			n++
		}
	}
	return n
}

// Text returns what a part of a directive says. It has the length of the part:
// decoration of further lines and remarks are blanks in it, so that offsets in
// the text are offsets in the part.
func Text(part source.Span) string {
	raw := part.Text()
	if !strings.Contains(raw, "\n") && !strings.Contains(raw, "//") {
		return raw
	}
	b := []byte(raw)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			b[i] = ' '
		}
	}
	for from := 0; from < len(raw); {
		to := len(raw)
		if n := strings.IndexByte(raw[from:], '\n'); n >= 0 {
			to = from + n
		}
		start := from
		if from > 0 {
			start += furtherDecoration(raw[from:to])
			blank(from, start)
		}
		if n := remark(raw[start:to]); n >= 0 {
			blank(start+n, to)
		}
		from = to + 1
	}
	return string(b)
}

// furtherDecoration is what decorates a line on which a directive goes on: the
// sign of the next `//` comment, or stars.
func furtherDecoration(s string) int {
	n := len(s) - len(strings.TrimLeft(s, " \t"))
	if strings.HasPrefix(s[n:], "//") {
		return n + opening(s[n:])
	}
	return decoration(s)
}

// remark returns where the remark of a line begins: at the first `//` outside of
// literals; -1 if there is none.
func remark(s string) int {
	for i := 0; i < len(s); {
		if strings.HasPrefix(s[i:], "//") {
			return i
		}
		i += max(1, literal(s[i:]))
	}
	return -1
}

// literal returns the length of the string or character literal that s begins
// with, 0 if it begins with none. A string without its end reaches up to the end
// of its line. The quote of a Rust lifetime begins no literal.
func literal(s string) int {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return 0
	}
	const longest = 12 // the longest character constant: '\u{10FFFF}'
	for i := 1; i < len(s) && s[i] != '\n'; i++ {
		switch {
		case s[0] == '\'' && i > longest:
			return 0
		case s[i] == '\\':
			i++
		case s[i] == s[0]:
			return i + 1
		case s[0] == '\'' && i > 1 && s[1] != '\\' && s[i]&0xC0 != 0x80:
			return 0 // a second character
		}
	}
	if s[0] == '\'' {
		return 0
	}
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}
