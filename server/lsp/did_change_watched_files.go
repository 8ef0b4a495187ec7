package lsp

import "go.lsp.dev/protocol"

// didChangeWatchedFiles opens the model again if one of its files may have
// changed, and forgets what was found in a test that is gone.
func didChangeWatchedFiles(c *client, p *protocol.DidChangeWatchedFilesParams) error {
	reload := false
	for _, change := range p.Changes {
		switch {
		case change == nil:
		case isModelFile(string(change.URI)):
			reload = true
		case change.Type == protocol.FileChangeTypeDeleted:
			c.withdraw(string(change.URI))
		}
	}
	if reload && c.preferred().session.Model != builtinModel {
		c.session.Reload()
	}
	return nil
}
