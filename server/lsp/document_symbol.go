package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// documentSymbol returns the table of contents, as a list to a client that shows
// no tree.
func documentSymbol(_ context.Context, c *client, s *session.Snapshot, _ *protocol.DocumentSymbolParams) (any, error) {
	if c.can.symbolTree {
		return symbolTree(s.Symbols()), nil
	}
	return symbolList([]protocol.SymbolInformation{}, s, "", s.Symbols()), nil
}

func symbolTree(symbols []ide.Symbol) []protocol.DocumentSymbol {
	tree := make([]protocol.DocumentSymbol, 0, len(symbols))
	for _, s := range symbols {
		tree = append(tree, protocol.DocumentSymbol{
			Name: s.Name, Detail: s.Detail, Kind: symbolKind(s.Kind),
			Range: rangeOf(s.Span), SelectionRange: rangeOf(s.NameSpan), Children: symbolTree(s.Children),
		})
	}
	return tree
}

func symbolList(list []protocol.SymbolInformation, s *session.Snapshot, container string, symbols []ide.Symbol) []protocol.SymbolInformation {
	for _, sym := range symbols {
		list = append(list, protocol.SymbolInformation{
			Name: sym.Name, Kind: symbolKind(sym.Kind), ContainerName: container,
			Location: protocol.Location{URI: protocol.DocumentURI(s.URI), Range: rangeOf(sym.Span)},
		})
		list = symbolList(list, s, sym.Name, sym.Children)
	}
	return list
}

func symbolKind(k ide.SymbolKind) protocol.SymbolKind {
	switch k {
	case ide.TestSymbol:
		return protocol.SymbolKindModule
	case ide.ThreadSymbol:
		return protocol.SymbolKindFunction
	case ide.SharedSymbol:
		return protocol.SymbolKindVariable
	case ide.RegisterSymbol:
		return protocol.SymbolKindField
	case ide.ConditionSymbol:
		return protocol.SymbolKindBoolean
	default:
		panic(fmt.Sprintf("lsp: unhandled symbol kind %d", k))
	}
}
