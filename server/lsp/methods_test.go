package lsp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryMessageIsShown wants each message that the server knows in a dialogue
// with the real server.
func TestEveryMessageIsShown(t *testing.T) {
	paths, err := filepath.Glob("../../cmd/fencepost/testdata/serve/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no dialogues (%v)", err)
	}
	var all strings.Builder
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	// Some are sent by commands of the dialogues that do not name them.
	verbs := map[string]string{
		"textDocument/didOpen": "open", "textDocument/didChange": "change", "textDocument/didSave": "save", "textDocument/didClose": "close",
	}
	for name, m := range methods() {
		line := "\n→ call " + name
		if m.notification {
			line = "\n→ note " + name
		}
		if verb := verbs[name]; verb != "" {
			line = "\n→ " + verb + " "
		}
		if !strings.Contains(all.String(), line) {
			t.Errorf("no dialogue shows %s", name)
		}
	}
	for _, name := range commandNames() {
		if !strings.Contains(all.String(), `"command": "`+name+`"`) {
			t.Errorf("no dialogue shows the command %s", name)
		}
	}
}
