package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// engineFunc is an engine that is one function.
type engineFunc func(ctx context.Context, p *prog.Program) (*verify.Result, error)

func (f engineFunc) Verify(ctx context.Context, p *prog.Program, _ verify.Options) (*verify.Result, error) {
	return f(ctx, p)
}

// runWith runs a command line with an engine of the test's own.
func runWith(t *testing.T, ctx context.Context, stderr *os.File, newEngine func() ide.Engine, args ...string) (status int, stdout string) {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	c := &cli{
		stdin: strings.NewReader(""), stdout: out, stderr: stderr,
		getenv: func(string) string { return "" },
		open: func(model string) (*ide.Tools, diag.List) {
			tools, l := openFake(model)
			tools.NewEngine = newEngine
			return tools, l
		},
	}
	status = c.run(ctx, args)
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(text)
}

// devNull returns a file that swallows everything.
func devNull(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// writeTests makes a directory with n tests, called T000, T001 …
func writeTests(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		name := fmt.Sprintf("T%03d", i)
		text := "C " + name + "\n{}\nP0(int *x) { }\nexists (0:r0=0)\n"
		if err := os.WriteFile(filepath.Join(dir, name+".litmus"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func never() (*verify.Result, error) { return &verify.Result{Observation: verify.Never}, nil }

// TestBatchInOrder checks that reports come in the order of the inputs and that
// each worker keeps to its own engine.
func TestBatchInOrder(t *testing.T) {
	const n = 60
	engines := 0
	var mu sync.Mutex
	newEngine := func() ide.Engine {
		mu.Lock()
		engines++
		mu.Unlock()
		var busy sync.Mutex
		return engineFunc(func(_ context.Context, p *prog.Program) (*verify.Result, error) {
			if !busy.TryLock() {
				t.Error("one engine, two goroutines")
			} else {
				defer busy.Unlock()
			}
			if strings.HasSuffix(p.Name, "0") {
				time.Sleep(3 * time.Millisecond)
			}
			return never()
		})
	}
	status, out := runWith(t, t.Context(), devNull(t), newEngine, "verify", "--jobs", "4", "--format", "jsonl", writeTests(t, n))
	if status != 0 {
		t.Errorf("status %d", status)
	}
	if engines > 4 {
		t.Errorf("%d engines for 4 jobs", engines)
	}
	names := regexp.MustCompile(`"test":"(T\d+)"`).FindAllStringSubmatch(out, -1)
	if len(names) != n {
		t.Fatalf("%d results, want %d", len(names), n)
	}
	for i, m := range names {
		if m[1] != fmt.Sprintf("T%03d", i) {
			t.Fatalf("result %d is %s", i, m[1])
		}
	}
}

// TestBatchInterrupted checks that what is done is printed, that what runs is
// undecided, and that nothing is begun any more.
func TestBatchInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	newEngine := func() ide.Engine {
		return engineFunc(func(ctx context.Context, p *prog.Program) (*verify.Result, error) {
			if p.Name == "T003" {
				cancel()
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return never()
		})
	}
	status, out := runWith(t, ctx, devNull(t), newEngine, "verify", "--jobs", "1", writeTests(t, 9))
	if status != 3 {
		t.Errorf("status %d, want 3", status)
	}
	for _, want := range []string{"T002: cannot happen", "T003: undecided: cancelled", "9 tests: 3 passed, 1 undecided, 5 not started"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
}

// TestBatchPanics checks that a fault of the engine or of the report costs one
// test and not the run.
func TestBatchPanics(t *testing.T) {
	newEngine := func() ide.Engine {
		return engineFunc(func(_ context.Context, p *prog.Program) (*verify.Result, error) {
			switch p.Name {
			case "T001":
				panic("engine fault")
			case "T002":
				// The report cannot word an observation that does not exist.
				return &verify.Result{Observation: 77}, nil
			default:
				return never()
			}
		})
	}
	for _, format := range []string{"text", "jsonl", "herd"} {
		status, out := runWith(t, t.Context(), devNull(t), newEngine, "verify", "--format", format, writeTests(t, 4))
		if status != 2 {
			t.Errorf("%s: status %d, want 2", format, status)
		}
		if format == "herd" {
			continue // which shows neither an error nor a test without counts
		}
		for _, want := range []string{"engine fault", "internal error in the report", "T003"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in:\n%s", format, want, out)
			}
		}
	}
}
