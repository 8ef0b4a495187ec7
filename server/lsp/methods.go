package lsp

// methods is the table of all messages that clients may send.
func methods() map[string]method {
	return map[string]method{
		"initialize":      {arrive: initialize, inline: true},
		"initialized":     lenient(initialized),
		"shutdown":        {arrive: shutdown, inline: true},
		"exit":            lenient(exit),
		"$/cancelRequest": notification(cancelRequest),
		"$/setTrace":      lenient(func(*client) {}),

		"window/workDoneProgress/cancel": notification(cancelProgress),

		"textDocument/didOpen":                notification(didOpen),
		"textDocument/didChange":              notification(didChange),
		"textDocument/didSave":                notification(didSave),
		"textDocument/didClose":               notification(didClose),
		"workspace/didChangeConfiguration":    notification(didChangeConfiguration),
		"workspace/didChangeWatchedFiles":     notification(didChangeWatchedFiles),
		"workspace/didChangeWorkspaceFolders": notification(didChangeWorkspaceFolders),

		"completionItem/resolve":            request(completionResolve),
		"textDocument/codeAction":           question(codeAction),
		"textDocument/codeLens":             question(codeLens),
		"textDocument/completion":           question(completion),
		"textDocument/definition":           question(definition),
		"textDocument/documentHighlight":    question(documentHighlight),
		"textDocument/documentSymbol":       question(documentSymbol),
		"textDocument/foldingRange":         question(foldingRange),
		"textDocument/formatting":           edits(formatting),
		"textDocument/hover":                question(hover),
		"textDocument/inlayHint":            question(inlayHint),
		"textDocument/prepareRename":        question(prepareRename),
		"textDocument/references":           question(references),
		"textDocument/rename":               edits(rename),
		"textDocument/semanticTokens/full":  question(semanticTokens),
		"textDocument/semanticTokens/range": question(semanticTokensRange),
		"textDocument/signatureHelp":        question(signatureHelp),

		"textDocument/diagnostic":  request(pullDiagnostics),
		"workspace/executeCommand": request(executeCommand),
		"fencepost/execution":      request(getExecution),
		"fencepost/health":         request(getHealth),
		"fencepost/tests":          {arrive: getTests},
	}
}
