package lsp

import (
	"context"
	"encoding/json"

	"go.lsp.dev/protocol"
)

// initializeParams are those of initialize. The library's fail as a whole on one
// capability of an unknown form.
type initializeParams struct {
	ClientInfo            *protocol.ClientInfo       `json:"clientInfo"`
	RootURI               string                     `json:"rootUri"`
	RootPath              string                     `json:"rootPath"`
	InitializationOptions json.RawMessage            `json:"initializationOptions"`
	Capabilities          json.RawMessage            `json:"capabilities"`
	WorkspaceFolders      []protocol.WorkspaceFolder `json:"workspaceFolders"`
}

// wishes are what a client wants beyond the protocol.
type wishes struct {
	// commands are those that the client implements itself.
	commands map[string]bool
	// results asks for fencepost/results and fencepost/status.
	results bool
}

// initializeResult is the answer to initialize.
type initializeResult struct {
	Capabilities serverCapabilities  `json:"capabilities"`
	ServerInfo   protocol.ServerInfo `json:"serverInfo"`
}

// initialize takes what the client tells of itself. It is done before the next
// message is looked at, as every other message depends on it.
func initialize(c *client, params json.RawMessage) (task, error) {
	var p initializeParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	wants, err := readWishes(p.InitializationOptions)
	if err != nil {
		return nil, err
	}
	c.can, c.wants = readAbilities(p.Capabilities), wants
	c.folders = firstFolders(&p)
	c.initial, c.complaints = readPreferences(defaultPreferences(), p.InitializationOptions)
	c.mu.Lock()
	c.phase = ready
	c.mu.Unlock()
	c.prefer(c.initial)
	result := &initializeResult{
		Capabilities: c.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "fencepost", Version: c.cfg.Version},
	}
	return func(context.Context) (any, error) { return result, nil }, nil
}

// readWishes reads the part of initializationOptions that is no setting.
func readWishes(options json.RawMessage) (wishes, error) {
	w := wishes{commands: make(map[string]bool)}
	var read struct {
		ClientCommands []string `json:"clientCommands"`
		Results        bool     `json:"results"`
	}
	if empty(options) {
		return w, nil
	}
	if err := decode(options, &read); err != nil {
		return w, invalidParams("initializationOptions: %v", err)
	}
	for _, name := range read.ClientCommands {
		w.commands[name] = true
	}
	w.results = read.Results
	return w, nil
}

// firstFolders returns the folders that a client names in one of three ways.
func firstFolders(p *initializeParams) []folder {
	switch {
	case len(p.WorkspaceFolders) > 0:
		return foldersOf(p.WorkspaceFolders)
	case p.RootURI != "":
		return foldersOf([]protocol.WorkspaceFolder{{URI: p.RootURI}})
	case p.RootPath != "":
		return []folder{{uri: string(uriOf(p.RootPath)), path: p.RootPath}}
	default:
		return nil
	}
}

// absent reports whether a JSON value is not there or null.
func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// empty reports whether a JSON value stands for an object without members. Clients
// in Lua cannot tell an empty object from an empty array, and write the latter.
func empty(raw json.RawMessage) bool { return absent(raw) || string(raw) == "[]" }
