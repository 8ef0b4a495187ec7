package litmus_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func format(text string) (string, bool) {
	return litmus.Format(source.NewFile("in.litmus", text), litmus.Options{Primitives: kernel.Builtin()})
}

// TestFormat shows layouts as they come out. A text that cannot be read has none.
func TestFormat(t *testing.T) {
	testkit.Run(t, "testdata/format", func(c *testkit.Case) {
		out, ok := format(c.Text("in.litmus"))
		if !ok {
			if out != c.Text("in.litmus") {
				c.Error("a text that is refused is not returned as it is")
			}
			out = "refused\n"
		}
		c.Golden("formatted", out)
	})
}

// corpusFiles returns the tests of the project, and every fifth of the corpus beside
// it if there is one.
func corpusFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../../testdata/litmus/*.litmus")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	const corpus = "../../../../shared/corpus/litmus"
	if _, err := os.Stat(corpus); err != nil {
		t.Log("the corpus is not here; only the tests of the project are formatted")
		return files
	}
	n := 0
	err = filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".litmus") {
			if n++; n%5 == 0 {
				files = append(files, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestFormatKeepsTests formats every test there is. Each comes out, keeps its
// words and comments, and is not changed by a second pass.
func TestFormatKeepsTests(t *testing.T) {
	for _, file := range corpusFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out, ok := format(string(text))
		if !ok {
			t.Errorf("%s is not formatted", file)
			continue
		}
		checkFormatted(t, file, string(text), out)
	}
}

// checkFormatted checks what must hold of a layout beside the meaning, which
// Format compares itself.
func checkFormatted(t *testing.T, name, text, out string) {
	t.Helper()
	if bare(text) != bare(out) {
		t.Errorf("%s: the layout changes more than blanks:\n%s", name, out)
	}
	switch again, ok := format(out); {
	case !ok:
		t.Errorf("%s: the layout is refused:\n%s", name, out)
	case again != out:
		t.Errorf("%s: a second pass changes the layout: %s", name, firstDifference(out, again))
	}
	if !strings.HasSuffix(out, "\n") || strings.HasSuffix(out, "\n\n") {
		t.Errorf("%s: the layout does not end with one line end", name)
	}
}

// bare returns a text without its white space.
func bare(text string) string {
	return strings.Join(strings.Fields(text), "")
}
