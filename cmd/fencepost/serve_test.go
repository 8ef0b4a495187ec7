package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/testkit"
	"github.com/lkmm-tools/fencepost/server/lsp/lsptest"
)

// servePatience is how long a test waits for what must come.
const servePatience = time.Minute

// process is a running `fencepost serve`.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out io.Reader
}

// startServe starts the command as an editor does.
func startServe(t *testing.T, stderr io.Writer, args ...string) *process {
	t.Helper()
	// The test's main makes this binary answer to that name.
	p := &process{cmd: exec.Command("fencepost", append([]string{"serve"}, args...)...)}
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// Read, Write and Close make the process a connection.
func (p *process) Read(b []byte) (int, error)  { return p.out.Read(b) }
func (p *process) Write(b []byte) (int, error) { return p.in.Write(b) }
func (p *process) Close() error                { return p.in.Close() }

// status waits for the end of the process and returns its exit status. A process
// that does not end is killed.
func (p *process) status(t *testing.T) int {
	t.Helper()
	stop := time.AfterFunc(servePatience, func() { _ = p.cmd.Process.Kill() })
	defer stop.Stop()
	_ = p.in.Close()
	_, _ = io.Copy(io.Discard, p.out)
	err := p.cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// document is an input section with a text.
var document = regexp.MustCompile(`\w+\.litmus`)

// TestServe plays dialogues with the real server over its standard input and
// output. They go through every request that it answers.
func TestServe(t *testing.T) {
	testkit.Run(t, "testdata/serve", func(c *testkit.Case) {
		script := c.Text("in.script")
		texts := make(map[string]string)
		folder := c.TempDir()
		for _, name := range document.FindAllString(script, -1) {
			if c.Has("in." + name) {
				texts[name] = c.Text("in." + name)
				if err := os.WriteFile(filepath.Join(folder, name), []byte(texts[name]), 0o600); err != nil {
					c.Fatal(err)
				}
			}
		}
		said := playServe(c, script, folder, texts)
		c.Golden("said", lsptest.Mask(strings.ReplaceAll(said, filepath.ToSlash(folder), "/ws")))
	})
}

// playServe plays a script with a process of its own.
func playServe(c *testkit.Case, script, folder string, texts map[string]string) string {
	for attempt := 1; ; attempt++ {
		ctx, stop := context.WithTimeout(c.Context(), servePatience)
		defer stop()
		var stderr bytes.Buffer
		p := startServe(c.T, &stderr)
		player := &lsptest.Script{Texts: texts, Folder: "file://" + filepath.ToSlash(folder)}
		said, err := player.Play(ctx, lsptest.New(p), script)
		status := p.status(c.T)
		switch want := strings.HasSuffix(strings.TrimSpace(script), "note exit"); {
		case errors.Is(err, lsptest.ErrBusy) && attempt < 5:
			continue
		case err != nil:
			c.Fatalf("%s\n%v", said, err)
		case want != (status == 0) || status > 1:
			c.Errorf("exit status %d, and the client took its leave: %v", status, want)
		case stderr.Len() > 0:
			c.Errorf("standard error: %s", &stderr)
		}
		return said
	}
}

// TestServeListen has two clients on one socket. One of them vanishes in the middle
// of a message.
func TestServeListen(t *testing.T) {
	stderr, theirs, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stderr.Close()
	p := startServe(t, theirs, "--listen", "127.0.0.1:0")
	_ = theirs.Close()
	line, err := bufio.NewReader(stderr).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "fencepost: listening on ")
	if err != nil || !ok {
		t.Fatalf("the server says %q (%v)", line, err)
	}
	first, second := dial(t, address), dial(t, address)
	ctx, stop := context.WithTimeout(t.Context(), servePatience)
	defer stop()
	clients := []*lsptest.Client{lsptest.New(first), lsptest.New(second)}
	for _, c := range clients {
		c.Start()
		if err := c.Call(ctx, "initialize", map[string]any{"capabilities": map[string]any{}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := clients[0].Write([]byte("Content-Length: 1000\r\n\r\n{")); err != nil {
		t.Fatal(err)
	}
	_ = clients[0].Close()
	// Each client has documents of its own.
	var tests []any
	open := map[string]any{"textDocument": map[string]any{"uri": "file:///a.litmus", "languageId": "litmus", "version": 1, "text": "C a\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nexists (x=1)\n"}}
	if err := clients[1].Notify("textDocument/didOpen", open); err != nil {
		t.Fatal(err)
	}
	if err := clients[1].Call(ctx, "fencepost/tests", map[string]any{"uri": "file:///a.litmus"}, &tests); err != nil || len(tests) != 1 {
		t.Errorf("%v, %v", tests, err)
	}
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	<-clients[1].Done()
	if got := p.status(t); got != 0 {
		t.Errorf("exit status %d after an interrupt", got)
	}
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}
