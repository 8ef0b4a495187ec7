package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/report"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// probesDir holds several hundred tiny tests with the reference tool's answers,
// beside the project. It is not part of the project.
const probesDir = "../../../shared/spec/probes"

// beyondFile lists what is answered where the reference tool has no answer.
const beyondFile = "../../testdata/probes/beyond-herd7.jsonl"

// probe is the reference tool's answer to a test.
type probe struct{ File, Stdout, Stderr string }

// beyond is our own answer to a test.
type beyond struct{ Probe, Answer, Observation, Why string }

// TestProbes compares the blocks of the herd format with those of the reference
// tool, and the answers to what it rejects with the listed ones.
func TestProbes(t *testing.T) {
	if _, err := os.Stat(probesDir); err != nil {
		t.Skipf("no reference answers here: ../shared/spec/probes is absent")
	}
	probes := readLines[probe](t, filepath.Join(probesDir, "answers.jsonl"))
	listed := map[string]beyond{}
	for _, b := range readLines[beyond](t, beyondFile) {
		listed[b.Probe] = b
	}
	for _, engine := range []verify.Engine{verify.Auto, verify.SMT} {
		t.Run(engine.String(), func(t *testing.T) {
			if testing.Short() && engine != verify.Auto {
				t.Skip("one engine is enough for a short run")
			}
			tools, _ := openModel(builtinModel)
			checker := &ide.Checker{Parse: tools.Parse, NewEngine: tools.NewEngine, Whole: true, Options: verify.Options{
				Engine: engine, States: true, Witnesses: true, Timeout: 30 * time.Second,
			}}
			defer checker.Close()
			same, others := 0, 0
			for _, p := range probes {
				name := strings.TrimSuffix(p.File, ".litmus")
				t.Run(name, func(t *testing.T) {
					if p.Stdout != "" {
						compareBlock(t, checker, p)
						same++
						return
					}
					own, ok := listed[name]
					if !ok {
						t.Fatalf("%s does not say what to answer; the reference tool says %s", beyondFile, p.Stderr)
					}
					compareBeyond(t, checker, p, own)
					others++
				})
			}
			t.Logf("%d blocks, %d answers beyond the reference tool's", same, others)
		})
	}
}

// compareBlock wants the reference tool's block, but for the time it took and
// the numbers of symbols.
func compareBlock(t *testing.T, checker *ide.Checker, p probe) {
	r := checkProbe(t, checker, p.File)
	var out, errs bytes.Buffer
	report.New(report.FormatHerd, report.Options{States: true, Witnesses: true, Model: builtinModel}).Print(&out, &errs, r)
	got, want := canonicalBlock(out.String()), canonicalBlock(p.Stdout)
	if got != want {
		t.Errorf("the blocks differ (-reference +ours):\n%s%s%s", cmp.Diff(want, got), errs.String(), r.File.Text())
	}
	if loop := strings.Contains(p.Stderr, "unrolling limit exceeded"); loop != strings.Contains(errs.String(), "unrolling limit exceeded") {
		t.Errorf("warning of the loop bound: the reference tool has one: %t; ours: %s", loop, errs.String())
	}
}

// compareBeyond wants the listed answer: an observation, or an error with its
// place.
func compareBeyond(t *testing.T, checker *ide.Checker, p probe, want beyond) {
	r := checkProbe(t, checker, p.File)
	got := beyond{Probe: want.Probe, Why: want.Why}
	switch res := r.Decided(); {
	case r.Error() != nil:
		got.Answer = "error"
		if at := r.Error().Span; !at.IsValid() || at.File != r.File {
			t.Errorf("no place: %v", r.Error())
		}
	case res != nil:
		got.Answer, got.Observation = "accept", res.Observation.String()
	default:
		got.Answer = fmt.Sprint(r.Outcome)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("another answer than listed (-listed +ours):\n%s%s%s", diff, r.Problems.String(), r.File.Text())
	}
}

func checkProbe(t *testing.T, checker *ide.Checker, file string) *ide.TestResult {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(probesDir, file))
	if err != nil {
		t.Fatal(err)
	}
	results := checker.Check(t.Context(), source.NewFile(file, string(text)))
	if len(results) != 1 {
		t.Fatalf("%d results", len(results))
	}
	return &results[0]
}

// canonicalBlock drops the time line and the blank lines at the end, and numbers
// the symbols of each line anew: their numbers have no meaning.
func canonicalBlock(block string) string {
	symbol := regexp.MustCompile(`\bS\d+\b`)
	var lines []string
	for _, line := range strings.Split(strings.TrimRight(block, "\n"), "\n") {
		if strings.HasPrefix(line, "Time ") {
			continue
		}
		names := map[string]string{}
		lines = append(lines, symbol.ReplaceAllStringFunc(line, func(name string) string {
			if names[name] == "" {
				names[name] = fmt.Sprintf("S%d", len(names)+1)
			}
			return names[name]
		}))
	}
	return strings.Join(lines, "\n")
}

// readLines reads a file of JSON objects, one a line.
func readLines[T any](t *testing.T, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var x T
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, x)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
