package enum_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/enum"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
)

// corpusDir holds tests from public collections with the reference tool's
// answers, beside the project. It is not part of the project.
const corpusDir = "../../../shared/corpus"

// corpusEntry is one line of the corpus' answers.
type corpusEntry struct {
	File               string
	Observation        *string
	Positive, Negative int
	States, Flags      []string
}

// TestCorpus compares the oracle with the reference tool on tests of the
// corpus, by default on every sixtieth. FENCEPOST_CORPUS=n takes every n-th.
// Tests that take the oracle too long are left out.
func TestCorpus(t *testing.T) {
	f, err := os.Open(filepath.Join(corpusDir, "expected.jsonl"))
	if err != nil {
		t.Skipf("no corpus here: %v", err)
	}
	defer f.Close()
	every := 60
	if n, err := strconv.Atoi(os.Getenv("FENCEPOST_CORPUS")); err == nil && n > 0 {
		every = n
	}
	m := lkmm.Model()
	agree, slow, total := 0, 0, 0
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for i := 0; in.Scan(); i++ {
		var want corpusEntry
		if err := json.Unmarshal(in.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if i%every != 0 || want.Observation == nil {
			continue
		}
		total++
		text, err := os.ReadFile(filepath.Join(corpusDir, "litmus", want.File))
		if err != nil {
			t.Fatal(err)
		}
		p, diags := litmus.Parse(source.NewFile(want.File, string(text)), litmus.Options{Primitives: kernel.Builtin()})
		if diags.HasErrors() {
			t.Errorf("%s", diags.String())
			continue
		}
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		got, err := enum.Run(ctx, p, m, enum.Options{})
		cancel()
		switch {
		case errors.Is(err, context.DeadlineExceeded), errors.Is(err, enum.ErrLimit):
			t.Logf("%s takes too long", want.File)
			slow++
			continue
		case err != nil:
			t.Errorf("%s: %v", want.File, err)
			continue
		case got.Err != nil:
			t.Errorf("%s: run-time error %v", want.File, got.Err)
			continue
		}
		// The corpus lists states in the order of their texts.
		got.States, want.States = canonicalSymbols(got.States), canonicalSymbols(want.States)
		slices.Sort(got.States)
		slices.Sort(want.States)
		diff := differences(got, &answer{
			observation: *want.Observation, positive: want.Positive, negative: want.Negative,
			states: want.States, flags: want.Flags, loop: got.Loop,
		})
		if len(diff) > 0 {
			t.Errorf("%s: %v differ:\n got %+v\nwant %s %+v", want.File, diff, got, *want.Observation, want)
			continue
		}
		agree++
	}
	t.Logf("%d of %d agree, %d take too long", agree, total, slow)
}
