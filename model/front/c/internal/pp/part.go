package pp

import "github.com/lkmm-tools/fencepost/model/source"

// ExpandText is ExpandPart for a part of which only text is meant: it is as long as
// the part, with blanks in place of what does not belong to it (the decoration of
// comments).
func ExpandText(part source.Span, text string, m *Macros) *Text {
	x := newExpander(part.File, Options{Prelude: m})
	l := x.newLexer(part.File, x.fileIndex(part.File), part.Start, part.End)
	l.text = part.File.Text()[:part.Start] + text
	l.part = true
	x.lexers = append(x.lexers, l)
	x.run()
	return x.finish()
}
