package lsp

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// completion proposes what could be typed.
func completion(_ context.Context, c *client, s *session.Snapshot, p *protocol.CompletionParams) (any, error) {
	list := &protocol.CompletionList{Items: []protocol.CompletionItem{}}
	for _, proposal := range s.Complete(offsetOf(s.File, p.Position)) {
		list.Items = append(list.Items, c.completionItem(proposal))
	}
	return list, nil
}

func (c *client) completionItem(p ide.Completion) protocol.CompletionItem {
	item := protocol.CompletionItem{
		Label: p.Label, Detail: p.Detail, Kind: completionKind(p.Kind),
		SortText:         fmt.Sprintf("%05d %s", p.Order, p.Label),
		InsertTextFormat: protocol.InsertTextFormatPlainText,
		TextEdit:         &protocol.TextEdit{Range: rangeOf(p.Replace), NewText: p.Insert},
	}
	if p.Markdown != "" {
		item.Documentation = markup(p.Markdown, c.can.completionMarkdown)
	}
	switch {
	case p.Snippet && c.can.snippets:
		item.InsertTextFormat = protocol.InsertTextFormatSnippet
	case p.Snippet:
		item.TextEdit.NewText = withoutStops(p.Insert)
	}
	return item
}

// stop is a tab stop of a snippet, or an escaped character.
var stop = regexp.MustCompile(`\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\{?\d+\}?|\\([$}\\])`)

// withoutStops returns the text that a snippet gives if nothing is typed into it.
func withoutStops(snippet string) string {
	for {
		// A second round takes the escapes out of what a stop held.
		plain := stop.ReplaceAllString(snippet, "$1$2")
		if plain == snippet || !strings.Contains(plain, "${") {
			return plain
		}
		snippet = plain
	}
}

func completionKind(k ide.CompletionKind) protocol.CompletionItemKind {
	switch k {
	case ide.CompletePrimitive:
		return protocol.CompletionItemKindFunction
	case ide.CompleteTag:
		return protocol.CompletionItemKindEnumMember
	case ide.CompleteShared:
		return protocol.CompletionItemKindVariable
	case ide.CompleteRegister:
		return protocol.CompletionItemKindField
	case ide.CompleteKeyword:
		return protocol.CompletionItemKindKeyword
	case ide.CompleteType:
		return protocol.CompletionItemKindStruct
	case ide.CompleteTest:
		return protocol.CompletionItemKindSnippet
	default:
		panic(fmt.Sprintf("lsp: unhandled completion kind %d", k))
	}
}
