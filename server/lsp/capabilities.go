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
	s.CompletionProvider = &protocol.CompletionOptions{
		TriggerCharacters: []string{"{", "*", "&", ":", "@", ".", ">"}, ResolveProvider: c.can.resolveDocumentation,
	}
	s.SignatureHelpProvider = &protocol.SignatureHelpOptions{TriggerCharacters: []string{"(", ","}}
	s.HoverProvider = true
	s.DefinitionProvider = true
	s.ReferencesProvider = true
	s.DocumentHighlightProvider = true
	s.DocumentSymbolProvider = true
	s.CodeActionProvider = &protocol.CodeActionOptions{
		CodeActionKinds: []protocol.CodeActionKind{protocol.QuickFix, protocol.RefactorRewrite, showExecutionKind},
	}
	s.CodeLensProvider = &protocol.CodeLensOptions{}
	if !c.can.registerFormatting {
		s.DocumentFormattingProvider = true
	}
	s.RenameProvider = &protocol.RenameOptions{PrepareProvider: true}
	s.FoldingRangeProvider = true
	if !c.can.registerTokens {
		s.SemanticTokensProvider = allTokens()
	}
	s.InlayHintProvider = true
	s.ExecuteCommandProvider = &protocol.ExecuteCommandOptions{Commands: commandNames()}
	s.Workspace = &protocol.ServerCapabilitiesWorkspace{
		WorkspaceFolders: &protocol.ServerCapabilitiesWorkspaceFolders{Supported: true, ChangeNotifications: true},
	}
	if c.can.pull {
		s.DiagnosticProvider = &diagnosticOptions{Identifier: diagnosticSource}
	}
	return s
}
