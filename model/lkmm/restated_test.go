package lkmm_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/enum"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
)

const testdata = "../../testdata"

// configured is a model of testdata with its primitives.
type configured struct {
	name   string
	model  *cat.Model
	macros *kernel.Table
}

func open(t *testing.T, path string) configured {
	t.Helper()
	cfg, diags := cat.Open(filepath.Join(testdata, "models", path))
	if len(diags.Problems) > 0 {
		t.Fatal(diags.String())
	}
	macros, diags := kernel.ParseMacros(cfg.Macros)
	if len(diags.Problems) > 0 {
		t.Fatal(diags.String())
	}
	return configured{path, cfg.Model, macros}
}

// outcome runs the oracle and returns what must not depend on how the model is
// written; ok is false if it takes too long.
func (c configured) outcome(t *testing.T, file, text string) (result string, ok bool) {
	t.Helper()
	p, diags := litmus.Parse(source.NewFile(file, text), litmus.Options{Primitives: c.macros})
	if diags.HasErrors() {
		t.Fatal(diags.String())
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	got, err := enum.Run(ctx, p, c.model, enum.Options{})
	if err != nil {
		return "", false
	}
	return fmt.Sprint(got.Observation, got.Positive, got.Negative, got.States, got.Flags, got.Loop, got.Err != nil), true
}

// The built-in model and the one of testdata, which is put together differently,
// agree; so does the latter with the primitives of the earlier form. The lock
// tests among them compare lock-chain with the definition that lacks it.
func TestRestatedModelAgrees(t *testing.T) {
	builtin := configured{"built-in", lkmm.Model(), kernel.Builtin()}
	others := []configured{open(t, "restated.cfg"), open(t, "earlier/earlier.cfg")}
	files, err := filepath.Glob(filepath.Join(testdata, "litmus", "*.litmus"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	if testing.Short() {
		files = files[:len(files)/4]
	}
	compared := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, ok := builtin.outcome(t, file, string(text))
		if !ok {
			continue
		}
		for _, c := range others {
			got, ok := c.outcome(t, file, string(text))
			if ok && got != want {
				t.Errorf("%s: %s gives\n%s\nthe built-in model\n%s", file, c.name, got, want)
			}
			if ok {
				compared++
			}
		}
	}
	if compared < len(files) {
		t.Errorf("only %d comparisons for %d tests", compared, len(files))
	}
}
