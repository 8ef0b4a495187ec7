package annot

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// mark begins every directive.
const mark = "@lkmm"

// Directive is one directive as it stands in a comment.
//
// It is a line of a comment that begins with `@lkmm`, apart from decoration. It
// goes on at the next line of the same comment, or of the next `//` comment, if
// that is indented deeper than the @ and if the text so far needs more: a bracket
// is open, or it ends with an operator or a comma, or the next line begins with
// one of && || => == != <= >= /\ \/ =. Names of tests, numbers, files and the
// like don't go on.
type Directive struct {
	// Span is all of it, from the @ on, without a remark at its end.
	Span source.Span
	// Word is the word that says which one it is; it is empty if there is none.
	Word Word
	// Body is what follows the word, without blanks around it. Text gives what it
	// says.
	Body source.Span
	// Remarks are from their `//` to the ends of their lines.
	Remarks []source.Span
	// Run is the number of its run of comments.
	Run int
	// lineEnd is the end of the last line's text, its remark included.
	lineEnd int
}

// Directives returns the directives in comments, in their order, unknown ones
// included.
func Directives(f *source.File, comments []source.Span) []Directive {
	s := &scanner{f: f}
	s.scan(comments)
	return s.found
}

// scanner finds the directives of a file, and what looks like one and is none.
type scanner struct {
	f     *source.File
	found []Directive
	// misspelt are marks with a mistake: @LKMM.
	misspelt []misspelt
	// misplaced are directives behind other words.
	misplaced []source.Span
}

// misspelt is a mark with a mistake, and its run of comments.
type misspelt struct {
	at  source.Span
	run int
}

func (s *scanner) scan(comments []source.Span) {
	for run, lines := range runs(s.f, comments) {
		for i := 0; i < len(lines); i++ {
			text := s.f.Text()[lines[i].start:lines[i].end]
			switch {
			case isMark(text):
				last := s.extent(lines, i)
				s.found = append(s.found, s.directive(lines[i:last+1], run))
				i = last
			case strings.HasPrefix(text, "@"):
				s.lookForMisspelt(lines[i], text, run)
			default:
				s.lookForMisplaced(lines[i], text)
			}
		}
	}
}

// isMark reports whether a text begins with the mark as a word of its own.
func isMark(text string) bool {
	return strings.HasPrefix(text, mark) && (len(text) == len(mark) || !isWordByte(text[len(mark)]))
}

// lookForMisspelt notes a line that begins with what is nearly the mark.
func (s *scanner) lookForMisspelt(l line, text string, run int) {
	n := 1
	for n < len(text) && isWordByte(text[n]) {
		n++
	}
	if n < len(mark)-1 || n > len(mark)+1 || diag.Distance(strings.ToLower(text[1:n]), mark[1:]) > 1 {
		return
	}
	rest := strings.TrimLeft(text[n:], " \t")
	if _, known := Lookup(rest[:wordLen(rest)]); known {
		s.misspelt = append(s.misspelt, misspelt{s.f.Span(l.start, l.start+n), run})
	}
}

// lookForMisplaced notes the first directive behind other words of its line. One
// in quotes or behind `//` is not meant.
func (s *scanner) lookForMisplaced(l line, text string) {
	for from := 1; from < len(text); {
		at := strings.Index(text[from:], mark)
		if at < 0 || strings.Contains(text[:from+at], "//") {
			return
		}
		at += from
		from = at + len(mark)
		rest := strings.TrimLeft(text[from:], " \t")
		_, known := Lookup(rest[:wordLen(rest)])
		if known && isMark(text[at:]) && strings.IndexByte("`'\"", text[at-1]) < 0 {
			s.misplaced = append(s.misplaced, s.f.Span(l.start+at, l.start+len(text)-len(rest)+wordLen(rest)))
			return
		}
	}
}

// maxFurtherLines bounds how far a directive goes on.
const maxFurtherLines = 200

// extent returns the index of the last line of the directive that begins at line i.
func (s *scanner) extent(lines []line, i int) int {
	text := s.f.Text()
	first := text[lines[i].start:lines[i].end]
	rest := strings.TrimLeft(first[len(mark):], " \t")
	if about, known := Lookup(rest[:wordLen(rest)]); !known || !about.goesOn {
		return i
	}
	indent := column(text, lines[i].start)
	last := i
	for last+1 < len(lines) && last-i < maxFurtherLines {
		l := lines[last+1]
		next := text[l.start:l.end]
		sameComment := l.comment == lines[last].comment && !l.slashes
		nextComment := l.comment == lines[last].comment+1 && l.slashes && lines[last].slashes
		if next == "" || next[0] == '@' || strings.HasPrefix(next, "//") || !sameComment && !nextComment ||
			column(text, l.start) <= indent {
			break
		}
		body := lines[i].start + len(first) - len(rest) + wordLen(rest)
		if !beginsOpen(next) && !isOpen(Text(s.f.Span(body, lines[last].end))) {
			break
		}
		last++
	}
	return last
}

// beginsOpen reports whether a text begins with an operator that wants something
// on its left. Signs that begin items of lists in prose don't count.
func beginsOpen(s string) bool {
	for _, op := range []string{"&&", "||", "=", "!=", "<=", ">=", "/\\", "\\/"} {
		if strings.HasPrefix(s, op) {
			return true
		}
	}
	return false
}

// isOpen reports whether a text has an open bracket or ends with a sign that wants
// something on its right.
func isOpen(s string) bool {
	depth := 0
	for i := 0; i < len(s); {
		if n := literal(s[i:]); n > 0 {
			i += n
			continue
		}
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		}
		i++
	}
	s = strings.TrimRight(s, " \t\r\n")
	if depth > 0 || s == "" {
		return depth > 0
	}
	if s[len(s)-1] == '>' { // of `a >`, `=>` or `->`; else it closes a list of types
		return len(s) > 1 && strings.IndexByte(" \t=->", s[len(s)-2]) >= 0
	}
	return strings.IndexByte("=,&|<+-*/%^!~.\\", s[len(s)-1]) >= 0
}

// directive returns the directive of some lines.
func (s *scanner) directive(lines []line, run int) Directive {
	text := s.f.Text()
	start := lines[0].start
	d := Directive{Run: run, lineEnd: lines[len(lines)-1].end}
	for _, l := range lines {
		if n := remark(text[l.start:l.end]); n >= 0 {
			d.Remarks = append(d.Remarks, s.f.Span(l.start+n, l.end))
		}
	}
	word := start + len(mark)
	for word < lines[0].end && strings.IndexByte(" \t", text[word]) >= 0 {
		word++
	}
	end := word + wordLen(text[word:lines[0].end])
	d.Word = Word{text[word:end], s.f.Span(word, end)}
	body := piece{s.f, end, Text(s.f.Span(end, d.lineEnd))}.trim()
	d.Body = body.span()
	if body.s == "" {
		d.Body = s.f.Span(end, end)
	}
	d.Span = s.f.Span(start, max(d.Body.End, start+len(mark)))
	return d
}

// wordLen returns the length of the word of a directive that s begins with.
func wordLen(s string) int {
	n := 0
	if strings.HasPrefix(s, "~") {
		n++
	}
	for n < len(s) && (isWordByte(s[n]) || s[n] == '-') {
		n++
	}
	return n
}

// isWordByte reports whether a byte belongs to a name. Letters outside of ASCII do.
func isWordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}
