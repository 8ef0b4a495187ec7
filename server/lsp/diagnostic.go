package lsp

import (
	"sync"

	"github.com/lkmm-tools/fencepost/server/session"
)

// pulls are the requests that wait for a snapshot.
type pulls struct {
	mu sync.Mutex
}

func newPulls() *pulls { return &pulls{} }

// tell hands a snapshot to those that wait for it.
func (p *pulls) tell(*session.Snapshot) {}

// withdraw takes back diagnostics that were pushed while a document was not open,
// since its client now pulls them.
func (c *client) withdraw(uri string) {
	c.mu.Lock()
	pushed := c.pushed[uri]
	c.mu.Unlock()
	if pushed {
		c.forgotten(uri)
	}
}
