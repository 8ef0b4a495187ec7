package lsptest_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/server/lsp/lsptest"
)

// serverFlag names the binary to measure; without it the long runs are skipped.
const serverFlag = "server"

func TestMain(m *testing.M) {
	flag.String(serverFlag, "", "measure this fencepost binary")
	flag.String(latencyTestsFlag, "", "measure with the tests below this folder")
	flag.Int(soakEditsFlag, 10_000, "number of edits of the soak")
	flag.Parse()
	os.Exit(m.Run())
}

func flagValue(name string) string { return flag.Lookup(name).Value.String() }

// server is a running server process with its client, and what it told so far.
type server struct {
	*lsptest.Client
	t       *testing.T
	process *os.Process

	mu      sync.Mutex
	changed chan struct{} // closed and replaced at each notification
	// results holds the last version with verdicts of each document, published the
	// last version with diagnostics, status the documents being decided.
	results, published map[string]resultsNote
	status             statusNote
}

// resultsNote is what a notification told of a document, and when.
type resultsNote struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
	Tests   []struct {
		Observation string `json:"observation"`
		Outcome     string `json:"outcome"`
	} `json:"tests"`
	Diagnostics []struct {
		Message string `json:"message"`
	} `json:"diagnostics"`
	at time.Time
}

type statusNote struct {
	State   string `json:"state"`
	Running int    `json:"running"`
	Waiting int    `json:"waiting"`
	at      time.Time
}

// stdio is both ends of a process's standard streams.
type stdio struct {
	io.Reader
	io.WriteCloser
}

// start runs the server that the flag names, or skips the test.
func start(t *testing.T, options map[string]any) *server {
	t.Helper()
	binary := flagValue(serverFlag)
	if binary == "" {
		t.Skip("no -server given; make bench-lsp and make soak-lsp do")
	}
	cmd := exec.Command(binary, "serve")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{
		Client: lsptest.New(stdio{out, in}), t: t, process: cmd.Process, changed: make(chan struct{}),
		results: map[string]resultsNote{}, published: map[string]resultsNote{},
	}
	s.Notified = s.note
	s.Start()
	options["results"] = true
	s.call("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": nil, "capabilities": map[string]any{}, "initializationOptions": options,
	}, nil)
	s.notify("initialized", map[string]any{})
	t.Cleanup(func() {
		s.call("shutdown", nil, nil)
		s.notify("exit", nil)
		<-s.Done()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return s
}

// note keeps what a notification tells.
func (s *server) note(m lsptest.Message) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch m.Method {
	case "fencepost/results", "textDocument/publishDiagnostics":
		var r resultsNote
		if err := json.Unmarshal(m.Params, &r); err != nil {
			s.t.Errorf("%s: %v", m.Params, err)
		}
		r.at = now
		into := s.results
		if m.Method == "textDocument/publishDiagnostics" {
			into = s.published
		}
		// Diagnostics without a version are those of a closed document: none.
		if old := into[r.URI]; r.Version < old.Version && (r.Version != 0 || len(r.Diagnostics) > 0) {
			s.t.Errorf("%s of version %d after version %d: stale", m.Method, r.Version, old.Version)
		}
		into[r.URI] = r
	case "fencepost/status":
		if err := json.Unmarshal(m.Params, &s.status); err != nil {
			s.t.Errorf("%s: %v", m.Params, err)
		}
		s.status.at = now
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait returns when the condition, asked under the lock, holds.
func (s *server) wait(what string, holds func() bool) {
	s.t.Helper()
	limit := time.After(time.Minute)
	for {
		s.mu.Lock()
		ok, changed := holds(), s.changed
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-limit:
			s.t.Fatalf("after a minute there is still no %s", what)
		}
	}
}

// decided returns what was told of the verdicts of a version of a document.
func (s *server) decided(uri string, version int) resultsNote {
	s.t.Helper()
	var r resultsNote
	s.wait(fmt.Sprintf("verdict on version %d of %s", version, uri), func() bool {
		r = s.results[uri]
		return r.Version == version && len(r.Tests) > 0 && r.Tests[0].Outcome != "unknown" && s.published[uri].Version == version
	})
	return r
}

func (s *server) call(method string, params, result any) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := s.Call(ctx, method, params, result); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

func (s *server) notify(method string, params any) {
	s.t.Helper()
	if err := s.Notify(method, params); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

func (s *server) open(uri string, version int, text string) {
	s.t.Helper()
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri, "languageId": "litmus", "version": version, "text": text,
	}})
}

// change replaces a range of lines and columns by text.
func (s *server) change(uri string, version int, r map[string]any, text string) {
	s.t.Helper()
	s.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": version},
		"contentChanges": []any{map[string]any{"range": r, "text": text}},
	})
}

// place is the protocol's range from one place to another.
func place(startLine, startColumn, endLine, endColumn int) map[string]any {
	return map[string]any{
		"start": map[string]int{"line": startLine, "character": startColumn},
		"end":   map[string]int{"line": endLine, "character": endColumn},
	}
}

func fileURI(path string) string {
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// resident returns the resident memory of the server in KiB.
func (s *server) resident() int {
	s.t.Helper()
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", s.process.Pid))
	if err != nil {
		s.t.Skipf("no memory figures on this system: %v", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			n, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				s.t.Fatal(err)
			}
			return n
		}
	}
	s.t.Fatal("no VmRSS in the status of the process")
	return 0
}

// litmusFiles returns the litmus files below a folder.
func litmusFiles(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".litmus" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d litmus files, %v", dir, len(files), err)
	}
	return files
}
