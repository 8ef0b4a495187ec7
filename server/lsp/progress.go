package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"go.lsp.dev/protocol"
)

const (
	// progressDelay is how long work may take before the user is told of it.
	progressDelay = 500 * time.Millisecond
	// progressPause is the least time between two reports.
	progressPause = 100 * time.Millisecond
)

// reporter is told how far a piece of work is.
type reporter func(done, total int, name string)

// progress is a piece of work that the user may come to see.
type progress struct {
	c           *client
	title       string
	cancellable bool

	// done is closed at the end.
	done chan struct{}

	mu    sync.Mutex
	token json.RawMessage
	// begun is set when the client was told, over when the work is done.
	begun, over bool
	last        time.Time
	message     string
	percentage  int
}

// progressValue is what $/progress carries. The library's cannot say 0 percent.
type progressValue struct {
	Kind        string `json:"kind"`
	Title       string `json:"title,omitempty"`
	Cancellable *bool  `json:"cancellable,omitempty"`
	Message     string `json:"message,omitempty"`
	Percentage  *int   `json:"percentage,omitempty"`
}

type progressParams struct {
	Token json.RawMessage `json:"token"`
	Value progressValue   `json:"value"`
}

// withProgress runs f. If it takes long the user sees how far it is, and can
// cancel it. token is the one that the client gave for it, if any; else one is
// made, if the client can show it.
func (c *client) withProgress(ctx context.Context, token json.RawMessage, title string, f func(context.Context, reporter) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := c.startProgress(token, title, cancel)
	defer p.end()
	return f(ctx, p.report)
}

// startProgress notes that work has begun. cancel, if not nil, ends it when the
// user wants that.
func (c *client) startProgress(token json.RawMessage, title string, cancel func()) *progress {
	p := &progress{c: c, title: title, cancellable: cancel != nil, done: make(chan struct{}), percentage: -1}
	if !absent(token) {
		p.token = token
	}
	c.start(func(ctx context.Context) {
		timer := time.NewTimer(progressDelay)
		defer timer.Stop()
		select {
		case <-ctx.Done():
		case <-p.done:
		case <-timer.C:
			p.begin(ctx, cancel)
		}
	})
	return p
}

// begin tells the client, if the work still goes on.
func (p *progress) begin(ctx context.Context, cancel func()) {
	p.mu.Lock()
	over, given := p.over, p.token != nil
	p.mu.Unlock()
	if over {
		return
	}
	if !given {
		token, ok := p.c.createToken(ctx)
		if !ok {
			return
		}
		p.mu.Lock()
		p.token = token
		p.mu.Unlock()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	p.begun = true
	p.c.setCancel(p.token, cancel)
	value := progressValue{Kind: "begin", Title: p.title, Cancellable: &p.cancellable, Message: p.message}
	if p.percentage >= 0 {
		value.Percentage = &p.percentage
	}
	p.send(value)
}

// report notes how far the work is, and tells the client from time to time.
func (p *progress) report(done, total int, name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.message = fmt.Sprintf("%d of %d: %s", done, total, baseName(name))
	p.percentage = 0
	if total > 0 {
		p.percentage = 100 * min(done, total) / total
	}
	p.tell()
}

// say notes what is being done, where nobody knows how far it is.
func (p *progress) say(message string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.message = message
	p.tell()
}

func (p *progress) tell() {
	if !p.begun || time.Since(p.last) < progressPause {
		return
	}
	value := progressValue{Kind: "report", Message: p.message}
	if p.percentage >= 0 {
		value.Percentage = &p.percentage
	}
	p.send(value)
}

// end tells the client that the work is done. It is called once.
func (p *progress) end() {
	close(p.done)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.begun {
		p.c.setCancel(p.token, nil)
		p.send(progressValue{Kind: "end"})
	}
}

func (p *progress) send(v progressValue) {
	p.last = time.Now()
	p.c.notify("$/progress", &progressParams{Token: p.token, Value: v})
}

// createToken asks the client for a place to show progress.
func (c *client) createToken(ctx context.Context) (json.RawMessage, bool) {
	if !c.can.progress {
		return nil, false
	}
	c.mu.Lock()
	c.tokens++
	name := fmt.Sprintf("fencepost-%d", c.tokens)
	c.mu.Unlock()
	if err := c.call(ctx, "window/workDoneProgress/create", &protocol.WorkDoneProgressCreateParams{
		Token: *protocol.NewProgressToken(name),
	}, nil); err != nil {
		return nil, false
	}
	token, err := json.Marshal(name)
	return token, err == nil
}

// setCancel notes how work is cancelled by its token, or that it no longer can.
func (c *client) setCancel(token json.RawMessage, cancel func()) {
	key, ok := canonicalID(token)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if cancel != nil {
		c.progress[string(key)] = cancel
	} else {
		delete(c.progress, string(key))
	}
}

// cancelProgress ends work that the user no longer wants.
func cancelProgress(c *client, p *struct {
	Token json.RawMessage `json:"token"`
}) error {
	key, ok := canonicalID(p.Token)
	if !ok || key == nil {
		return invalidParams("token: want a number or a string")
	}
	c.mu.Lock()
	cancel := c.progress[string(key)]
	c.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	return nil
}
