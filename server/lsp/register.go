package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// register asks the client to tell of changed settings and of changed files.
func (c *client) register(ctx context.Context) {
	var list []protocol.Registration
	if c.can.registerConfiguration {
		list = append(list, protocol.Registration{
			ID: "settings", Method: "workspace/didChangeConfiguration",
			RegisterOptions: map[string]string{"section": settingsSection},
		})
	}
	if c.can.registerFiles {
		list = append(list, protocol.Registration{
			ID: "files", Method: "workspace/didChangeWatchedFiles",
			RegisterOptions: &protocol.DidChangeWatchedFilesRegistrationOptions{
				Watchers: []protocol.FileSystemWatcher{
					{GlobPattern: "**/*.{cat,cfg,bell,def,litmus,c,h}"}, {GlobPattern: "**/" + buildFile},
				},
			},
		})
	}
	if len(list) == 0 {
		return
	}
	err := c.call(ctx, "client/registerCapability", &protocol.RegistrationParams{Registrations: list}, nil)
	if err != nil && ctx.Err() == nil {
		c.logMessage(protocol.MessageTypeWarning, "the client refused a registration: "+err.Error())
	}
}
