package ide_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// FuzzEditor asks everything about random places of random texts. Nothing may
// panic, every place of an answer must be in the text, and what an answer inserts
// must be text.
func FuzzEditor(f *testing.F) {
	names, err := filepath.Glob("../../testdata/litmus/*.litmus")
	if err != nil || len(names) == 0 {
		f.Fatalf("no texts to start from (%v)", err)
	}
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), uint(i*97), uint(i*13))
	}
	for i, text := range hostileTexts() {
		f.Add(text, uint(i*7), uint(3))
	}
	tools := testTools()
	f.Fuzz(func(t *testing.T, text string, at, cut uint) {
		if len(text) > 20_000 {
			return
		}
		offset := int(at % uint(len(text)+1))
		// A text is broken most often where it is being typed.
		end := min(offset+int(cut%64), len(text))
		for _, s := range []string{text, text[:offset], text[:offset] + text[end:]} {
			file := source.NewFile("f.litmus", s)
			d := tools.NewDocument(file)
			askEverything(t, d, min(offset, len(s)), nil)
			if !d.Problems.HasErrors() {
				askEverything(t, d, min(offset, len(s)), emptyResults(d))
			}
		}
	})
}

// hostileTexts are texts as nobody writes them on purpose.
func hostileTexts() []string {
	return []string{
		"", "C", "C ", "\n", "{", "}", "(*", "/*", "//", "\"", "\x00", "\xff\xfe", "é𝒳",
		"C 𝒳\n{}\nP0(int *é) { WRITE_ONCE(*é, 𝒳); }\nexists (é=1)",
		"C t\n{}\nP0(", "C t\n{}\nP0(int *x", "C t\n{}\nP0(int *x) {", "C t\n{}\nP0(int *x) { WRITE_ONCE(",
		"C t\n{}\nP0(int *x) { __fence{", "C t\n{}\nP0(int *x) { __load{}(*x)", "C t\n{}\nP0(int *x) { f(g(h(,,,",
		"C t\n{}\nP0(int *x) { *x = 1; }\nexists (0:", "C t\n{}\nP0(int *x) { *x = 1; }\nexists (x=", "C t\nexists",
		"C t\n{}\nP99999999999(int *x) { *x = 1; }\nexists (99999999999:r0=1)",
		"C t\n(*\n * Result: \n *)\n{}\nP0(int *x) { *x = 1; }\nexists (x=1)",
		"C t\n(* Result: *)\n{ int x; int x; x; *p; a[3]; }\nP0(int *x, int *x) { int x = x; }\nexists (x=1)",
		strings.Repeat("C t\n{}\n", 50), strings.Repeat("P0(int *x) { ", 50), strings.Repeat("(", 500), strings.Repeat("WRITE_ONCE(", 300),
		"C t\r\n{}\r\nP0(int *x)\r\n{\r\n\tWRITE_ONCE(*x, 1);\r\n}\r\nexists (x=1)\r\n",
	}
}

// emptyResults are results with no more than a verdict.
func emptyResults(d *ide.Document) []ide.TestResult {
	var list []ide.TestResult
	for _, p := range d.Programs {
		r := ide.TestResult{File: d.File, Program: p, Verify: &verify.Result{
			Observation: verify.Sometimes, Enumeration: verify.Complete, States: []string{"x=1;", ""}, Bounded: true,
			Flags: []verify.Flag{{Name: "data-race"}, {Name: "invalid-sleep"}, {Name: "lock-final"}, {Name: "odd"}},
		}}
		r.Judgement = ide.Judge(p, r.Verify)
		list = append(list, r)
	}
	return list
}

// askEverything asks all questions of an editor at one place.
func askEverything(t *testing.T, d *ide.Document, offset int, results []ide.TestResult) {
	t.Helper()
	check := func(what string, s source.Span) {
		t.Helper()
		if s.File != d.File || s.Start < 0 || s.End < s.Start || s.End > d.File.Len() {
			t.Errorf("%s: the place %d to %d is not in the text of %d bytes", what, s.Start, s.End, d.File.Len())
		}
	}
	problems := d.Diagnostics(results).Problems
	for _, p := range problems {
		check(string(p.Code), p.Span)
		for _, r := range p.Related {
			check(string(p.Code)+" related", r.Span)
		}
		if p.Message == "" {
			t.Errorf("%s has no message", p.Code)
		}
	}
	if h := d.Hover(t.Context(), offset, results); h != nil {
		check("hover", h.Span)
		if h.Markdown == "" || strings.Count(h.Markdown, "\n```")%2 == 1 && !strings.HasPrefix(h.Markdown, "```") {
			t.Errorf("a hover with an open code block: %q", h.Markdown)
		}
	}
	for _, l := range d.Lenses(results) {
		check("lens", l.Span)
	}
	for _, a := range d.Actions(d.File.Span(offset, offset+3), results) {
		if a.Problem >= len(problems) {
			t.Errorf("action %q mends problem %d of %d", a.Title, a.Problem, len(problems))
		}
		for _, e := range a.Edits {
			check(a.Title, e.Span)
		}
	}
	for _, c := range d.Complete(offset) {
		check("completion "+c.Label, c.Replace)
		if c.Replace.End != offset || c.Label == "" || c.Insert == "" {
			t.Errorf("completion %q inserts %q for %q, which ends at %d and not at %d", c.Label, c.Insert, c.Replace.Text(), c.Replace.End, offset)
		}
		if utf8.ValidString(d.File.Text()) && !utf8.ValidString(c.Insert) {
			t.Errorf("completion %q inserts no text: %q", c.Label, c.Insert)
		}
	}
	if s := d.Signature(offset); s != nil {
		if s.Label == "" || s.Active < 0 || s.Active > max(len(s.Params)-1, 0) {
			t.Errorf("signature %q with parameter %d of %d", s.Label, s.Active, len(s.Params))
		}
		for _, p := range s.Params {
			if p[0] < 0 || p[1] > len(s.Label) || p[0] > p[1] {
				t.Errorf("signature %q with a parameter at %v", s.Label, p)
			}
		}
	}
}

// TestEditorAtEveryPlace asks everything at every place of some texts, also of
// each of them cut off there.
func TestEditorAtEveryPlace(t *testing.T) {
	tools := testTools()
	texts := hostileTexts()
	for _, name := range []string{"rcu-remove-and-free", "srcu-handed-over", "seqlock", "race-half-locked"} {
		text, err := os.ReadFile("../../testdata/litmus/" + name + ".litmus")
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	for _, text := range texts {
		d := tools.NewDocument(source.NewFile("t.litmus", text))
		step := 1 + len(text)/100
		for offset := 0; offset <= len(text); offset += step {
			askEverything(t, d, offset, nil)
			cut := tools.NewDocument(source.NewFile("t.litmus", text[:offset]))
			askEverything(t, cut, offset, nil)
		}
		for _, offset := range []int{-1, len(text) + 1} {
			if d.Hover(t.Context(), offset, nil) != nil || d.Complete(offset) != nil || d.Signature(offset) != nil {
				t.Errorf("an answer at %d, outside of %d bytes", offset, len(text))
			}
		}
	}
}

// BenchmarkHover asks at one place after the other of a test of usual size.
func BenchmarkHover(b *testing.B) {
	text, err := os.ReadFile("../../testdata/litmus/rcu-remove-and-free.litmus")
	if err != nil {
		b.Fatal(err)
	}
	d := testTools().NewDocument(source.NewFile("t.litmus", string(text)))
	for i := 0; b.Loop(); i++ {
		d.Hover(b.Context(), i*31%len(text), nil)
	}
}
