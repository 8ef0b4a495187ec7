package ide

import "github.com/lkmm-tools/fencepost/model/outline"

// Tokens returns the classified tokens, in the order of the text and apart from
// one another. A comment may span lines.
func (d *Document) Tokens() []outline.Token { return d.Outline.Tokens }
