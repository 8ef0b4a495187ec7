package litmus_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// The tests here compare with what herd7 says about a body of litmus tests that
// is kept beside the project. They skip where it is absent.

// shared returns a folder of the reference data.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("not in the module")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(dir, "..", "shared", path)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no reference data: ../shared/%s is absent", path)
	}
	return dir
}

// eachLine decodes a file of JSON objects.
func eachLine(t *testing.T, file string, into func([]byte) error) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		if err := into(lines.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func parseFile(t *testing.T, path, name string, table *kernel.Table) (*prog.Program, diag.List) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return litmus.Parse(source.NewFile(name, string(text)), litmus.Options{Primitives: table})
}

// acceptedOnlyAtRunTime are probes that herd7 parses and then rejects because
// of what an execution does, which is not the parser's business.
func acceptedOnlyAtRunTime(stderr string) bool {
	for _, s := range []string{"Non symbolic address", "Illegal operation", "mixed-size test rejected",
		"Division_by_zero", "herd/mem.ml"} {
		if strings.Contains(stderr, s) {
			return true
		}
	}
	return false
}

func TestProbes(t *testing.T) {
	dir := shared(t, "spec/probes")
	table := kernel.Builtin()
	same, rejected, extended := 0, 0, 0
	eachLine(t, filepath.Join(dir, "answers.jsonl"), func(line []byte) error {
		var answer struct {
			File, Stdout, Stderr string
			Exit                 any
		}
		if err := json.Unmarshal(line, &answer); err != nil {
			return err
		}
		p, problems := parseFile(t, filepath.Join(dir, answer.File), answer.File, table)
		if answer.Stdout == "" && answer.Exit != "timeout" && !acceptedOnlyAtRunTime(answer.Stderr) {
			switch {
			case problems.HasErrors():
				rejected++
				t.Logf("error: %s", problems.FirstError())
			case hasCode(problems, litmus.NotPortable):
				extended++
				t.Logf("accepted: %s", first(problems, litmus.NotPortable))
			default:
				t.Errorf("%s: herd7 rejects it, we say nothing: %s", answer.File, answer.Stderr)
			}
			return nil
		}
		if problems.HasErrors() || hasCode(problems, litmus.NotPortable) {
			t.Errorf("%s: herd7 accepts it, we do not:\n%s", answer.File, problems.String())
			return nil
		}
		if answer.Stdout == "" {
			return nil
		}
		name, condition, hash := "", "", ""
		for _, l := range strings.Split(answer.Stdout, "\n") {
			if rest, ok := strings.CutPrefix(l, "Test "); ok {
				name = rest[:strings.LastIndex(rest, " ")]
			}
			if rest, ok := strings.CutPrefix(l, "Condition "); ok {
				condition = rest
			}
			if rest, ok := strings.CutPrefix(l, "Hash="); ok {
				hash = rest
			}
		}
		if name == strings.TrimSuffix(answer.File, ".litmus") || p.Name == name {
			same++
		}
		if p.Name != name {
			t.Errorf("%s: name %q, herd7 says %q", answer.File, p.Name, name)
		}
		if p.Cond.Text != condition {
			t.Errorf("%s: condition\n\t%s\nherd7 says\n\t%s", answer.File, p.Cond.Text, condition)
		}
		if p.Hash != hash {
			t.Errorf("%s: hash %s, herd7 says %s", answer.File, p.Hash, hash)
		}
		return nil
	})
	t.Logf("%d probes agree, %d have errors, %d are accepted with a hint", same, rejected, extended)
}

func TestCorpus(t *testing.T) {
	dir := shared(t, "corpus")
	table := kernel.Builtin()
	files, warnings := 0, make(map[diag.Code]int)
	eachLine(t, filepath.Join(dir, "expected.jsonl"), func(line []byte) error {
		var expected struct{ File, Condition string }
		if err := json.Unmarshal(line, &expected); err != nil {
			return err
		}
		p, problems := parseFile(t, filepath.Join(dir, "litmus", expected.File), expected.File, table)
		files++
		for _, q := range problems.Problems {
			if q.Severity == diag.Error || q.Code == litmus.NotPortable {
				t.Errorf("%s", q)
			} else {
				warnings[q.Code]++
				t.Logf("%s", q)
			}
		}
		if expected.Condition != "" && p.Cond.Text != expected.Condition {
			t.Errorf("%s: condition\n\t%s\nherd7 says\n\t%s", expected.File, p.Cond.Text, expected.Condition)
		}
		return nil
	})
	t.Logf("%d files, warnings: %v", files, warnings)
}

func hasCode(l diag.List, code diag.Code) bool { return first(l, code) != nil }

func first(l diag.List, code diag.Code) *diag.Problem {
	for _, p := range l.Problems {
		if p.Code == code {
			return p
		}
	}
	return nil
}
