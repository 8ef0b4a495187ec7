package lsp

import (
	"context"
	"unicode/utf16"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// signatureHelpResult is the answer to textDocument/signatureHelp. The library's
// cannot give parameters as places in the label.
type signatureHelpResult struct {
	Signatures      []signatureInformation `json:"signatures"`
	ActiveSignature int                    `json:"activeSignature"`
	ActiveParameter int                    `json:"activeParameter"`
}

type signatureInformation struct {
	Label         string                  `json:"label"`
	Documentation *protocol.MarkupContent `json:"documentation,omitempty"`
	Parameters    []parameterInformation  `json:"parameters"`
}

type parameterInformation struct {
	// Label is the text of the parameter, or where it begins and ends in the
	// signature's label, in UTF-16 units.
	Label any `json:"label"`
}

// signatureHelp tells about the call that is being typed.
func signatureHelp(_ context.Context, c *client, s *session.Snapshot, p *protocol.SignatureHelpParams) (any, error) {
	sig := s.Signature(offsetOf(s.File, p.Position))
	if sig == nil {
		return nil, nil
	}
	info := signatureInformation{Label: sig.Label, Parameters: []parameterInformation{}}
	if sig.Markdown != "" {
		doc := markup(sig.Markdown, c.can.signatureMarkdown)
		info.Documentation = &doc
	}
	for _, at := range sig.Params {
		info.Parameters = append(info.Parameters, parameterInformation{c.parameterLabel(sig, at)})
	}
	return &signatureHelpResult{Signatures: []signatureInformation{info}, ActiveParameter: max(sig.Active, 0)}, nil
}

func (c *client) parameterLabel(sig *ide.Signature, at [2]int) any {
	if !c.can.labelOffsets {
		return sig.Label[at[0]:at[1]]
	}
	return [2]int{units(sig.Label[:at[0]]), units(sig.Label[:at[1]])}
}

// units returns the length of a text in UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}
