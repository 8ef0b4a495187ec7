package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// The commands of the server.
const (
	commandExecution       = "fencepost.server.execution"
	commandVerify          = "fencepost.server.verify"
	commandVerifyWorkspace = "fencepost.server.verifyWorkspace"
	// commandApplyEdit sends an edit back to a client whose code actions can only be
	// commands.
	commandApplyEdit = "fencepost.server.applyEdit"
	// clientExecution is a command that a client may implement.
	clientExecution = "fencepost.showExecution"
)

// executeCommandParams are those of workspace/executeCommand, with the arguments
// as they come.
type executeCommandParams struct {
	Command       string            `json:"command"`
	Arguments     []json.RawMessage `json:"arguments"`
	WorkDoneToken json.RawMessage   `json:"workDoneToken"`
}

// command is one of the server's commands.
type command struct {
	name string
	run  func(ctx context.Context, c *client, p *executeCommandParams) (any, error)
}

func commands() []command {
	return []command{
		{commandApplyEdit, runApplyEdit},
		{commandExecution, runExecution},
		{commandVerify, runVerify},
		{commandVerifyWorkspace, runVerifyWorkspace},
	}
}

// commandNames are what the client is told.
func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// executeCommand runs a command.
func executeCommand(ctx context.Context, c *client, p *executeCommandParams) (any, error) {
	list := commands()
	i := slices.IndexFunc(list, func(cmd command) bool { return cmd.name == p.Command })
	if i < 0 {
		return nil, invalidParams("command: there is no command %q", p.Command)
	}
	return list[i].run(ctx, c, p)
}

// argument reads the only argument of a command.
func (p *executeCommandParams) argument(into any) error {
	if len(p.Arguments) != 1 {
		return invalidParams("arguments: %s wants one object, got %d arguments", p.Command, len(p.Arguments))
	}
	return decode(p.Arguments[0], into)
}

// runExecution returns an execution, and shows it as text to the user of a client
// that cannot draw.
func runExecution(ctx context.Context, c *client, p *executeCommandParams) (any, error) {
	var which executionParams
	if err := p.argument(&which); err != nil {
		return nil, err
	}
	e, err := c.execution(ctx, &which)
	if err != nil {
		return nil, err
	}
	if !c.wants.commands[clientExecution] {
		c.showMessage(protocol.MessageTypeInfo, e.caption())
	}
	return e, nil
}

// runVerify verifies a document now, whatever the settings say, and returns what
// is known of its tests.
func runVerify(ctx context.Context, c *client, p *executeCommandParams) (any, error) {
	var doc testsParams
	if err := p.argument(&doc); err != nil {
		return nil, err
	}
	uri := string(doc.URI)
	var items []testItem
	err := c.withProgress(ctx, p.WorkDoneToken, "Verifying "+baseName(uri), func(ctx context.Context, _ reporter) error {
		s, err := c.session.Await(ctx, uri)
		if err != nil {
			return named(uri, err)
		}
		items = testItems(s)
		return nil
	})
	return items, err
}

// workspaceSummary counts what verifying the workspace found.
type workspaceSummary struct {
	Files     int `json:"files"`
	Tests     int `json:"tests"`
	Passed    int `json:"passed"`
	Missed    int `json:"missed"`
	Faulty    int `json:"faulty"`
	Undecided int `json:"undecided"`
}

// runVerifyWorkspace verifies all tests of the workspace folders.
func runVerifyWorkspace(ctx context.Context, c *client, p *executeCommandParams) (any, error) {
	c.mu.Lock()
	var paths []string
	for _, f := range c.folders {
		paths = append(paths, f.path)
	}
	c.mu.Unlock()
	if len(paths) == 0 {
		return nil, failed("no folder is open, so there is no workspace to verify")
	}
	if !c.sweeping.CompareAndSwap(false, true) {
		return nil, failed("the workspace is being verified already")
	}
	defer c.sweeping.Store(false)
	var sum workspaceSummary
	err := c.withProgress(ctx, p.WorkDoneToken, "Verifying the workspace", func(ctx context.Context, report reporter) error {
		found, err := c.session.VerifyFolders(ctx, paths, report)
		sum.Files = found.Files + found.Unreadable
		for outcome, n := range found.Tests {
			sum.add(outcome, n)
		}
		sum.Faulty += found.Unreadable
		return err
	})
	switch {
	case err == nil:
		return &sum, nil
	case errors.Is(err, context.Canceled), errors.Is(err, session.ErrClosed):
		return nil, err
	default: // a folder or the model that cannot be read
		return nil, failed("the workspace cannot be verified: %v", err)
	}
}

// add counts tests of one outcome.
func (s *workspaceSummary) add(o ide.Outcome, n int) {
	s.Tests += n
	switch o {
	case ide.Passed:
		s.Passed += n
	case ide.Missed:
		s.Missed += n
	case ide.Faulty:
		s.Faulty += n
	case ide.Undecided, ide.UpToBound:
		s.Undecided += n
	default:
		panic("lsp: unhandled outcome " + o.String())
	}
}

// runApplyEdit sends an edit back.
func runApplyEdit(ctx context.Context, c *client, p *executeCommandParams) (any, error) {
	var edit protocol.WorkspaceEdit
	if err := p.argument(&edit); err != nil {
		return nil, err
	}
	var answer protocol.ApplyWorkspaceEditResponse
	err := c.call(ctx, "workspace/applyEdit", &protocol.ApplyWorkspaceEditParams{Edit: edit}, &answer)
	switch {
	case err != nil:
		return nil, failed("the edit was not made: %v", err)
	case !answer.Applied:
		return nil, failed("the edit was not made: %s", answer.FailureReason)
	default:
		return nil, nil
	}
}
