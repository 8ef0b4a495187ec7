package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// formatting lays a document out. The layout of litmus tests is given, so the
// editor's options for tabs change nothing.
func formatting(_ context.Context, _ *client, s *session.Snapshot, _ *protocol.DocumentFormattingParams) (any, error) {
	edits, err := s.Format()
	if err != nil {
		return nil, failed("%v", err)
	}
	return textEdits(edits), nil
}
