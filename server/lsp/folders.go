package lsp

import (
	"go.lsp.dev/protocol"
)

// folder is a workspace folder in the file system.
type folder struct{ uri, path string }

// foldersOf returns the folders that are in the file system.
func foldersOf(list []protocol.WorkspaceFolder) []folder {
	var folders []folder
	for _, f := range list {
		if p, ok := pathOf(f.URI); ok {
			folders = append(folders, folder{f.URI, p})
		}
	}
	return folders
}
