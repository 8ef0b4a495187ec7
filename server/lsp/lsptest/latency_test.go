package lsptest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const latencyTestsFlag = "latency.tests"

// debounce is the quiet time that the measured server is told to wait.
const debounce = 50 * time.Millisecond

// TestLatency prints how long a person waits: from a keystroke to the verdict on
// the text as it then is, without the debounce; from a keystroke to the end of
// the work on the text before; for a hover. It measures and does not judge.
func TestLatency(t *testing.T) {
	s := start(t, map[string]any{"debounce": debounce.Milliseconds()})
	dir := flagValue(latencyTestsFlag)
	if dir == "" {
		dir = "../../../testdata/litmus"
	}
	files := litmusFiles(t, dir)
	var edits, hovers []time.Duration
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		uri := fileURI(filepath.ToSlash(path))
		s.open(uri, 1, string(text))
		s.decided(uri, 1)
		edits = append(edits, s.edit(uri, string(text))...)
		hovers = append(hovers, s.hoverAll(uri, string(text))...)
		s.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	}
	fmt.Printf("%d tests in %s\n", len(files), filepath.Base(dir))
	fmt.Printf("%-44s %6s %9s %9s %9s %9s\n", "", "n", "median", "p95", "p99", "max")
	row("didChange to diagnostics, after debounce", edits)
	row(fmt.Sprintf("didChange in a driver of %d lines", driverLines), s.editDriver(t))
	row("didChange to the end of running work", s.cancelAgainAndAgain())
	row("hover", hovers)
}

// row prints one line of the table.
func row(name string, times []time.Duration) {
	slices.Sort(times)
	at := func(q float64) string {
		return fmt.Sprintf("%.2f ms", float64(times[int(q*float64(len(times)-1))].Microseconds())/1000)
	}
	fmt.Printf("%-44s %6d %9s %9s %9s %9s\n", name, len(times), at(0.5), at(0.95), at(0.99), at(1))
}

// edits is how often each text is changed.
const edits = 20

// edit changes a text again and again, to a text that the server never saw, and
// returns how long the verdicts took.
func (s *server) edit(uri, text string) []time.Duration {
	lines := strings.Split(text, "\n")
	last := len(lines) - 1
	var times []time.Duration
	column := len(lines[last])
	for i := range edits {
		version := 2 + i
		sent := time.Now()
		s.change(uri, version, place(last, column, last, column), " ")
		column++
		r := s.decided(uri, version)
		times = append(times, max(0, r.at.Sub(sent)-debounce))
	}
	return times
}

// hoverAll asks for a hover at the start of each word.
func (s *server) hoverAll(uri, text string) []time.Duration {
	var times []time.Duration
	for n, line := range strings.Split(text, "\n") {
		for column := range line {
			if !wordStart(line, column) {
				continue
			}
			sent := time.Now()
			s.call("textDocument/hover", map[string]any{
				"textDocument": map[string]any{"uri": uri},
				"position":     map[string]int{"line": n, "character": column},
			}, nil)
			times = append(times, time.Since(sent))
		}
	}
	return times
}

func wordStart(line string, i int) bool {
	letter := func(i int) bool {
		return i >= 0 && (line[i] == '_' || line[i] >= 'A' && line[i] <= 'Z' || line[i] >= 'a' && line[i] <= 'z')
	}
	return letter(i) && !letter(i-1)
}

// cancels is how often running work is cancelled.
const cancels = 60

// cancelAgainAndAgain changes a test that takes very long while it is being decided, and
// returns how long the server went on with the old text.
func (s *server) cancelAgainAndAgain() []time.Duration {
	const uri = "file:///hard.litmus"
	var times []time.Duration
	s.open(uri, 1, hard(6))
	for version := 2; version < 2+cancels; version++ {
		s.wait("start of the hard test", func() bool { return s.status.Running > 0 })
		// Let the search get going, so that it is in the solver and not before it.
		time.Sleep(50 * time.Millisecond)
		sent := time.Now()
		s.change(uri, version, place(0, 0, 0, 1), "C")
		s.wait("end of the work on the old text", func() bool { return s.status.Running == 0 && s.status.at.After(sent) })
		s.mu.Lock()
		times = append(times, s.status.at.Sub(sent))
		s.mu.Unlock()
	}
	s.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	return times
}

// hard returns a test that no engine decides soon: n threads that each take the
// values of two counters through many exchanges, with a question about all of
// them.
func hard(n int) string {
	var b, cond strings.Builder
	b.WriteString("C hard\n\n{}\n")
	for t := range n {
		fmt.Fprintf(&b, "\nP%d(int *x, int *y)\n{\n", t)
		for i := range 6 {
			fmt.Fprintf(&b, "\tint r%d = xchg_relaxed(x, %d);\n\tint s%d = xchg_relaxed(y, %d);\n", i, 10*t+i+1, i, 10*t+i+1)
		}
		b.WriteString("}\n")
		fmt.Fprintf(&cond, " /\\ %d:r5=%d /\\ %d:s0=%d", t, 10*((t+1)%n)+3, t, 10*((t+2)%n)+5)
	}
	fmt.Fprintf(&b, "\nexists (x=1%s)\n", cond.String())
	return b.String()
}
