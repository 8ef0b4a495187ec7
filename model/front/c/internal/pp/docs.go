package pp

import (
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// docs remembers the last comments of a file: those that may stand above a macro.
type docs struct {
	file *source.File
	// end is the end of the last comment, line says of which kind it is, and block
	// is the start of it or of the run of line comments that it ends.
	end   int
	line  bool
	block int
}

// note takes the next comment.
func (d *docs) note(f *source.File, start, end int, line bool) {
	joins := line && d.line && d.file == f && d.end <= start && blankBetween(f.Text()[d.end:start], 1)
	if !joins {
		d.block = start
	}
	d.file, d.end, d.line = f, end, line
}

// above returns the text of the comment right above the directive at hash.
func (d *docs) above(f *source.File, hash int) string {
	text := f.Text()
	if d.file != f || d.end > hash || !blankBetween(text[d.end:hash], 1) {
		return ""
	}
	if before := strings.TrimRight(text[:d.block], " \t"); before != "" && before[len(before)-1] != '\n' {
		return "" // it is about what is before it on its line
	}
	return docText(text[d.block:d.end])
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
