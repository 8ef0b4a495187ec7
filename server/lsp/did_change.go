package lsp

import (
	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// didChangeParams are those of didChange. The library's cannot tell a change
// without a range, which replaces the whole text, from one at the beginning.
type didChangeParams struct {
	TextDocument   protocol.VersionedTextDocumentIdentifier `json:"textDocument"`
	ContentChanges []contentChange                          `json:"contentChanges"`
}

type contentChange struct {
	Range *protocol.Range `json:"range"`
	Text  string          `json:"text"`
}

// didChange changes a document.
func didChange(c *client, p *didChangeParams) error {
	uri := string(p.TextDocument.URI)
	if c.isForeign(uri) {
		return nil
	}
	changes := make([]session.Change, len(p.ContentChanges))
	for i, ch := range p.ContentChanges {
		changes[i] = session.Change{Whole: ch.Range == nil, Text: ch.Text}
		if r := ch.Range; r != nil {
			changes[i].StartLine, changes[i].StartColumn = int(r.Start.Line), int(r.Start.Character)
			changes[i].EndLine, changes[i].EndColumn = int(r.End.Line), int(r.End.Character)
		}
	}
	return named(uri, c.session.Change(uri, p.TextDocument.Version, changes))
}
