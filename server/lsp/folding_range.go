package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// foldingRange returns what can be folded away, as many as the client takes.
func foldingRange(_ context.Context, c *client, s *session.Snapshot, _ *protocol.FoldingRangeParams) (any, error) {
	folds := s.Folds()
	if c.can.foldLimit > 0 && len(folds) > c.can.foldLimit {
		folds = folds[:c.can.foldLimit]
	}
	list := []protocol.FoldingRange{}
	for _, f := range folds {
		fold := protocol.FoldingRange{StartLine: uint32(f.Start), EndLine: uint32(f.End)}
		if f.Comment {
			fold.Kind = protocol.CommentFoldingRange
		}
		list = append(list, fold)
	}
	return list, nil
}
