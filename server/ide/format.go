package ide

import (
	"errors"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
)

// errNoLayout is the answer where the layout would not be the same test any more.
var errNoLayout = errors.New("the layout cannot be changed without changing what the test means, so it is left alone")

// Format returns the edits that lay the text out, none if it is laid out already,
// or an error that says why it cannot be. The edits only touch blanks and line
// ends, so that the cursor and the marks of an editor stay where they are.
func (d *Document) Format() ([]Edit, error) {
	if d.language.Format == nil {
		return nil, nil // others lay such texts out
	}
	out, ok := d.language.Format(d.File)
	if ok {
		return d.blankEdits(out)
	}
	for _, p := range d.Problems.Problems {
		if p.Severity == diag.Error {
			return nil, fmt.Errorf("the text can be laid out when it can be read; line %d: %s", p.Span.Position().Line, p.Message)
		}
	}
	return nil, errNoLayout
}

// blankEdits returns the edits that turn the text into another one that differs in
// white space only.
func (d *Document) blankEdits(out string) ([]Edit, error) {
	text := d.File.Text()
	var edits []Edit
	i, j := 0, 0
	for {
		a, b := whiteEnd(text, i), whiteEnd(out, j)
		if old, blanks := text[i:a], out[j:b]; old != blanks {
			edits = append(edits, d.blankEdit(i, old, blanks))
		}
		if a == len(text) || b == len(out) {
			if a != len(text) || b != len(out) {
				return nil, errNoLayout
			}
			return edits, nil
		}
		for a < len(text) && b < len(out) && !isWhite(text[a]) && text[a] == out[b] {
			a++
			b++
		}
		if a < len(text) && b < len(out) && !isWhite(text[a]) && !isWhite(out[b]) {
			return nil, errNoLayout
		}
		i, j = a, b
	}
}

// blankEdit replaces the white space old, which begins at an offset, where it
// differs.
func (d *Document) blankEdit(at int, old, blanks string) Edit {
	start := 0
	for start < len(old) && start < len(blanks) && old[start] == blanks[start] {
		start++
	}
	old, blanks = old[start:], blanks[start:]
	end := 0
	for end < len(old) && end < len(blanks) && old[len(old)-1-end] == blanks[len(blanks)-1-end] {
		end++
	}
	at += start
	return Edit{Span: d.File.Span(at, at+len(old)-end), Text: blanks[:len(blanks)-end]}
}

func isWhite(c byte) bool { return strings.IndexByte(" \t\r\n\f\v", c) >= 0 }

// whiteEnd returns where the white space that begins at i ends.
func whiteEnd(text string, i int) int {
	for i < len(text) && isWhite(text[i]) {
		i++
	}
	return i
}
