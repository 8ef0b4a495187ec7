package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// rename gives a name another one, in all threads and in the condition.
func rename(_ context.Context, c *client, s *session.Snapshot, p *protocol.RenameParams) (any, error) {
	edits, err := s.Rename(offsetOf(s.File, p.Position), p.NewName)
	if err != nil {
		return nil, failed("%v", err)
	}
	return c.workspaceEdit(s, edits), nil
}
