package lsp

import (
	"context"
	"fmt"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/session"
)

// semanticTokensOptions say what tokens the server gives. The library's have no
// legend.
type semanticTokensOptions struct {
	Legend protocol.SemanticTokensLegend `json:"legend"`
	Range  bool                          `json:"range"`
	Full   bool                          `json:"full"`
}

func allTokens() *semanticTokensOptions {
	return &semanticTokensOptions{
		Legend: protocol.SemanticTokensLegend{TokenTypes: tokenTypes(), TokenModifiers: tokenModifiers()},
		Range:  true, Full: true,
	}
}

// tokenTypes are the types of the legend, by outline.Class.
func tokenTypes() []protocol.SemanticTokenTypes {
	return []protocol.SemanticTokenTypes{
		outline.Comment:       protocol.SemanticTokenComment,
		outline.Keyword:       protocol.SemanticTokenKeyword,
		outline.Type:          protocol.SemanticTokenType,
		outline.Number:        protocol.SemanticTokenNumber,
		outline.String:        protocol.SemanticTokenString,
		outline.Operator:      protocol.SemanticTokenOperator,
		outline.TestName:      protocol.SemanticTokenClass,
		outline.ThreadName:    protocol.SemanticTokenFunction,
		outline.SharedName:    protocol.SemanticTokenVariable,
		outline.RegisterName:  protocol.SemanticTokenParameter,
		outline.PrimitiveName: protocol.SemanticTokenMacro,
		outline.FunctionName:  protocol.SemanticTokenMethod,
		outline.Label:         protocol.SemanticTokenProperty,
	}
}

// The modifiers of the legend, as bits.
const (
	declares = 1 << iota
	writes
)

func tokenModifiers() []protocol.SemanticTokenModifiers {
	return []protocol.SemanticTokenModifiers{protocol.SemanticTokenModifierDeclaration, protocol.SemanticTokenModifierModification}
}

// semanticTokens classifies the whole text.
func semanticTokens(_ context.Context, c *client, s *session.Snapshot, _ *protocol.SemanticTokensParams) (any, error) {
	return c.classify(s, s.File.Span(0, s.File.Len())), nil
}

// semanticTokensRange classifies a part of the text.
func semanticTokensRange(_ context.Context, c *client, s *session.Snapshot, p *protocol.SemanticTokensRangeParams) (any, error) {
	return c.classify(s, spanOf(s.File, p.Range)), nil
}

// classify returns the tokens that a span touches, each relative to the one before.
func (c *client) classify(s *session.Snapshot, within source.Span) *protocol.SemanticTokens {
	e := &tokenEncoder{text: s.File.Text(), data: []uint32{}}
	for _, t := range s.Tokens() {
		if t.Span.End <= within.Start || t.Span.Start >= within.End {
			continue
		}
		if c.can.multilineTokens {
			e.add(t, t.Span.Start, t.Span.End)
			continue
		}
		for start := t.Span.Start; start < t.Span.End; {
			end := t.Span.End
			if i := strings.IndexByte(s.File.Text()[start:end], '\n'); i >= 0 {
				end = start + i
			}
			e.add(t, start, start+len(strings.TrimSuffix(s.File.Text()[start:end], "\r")))
			start = end + 1
		}
	}
	return &protocol.SemanticTokens{Data: e.data}
}

// tokenEncoder writes tokens as the protocol wants: five numbers each.
type tokenEncoder struct {
	text string
	data []uint32
	// offset is where the last token begins. Each place is counted from there, since
	// counting from the beginning of a line is too slow for a line of megabytes.
	offset int
}

func (e *tokenEncoder) add(t outline.Token, start, end int) {
	if int(t.Class) >= len(tokenTypes()) {
		panic(fmt.Sprintf("lsp: unhandled token class %d", t.Class))
	}
	if start >= end {
		return
	}
	between := e.text[e.offset:start]
	line := strings.Count(between, "\n")
	column := units(between[strings.LastIndexByte(between, '\n')+1:])
	e.offset = start
	var modifiers uint32
	if t.Declares {
		modifiers |= declares
	}
	if t.Writes {
		modifiers |= writes
	}
	e.data = append(e.data, uint32(line), uint32(column), uint32(units(e.text[start:end])), uint32(t.Class), modifiers)
}
