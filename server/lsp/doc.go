// Package lsp speaks the language server protocol: it turns requests into
// questions to a session and its answers into protocol types, one handler a
// file.
package lsp
