package lsp_test

import (
	"context"
	"errors"
	"net"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/lsp"
	"github.com/lkmm-tools/fencepost/server/lsp/lsptest"
	"github.com/lkmm-tools/fencepost/server/session"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// patience is how long a test waits for what must come. It is a bound for faults,
// not a measure.
const patience = time.Minute

// openBuiltin opens the built-in model with the real front end and engines.
func openBuiltin(model string) (*ide.Tools, diag.List) {
	if model != "lkmm" {
		var problems diag.List
		problems.Errorf("no-model", source.NewFile(model, "").Span(0, 0), "cannot read: no such file")
		return nil, problems
	}
	return &ide.Tools{
		Model: model, Primitives: kernel.Builtin(),
		Languages: []ide.Language{ide.Litmus(kernel.Builtin()), ide.C(kernel.Builtin())},
		Orders: func(ctx context.Context, p *prog.Program) ([]*order.Thread, error) {
			return order.Of(ctx, lkmm.Model(), p)
		},
		NewEngine: func() ide.Engine { return verify.New(lkmm.Model(), true) },
	}, diag.List{}
}

// files are a file system of texts by path.
type files map[string]string

func (f files) read(_ context.Context, name string) (string, error) {
	if text, ok := f[name]; ok {
		return text, nil
	}
	return "", errors.New("no such file")
}

func (f files) load(name string) (string, bool) {
	text, ok := f[name]
	return text, ok
}

func (f files) list(_ context.Context, folder string) ([]string, error) {
	var names []string
	for name := range f {
		if strings.HasPrefix(name, folder+"/") && path.Ext(name) == ".litmus" {
			names = append(names, name)
		}
	}
	return names, nil
}

// newServer returns a server for tests.
func newServer(f files, change func(*lsp.Config)) *lsp.Server {
	cfg := lsp.Config{Version: "test", Session: session.Config{Open: openBuiltin, Read: f.read, List: f.list, Load: f.load}}
	if change != nil {
		change(&cfg)
	}
	return lsp.New(cfg)
}

// connect serves one client in this process. The connection ends with the test,
// which then waits for the server; clean is whether it took its leave as it should.
func connect(t *testing.T, server *lsp.Server) (conn net.Conn, clean func() bool) {
	t.Helper()
	ours, theirs := net.Pipe()
	done := make(chan bool, 1)
	go func() { done <- server.Serve(context.Background(), theirs) }()
	end := func() bool {
		_ = ours.Close()
		select {
		case ok := <-done:
			done <- ok
			return ok
		case <-time.After(patience):
			t.Error("the server did not end with its client")
			return false
		}
	}
	t.Cleanup(func() { end() })
	return ours, end
}

// TestScripts plays dialogues and compares what was said.
func TestScripts(t *testing.T) {
	testkit.Run(t, "testdata/script", func(c *testkit.Case) {
		texts := make(files)
		disk := make(files)
		for _, name := range []string{"MP.litmus", "other.litmus", "broken.litmus", "ring.c", "ring.h", "plain.c"} {
			if c.Has("in." + name) {
				texts[name] = c.Text("in." + name)
				disk["/ws/"+name] = texts[name]
			}
		}
		c.Golden("said", lsptest.Mask(play(c, texts, disk)))
	})
}

// play plays the script of a case with a new server.
func play(c *testkit.Case, texts, disk files) string {
	for attempt := 1; ; attempt++ {
		ctx, stop := context.WithTimeout(c.Context(), patience)
		defer stop()
		conn, end := connect(c.T, newServer(disk, nil))
		script := &lsptest.Script{Texts: texts, Folder: "file:///ws"}
		said, err := script.Play(ctx, lsptest.New(conn), c.Text("in.script"))
		end()
		switch {
		case errors.Is(err, lsptest.ErrBusy) && attempt < 5:
		case err != nil:
			c.Fatalf("%s\n%v", said, err)
		default:
			return said
		}
	}
}
