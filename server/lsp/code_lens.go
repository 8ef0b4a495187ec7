package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// codeLens returns the lines above the tests, none if the user does not want them.
func codeLens(_ context.Context, c *client, s *session.Snapshot, _ *protocol.CodeLensParams) (any, error) {
	lenses := []protocol.CodeLens{}
	if !c.preferred().codeLens {
		return lenses, nil
	}
	for _, l := range s.Lenses(s.Results) {
		lens := protocol.CodeLens{Range: rangeOf(l.Span)}
		switch l.Action {
		case ide.NoAction:
			lens.Command = &protocol.Command{Title: l.Title}
		case ide.ShowExecution:
			lens.Command = c.showExecution(s, l.Test, l.Which, l.Title)
		default:
			panic(fmt.Sprintf("lsp: unhandled action %d", l.Action))
		}
		lenses = append(lenses, lens)
	}
	return lenses, nil
}

// showExecution returns the command that shows an execution of a test, the most
// telling one if which is "": the client's own if it has one.
func (c *client) showExecution(s *session.Snapshot, test, which, title string) *protocol.Command {
	command := commandExecution
	if c.wants.commands[clientExecution] {
		command = clientExecution
	}
	return &protocol.Command{Title: title, Command: command, Arguments: []any{
		&executionParams{URI: protocol.DocumentURI(s.URI), Test: test, Which: which},
	}}
}
