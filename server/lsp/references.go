package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// references finds the places of a name.
func references(_ context.Context, _ *client, s *session.Snapshot, p *protocol.ReferenceParams) (any, error) {
	return locations(s, s.References(offsetOf(s.File, p.Position), p.Context.IncludeDeclaration)), nil
}
