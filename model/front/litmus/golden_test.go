package litmus_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// update makes TestGolden write what it gets: go test -run Golden -update.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the golden archives")
	flag.Parse()
	os.Exit(m.Run())
}

// TestGolden reads each NAME.litmus of the archives in testdata and compares
// with NAME.problems and NAME.program. An archive whose comment says "problems
// only" has no programs. The file macros.def replaces the table of primitives.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(text)
			got := txtar.Format(rerun(t, archive))
			if bytes.Equal(got, text) {
				return
			}
			if updating() {
				if err := os.WriteFile(file, got, 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("the archive would change; run with -update and look at the difference\n%s", firstDifference(string(text), string(got)))
		})
	}
}

// rerun returns the archive with new results.
func rerun(t *testing.T, old *txtar.Archive) *txtar.Archive {
	table := kernel.Builtin()
	result := &txtar.Archive{Comment: old.Comment}
	for _, f := range old.Files {
		base, isInput := strings.CutSuffix(f.Name, ".litmus")
		switch {
		case f.Name == "macros.def":
			macros, problems := kernel.ParseMacros(source.NewFile(f.Name, string(f.Data)))
			if problems.HasErrors() {
				t.Fatal(problems.String())
			}
			table = macros
			result.Files = append(result.Files, f)
		case isInput:
			result.Files = append(result.Files, f)
			src := source.NewFile(f.Name, string(f.Data))
			p, problems := litmus.Parse(src, litmus.Options{Primitives: table})
			if text := describe(problems); text != "" {
				result.Files = append(result.Files, txtar.File{Name: base + ".problems", Data: []byte(text)})
			}
			if !strings.Contains(string(old.Comment), "problems only") && p != nil {
				result.Files = append(result.Files, txtar.File{Name: base + ".program", Data: []byte(prog.Print(p))})
			}
		}
	}
	return result
}

// describe prints problems with the text that each is about.
func describe(problems diag.List) string {
	var b strings.Builder
	place := func(s source.Span) string {
		if !s.IsValid() {
			return "nowhere"
		}
		from, to := s.File.Position(s.Start), s.File.Position(s.End)
		return fmt.Sprintf("%d:%d-%d:%d %q", from.Line, from.Column, to.Line, to.Column, s.Text())
	}
	for _, p := range problems.Problems {
		fmt.Fprintf(&b, "%s\n  %s: %s [%s]\n", place(p.Span), p.Severity, p.Message, p.Code)
		for _, r := range p.Related {
			fmt.Fprintf(&b, "  related %s: %s\n", place(r.Span), r.Message)
		}
		for _, f := range p.Fixes {
			fmt.Fprintf(&b, "  fix %q:", f.Title)
			for _, e := range f.Edits {
				fmt.Fprintf(&b, " %s -> %q", place(e.Span), e.Text)
			}
			fmt.Fprintln(&b)
		}
	}
	return b.String()
}

// firstDifference returns the first line that differs, from both texts.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d:\n- %s\n+ %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines before, %d now", len(w), len(g))
}
