package lsp

import (
	"path/filepath"

	"go.lsp.dev/protocol"
)

// didChangeWatchedFiles opens the model again if one of its files may have
// changed, checks again what includes a changed file, and forgets what was found in
// a test that is gone.
func didChangeWatchedFiles(c *client, p *protocol.DidChangeWatchedFilesParams) error {
	reload := false
	for _, change := range p.Changes {
		switch {
		case change == nil:
			continue
		case isModelFile(string(change.URI)):
			reload = true
			continue
		case change.Type == protocol.FileChangeTypeDeleted:
			c.withdraw(string(change.URI))
		}
		if path, ok := pathOf(string(change.URI)); ok {
			c.fileChanged(path)
		}
	}
	if reload && c.preferred().session.Model != builtinModel {
		c.session.Reload()
	}
	return nil
}

// fileChanged tells the session of a file that texts may hang on.
func (c *client) fileChanged(path string) {
	if filepath.Base(path) == buildFile {
		c.session.BuildChanged()
		return
	}
	c.session.FileChanged(path)
}

// buildFile is where build systems say how files are compiled.
const buildFile = "compile_commands.json"
