package lsp

import (
	"context"
	"encoding/json"
)

// lenient is a notification whose parameters say nothing.
func lenient(f func(c *client)) method {
	return method{notification: true, arrive: func(c *client, _ json.RawMessage) (task, error) {
		f(c)
		return nil, nil
	}}
}

// initialized shows what was wrong with the first settings, asks the client for its settings and registers for what changes
// later.
func initialized(c *client) {
	c.complain(c.complaints)
	c.complaints = nil
	c.start(func(ctx context.Context) {
		c.register(ctx)
		c.fetchSettings(ctx)
	})
}

// shutdown ends the work of the session. Its parameters are absent or null, and
// nothing is gained by complaining of others.
func shutdown(c *client, _ json.RawMessage) (task, error) {
	c.mu.Lock()
	c.phase = shutDown
	for _, cancel := range c.running {
		cancel()
	}
	c.mu.Unlock()
	return func(ctx context.Context) (any, error) {
		ctx, stop := context.WithTimeout(ctx, endTime)
		defer stop()
		return nil, c.session.Shutdown(ctx)
	}, nil
}

// exit ends the connection.
func exit(c *client) {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.exit:
	default:
		close(c.exit)
	}
}
