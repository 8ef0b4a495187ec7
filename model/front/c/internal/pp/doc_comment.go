package pp

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// docs remembers the last comments of a file: those that may stand above a macro.
type docs struct {
	file       *source.File
	start, end int
	line       bool
	// block is the start of the run of line comments that the last one belongs to.
	block int
}

// note takes the next comment.
func (d *docs) note(f *source.File, start, end int, line bool) {
	joins := line && d.line && d.file == f && d.end <= start && blankBetween(f.Text()[d.end:start], 1)
	if !joins {
		d.block = start
	}
	d.file, d.start, d.end, d.line = f, start, end, line
}

// above returns the comment that ends on the line before the directive at hash.
func (d *docs) above(l *lexer, hash int) (source.Span, bool) {
	text := l.file.Text()
	if d.file != l.file || d.end > hash {
		// The last comment is inside of the definition.
		return source.Span{}, false
	}
	if !blankBetween(text[d.end:hash], 1) {
		return source.Span{}, false
	}
	if before := strings.TrimRight(text[:d.block], " \t"); before != "" && before[len(before)-1] != '\n' {
		return source.Span{}, false // it belongs to what is before it on its line
	}
	return l.file.Span(d.block, d.end), true
}

// blankBetween reports whether s is blank and has the given number of line ends.
func blankBetween(s string, lines int) bool {
	return len(s) < 200 && strings.TrimSpace(s) == "" && strings.Count(s, "\n") == lines
}

// docText returns the text of a comment without its decoration.
func docText(s string) string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "//"); ok {
			line = strings.TrimPrefix(rest, " ")
		} else {
			line = strings.TrimSuffix(line, "*/")
			rest, ok := strings.CutPrefix(line, "/*")
			if !ok {
				rest, ok = strings.CutPrefix(line, "*")
			}
			if ok {
				line = strings.TrimPrefix(strings.TrimPrefix(rest, "*"), " ")
			}
		}
		out = append(out, strings.TrimRight(line, " \t"))
	}
	return strings.Trim(strings.Join(out, "\n"), "\n")
}
