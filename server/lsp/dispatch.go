package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/lkmm-tools/fencepost/server/session"
)

// method is how a message is dealt with.
type method struct {
	// arrive is what is done before the next message is looked at. For a request it
	// returns what is left to do.
	arrive func(c *client, params json.RawMessage) (task, error)
	// notification is set where no answer is sent.
	notification bool
	// waits is set where the task may wait for a solver or for the client.
	waits bool
	// inline is set where the answer has to be sent before the next message is
	// looked at.
	inline bool
}

// task is the part of a request that runs beside other messages.
type task func(ctx context.Context) (any, error)

// notification is a method whose work is done in the order of the messages.
func notification[P any](f func(c *client, p *P) error) method {
	return method{notification: true, arrive: func(c *client, params json.RawMessage) (task, error) {
		var p P
		if err := decode(params, &p); err != nil {
			return nil, err
		}
		return nil, f(c, &p)
	}}
}

// request is a method that is not about the text of one document.
func request[P any](f func(ctx context.Context, c *client, p *P) (any, error)) method {
	return method{waits: true, arrive: func(c *client, params json.RawMessage) (task, error) {
		var p P
		if err := decode(params, &p); err != nil {
			return nil, err
		}
		return func(ctx context.Context) (any, error) { return f(ctx, c, &p) }, nil
	}}
}

// question is a method about the text of an open document as it is when the
// request arrives.
func question[P any](f func(ctx context.Context, c *client, s *session.Snapshot, p *P) (any, error)) method {
	return method{arrive: func(c *client, params json.RawMessage) (task, error) {
		var p P
		uri, err := decodeDocument(params, &p)
		switch {
		case err != nil:
			return nil, err
		case c.isForeign(uri):
			return func(context.Context) (any, error) { return nil, nil }, nil
		}
		// Reading a large text, or a large model, must not keep the next message
		// waiting: it may be the one that cancels this.
		read, err := c.session.Take(uri)
		if err != nil {
			return nil, wireError(c.ctx, fmt.Errorf("%s: %w", uri, err))
		}
		return func(ctx context.Context) (any, error) { return f(ctx, c, read(), &p) }, nil
	}}
}

// edits is a question whose answer changes the text, and would damage another
// version of it. If the text has changed meanwhile the client is told so instead.
func edits[P any](f func(ctx context.Context, c *client, s *session.Snapshot, p *P) (any, error)) method {
	return question(func(ctx context.Context, c *client, s *session.Snapshot, p *P) (any, error) {
		result, err := f(ctx, c, s, p)
		if now, gone := c.session.Snapshot(s.URI); gone != nil || now.Version != s.Version {
			return nil, jsonrpc2.Errorf(protocol.CodeContentModified, "%s has changed meanwhile", s.URI)
		}
		return result, err
	})
}

// decodeDocument reads parameters that name a document.
func decodeDocument(params json.RawMessage, into any) (uri string, err error) {
	var named struct {
		TextDocument protocol.TextDocumentIdentifier `json:"textDocument"`
	}
	if err := decode(params, &named); err != nil {
		return "", err
	}
	if named.TextDocument.URI == "" {
		return "", invalidParams("textDocument.uri: want the name of an open document")
	}
	return string(named.TextDocument.URI), decode(params, into)
}

// handle deals with one message. It is called for each in turn. It never returns
// an error, for which the library would close the connection.
func (c *client) handle(_ context.Context, reply jsonrpc2.Replier, req jsonrpc2.Request) error {
	switch req := req.(type) {
	case *jsonrpc2.Notification:
		c.notified(req.Method(), req.Params())
	case *jsonrpc2.Call:
		c.requested(string(wireID(req.ID())), req.Method(), req.Params(), func(result any, err error) {
			raw, failure := marshal(result)
			if err == nil {
				err = failure
			}
			// A connection that is gone needs no answer.
			_ = reply(c.ctx, raw, wireError(c.ctx, err))
		})
	default:
		panic(fmt.Sprintf("lsp: unhandled request %T", req))
	}
	return nil
}

