package ide_test

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

const smallTest = `C small

{}

P0(int *x)
{
	WRITE_ONCE(*x, 1);
}

exists (x=1)
`

// TestDiagnosticsOfResults shows what results say that no small test gives.
func TestDiagnosticsOfResults(t *testing.T) {
	d := testTools().NewDocument(source.NewFile("s.litmus", smallTest))
	elsewhere := source.NewFile("my.cat", "acyclic foo as bar")
	tests := []struct {
		name   string
		result ide.TestResult
		want   string // of each problem "line: severity: message [code]"
	}{
		{
			"time", ide.TestResult{Outcome: ide.Undecided, Verify: &verify.Result{Status: verify.Timeout, Reason: "no answer within 1s"}},
			"s.litmus:1:1: warning: there is no verdict: timeout (no answer within 1s); allow more time, lower the loop bound, or leave out what the question does not need [undecided]\n",
		},
		{
			"limit", ide.TestResult{Outcome: ide.Undecided, Verify: &verify.Result{Status: verify.Limit, Reason: "more than 4096 paths (line 7)"}},
			"s.litmus:1:1: warning: there is no verdict: more than 4096 paths (line 7); leave out what the question does not need [undecided]\n",
		},
		{"cancelled", ide.TestResult{Outcome: ide.Undecided, Verify: &verify.Result{Status: verify.Cancelled}}, ""},
		{"nothing yet", ide.TestResult{}, ""},
		{
			"flag of a user's model", ide.TestResult{Verify: &verify.Result{Flags: []verify.Flag{{Name: "odd"}}}},
			"s.litmus:1:1: warning: the memory model raises the flag `odd` here [model-flag]\n",
		},
		{
			"fault", ide.TestResult{Outcome: ide.Faulty, Problems: problem(ide.CodeInternal, source.Span{}, "internal error: no idea")},
			"s.litmus:1:1: error: internal error: no idea [internal-error]\n",
		},
		{
			"problem of the model", ide.TestResult{Outcome: ide.Faulty, Problems: problem("cat", elsewhere.Span(8, 11), "unknown name foo")},
			"s.litmus:1:1: error: unknown name foo [cat]\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.result.File, tt.result.Program = d.File, d.Programs[0]
			if got := d.Diagnostics([]ide.TestResult{tt.result}); got.String() != tt.want {
				t.Errorf("got\n%swant\n%s", got.String(), tt.want)
			}
			if len(d.Problems.Problems) != 0 {
				t.Errorf("the document has changed: %s", d.Problems.String())
			}
		})
	}
}

func problem(code diag.Code, at source.Span, message string) diag.List {
	var l diag.List
	l.Errorf(code, at, "%s", message)
	return l
}

// TestDiagnosticsOfBinaryFile shows what cannot be text.
func TestDiagnosticsOfBinaryFile(t *testing.T) {
	d, results := checkDocument(t, source.NewFile("b.litmus", "C b\x00"))
	if got := d.Diagnostics(results); !strings.Contains(got.String(), "[binary-file]") || len(got.Problems) != 1 {
		t.Errorf("got %s", got.String())
	}
	r := ide.Unreadable("gone.litmus", "no such file")
	if got := r.Problems.String(); !strings.Contains(got, "[unreadable]") {
		t.Errorf("got %s", got)
	}
}

// TestDiagnosticsOfEqualText passes results of another file with the same text, as
// a cache has them: all places must be in the document's own file.
func TestDiagnosticsOfEqualText(t *testing.T) {
	text := strings.Replace(smallTest, "WRITE_ONCE(*x, 1)", "int r0 = *x", 1) +
		"\n" // a race needs a second thread
	text = strings.Replace(text, "exists", "P1(int *x)\n{\n\t*x = 1;\n}\n\nexists", 1)
	_, results := checkDocument(t, source.NewFile("cached.litmus", text))
	d := testTools().NewDocument(source.NewFile("open.litmus", text))
	l := d.Diagnostics(results)
	if !strings.Contains(l.String(), "[data-race]") {
		t.Fatalf("no race in %s", l.String())
	}
	for _, p := range l.Problems {
		spans := []source.Span{p.Span}
		for _, r := range p.Related {
			spans = append(spans, r.Span)
		}
		for _, x := range p.Fixes {
			for _, e := range x.Edits {
				spans = append(spans, e.Span)
			}
		}
		for _, s := range spans {
			if s.File != d.File {
				t.Errorf("%s: a place in %s", p, s)
			}
		}
	}
	if h := d.Hover(t.Context(), strings.Index(text, "exists"), results); h == nil || !strings.Contains(h.Markdown, "Sometimes") {
		t.Errorf("the hover has no verdict: %v", h)
	}
	other := testTools().NewDocument(source.NewFile("open.litmus", text+" "))
	if l := other.Diagnostics(results); strings.Contains(l.String(), "data-race") {
		t.Errorf("results of another text are shown: %s", l.String())
	}
}

// TestCheckDocumentLeavesDocumentAlone checks one document twice: the problems that
// a check adds are the results', and not the document's.
func TestCheckDocumentLeavesDocumentAlone(t *testing.T) {
	text := strings.Replace(smallTest, "WRITE_ONCE(*x, 1)", "spin_lock(x); spin_lock(x)", 1)
	d, results := checkDocument(t, source.NewFile("dead.litmus", text))
	before := d.Problems.String()
	if strings.Contains(before, "no-execution") || !strings.Contains(results[0].Problems.String(), "[no-execution]") {
		t.Errorf("the document has %s\nthe result has %s", before, results[0].Problems.String())
	}
	first := d.Diagnostics(results)
	second := d.Diagnostics(results)
	if first.String() != second.String() || d.Problems.String() != before {
		t.Error("asking for diagnostics changes them")
	}
	if n, m := len(d.Problems.Problems), strings.Count(first.String(), "[never-released]"); n == 0 || m != n {
		t.Errorf("the front end's %d problems are shown %d times", n, m)
	}
}
