package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/session"
)

// inlayHintParams are those of textDocument/inlayHint, which the library does not
// know.
type inlayHintParams struct {
	TextDocument protocol.TextDocumentIdentifier `json:"textDocument"`
	Range        protocol.Range                  `json:"range"`
}

type inlayHintItem struct {
	Position     protocol.Position `json:"position"`
	Label        string            `json:"label"`
	Tooltip      string            `json:"tooltip,omitempty"`
	PaddingLeft  bool              `json:"paddingLeft"`
	PaddingRight bool              `json:"paddingRight"`
}

// inlayHint returns the orderings between neighbouring accesses, none unless the
// user wants them.
func inlayHint(ctx context.Context, c *client, s *session.Snapshot, p *inlayHintParams) (any, error) {
	hints := []inlayHintItem{}
	if !c.preferred().inlayHints {
		return hints, nil
	}
	for _, h := range s.Inlays(ctx, spanOf(s.File, p.Range)) {
		hints = append(hints, inlayHintItem{
			Position: positionOf(s.File, h.Offset), Label: h.Label, Tooltip: plain(h.Tooltip), PaddingLeft: true,
		})
	}
	return hints, nil
}
