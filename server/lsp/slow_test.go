package lsp_test

import (
	"context"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/lsp"
	"github.com/lkmm-tools/fencepost/server/lsp/lsptest"
)

// TestSlowReading asks about a text whose model is not read before the test ends:
// other requests are answered meanwhile, and the server ends with its client.
func TestSlowReading(t *testing.T) {
	release, reading := make(chan struct{}), make(chan struct{}, 10)
	server := newServer(nil, func(cfg *lsp.Config) {
		cfg.Session.Open = func(model string) (*ide.Tools, diag.List) {
			if model == "slow.cat" {
				reading <- struct{}{}
				<-release
			}
			return openBuiltin("lkmm")
		}
	})
	conn, end := connect(t, server)
	defer close(release)
	c := lsptest.New(conn)
	c.Start()
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	if err := c.Call(ctx, "initialize", map[string]any{
		"capabilities": map[string]any{}, "initializationOptions": map[string]any{"model": "slow.cat"},
	}, nil); err != nil {
		t.Fatal(err)
	}
	document := map[string]any{"uri": "file:///a.litmus"}
	if err := c.Notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": "file:///a.litmus", "languageId": "litmus", "version": 1, "text": "C a\n",
	}}); err != nil {
		t.Fatal(err)
	}
	hovered := make(chan error, 1)
	go func() {
		hovered <- c.Call(ctx, "textDocument/hover", map[string]any{
			"textDocument": document, "position": map[string]int{"line": 0, "character": 0},
		}, nil)
	}()
	<-reading
	var health struct{ Goroutines int }
	if err := c.Call(ctx, "fencepost/health", map[string]any{}, &health); err != nil || health.Goroutines == 0 {
		t.Errorf("another request while the model is read: %+v, %v", health, err)
	}
	end()
	if err := <-hovered; err == nil {
		t.Error("a hover was answered though its model was never read")
	}
}
