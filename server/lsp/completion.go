package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// completion proposes what could be typed.
func completion(_ context.Context, c *client, s *session.Snapshot, p *protocol.CompletionParams) (any, error) {
	list := &protocol.CompletionList{Items: []protocol.CompletionItem{}}
	proposals := s.Complete(offsetOf(s.File, p.Position))
	number := c.propose(proposals)
	for i, proposal := range proposals {
		item := c.completionItem(proposal)
		if c.can.resolveDocumentation {
			item.Documentation, item.Data = nil, completionData{number, i}
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}

// completionData names a proposal: the list in which it was, and its place there.
type completionData struct {
	List  int `json:"list"`
	Index int `json:"index"`
}

// completionResolve adds the documentation to a proposal, which is long compared
// with all the rest and is read for few of them. A proposal of an older list than
// the last stays as it is.
func completionResolve(_ context.Context, c *client, raw *json.RawMessage) (any, error) {
	var item protocol.CompletionItem
	var data struct{ Data completionData }
	if err := decode(*raw, &item); err != nil {
		return nil, err
	}
	if json.Unmarshal(*raw, &data) != nil {
		return raw, nil // not one of ours
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if data.Data.List != c.listed || data.Data.Index < 0 || data.Data.Index >= len(c.proposals) {
		return raw, nil
	}
	if text := c.proposals[data.Data.Index].Markdown; text != "" {
		item.Documentation = markup(text, c.can.completionMarkdown)
	}
	return &item, nil
}

// propose keeps the last list of proposals and returns its number.
func (c *client) propose(list []ide.Completion) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listed++
	c.proposals = list
	return c.listed
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

// The parts of a snippet: a tab stop, which may hold a text, or an escaped
// character.
var (
	stop    = regexp.MustCompile(`\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\{?\d+\}?|\\([$}\\])`)
	escaped = regexp.MustCompile(`\\([$}\\])`)
)

// withoutStops returns the text that a snippet gives if nothing is typed into it.
func withoutStops(snippet string) string {
	return stop.ReplaceAllStringFunc(snippet, func(part string) string {
		m := stop.FindStringSubmatch(part)
		return escaped.ReplaceAllString(m[1], "$1") + m[2]
	})
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
