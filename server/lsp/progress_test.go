package lsp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// said waits for a message of the server by its method, and for nothing else: other
// messages are passed over.
func (w *wire) said(method string) answer {
	w.t.Helper()
	for {
		if a := w.next(); a.Method == method {
			return a
		}
	}
}

// progressOf reads $/progress.
func progressOf(t *testing.T, a answer) (token, kind string) {
	t.Helper()
	var p struct {
		Token json.RawMessage
		Value struct{ Kind string }
	}
	if err := json.Unmarshal(a.Params, &p); err != nil {
		t.Fatal(err)
	}
	return string(p.Token), p.Value.Kind
}

// TestProgress verifies a workspace with a test that never ends. The user is told
// after a while, and cancels.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name, capability, token string
		// asks is set where the server has to ask for a token.
		asks bool
	}{
		{"a token of the server", `{"window":{"workDoneProgress":true}}`, "", true},
		{"a word of the client", `{}`, `"word"`, false},
		{"a number of the client", `{}`, `4294967296`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			server, _ := slowServer()
			w := newWire(t, server)
			w.raw(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"rootUri":"file:///ws","capabilities":%s}}`, c.capability)))
			w.to("0")
			given := ""
			if c.token != "" {
				given = `,"workDoneToken":` + c.token
			}
			w.raw(frame(`{"jsonrpc":"2.0","id":1,"method":"workspace/executeCommand","params":{"command":"fencepost.server.verifyWorkspace"` + given + `}}`))
			if c.asks {
				a := w.said("window/workDoneProgress/create")
				w.raw(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, a.ID)))
			}
			token, kind := progressOf(t, w.said("$/progress"))
			if kind != "begin" || c.token != "" && token != c.token {
				t.Errorf("progress %s of %s", kind, token)
			}
			w.raw(frame(`{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{"token":"unknown"}}`) +
				frame(fmt.Sprintf(`{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{"token":%s}}`, token)))
			// The end of the progress and the answer come in either order.
			ended, answered := false, false
			for !ended || !answered {
				switch a := w.next(); {
				case a.Method == "$/progress":
					_, kind := progressOf(t, a)
					ended = kind == "end"
				case string(a.ID) == "1":
					a.refused(t, -32800, "cancelled")
					answered = true
				}
			}
			w.alive()
		})
	}
}

// TestSlowDocument opens a document whose test never ends: the user is told, and
// other questions are answered meanwhile, and it can be cancelled.
func TestSlowDocument(t *testing.T) {
	server, _ := slowServer()
	w := newWire(t, server)
	w.raw(frame(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{"window":{"workDoneProgress":true}},"initializationOptions":{"results":true}}}`))
	w.to("0")
	w.raw(open("file:///a.litmus", 1, mp))
	a := w.said("window/workDoneProgress/create")
	w.raw(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, a.ID)))
	if _, kind := progressOf(t, w.said("$/progress")); kind != "begin" {
		t.Errorf("progress %s", kind)
	}
	w.raw(frame(`{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.litmus"},"position":{"line":6,"character":3}}}`))
	if a := w.to("1"); a.Error != nil {
		t.Error(a.Error)
	}
	w.raw(frame(`{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{"token":"fencepost-1"}}`))
	ended, cancelled := false, false
	for !ended || !cancelled {
		switch a := w.next(); a.Method {
		case "$/progress":
			_, kind := progressOf(t, a)
			ended = ended || kind == "end"
		case "fencepost/results":
			cancelled = strings.Contains(string(a.Params), `"outcome":"undecided","expected":"","reason":"cancelled"`)
		}
	}
	w.alive()
}
