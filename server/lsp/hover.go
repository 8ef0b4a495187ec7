package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// hover says what is known of a place.
func hover(ctx context.Context, c *client, s *session.Snapshot, p *protocol.HoverParams) (any, error) {
	h := s.Hover(ctx, offsetOf(s.File, p.Position), s.Results)
	if h == nil {
		return nil, nil
	}
	r := rangeOf(h.Span)
	return &protocol.Hover{Contents: markup(h.Markdown, c.can.hoverMarkdown), Range: &r}, nil
}
