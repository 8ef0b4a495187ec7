package lsp

import "go.lsp.dev/protocol"

// serverCapabilities are the library's with what it does not know.
type serverCapabilities struct {
	PositionEncoding string `json:"positionEncoding"`
	protocol.ServerCapabilities
	InlayHintProvider  bool               `json:"inlayHintProvider,omitempty"`
	DiagnosticProvider *diagnosticOptions `json:"diagnosticProvider,omitempty"`
}

// diagnosticOptions say how diagnostics can be pulled.
type diagnosticOptions struct {
	Identifier            string `json:"identifier"`
	InterFileDependencies bool   `json:"interFileDependencies"`
	WorkspaceDiagnostics  bool   `json:"workspaceDiagnostics"`
}

// capabilities says what the server can do for the client.
func (c *client) capabilities() serverCapabilities {
	s := serverCapabilities{PositionEncoding: "utf-16"}
	s.TextDocumentSync = &protocol.TextDocumentSyncOptions{
		OpenClose: true, Change: protocol.TextDocumentSyncKindIncremental, Save: &protocol.SaveOptions{},
	}
	s.HoverProvider = true
	s.Workspace = &protocol.ServerCapabilitiesWorkspace{
		WorkspaceFolders: &protocol.ServerCapabilitiesWorkspaceFolders{Supported: true, ChangeNotifications: true},
	}
	return s
}
