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

		"textDocument/didOpen":             notification(didOpen),
		"textDocument/didChange":           notification(didChange),
		"textDocument/didSave":             notification(didSave),
		"textDocument/didClose":            notification(didClose),
		"workspace/didChangeConfiguration": notification(didChangeConfiguration),

		"textDocument/hover": question(hover),
	}
}
