package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// prepareRename says what a rename at a place would rename.
func prepareRename(_ context.Context, _ *client, s *session.Snapshot, p *protocol.PrepareRenameParams) (any, error) {
	span, err := s.PrepareRename(offsetOf(s.File, p.Position))
	if err != nil {
		return nil, failed("%v", err)
	}
	return struct {
		Range       protocol.Range `json:"range"`
		Placeholder string         `json:"placeholder"`
	}{rangeOf(span), span.Text()}, nil
}
