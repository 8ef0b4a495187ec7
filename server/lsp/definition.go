package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/session"
)

// definition finds where a name is declared.
func definition(_ context.Context, _ *client, s *session.Snapshot, p *protocol.DefinitionParams) (any, error) {
	return locations(s, s.Definition(offsetOf(s.File, p.Position))), nil
}

// locations returns spans of the document as locations.
func locations(s *session.Snapshot, spans []source.Span) []protocol.Location {
	list := make([]protocol.Location, 0, len(spans))
	for _, span := range spans {
		if at, ok := location(s, span); ok {
			list = append(list, at)
		}
	}
	return list
}
