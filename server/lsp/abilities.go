package lsp

import (
	"encoding/json"
	"slices"

	"go.lsp.dev/protocol"
)

// abilities is what a client can do, as far as it matters here.
type abilities struct {
	// markdown is set for texts in hovers, in completions and in signatures.
	hoverMarkdown, completionMarkdown, signatureMarkdown bool
	snippets, labelOffsets, resolveDocumentation         bool
	symbolTree, actionLiterals, preferredActions         bool
	documentChanges, applyEdit                           bool
	relatedInformation, unnecessaryTag                   bool
	multilineTokens                                      bool
	foldLimit                                            int
	pull                                                 bool
	progress                                             bool
	configuration, registerConfiguration, registerFiles  bool
	registerFormatting, registerTokens                   bool
	refreshLenses, refreshInlays, refreshDiagnostics     bool
}

// laterCapabilities are those that the library does not know.
type laterCapabilities struct {
	TextDocument struct {
		Diagnostic *struct{} `json:"diagnostic"`
	} `json:"textDocument"`
	Workspace struct {
		InlayHint   refreshSupport `json:"inlayHint"`
		Diagnostics refreshSupport `json:"diagnostics"`
	} `json:"workspace"`
}

type refreshSupport struct {
	RefreshSupport bool `json:"refreshSupport"`
}

// readAbilities reads a client's capabilities. Clients differ in what they send;
// a member of the wrong form counts as absent, and the others still count.
func readAbilities(raw json.RawMessage) abilities {
	var known protocol.ClientCapabilities
	var later laterCapabilities
	// An error is the first member of a wrong form. All others are read.
	_ = json.Unmarshal(raw, &known)
	_ = json.Unmarshal(raw, &later)
	var a abilities
	a.text(known.TextDocument)
	a.workspace(known.Workspace)
	a.progress = known.Window != nil && known.Window.WorkDoneProgress
	a.pull = later.TextDocument.Diagnostic != nil
	a.refreshInlays = later.Workspace.InlayHint.RefreshSupport
	a.refreshDiagnostics = later.Workspace.Diagnostics.RefreshSupport
	return a
}

// text reads what the client can do with documents.
func (a *abilities) text(t *protocol.TextDocumentClientCapabilities) {
	if t == nil {
		return
	}
	markdown := func(kinds []protocol.MarkupKind) bool { return slices.Contains(kinds, protocol.Markdown) }
	if t.Hover != nil {
		a.hoverMarkdown = markdown(t.Hover.ContentFormat)
	}
	if t.Completion != nil && t.Completion.CompletionItem != nil {
		resolve := t.Completion.CompletionItem.ResolveSupport
		a.resolveDocumentation = resolve != nil && slices.Contains(resolve.Properties, "documentation")
		a.snippets = t.Completion.CompletionItem.SnippetSupport
		a.completionMarkdown = markdown(t.Completion.CompletionItem.DocumentationFormat)
	}
	if t.SignatureHelp != nil && t.SignatureHelp.SignatureInformation != nil {
		s := t.SignatureHelp.SignatureInformation
		a.signatureMarkdown = markdown(s.DocumentationFormat)
		a.labelOffsets = s.ParameterInformation != nil && s.ParameterInformation.LabelOffsetSupport
	}
	a.symbolTree = t.DocumentSymbol != nil && t.DocumentSymbol.HierarchicalDocumentSymbolSupport
	if t.CodeAction != nil {
		a.actionLiterals = t.CodeAction.CodeActionLiteralSupport != nil
		a.preferredActions = t.CodeAction.IsPreferredSupport
	}
	if p := t.PublishDiagnostics; p != nil {
		a.relatedInformation = p.RelatedInformation
		a.unnecessaryTag = p.TagSupport != nil && slices.Contains(p.TagSupport.ValueSet, protocol.DiagnosticTagUnnecessary)
	}
	a.multilineTokens = t.SemanticTokens != nil && t.SemanticTokens.MultilineTokenSupport
	a.registerTokens = t.SemanticTokens != nil && t.SemanticTokens.DynamicRegistration
	a.registerFormatting = t.Formatting != nil && t.Formatting.DynamicRegistration
	if t.FoldingRange != nil {
		a.foldLimit = int(t.FoldingRange.RangeLimit)
	}
}

// workspace reads what the client can do beside documents.
func (a *abilities) workspace(w *protocol.WorkspaceClientCapabilities) {
	if w == nil {
		return
	}
	a.applyEdit, a.configuration = w.ApplyEdit, w.Configuration
	a.documentChanges = w.WorkspaceEdit != nil && w.WorkspaceEdit.DocumentChanges
	a.registerConfiguration = w.DidChangeConfiguration != nil && w.DidChangeConfiguration.DynamicRegistration
	a.registerFiles = w.DidChangeWatchedFiles != nil && w.DidChangeWatchedFiles.DynamicRegistration
	a.refreshLenses = w.CodeLens != nil && w.CodeLens.RefreshSupport
}
