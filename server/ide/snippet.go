package ide

import (
	"fmt"
	"strings"
)

// snippet builds the text of a completion with tab stops.
type snippet struct {
	b     strings.Builder
	stops int
}

// text adds literal text.
func (s *snippet) text(text string) *snippet {
	s.b.WriteString(escapeSnippet(text))
	return s
}

// stop adds a tab stop with the text that stands there at first.
func (s *snippet) stop(text string) *snippet {
	s.stops++
	fmt.Fprintf(&s.b, "${%d:%s}", s.stops, escapeSnippet(text))
	return s
}

func (s *snippet) String() string { return s.b.String() }

// escapeSnippet writes text so that it stands for itself in a snippet.
func escapeSnippet(text string) string {
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(text)
}
