package lsp

import (
	"slices"

	"go.lsp.dev/protocol"
)

// didChangeWorkspaceFolders takes folders in and out. A relative path of a model
// begins at the first folder, so the settings are put to use again.
func didChangeWorkspaceFolders(c *client, p *protocol.DidChangeWorkspaceFoldersParams) error {
	c.mu.Lock()
	gone := foldersOf(p.Event.Removed)
	c.folders = slices.DeleteFunc(c.folders, func(f folder) bool {
		return slices.ContainsFunc(gone, func(g folder) bool { return g.path == f.path })
	})
	for _, f := range foldersOf(p.Event.Added) {
		if !slices.ContainsFunc(c.folders, func(g folder) bool { return g.path == f.path }) {
			c.folders = append(c.folders, f)
		}
	}
	current := c.current
	c.mu.Unlock()
	c.prefer(current)
	return nil
}
