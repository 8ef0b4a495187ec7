// Package session holds what an editor has open: documents with versions, the
// work that is under way on them, and the results that are known. It knows no
// protocol.
//
//	Open, Change ─► text ─ debounce ─► task ─ Pool ─► results ─ outbox ─► Listener
//	                  │                                  ▲
//	                  └─► reading ─► Snapshot          cache
//
// Each change of a document's text, and each change of the model or the options,
// begins a new generation of it. Work belongs to one generation. It is cancelled
// when the next begins, and what it still finds is dropped: at its end, and again
// just before the listener is told.
//
// What is absent: files (Config reads them), the protocol (server/lsp), and what
// is to be said about a text (server/ide).
package session
