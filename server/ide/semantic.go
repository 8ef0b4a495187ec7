package ide

import "github.com/lkmm-tools/fencepost/model/outline"

// Tokens returns the classified tokens, in the order of the text and apart from
// one another. A comment may span lines. Of a text of another language they are those
// of the directives in it: the rest others colour.
func (d *Document) Tokens() []outline.Token {
	if !d.hosted() {
		return d.Outline().Tokens
	}
	var own []outline.Token
	for _, t := range d.Outline().Tokens {
		code := t.Class == outline.String && !d.inTest(t.Span.Start)
		if t.Class != outline.Comment && !code {
			own = append(own, t)
		}
	}
	return own
}

// inTest reports whether an offset is in the directives of a test.
func (d *Document) inTest(offset int) bool { return d.testAt(offset) >= 0 }
