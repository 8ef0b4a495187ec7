package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"sync"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// diagnosticParams are those of textDocument/diagnostic, which the library does
// not know.
type diagnosticParams struct {
	TextDocument     protocol.TextDocumentIdentifier `json:"textDocument"`
	PreviousResultID string                          `json:"previousResultId"`
}

// diagnosticReport is the answer. Items are absent if nothing has changed since
// the answer with the same identifier.
type diagnosticReport struct {
	Kind     string                 `json:"kind"`
	ResultID string                 `json:"resultId"`
	Items    *[]protocol.Diagnostic `json:"items,omitempty"`
}

// pullDiagnostics answers a client that asks for diagnostics itself. What is told
// may belong to a newer text than that of the request: the client then has it too.
func pullDiagnostics(ctx context.Context, c *client, p *diagnosticParams) (any, error) {
	uri := string(p.TextDocument.URI)
	if c.isForeign(uri) {
		return &diagnosticReport{Kind: "full", Items: &[]protocol.Diagnostic{}}, nil
	}
	done := c.pulls.begin(uri)
	s, err := c.pulled(ctx, uri)
	if err != nil {
		done("")
		return nil, named(uri, err)
	}
	items := c.diagnostics(s)
	id, err := resultID(items)
	if err != nil {
		done("")
		return nil, err
	}
	done(id)
	if id == p.PreviousResultID {
		return &diagnosticReport{Kind: "unchanged", ResultID: id}, nil
	}
	return &diagnosticReport{Kind: "full", ResultID: id, Items: &items}, nil
}

// pulled returns the snapshot to tell of: the one that the session tells of by
// itself, which has verdicts unless they take long. A client that cannot be told to
// ask again waits for them.
func (c *client) pulled(ctx context.Context, uri string) (*session.Snapshot, error) {
	s, err := c.session.Snapshot(uri)
	switch {
	case err != nil || s.Results != nil:
		return s, err
	case c.can.refreshDiagnostics:
		if err := c.pulls.wait(ctx, uri, s.Version); err != nil {
			return nil, err
		}
		return c.session.Snapshot(uri)
	case c.preferred().session.When == session.OnSave:
		return s, nil
	default:
		return c.session.Await(ctx, uri)
	}
}

// resultID names what was told by its content.
func resultID(items []protocol.Diagnostic) (string, error) {
	raw, err := marshal(items)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8]), nil
}

// pulls knows which documents a client asks about, and what it was told last.
type pulls struct {
	mu sync.Mutex
	// asking counts the requests under way, answered has the last identifier, by
	// document.
	asking   map[string]int
	answered map[string]string
	// checked has the last version that the session told of. changed is closed when
	// it changes.
	checked map[string]int32
	changed chan struct{}
}

func newPulls() *pulls {
	return &pulls{
		asking: make(map[string]int), answered: make(map[string]string), checked: make(map[string]int32),
		changed: make(chan struct{}),
	}
}

// begin notes a request, and the function that it returns its answer.
func (p *pulls) begin(uri string) func(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asking[uri]++
	return func(id string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.asking[uri]--; p.asking[uri] == 0 {
			delete(p.asking, uri)
		}
		if id != "" {
			p.answered[uri] = id
		}
	}
}

// tell notes that there is news of a document. It reports whether the client has to
// be told to ask again.
func (p *pulls) tell(uri string, version int32, id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.checked[uri] = version
	p.wake()
	last, told := p.answered[uri]
	return told && last != id && p.asking[uri] == 0
}

// open forgets what was known of a document before it was opened.
func (p *pulls) open(uri string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.answered, uri)
	delete(p.checked, uri)
}

// close ends the waiting for a document.
func (p *pulls) close(uri string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.answered, uri)
	p.checked[uri] = math.MaxInt32
	p.wake()
}

// wake lets everybody who waits look again.
func (p *pulls) wake() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// wait waits until there is news of a version or a newer one.
func (p *pulls) wait(ctx context.Context, uri string, version int32) error {
	for {
		p.mu.Lock()
		checked, known := p.checked[uri]
		changed := p.changed
		p.mu.Unlock()
		if known && checked >= version {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}

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
