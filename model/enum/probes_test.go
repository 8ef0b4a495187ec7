package enum_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/enum"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
)

// probesDir holds small tests with the reference tool's answers, beside the
// project. It is not part of the project.
const probesDir = "../../../shared/spec/probes"

// answer is what the reference tool printed for a test.
type answer struct {
	observation        string
	positive, negative int
	states             []string
	flags              []string
	loop               bool
}

// parseAnswer reads a result block. It returns nil if there is none.
func parseAnswer(block string) *answer {
	lines := strings.Split(block, "\n")
	a := &answer{}
	for i := 0; i < len(lines); i++ {
		fields := strings.Fields(lines[i])
		switch {
		case strings.HasPrefix(lines[i], "States "):
			n, _ := strconv.Atoi(fields[1])
			a.states = lines[i+1 : i+1+n]
			i += n
		case lines[i] == "Loop Ok", lines[i] == "Loop No":
			a.loop = true
		case strings.HasPrefix(lines[i], "Flag "):
			a.flags = append(a.flags, fields[1])
		case strings.HasPrefix(lines[i], "Observation "):
			a.observation = fields[2]
			a.positive, _ = strconv.Atoi(fields[3])
			a.negative, _ = strconv.Atoi(fields[4])
		}
	}
	if a.observation == "" {
		return nil
	}
	return a
}

// canonicalSymbols numbers the unresolved values of each state anew and removes
// doubles: their numbers have no meaning.
func canonicalSymbols(states []string) []string {
	symbol := regexp.MustCompile(`\bS\d+\b`)
	var out []string
	for _, s := range states {
		names := map[string]string{}
		s = symbol.ReplaceAllStringFunc(s, func(name string) string {
			if names[name] == "" {
				names[name] = "S" + strconv.Itoa(len(names))
			}
			return names[name]
		})
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// differences lists the fields in which a result differs from an answer.
func differences(got *enum.Result, want *answer) []string {
	var out []string
	add := func(field string, differ bool) {
		if differ {
			out = append(out, field)
		}
	}
	add("observation", got.Observation != want.observation)
	add("counts", got.Positive != want.positive || got.Negative != want.negative)
	add("states", !slices.Equal(canonicalSymbols(got.States), canonicalSymbols(want.states)))
	add("flags", !slices.Equal(got.Flags, want.flags))
	add("loop", got.Loop != want.loop)
	return out
}

// TestProbes compares the oracle with the reference tool on every probe: where
// the tool answers, on all fields of the answer; where it stops with a run-time
// error, on there being one.
func TestProbes(t *testing.T) {
	f, err := os.Open(filepath.Join(probesDir, "answers.jsonl"))
	if err != nil {
		t.Skipf("no probes here: %v", err)
	}
	defer f.Close()
	agree, total := 0, 0
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var line struct{ File, Stdout, Stderr string }
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		want := parseAnswer(line.Stdout)
		if want == nil && !isRuntimeError(line.Stderr) {
			continue
		}
		total++
		t.Run(strings.TrimSuffix(line.File, ".litmus"), func(t *testing.T) {
			if checkProbe(t, line.File, want) {
				agree++
			}
		})
	}
	t.Logf("%d of %d agree", agree, total)
}

// isRuntimeError reports whether the reference tool stopped because of what an
// execution does.
func isRuntimeError(stderr string) bool {
	for _, s := range []string{"Non symbolic address", "mixed-size test", "Illegal operation", "Division_by_zero", "mem.ml"} {
		if strings.Contains(stderr, s) {
			return true
		}
	}
	return false
}

func checkProbe(t *testing.T, name string, want *answer) bool {
	text, err := os.ReadFile(filepath.Join(probesDir, name))
	if err != nil {
		t.Error(err)
		return false
	}
	p, diags := litmus.Parse(source.NewFile(name, string(text)), litmus.Options{Primitives: kernel.Builtin()})
	if diags.HasErrors() {
		t.Errorf("%s\n%s", diags.String(), text)
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	got, err := enum.Run(ctx, p, lkmm.Model(), enum.Options{})
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		t.Skip("takes too long here")
	case err != nil:
		t.Error(err)
		return false
	case want == nil:
		if got.Err == nil {
			t.Errorf("no run-time error, but %+v\n%s", got, text)
		}
		return got.Err != nil
	case got.Err != nil:
		t.Errorf("run-time error: %v\n%s", got.Err, text)
		return false
	}
	diff := differences(got, want)
	if len(diff) > 0 {
		t.Errorf("%s differ:\n got %+v\nwant %+v\n%s", strings.Join(diff, ", "), got, want, text)
	}
	return len(diff) == 0
}
