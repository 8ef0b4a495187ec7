package lsp

import (
	"errors"
	"fmt"

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
	err := c.session.Change(uri, p.TextDocument.Version, changes)
	switch {
	case errors.Is(err, session.ErrPosition), errors.Is(err, session.ErrTooLarge):
		// The changes after this one are refused too, and only logged.
		c.showMessage(protocol.MessageTypeWarning, fmt.Sprintf(
			"%s is no longer checked, because a change could not be followed (%v). Close it and open it again.", nameOf(uri), err))
	case errors.Is(err, session.ErrOutOfStep):
		return nil
	}
	return named(uri, err)
}
