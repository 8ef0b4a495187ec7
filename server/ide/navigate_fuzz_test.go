package ide_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// FuzzNavigate asks for names, parts and layouts at random places of random texts.
// Nothing panics, all places are in the text and in order.
func FuzzNavigate(f *testing.F) {
	names, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil || len(names) == 0 {
		f.Fatalf("no texts to start from (%v)", err)
	}
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), uint(i*89), "flag")
	}
	for i, text := range []string{
		"", "C", "C t\n{", "C t\n{}\nP0(int *x", "C t\n{}\nP0(int *x) {\n\tr0 = f(x,\n\nP1(int *y) {\n",
		"C t\n{ x=1; 0:r0=x }\nP0(int *x) { r0 = *x; }\nexists (0:", "C é𝒳\n{}\nP0(int *é) { 𝒳 = 1; }\nexists (é=1)",
		"C t\r\n{}\r\nP0(int *x)\r\n{\r\n  *x=1;\r\n}\r\nexists (x=1)", "AArch64 t\n{}\n", "/*", "(*", "\x00",
	} {
		f.Add(text, uint(i*5), "x")
	}
	tools := testTools()
	f.Fuzz(func(t *testing.T, text string, at uint, name string) {
		if len(text) > 20_000 {
			return
		}
		offset := int(at % uint(len(text)+1))
		for _, s := range []string{text, text[:offset]} {
			d := tools.NewDocument(source.NewFile("f.litmus", s))
			askForNames(t, d, min(offset, len(s)), name)
			checkParts(t, d, d.Symbols(), d.File.Span(0, d.File.Len()))
			checkFolds(t, d)
			if edits, err := d.Format(); err == nil {
				checkBlankEdits(t, d, edits)
			}
		}
	})
}

func askForNames(t *testing.T, d *ide.Document, offset int, name string) {
	inOrder := func(what string, spans []source.Span) {
		end := 0
		for _, s := range spans {
			if s.File != d.File || s.Start < end || s.End < s.Start || s.End > d.File.Len() {
				t.Errorf("%s: %d to %d is in the wrong place", what, s.Start, s.End)
			}
			end = s.End
		}
	}
	inOrder("definition", d.Definition(offset))
	all := d.References(offset, true)
	inOrder("references", all)
	if used := d.References(offset, false); len(used) > len(all) {
		t.Errorf("%d places without declarations, %d with them", len(used), len(all))
	}
	if n := len(d.Highlights(offset)); n != len(all) {
		t.Errorf("%d places are highlighted, of %d", n, len(all))
	}
	s, err := d.PrepareRename(offset)
	if err == nil && (offset < s.Start || s.End < offset) {
		t.Errorf("the name at %d is at %d to %d", offset, s.Start, s.End)
	}
	edits, renamed := d.Rename(offset, name)
	if err != nil && renamed == nil {
		t.Errorf("renamed, though %v", err)
	}
	if renamed == nil {
		edited(t, d.File, edits)
	}
}

// checkParts checks that symbols are inside of what holds them.
func checkParts(t *testing.T, d *ide.Document, list []ide.Symbol, outer source.Span) {
	for _, s := range list {
		switch {
		case s.Name == "" || s.Span.File != d.File || s.NameSpan.File != d.File:
			t.Errorf("the symbol %q has no name or place", s.Name)
		case s.Span.Start < outer.Start || s.Span.End > outer.End || s.Span.End < s.Span.Start:
			t.Errorf("the symbol %s at %s reaches out of what holds it", s.Name, s.Span)
		case s.NameSpan.Start < s.Span.Start || s.NameSpan.End > s.Span.End:
			t.Errorf("the name of %s is not in it", s.Name)
		}
		checkParts(t, d, s.Children, s.Span)
	}
}

func checkFolds(t *testing.T, d *ide.Document) {
	before := -1
	for _, x := range d.Folds() {
		if x.Start <= before || x.End <= x.Start || x.End >= d.File.Lines() {
			t.Errorf("the fold %d to %d of %d lines is in the wrong place", x.Start, x.End, d.File.Lines())
		}
		before = x.Start
	}
}
