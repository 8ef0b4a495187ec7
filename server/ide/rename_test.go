package ide_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// shippedTests returns the documents of the project's tests.
func shippedTests(t testing.TB, tools *ide.Tools) []*ide.Document {
	t.Helper()
	names, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil || len(names) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	var all []*ide.Document
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tools.NewDocument(source.NewFile(filepath.Base(name), string(text))))
	}
	return all
}

// printed returns a program as text without its fingerprint, which is made from the
// names too.
func printed(p *prog.Program) string {
	x := *p
	x.Hash = ""
	return prog.Print(&x)
}

// TestRenameKeepsTests renames every name of every test of the project. The
// program is then the same but for the name, and a second renaming gives the text
// back.
func TestRenameKeepsTests(t *testing.T) {
	tools := testTools()
	fresh := regexp.MustCompile(`\bfresh_name\b`)
	renamed := 0
	for _, d := range shippedTests(t, tools) {
		for _, s := range d.Outline().Symbols {
			if !s.Decl.IsValid() || len(s.Refs) == 1 && s.Refs[0].Kind == outline.Asked {
				t.Errorf("%s: %s is named once only", d.File.Name, s.Name)
			}
			at := s.Refs[len(s.Refs)-1].Span
			edits, err := d.Rename(at.End, "fresh_name")
			if err != nil {
				t.Errorf("%s: %s: %v", d.File.Name, s.Name, err)
				continue
			}
			renamed++
			after := tools.NewDocument(source.NewFile(d.File.Name, edited(t, d.File, edits)))
			if strings.Count(after.File.Text(), "fresh_name") != len(s.Refs) {
				t.Errorf("%s: %s has %d places, and others are changed", d.File.Name, s.Name, len(s.Refs))
			}
			if got := fresh.ReplaceAllString(printed(after.Programs[0]), s.Name); got != printed(d.Programs[0]) {
				t.Errorf("%s: another program after %s is renamed:\n%s", d.File.Name, s.Name, got)
			}
			back, err := after.Rename(edits[0].Span.Start, s.Name)
			if err != nil {
				t.Errorf("%s: %s cannot be given back: %v", d.File.Name, s.Name, err)
				continue
			}
			if text := edited(t, after.File, back); text != d.File.Text() {
				t.Errorf("%s: there and back again for %s is another text", d.File.Name, s.Name)
			}
		}
	}
	if renamed < 400 {
		t.Errorf("only %d names were renamed", renamed)
	}
}

// TestRenameNeverJoinsNames renames each name of some tests to each other one of
// its test. It is refused, or the names stay apart.
func TestRenameNeverJoinsNames(t *testing.T) {
	tools := testTools()
	refused := 0
	for i, d := range shippedTests(t, tools) {
		if i%5 != 0 {
			continue
		}
		for _, s := range d.Outline().Symbols {
			for _, other := range d.Outline().Symbols {
				if other.Name == s.Name {
					continue
				}
				edits, err := d.Rename(s.Decl.Start, other.Name)
				if err != nil {
					refused++
					continue
				}
				after := tools.NewDocument(source.NewFile(d.File.Name, edited(t, d.File, edits)))
				if len(after.Outline().Symbols) != len(d.Outline().Symbols) || len(after.Problems.Problems) > len(d.Problems.Problems) {
					t.Errorf("%s: %s became %s, which is something else", d.File.Name, s.Name, other.Name)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("nothing was refused")
	}
}
