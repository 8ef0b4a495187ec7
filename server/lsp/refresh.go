package lsp

import "context"

// refresh is a request by which the client is told to ask again. While one is
// under way, another is sent after its answer.
type refresh struct{ again bool }

// refreshAfterResults tells the client to ask again for what depends on verdicts.
func (c *client) refreshAfterResults() {
	if c.can.refreshLenses && c.preferred().codeLens {
		c.refresh("workspace/codeLens/refresh")
	}
}

// refreshAfterSettings tells the client to ask again for what settings change.
func (c *client) refreshAfterSettings(old, now preferences) {
	if now.codeLens != old.codeLens && c.can.refreshLenses {
		c.refresh("workspace/codeLens/refresh")
	}
	if (now.inlayHints != old.inlayHints || now.inlayHints && now.session.Model != old.session.Model) && c.can.refreshInlays {
		c.refresh("workspace/inlayHint/refresh")
	}
}

// refresh sends a refresh request, unless one is under way.
func (c *client) refresh(name string) {
	c.mu.Lock()
	if r := c.busy[name]; r != nil {
		r.again = true
		c.mu.Unlock()
		return
	}
	c.busy[name] = &refresh{again: true}
	c.mu.Unlock()
	c.start(func(ctx context.Context) {
		for c.refreshAgain(name) {
			if err := c.call(ctx, name, nil, nil); err != nil {
				c.log.Debug("refresh: " + name + ": " + err.Error())
			}
			if ctx.Err() != nil {
				return
			}
		}
	})
}

// refreshAgain reports whether a refresh is still to be sent, and takes it.
func (c *client) refreshAgain(name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.busy[name]; r.again {
		r.again = false
		return true
	}
	delete(c.busy, name)
	return false
}
