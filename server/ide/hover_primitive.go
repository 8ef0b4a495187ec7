package ide

import (
	"context"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/kernel"
)

// primitiveHover documents the primitive whose name is at an offset. At a call it
// says between the summary and the details what is known of this very access.
func (d *Document) primitiveHover(ctx context.Context, offset int) *Hover {
	word := d.wordAt(offset)
	row := d.primitives().Lookup(word.Text())
	if row == nil {
		return nil
	}
	here := ""
	if h := d.accessHover(ctx, offset); h != nil {
		here = h.Markdown
	}
	return &Hover{Span: word, Markdown: joined(primitiveSummary(row), here, primitiveDetails(row))}
}

// primitiveSummary is what one wants to know of a primitive at a glance.
func primitiveSummary(row *kernel.Row) string {
	text := "```c\n" + rowSignature(row) + "\n```"
	if row.Doc.Summary != "" {
		return text + "\n\n" + row.Doc.Summary
	}
	return text + "\n\nDefined by the macro file of the memory model:\n\n```c\n" + row.Body + "\n```"
}

// primitiveDetails is the rest of what is known of a primitive.
func primitiveDetails(row *kernel.Row) string {
	var b strings.Builder
	doc := row.Doc
	for _, part := range []struct{ title, text string }{
		{"Orders", doc.Orders},
		{"Does not order", doc.NotOrders},
		{"Use", doc.Use},
		{"To the model", doc.Events},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "**%s.** %s\n\n", part.title, part.text)
		}
	}
	if text := architectures(row.Name); text != "" {
		b.WriteString(text + "\n\n")
	}
	if text := rcuViews(row.Name); text != "" {
		b.WriteString(text + "\n\n")
	}
	if doc.Source != "" {
		fmt.Fprintf(&b, "*Source:* `%s`", doc.Source)
	}
	return b.String()
}

// primitiveMarkdown is all that is known of a primitive, wherever it is called.
func primitiveMarkdown(row *kernel.Row) string {
	return joined(primitiveSummary(row), primitiveDetails(row))
}

// rowSignature returns the declaration of a primitive. Of one from a user's macro
// file only the names of the parameters are known.
func rowSignature(row *kernel.Row) string {
	if row.Doc.Signature != "" {
		return row.Doc.Signature
	}
	return row.Name + "(" + strings.Join(row.Params, ", ") + ")"
}
