package lsp

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// didOpen opens a document.
func didOpen(c *client, p *protocol.DidOpenTextDocumentParams) error {
	d := &p.TextDocument
	uri := string(d.URI)
	switch {
	case uri == "":
		return invalidParams("textDocument.uri: want the name of the document")
	case d.LanguageID == "cat" || isModelFile(uri) || isOtherC(string(d.LanguageID), uri):
		c.setForeign(uri, true)
		return nil
	}
	c.pulls.open(uri)
	err := c.session.Open(uri, nameOf(uri), d.Version, d.Text)
	if errors.Is(err, session.ErrTooLarge) {
		c.showMessage(protocol.MessageTypeWarning, fmt.Sprintf("%s is not checked: %v", nameOf(uri), err))
	}
	if err == nil && c.can.pull {
		c.withdraw(uri)
	}
	return err
}

// isOtherC reports whether a document is in a language like C and its name does not
// say so: a text that was never saved, or C++. It would be taken for a litmus test.
func isOtherC(language, uri string) bool {
	return (language == "c" || language == "cpp") && !slices.Contains(ide.CExts(), filepath.Ext(nameOf(uri)))
}

// setForeign notes whether an open document is no test. Clients may open model
// files, which get their colours from the client and nothing from here.
func (c *client) setForeign(uri string, foreign bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if foreign {
		c.foreign[uri] = true
	} else {
		delete(c.foreign, uri)
	}
}

// isForeign reports whether a document is open and no test.
func (c *client) isForeign(uri string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.foreign[uri]
}
