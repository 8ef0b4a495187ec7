package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// documentHighlight finds the places of a name and says what happens there.
func documentHighlight(_ context.Context, _ *client, s *session.Snapshot, p *protocol.DocumentHighlightParams) (any, error) {
	list := []protocol.DocumentHighlight{}
	for _, h := range s.Highlights(offsetOf(s.File, p.Position)) {
		kind := protocol.DocumentHighlightKindRead
		if h.Writes {
			kind = protocol.DocumentHighlightKindWrite
		}
		list = append(list, protocol.DocumentHighlight{Range: rangeOf(h.Span), Kind: kind})
	}
	return list, nil
}