// notified deals with a notification.
func (c *client) notified(name string, params json.RawMessage) {
	m, known := c.methods[name]
	if phase := c.now(); name != "exit" && phase != ready || !known || !m.notification {
		c.log.Debug("a notification is ignored", zap.String("method", name))
		return
	}
	defer c.catch(name)
	if _, err := m.arrive(c, params); err != nil {
		// There is no answer to a notification, so this is all that can be done.
		c.log.Warn("a notification failed", zap.String("method", name), zap.Error(err))
		c.logMessage(protocol.MessageTypeWarning, name+": "+err.Error())
	}
}

// requested deals with a request. answer is called once, by whatever goroutine.
func (c *client) requested(id, name string, params json.RawMessage, answer func(any, error)) {
	m, err := c.admit(id, name)
	if err != nil {
		answer(nil, err)
		return
	}
	rest, err := c.arrive(name, m, params)
	if err != nil {
		answer(nil, err)
		return
	}
	if m.inline {
		result, err := c.perform(c.ctx, name, m, rest)
		answer(result, err)
		return
	}
	if !m.waits {
		select {
		case c.queue <- struct{}{}:
		case <-c.ctx.Done():
			return
		}
	}
	ctx, cancel := context.WithCancel(c.ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing {
		cancel()
		return
	}
	c.running[id] = cancel
	if m.waits {
		c.waiting++
	}
	c.work.Go(func() {
		defer cancel()
		result, err := c.perform(ctx, name, m, rest)
		c.finished(id, m)
		answer(result, wireError(ctx, err))
	})
}

// finished notes that a request is about to be answered.
func (c *client) finished(id string, m method) {
	if !m.waits {
		<-c.queue
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, id)
	if m.waits {
		c.waiting--
	}
}

// admit finds the method of a request, or says why it is refused now.
func (c *client) admit(id, name string) (method, error) {
	m, known := c.methods[name]
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.phase == created && name != "initialize":
		return m, jsonrpc2.Errorf(jsonrpc2.ServerNotInitialized, "%.100s came before initialize", name)
	case c.phase == shutDown:
		return m, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "%.100s came after shutdown: only exit may follow", name)
	case c.phase == ready && name == "initialize":
		return m, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "initialize came a second time")
	case !known || m.notification:
		return m, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "there is no request %.100q", name)
	case c.running[id] != nil:
		return m, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "the identifier %.100s belongs to a request that is not answered yet", id)
	case m.waits && c.waiting >= maxWaiting:
		return m, failed("%d requests are waiting already: cancel some, or try later", maxWaiting)
	default:
		return m, nil
	}
}

// now returns the phase.
func (c *client) now() phase {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.phase
}

// arrive does the first part of a request.
func (c *client) arrive(name string, m method, params json.RawMessage) (rest task, err error) {
	defer c.rescue(name, &err)
	return m.arrive(c, params)
}

// perform does the second part.
func (c *client) perform(ctx context.Context, name string, m method, rest task) (result any, err error) {
	defer c.rescue(name, &err)
	if !m.waits {
		select {
		case c.processors <- struct{}{}:
			defer func() { <-c.processors }()
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return rest(ctx)
}

// rescue turns a panic into an error.
func (c *client) rescue(name string, err *error) {
	if v := recover(); v != nil {
		c.log.Error("panic", zap.String("in", name), zap.Any("value", v), zap.ByteString("stack", debug.Stack()))
		*err = jsonrpc2.Errorf(jsonrpc2.InternalError, "internal error in %s: %v (please report this with the text)", name, v)
	}
}

// cancelRequest ends a request that runs. Its identifier may be any number or
// string; one that is not known belongs to a request that is answered already.
func cancelRequest(c *client, p *struct {
	ID json.RawMessage `json:"id"`
}) error {
	id, ok := canonicalID(p.ID)
	if !ok || id == nil {
		return invalidParams("id: want a number or a string")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if cancel := c.running[string(id)]; cancel != nil {
		cancel()
	}
	return nil
}

// marshal encodes a value as it is written: without escapes that only HTML needs.
func marshal(v any) (json.RawMessage, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return json.RawMessage(strings.TrimSuffix(b.String(), "\n")), nil
}
