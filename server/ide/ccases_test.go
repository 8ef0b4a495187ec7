package ide_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// cFolders are those whose C files say what is to be found in them.
func cFolders() []string { return []string{"../../testdata/c", "../../testdata/prelude"} }

// TestCCases checks each case with the usual choice of engine, which begins with the
// native one, and with the solver alone, and compares what is found with what its
// comments want (wants_test.go). The native engine alone is for small tests. To run
// one case: -run CCases/c/NAME.
func TestCCases(t *testing.T) {
	tools := testTools()
	for _, folder := range cFolders() {
		names, err := filepath.Glob(filepath.Join(folder, "*.c"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			for _, engine := range []verify.Engine{verify.Auto, verify.SMT} {
				if testing.Short() && engine == verify.SMT {
					continue
				}
				t.Run(filepath.Base(folder)+"/"+strings.TrimSuffix(filepath.Base(name), ".c")+"/"+engine.String(), func(t *testing.T) {
					checkCCase(t, tools, name, engine)
				})
			}
		}
	}
}

// checkCCase checks one case.
func checkCCase(t *testing.T, tools *ide.Tools, name string, engine verify.Engine) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f := source.NewFile(name, string(text))
	files := ide.Files{Load: loadFile}
	d := tools.NewDocumentIn(files.Around(name), f)
	if len(d.Input.Tests) == 0 {
		t.Errorf("%s has no tests", name)
	}
	c := &ide.Checker{NewEngine: tools.NewEngine, Options: verify.Options{Engine: engine, Timeout: time.Minute}}
	defer c.Close()
	wants, faults := wantsOf(f)
	for _, fault := range append(faults, unmet(f, wants, factsOf(d, c.CheckDocument(t.Context(), d)))...) {
		t.Error(fault)
	}
}

// loadFile reads a file that a case includes.
func loadFile(path string) (*source.File, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	return source.NewFile(path, string(text)), true
}
