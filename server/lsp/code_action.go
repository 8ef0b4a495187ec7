package lsp

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/session"
)

// showExecutionKind is the kind of the action that shows an execution. It is no
// quick fix and no refactoring: it changes nothing.
const showExecutionKind protocol.CodeActionKind = "source.fencepost.showExecution"

// codeAction offers changes for a range, and to show an execution of its test.
func codeAction(_ context.Context, c *client, s *session.Snapshot, p *protocol.CodeActionParams) (any, error) {
	span := underCursor(s.File, spanOf(s.File, p.Range))
	actions := []protocol.CodeAction{}
	for _, a := range s.Actions(span, s.Results) {
		action := protocol.CodeAction{Title: a.Title, Kind: protocol.RefactorRewrite, Edit: c.workspaceEdit(s, a.Edits)}
		if a.Problem >= 0 && a.Problem < len(s.Diagnostics.Problems) {
			action.Kind = protocol.QuickFix
			action.Diagnostics = []protocol.Diagnostic{c.diagnostic(s, s.Diagnostics.Problems[a.Problem])}
			action.IsPreferred = a.Preferred && c.can.preferredActions
		}
		actions = append(actions, action)
	}
	if command := c.showExecutionAt(s, span); command != nil {
		actions = append(actions, protocol.CodeAction{Title: command.Title, Kind: showExecutionKind, Command: command})
	}
	actions = slices.DeleteFunc(actions, func(a protocol.CodeAction) bool { return !wanted(a.Kind, p.Context.Only) })
	if c.can.actionLiterals {
		return actions, nil
	}
	return c.commands(actions), nil
}

// underCursor widens an empty span by the character behind it. The cursor of a
// modal editor stands on a character and cannot go behind the last one of a line,
// where what is missing belongs.
func underCursor(f *source.File, span source.Span) source.Span {
	rest := f.Text()[span.Start:]
	if span.Start != span.End || rest == "" || rest[0] == '\n' || rest[0] == '\r' {
		return span
	}
	_, size := utf8.DecodeRuneInString(rest)
	return f.Span(span.Start, span.Start+size)
}

// wanted reports whether a client asked for a kind, or for one that it is part of.
func wanted(kind protocol.CodeActionKind, only []protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o protocol.CodeActionKind) bool {
		return kind == o || o == "" || strings.HasPrefix(string(kind), string(o)+".")
	})
}

// commands returns actions for a client that knows only commands. An edit becomes
// a command of the server that sends it back.
func (c *client) commands(actions []protocol.CodeAction) []protocol.Command {
	list := []protocol.Command{}
	for _, a := range actions {
		switch {
		case a.Command != nil:
			list = append(list, *a.Command)
		case c.can.applyEdit:
			list = append(list, protocol.Command{Title: a.Title, Command: commandApplyEdit, Arguments: []any{a.Edit}})
		}
	}
	return list
}

// showExecutionAt returns the command that shows an execution of the test at a
// place, or nil if there is none to show.
func (c *client) showExecutionAt(s *session.Snapshot, at source.Span) *protocol.Command {
	for i, t := range s.Outline().Tests {
		if r := resultOf(s, i); r != nil && t.Span.Start <= at.Start && at.Start <= t.Span.End && r.CanShow() {
			return c.showExecution(s, t.Name, "", "Show an execution of "+t.Name)
		}
	}
	return nil
}
