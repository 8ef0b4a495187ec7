package lsp

import (
	"context"
	"sync"

	"github.com/lkmm-tools/fencepost/server/session"
)

// mailbox is a session.Listener that only takes notes, so that the session never
// waits for a client. Of each document it keeps what was told last.
type mailbox struct {
	mu    sync.Mutex
	notes notes
	// wake has an entry if there are notes.
	wake chan struct{}
}

// notes is what was told since somebody looked.
type notes struct {
	// order names the documents that something was told of, by the time of the
	// first; documents has the latest, nil for a closed one.
	order     []string
	documents map[string]*session.Snapshot
	load      *load
	failures  []string
}

// load is how many documents are being decided and how many wait.
type load struct{ running, waiting int }

func newMailbox() *mailbox {
	return &mailbox{notes: notes{documents: make(map[string]*session.Snapshot)}, wake: make(chan struct{}, 1)}
}

// Checked notes a snapshot.
func (m *mailbox) Checked(s *session.Snapshot) {
	m.note(func(n *notes) { n.document(s.URI, s) })
}

// Closed notes that a document is closed.
func (m *mailbox) Closed(uri string) {
	m.note(func(n *notes) { n.document(uri, nil) })
}

// Load notes how much is to be done.
func (m *mailbox) Load(running, waiting int) {
	m.note(func(n *notes) { n.load = &load{running, waiting} })
}

// Failed notes a message for the user.
func (m *mailbox) Failed(message string) {
	m.note(func(n *notes) { n.failures = append(n.failures, message) })
}

func (m *mailbox) note(f func(n *notes)) {
	m.mu.Lock()
	f(&m.notes)
	m.mu.Unlock()
	select {
	case m.wake <- struct{}{}:
	default: // somebody was woken already
	}
}

func (n *notes) document(uri string, s *session.Snapshot) {
	if _, noted := n.documents[uri]; !noted {
		n.order = append(n.order, uri)
	}
	n.documents[uri] = s
}

// next waits for notes and takes them. It reports false when ctx is over.
func (m *mailbox) next(ctx context.Context) (notes, bool) {
	select {
	case <-ctx.Done():
		return notes{}, false
	case <-m.wake:
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	taken := m.notes
	m.notes = notes{documents: make(map[string]*session.Snapshot)}
	return taken, true
}
