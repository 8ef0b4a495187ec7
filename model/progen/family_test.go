package progen

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// keep compares made texts with the files of a folder; -update rewrites them.
func keep(t *testing.T, dir string, texts map[string]string) {
	t.Helper()
	update := flag.Lookup("update").Value.String() == "true"
	for name, text := range texts {
		path := filepath.Join(dir, name+".litmus")
		if update {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%s is not what is made now (%v); -update rewrites it", path, err)
		}
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.litmus"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if name := strings.TrimSuffix(filepath.Base(path), ".litmus"); texts[name] == "" && name != "empty" {
			t.Errorf("nothing makes %s", path)
		}
	}
}

// TestFamilyExamples keeps a small instance of every family in testdata.
func TestFamilyExamples(t *testing.T) {
	texts := map[string]string{}
	for _, f := range Families() {
		texts[f.Name+"-3"] = Family(f.Name, 3)
		texts[f.Name+"-4"] = Family(f.Name, 4)
	}
	keep(t, "../../testdata/scaling", texts)
}

// TestFamilies checks that a family has as many threads as it says and knows its
// answer.
func TestFamilies(t *testing.T) {
	for _, f := range Families() {
		for _, n := range []int{f.Least, 5, 16} {
			text := Family(f.Name, n)
			want := n
			if strings.HasPrefix(f.Name, "iriw") {
				want = n + 2
			}
			if got := strings.Count(text, "\nP"); got != want {
				t.Errorf("%s %d: %d threads, want %d", f.Name, n, got, want)
			}
			if !strings.Contains(text, " * Result: "+f.Expected(n)+"\n") {
				t.Errorf("%s %d: no result", f.Name, n)
			}
		}
	}
	if Family("no such family", 3) != "" {
		t.Error("an unknown family has a text")
	}
}
