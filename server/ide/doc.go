// Package ide is the façade through which people's tools reach the checker:
// give it a text, get plain values back. It reads no files, prints nothing and
// knows no protocol; the command line and the language server share it.
//
//	text ─ Frontend ─► programs ─ Engine ─► verdicts ─ Judge ─► TestResults
//
// What is absent: rendering (server/report), open documents (server/session),
// and any knowledge of how an engine decides.
package ide
