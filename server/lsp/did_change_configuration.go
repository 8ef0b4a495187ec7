package lsp

import (
	"context"
	"encoding/json"
)

// didChangeConfiguration reads the settings again. Clients that can be asked for
// them are asked; the others send them along.
func didChangeConfiguration(c *client, p *struct {
	Settings json.RawMessage `json:"settings"`
}) error {
	if c.can.configuration {
		c.start(func(ctx context.Context) { c.fetchSettings(ctx) })
		return nil
	}
	var sections map[string]json.RawMessage
	if !empty(p.Settings) {
		if err := decode(p.Settings, &sections); err != nil {
			return err
		}
	}
	c.configure(sections[settingsSection])
	return nil
}
