package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// litmusOnly names the documents for which there is only this server. Editors that
// take one provider of layout or colours for a document are told so: for C they
// have others, which should not have to make way.
func litmusOnly() protocol.DocumentSelector {
	return protocol.DocumentSelector{{Language: "litmus"}}
}

// formattingOptions and tokensOptions are those of registrations. The library's
// can't hold ours.
type formattingOptions struct {
	DocumentSelector protocol.DocumentSelector `json:"documentSelector"`
}

type tokensOptions struct {
	DocumentSelector protocol.DocumentSelector `json:"documentSelector"`
	*semanticTokensOptions
}

// register asks the client to tell of changed settings and of changed files, and
// offers what is for some documents only.
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
	if c.can.registerFormatting {
		list = append(list, protocol.Registration{
			ID: "formatting", Method: protocol.MethodTextDocumentFormatting,
			RegisterOptions: &formattingOptions{litmusOnly()},
		})
	}
	if c.can.registerTokens {
		list = append(list, protocol.Registration{
			ID: "tokens", Method: "textDocument/semanticTokens",
			RegisterOptions: &tokensOptions{litmusOnly(), allTokens()},
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
