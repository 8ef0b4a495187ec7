package ide

import (
	"context"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Hover returns what is known of a place, or nil.
func (d *Document) Hover(ctx context.Context, offset int, results []TestResult) *Hover {
	if offset < 0 || offset > d.File.Len() || d.inComment(offset) {
		return nil
	}
	word := d.wordAt(offset)
	if row := d.tools.Primitives.Lookup(word.Text()); row != nil {
		return &Hover{Span: word, Markdown: primitiveMarkdown(row, "")}
	}
	return nil
}

// inComment reports whether the character behind an offset is in a comment.
func (d *Document) inComment(offset int) bool {
	t, ok := d.tokenAt(offset)
	return ok && t.Class == outline.Comment
}

// tokenAt returns the token that holds the character behind an offset.
func (d *Document) tokenAt(offset int) (outline.Token, bool) {
	for _, t := range d.Outline.Tokens {
		if t.Span.Start <= offset && offset < t.Span.End {
			return t, true
		}
	}
	return outline.Token{}, false
}

// wordAt returns the name around an offset, of no length if there is none. An
// offset at the end of a name counts as in it.
func (d *Document) wordAt(offset int) source.Span {
	text := d.File.Text()
	start, end := offset, offset
	for start > 0 && isWord(text[start-1]) {
		start--
	}
	for end < len(text) && isWord(text[end]) {
		end++
	}
	return d.File.Span(start, end)
}

// isWord reports whether c can be in a name of C.
func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
