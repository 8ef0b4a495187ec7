package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// publishParams are those of textDocument/publishDiagnostics. The library's cannot
// say a version 0.
type publishParams struct {
	URI         protocol.DocumentURI  `json:"uri"`
	Version     *int32                `json:"version,omitempty"`
	Diagnostics []protocol.Diagnostic `json:"diagnostics"`
}

// statusParams are those of fencepost/status. State is idle or checking.
type statusParams struct {
	State   string `json:"state"`
	Running int    `json:"running"`
	Waiting int    `json:"waiting"`
}

// publish tells the client what the session finds.
func (c *client) publish(ctx context.Context) {
	for {
		n, ok := c.mail.next(ctx)
		if !ok {
			return
		}
		for _, uri := range n.order {
			if s := n.documents[uri]; s != nil {
				c.checked(s)
			} else {
				c.forgotten(uri)
			}
		}
		for _, f := range n.failures {
			c.showMessage(protocol.MessageTypeError, f)
		}
		if n.load != nil {
			c.loaded(*n.load)
		}
	}
}

// checked tells of a snapshot.
func (c *client) checked(s *session.Snapshot) {
	if c.can.pull && s.Open {
		c.offer(s)
	} else {
		c.push(s)
	}
	if s.Results == nil || !s.Open {
		return
	}
	if c.wants.results {
		c.notify("fencepost/results", &resultsParams{URI: s.URI, Version: s.Version, Tests: testItems(s)})
	}
	c.refreshAfterResults()
}

// offer tells a client that pulls diagnostics that there are new ones, unless it
// has them or is about to ask.
func (c *client) offer(s *session.Snapshot) {
	id, err := resultID(c.diagnostics(s))
	if err == nil && c.pulls.tell(s.URI, s.Version, id) && c.can.refreshDiagnostics {
		c.refresh("workspace/diagnostic/refresh")
	}
}

// push publishes the diagnostics of a snapshot.
func (c *client) push(s *session.Snapshot) {
	p := &publishParams{URI: protocol.DocumentURI(s.URI), Diagnostics: c.diagnostics(s)}
	if s.Open {
		p.Version = &s.Version
	}
	c.setPushed(s.URI, len(p.Diagnostics) > 0 && !s.Open)
	c.notify("textDocument/publishDiagnostics", p)
}

// forgotten takes the diagnostics of a document away.
func (c *client) forgotten(uri string) {
	c.setPushed(uri, false)
	c.notify("textDocument/publishDiagnostics", &publishParams{
		URI: protocol.DocumentURI(uri), Diagnostics: []protocol.Diagnostic{},
	})
}

// setPushed notes whether diagnostics are shown for a document that is not open.
func (c *client) setPushed(uri string, shown bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if shown {
		c.pushed[uri] = true
	} else {
		delete(c.pushed, uri)
	}
}

// loaded tells how much is to be done, if the client does not know.
func (c *client) loaded(l load) {
	now := statusParams{State: "idle", Running: l.running, Waiting: l.waiting}
	if l.running+l.waiting > 0 {
		now.State = "checking"
	}
	if now != c.status && c.wants.results {
		c.notify("fencepost/status", &now)
	}
	c.status = now
	c.showLoad(l)
}

// showLoad shows that tests are being decided, while no command shows it already.
func (c *client) showLoad(l load) {
	switch busy := l.running+l.waiting > 0 && !c.sweeping.Load(); {
	case busy && c.deciding == nil:
		c.deciding = c.startProgress(nil, "Verifying", c.session.Cancel)
	case !busy && c.deciding != nil:
		c.deciding.end()
		c.deciding = nil
		return
	case !busy:
		return
	}
	c.deciding.say(fmt.Sprintf("%d running, %d waiting", l.running, l.waiting))
}
