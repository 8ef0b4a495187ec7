package ide

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/kernel"
)

// primitiveMarkdown documents a primitive: what one wants to know at a glance
// first, then what it orders at the place of the call (here, if not empty), then
// the rest.
func primitiveMarkdown(row *kernel.Row, here string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "```c\n%s\n```\n", rowSignature(row))
	doc := row.Doc
	if doc.Summary != "" {
		fmt.Fprintf(&b, "\n%s\n", doc.Summary)
	}
	if here != "" {
		fmt.Fprintf(&b, "\n%s\n\n---\n", strings.TrimSpace(here))
	}
	for _, part := range []struct{ title, text string }{
		{"Orders", doc.Orders},
		{"Does not order", doc.NotOrders},
		{"Use", doc.Use},
		{"To the model", doc.Events},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n**%s.** %s\n", part.title, part.text)
		}
	}
	if doc.Source != "" {
		fmt.Fprintf(&b, "\n*Source:* `%s`\n", doc.Source)
	}
	return b.String()
}

// rowSignature returns the declaration of a primitive. Of one from a user's macro
// file only the names of the parameters are known.
func rowSignature(row *kernel.Row) string {
	if row.Doc.Signature != "" {
		return row.Doc.Signature
	}
	return row.Name + "(" + strings.Join(row.Params, ", ") + ")"
}
