package lsp

import (
	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// textEdits returns edits of a document.
func textEdits(edits []ide.Edit) []protocol.TextEdit {
	list := make([]protocol.TextEdit, 0, len(edits))
	for _, e := range edits {
		list = append(list, protocol.TextEdit{Range: rangeOf(e.Span), NewText: e.Text})
	}
	return list
}

// workspaceEdit returns edits of one version of a document. A client that knows
// versions refuses them when the text has changed.
func (c *client) workspaceEdit(s *session.Snapshot, edits []ide.Edit) *protocol.WorkspaceEdit {
	uri := protocol.DocumentURI(s.URI)
	if !c.can.documentChanges {
		return &protocol.WorkspaceEdit{Changes: map[protocol.DocumentURI][]protocol.TextEdit{uri: textEdits(edits)}}
	}
	version := s.Version
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.TextDocumentEdit{{
		TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: uri}, Version: &version,
		},
		Edits: textEdits(edits),
	}}}
}
