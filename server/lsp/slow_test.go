package lsp_test

import (
	"context"
	"fmt"
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
	if err := c.Notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": "file:///a.litmus", "languageId": "litmus", "version": 1, "text": "C a\n",
	}}); err != nil {
		t.Fatal(err)
	}
	<-reading
	hover := `{"jsonrpc":"2.0","id":"hover","method":"textDocument/hover",` +
		`"params":{"textDocument":{"uri":"file:///a.litmus"},"position":{"line":0,"character":0}}}`
	if err := c.Write(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(hover), hover)); err != nil {
		t.Fatal(err)
	}
	var health struct{ Goroutines int }
	if err := c.Call(ctx, "fencepost/health", map[string]any{}, &health); err != nil || health.Goroutines == 0 {
		t.Errorf("another request while the model is read: %+v, %v", health, err)
	}
	end()
}
