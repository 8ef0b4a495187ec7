package pp

import "github.com/lkmm-tools/fencepost/model/source"

// ExpandPart expands a part of a file, such as an expression in a directive, with
// the macros of m. It knows no directives.
func ExpandPart(part source.Span, m *Macros) *Text { return ExpandText(part, part.Text(), m) }

// ExpandText is ExpandPart for a part of which only text is meant: it is as long as
// the part, with blanks in place of what does not belong to it (the decoration of
// comments).
func ExpandText(part source.Span, text string, m *Macros) *Text {
	x := newExpander(part.File, len(text), Options{Prelude: m})
	l := x.newLexer(part.File)
	l.text, l.base, l.part = text, part.Start, true
	x.lexers = append(x.lexers, l)
	x.run()
	return x.finish()
}
