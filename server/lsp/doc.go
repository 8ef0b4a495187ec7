// Package lsp speaks the language server protocol: it turns requests into
// questions to a session and its answers into protocol types, one handler a
// file.
//
//	bytes ─ frames ─► bodies ─ stream ─► messages ─ jsonrpc2.Conn ─► client.handle
//	session ─ Listener ─► mailbox ─► publish ─► outbox ─► bytes
//
// Messages are taken in their order by one goroutine. It does at once what changes
// documents, and for a request what has to be done before the next message: reading
// its parameters and taking the snapshot that it asks about. The rest of a request
// runs beside the others. Nothing that a solver's goroutine waits for writes to
// the connection.
//
// The protocol library's types are used where they can say what the protocol does.
// Where they cannot (a change without a range, offsets as labels of parameters, a
// version 0, a percentage 0) and for what came later (inlay hints, pulled
// diagnostics), this package has types of its own, beside the handler that uses
// them.
package lsp
