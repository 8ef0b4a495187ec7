package lsp

import "go.lsp.dev/protocol"

// didSave tells the session that a document was saved.
func didSave(c *client, p *protocol.DidSaveTextDocumentParams) error {
	uri := string(p.TextDocument.URI)
	if c.isForeign(uri) {
		return nil
	}
	return named(uri, c.session.Save(uri))
}
