package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/progen"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// hostileTimeout is the time limit of a test, grace what it may take beyond: for
// reading the text, and for stopping.
const (
	hostileTimeout = 2 * time.Second
	grace          = 5 * time.Second
)

// faultStatus is the exit status of a run with an input that is wrong.
const faultStatus = 2

// record is what the JSONL format says of a test.
type record struct {
	File, Status, Reason, Observation string
	Error                             *struct {
		Line, Column int
		Message      string
	}
	Millis float64
}

// fencepost runs the real command, which testscript puts on the path, and returns
// its exit status. No run may end in a panic or complain of itself.
func fencepost(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "fencepost", args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		status = exit.ExitCode()
	case err != nil:
		t.Fatal(err)
	}
	for _, word := range []string{"panic", "goroutine", "internal error", "fatal error"} {
		if strings.Contains(out.String(), word) || strings.Contains(errs.String(), word) {
			t.Errorf("%v: %q in the output:\n%.2000s\n%.2000s", args, word, out.String(), errs.String())
		}
	}
	if status < 0 || status > 3 {
		t.Errorf("%v: exit status %d", args, status)
	}
	return out.String(), errs.String(), status
}

// records decodes a report.
func records(t *testing.T, report string) map[string]record {
	t.Helper()
	all := map[string]record{}
	for _, line := range strings.Split(strings.TrimSpace(report), "\n") {
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v: %.200s", err, line)
		}
		all[strings.TrimSuffix(filepath.Base(r.File), ".litmus")] = r
	}
	return all
}

// TestHostile has one run of the command check all hostile texts, and good ones
// before and behind them.
func TestHostile(t *testing.T) {
	dir := t.TempDir()
	good := "C good\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nexists (x=1)\n"
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name+".litmus"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("0-good", good)
	write("~good", good)
	cases := progen.Hostile()
	for _, c := range cases {
		write(c.Name, c.Text)
	}
	report, _, status := fencepost(t, "verify", "--format", "jsonl", "--timeout", hostileTimeout.String(), dir)
	if status != faultStatus {
		t.Errorf("exit status %d, want %d", status, faultStatus)
	}
	got := records(t, report)
	if len(got) != len(cases)+2 {
		t.Errorf("%d reports, want %d", len(got), len(cases)+2)
	}
	for _, name := range []string{"0-good", "~good"} {
		if r := got[name]; r.Status != "ok" || r.Observation != "Always" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			r := got[c.Name]
			want := map[progen.Answer][]string{
				progen.Rejected: {"error"}, progen.Warned: {"ok"}, progen.Accepted: {"ok"},
				progen.Undecided: {"ok", "error", "timeout", "limit"},
			}[c.Answer]
			if !containsWord(want, r.Status) {
				t.Errorf("%s: %+v, want %v", c.Why, r, want)
			}
			checkError(t, c.Text, r)
			if took := time.Duration(r.Millis * 1e6); took > hostileTimeout+grace {
				t.Errorf("took %v", took)
			}
		})
	}
}

// checkError wants an error to have a place in the text and something to say.
func checkError(t *testing.T, text string, r record) {
	t.Helper()
	switch r.Status {
	case "ok":
		return
	case "error":
		if r.Error == nil || r.Error.Message == "" || r.Error.Line < 1 || r.Error.Column < 1 || r.Error.Line > strings.Count(text, "\n")+1 {
			t.Errorf("no proper error: %+v", r.Error)
		}
	default:
		if r.Reason == "" {
			t.Errorf("undecided without a reason: %+v", r)
		}
	}
}

func containsWord(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// TestHostileWarnings wants a warning or a hint, with its place, for what is
// accepted and surely a mistake.
func TestHostileWarnings(t *testing.T) {
	tools, _ := openModel(builtinModel)
	checker := &ide.Checker{Parse: tools.Parse, NewEngine: tools.NewEngine, Options: verify.Options{Timeout: hostileTimeout}}
	defer checker.Close()
	for _, c := range progen.Hostile() {
		if c.Answer != progen.Warned {
			continue
		}
		r := checker.Check(t.Context(), source.NewFile(c.Name, c.Text))[0]
		warned := r.Verify != nil && r.Verify.Loop
		for _, p := range r.Problems.Problems {
			warned = warned || p.Severity != diag.Error && p.Span.IsValid()
		}
		if !warned {
			t.Errorf("%s (%s): no warning", c.Name, c.Why)
		}
	}
}

// TestDamaged checks the shipped tests cut off and with bytes changed, each in
// process. Whatever comes of it, it comes soon and is no fault of ours.
func TestDamaged(t *testing.T) {
	files, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests (%v)", err)
	}
	tools, _ := openModel(builtinModel)
	checker := &ide.Checker{
		Parse: tools.Parse, NewEngine: tools.NewEngine, Options: verify.Options{Timeout: hostileTimeout},
		OnPanic: func(f *source.File, value any, stack []byte) { t.Errorf("%v\n%s\n%s", value, stack, f.Text()) },
	}
	defer checker.Close()
	random := rand.New(rand.NewPCG(1, 2))
	each := 12
	if testing.Short() {
		each = 3
	}
	outcomes := map[ide.Outcome]int{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := range each {
			damaged := damage(random, text, i%3)
			start := time.Now()
			r := checker.Check(t.Context(), source.NewFile(filepath.Base(file), damaged))[0]
			outcomes[r.Outcome]++
			if took := time.Since(start); took > hostileTimeout+grace {
				t.Errorf("took %v:\n%s", took, damaged)
			}
			for _, p := range r.Problems.Problems {
				if p.Code == ide.CodeInternal || !p.Span.IsValid() || p.Message == "" {
					t.Errorf("%v\n%s", p, damaged)
				}
			}
		}
	}
	t.Log(outcomes)
}

// damage cuts a text off, flips bits in it, or moves a piece of it.
func damage(random *rand.Rand, text []byte, how int) string {
	out := bytes.Clone(text)
	at := random.IntN(len(out))
	switch how {
	case 0:
		return string(out[:at])
	case 1:
		for range 1 + random.IntN(4) {
			out[random.IntN(len(out))] ^= 1 << random.IntN(8)
		}
		return string(out)
	default:
		end := min(len(out), at+1+random.IntN(12))
		to := random.IntN(len(out))
		return fmt.Sprintf("%s%s%s", out[:to], out[at:end], out[to:])
	}
}
