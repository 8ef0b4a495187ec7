package ide

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Lenses returns the lines above the tests and their properties: what was found out,
// and where there is an execution to show, how to see it.
func (d *Document) Lenses(results []TestResult) []Lens {
	var list []Lens
	for i := range d.Input.Tests {
		t := &d.Input.Tests[i]
		at := t.Span
		switch {
		case t.Program == nil && !at.IsValid():
			continue // a text that is no test yet
		case !at.IsValid():
			at = d.File.Span(0, 0)
		}
		r := d.resultOf(i, results)
		lens := Lens{Span: at, Test: t.Name, Title: d.lensTitle(t, r)}
		if r == nil || !r.CanShow() {
			list = append(list, lens)
			continue
		}
		lens.Action = ShowExecution
		list = append(list, lens, Lens{Span: at, Test: t.Name, Title: "show execution", Action: ShowExecution})
		list = append(list, d.propertyLenses(t, r)...)
	}
	return list
}

// propertyLenses returns the lines above the properties of a test that is decided.
// An assertion that holds has none: code is full of them.
func (d *Document) propertyLenses(t *Test, r *TestResult) []Lens {
	var list []Lens
	for _, a := range r.PropertyAnswers() {
		at := d.local(a.Span)
		if at.File != d.File || a.Kind == prog.AssertKind && a.Verdict == PropertyHolds {
			continue
		}
		lens := Lens{Span: at, Test: t.Name, Title: mark(a.Verdict) + " " + a.Says()}
		if a.Which != "" {
			lens.Title += " · show execution"
			lens.Action, lens.Which = ShowExecution, a.Which
		}
		list = append(list, lens)
	}
	return list
}

// mark is the sign of a verdict.
func mark(v PropertyVerdict) string {
	switch v {
	case PropertyHolds:
		return "✓"
	case PropertyViolated:
		return "✗"
	case PropertyBounded:
		return "…"
	default:
		panic(fmt.Sprintf("ide: unhandled verdict %d", v))
	}
}

// resultOf returns the result about the test with an index, or nil if there is
// none.
func (d *Document) resultOf(test int, results []TestResult) *TestResult {
	if test < 0 || test >= len(d.Programs) {
		return nil
	}
	if len(results) >= len(d.Programs) && d.isOf(&results[test]) {
		return &results[test]
	}
	return nil
}

// CanShow reports whether a result has an execution to show.
func (r *TestResult) CanShow() bool { return len(r.executions()) > 0 }

// lensTitle sums a result up in a few words.
func (d *Document) lensTitle(t *Test, r *TestResult) string {
	switch {
	case t.Problems.HasErrors():
		return "not checked: " + counted(errorsIn(t.Problems), "error", "errors")
	case r == nil:
		return "checking…"
	}
	res := r.Decided()
	if res == nil {
		return lensNoVerdict(r)
	}
	if r.hasProperties() {
		return strings.Join(append(lensProperties(r, res), duration(r.Millis)), " · ")
	}
	parts := []string{lensVerdict(r, res)}
	if len(res.Flags) > 0 {
		parts = append(parts, lensFlags(res.Flags))
	}
	switch res.Enumeration {
	case verify.Complete:
		parts = append(parts, counted(len(res.States), "state", "states"))
	case verify.Partial:
		parts = append(parts, fmt.Sprintf("%d or more states", len(res.States)))
	case verify.NotAsked:
	default:
		panic(fmt.Sprintf("ide: unhandled enumeration %d", res.Enumeration))
	}
	return strings.Join(append(parts, duration(r.Millis)), " · ")
}

// lensNoVerdict says why there is no verdict.
func lensNoVerdict(r *TestResult) string {
	switch {
	case r.Verify == nil:
		return "not checked: internal error"
	case r.Verify.Status == verify.RuntimeError:
		return "no verdict: run-time error"
	case r.Verify.Status == verify.Cancelled:
		return "cancelled"
	default:
		return "undecided: " + r.UndecidedReason()
	}
}

// lensVerdict compares the verdict with what is expected.
func lensVerdict(r *TestResult, res *verify.Result) string {
	word := res.Observation.String()
	if res.NoExecution {
		word = "no execution"
	}
	if res.Bounded && res.Observation != verify.Sometimes {
		word += " up to the loop bound"
	}
	switch {
	case r.Judgement.Reason != "":
		// The reason says behind a comma what stands before it already.
		reason, _, _ := strings.Cut(r.Judgement.Reason, ", ")
		return word + " ✗ " + reason
	case r.Judgement.Expected == "" || r.Judgement.Expected == expectMaybe:
		return word
	default:
		return word + " ✓ as expected"
	}
}

// lensProperties sums up a program with properties.
func lensProperties(r *TestResult, res *verify.Result) []string {
	sign := "✓"
	switch {
	case r.Judgement.Reason != "":
		sign = "✗"
	case r.Outcome == UpToBound:
		sign = "…"
	}
	text := sign + " " + r.Verdict()
	if r.Outcome == UpToBound {
		text += " up to the loop bound"
	}
	parts := []string{text}
	// Those that the verdict does not speak of.
	var flags []verify.Flag
	for _, f := range res.Flags {
		if r.FlagSeverity(f.Name) != diag.Error {
			flags = append(flags, f)
		}
	}
	if len(flags) > 0 {
		parts = append(parts, lensFlags(flags))
	}
	return parts
}

// lensFlags names one flag, or counts several.
func lensFlags(flags []verify.Flag) string {
	if len(flags) > 1 {
		return counted(len(flags), "flag", "flags")
	}
	if flags[0].Name == DataRaceFlag {
		return "data race"
	}
	return "flag " + flags[0].Name
}

// errorsIn returns the number of errors in a list.
func errorsIn(l diag.List) int {
	n := 0
	for _, p := range l.Problems {
		if p.Severity == diag.Error {
			n++
		}
	}
	return n
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// duration spells milliseconds as people read them.
func duration(ms float64) string {
	switch {
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	default:
		return fmt.Sprintf("%.1f s", ms/1000)
	}
}
