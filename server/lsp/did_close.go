package lsp

import (
	"fmt"

	"go.lsp.dev/protocol"
)

// didClose closes a document.
func didClose(c *client, p *protocol.DidCloseTextDocumentParams) error {
	uri := string(p.TextDocument.URI)
	if c.isForeign(uri) {
		c.setForeign(uri, false)
		return nil
	}
	err := c.session.Close(uri)
	c.pulls.close(uri)
	return named(uri, err)
}

// named says which document an error is about.
func named(uri string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", uri, err)
}
