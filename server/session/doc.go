// Package session holds what an editor has open: documents with versions, the
// work that is under way on them, and the results that are known. It knows no
// protocol.
package session
