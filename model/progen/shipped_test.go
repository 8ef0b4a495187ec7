package progen

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestShippedTests checks the form of the litmus tests that the project ships:
// the name is the file's, and a Result line says what to expect.
func TestShippedTests(t *testing.T) {
	result := regexp.MustCompile(`(?m)^ \* Result: (Never|Sometimes|Always)( DATARACE)?$|^ \* Result: DEADLOCK$`)
	paths, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tests (%v)", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, name := string(data), strings.TrimSuffix(filepath.Base(path), ".litmus")
		if !strings.HasPrefix(text, "C "+name+"\n\n(*\n") {
			t.Errorf("%s: the header is not that of %s with a comment", path, name)
		}
		if len(result.FindAllString(text, -1)) != 1 {
			t.Errorf("%s: not one Result line", path)
		}
	}
}

// TestBeyondHerd checks the form of the list of probes.
func TestBeyondHerd(t *testing.T) {
	data, err := os.ReadFile("../../testdata/probes/beyond-herd7.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		var entry struct{ Probe, Herd7, Answer, Observation, Why string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		accepted := entry.Answer == "accept"
		switch {
		case seen[entry.Probe]:
			t.Errorf("%s is listed twice", entry.Probe)
		case entry.Herd7 == "" || entry.Why == "":
			t.Errorf("%s lacks a field", entry.Probe)
		case !accepted && entry.Answer != "error":
			t.Errorf("%s: answer %q", entry.Probe, entry.Answer)
		case accepted != (entry.Observation != ""):
			t.Errorf("%s: an observation belongs to what is accepted", entry.Probe)
		}
		seen[entry.Probe] = true
	}
}
