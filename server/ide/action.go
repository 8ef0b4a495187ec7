package ide

import (
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Actions returns the changes offered for a span: the fixes of the problems that
// touch it, and additions.
func (d *Document) Actions(span source.Span, results []TestResult) []Action {
	var list []Action
	for i, p := range d.Diagnostics(results).Problems {
		if !touches(p.Span, span) && !d.concerns(p, span) {
			continue
		}
		for _, f := range p.Fixes {
			list = append(list, Action{Title: f.Title, Problem: i, Edits: ownEdits(f.Edits), Preferred: isPreferred(p)})
		}
	}
	for i := range d.Programs {
		if a, ok := d.addExpectation(i, span, results); ok {
			list = append(list, a)
		}
	}
	return list
}

// isPreferred reports whether the fix of a problem is the only sensible one. What
// the author expects, and what a race needs, only the author knows.
func isPreferred(p *diag.Problem) bool {
	return len(p.Fixes) == 1 && p.Code != CodeUnexpected && p.Code != DataRaceFlag
}

func ownEdits(edits []diag.Edit) []Edit {
	list := make([]Edit, len(edits))
	for i, e := range edits {
		list[i] = Edit(e)
	}
	return list
}

// touches reports whether two spans have a place in common, ends included.
func touches(a, b source.Span) bool { return a.Start <= b.End && b.Start <= a.End }

// concerns reports whether the fixes of a problem are offered at a span although it
// is elsewhere: those of a missed expectation also at the condition, where one
// wonders about the verdict, and those of a race at all of its accesses.
func (d *Document) concerns(p *diag.Problem, span source.Span) bool {
	switch p.Code {
	case CodeUnexpected:
		for _, t := range d.Outline().Tests {
			if t.Condition.IsValid() && touches(t.Condition, span) {
				return true
			}
		}
	case DataRaceFlag:
		for _, r := range p.Related {
			if touches(r.Span, span) {
				return true
			}
		}
	}
	return false
}

// addExpectation offers to write down the verdict of a test that has no Result
// comment, at its header, its comments and its condition.
func (d *Document) addExpectation(test int, span source.Span, results []TestResult) (Action, bool) {
	r := d.resultOf(test, results)
	if r == nil || r.Decided() == nil || d.Programs[test] == nil || d.Programs[test].Expect != nil || test >= len(d.Outline().Tests) {
		return Action{}, false
	}
	t := d.Outline().Tests[test]
	init, ok := d.region(outline.Init, test)
	if !ok {
		return Action{}, false
	}
	before := span.Start <= init.Span.Start && touches(t.Span, span)
	if !before && !(t.Condition.IsValid() && touches(t.Condition, span)) {
		return Action{}, false
	}
	edit, ok := d.expectationEdit(t, init.Span, "Result: "+observedWords(r.Verify))
	if !ok {
		return Action{}, false
	}
	return Action{
		Title:   fmt.Sprintf("Add `Result: %s`, the verdict, as a comment", observedWords(r.Verify)),
		Problem: -1,
		Edits:   []Edit{edit},
	}, true
}

// region returns the first region of a kind in a test.
func (d *Document) region(kind outline.RegionKind, test int) (outline.Region, bool) {
	for _, r := range d.Outline().Regions {
		if r.Kind == kind && r.Test == test {
			return r, true
		}
	}
	return outline.Region{}, false
}

// expectationEdit writes a line into the comment before the init block, or into a
// comment of its own if there is none in the kernel's usual form. It fails where
// the init block does not begin its line.
func (d *Document) expectationEdit(t *outline.Test, init source.Span, line string) (Edit, bool) {
	text := d.File.Text()
	for _, r := range d.Outline().Regions {
		if r.Kind != outline.Doc || r.Span.Start < t.Header.End || r.Span.End > init.Start {
			continue
		}
		if first, _, ok := strings.Cut(r.Span.Text(), "\n"); ok && strings.TrimRight(first, " \t\r") == "(*" {
			at := r.Span.Start + len(first) + 1
			return Edit{Span: d.File.Span(at, at), Text: " * " + line + "\n *\n"}, true
		}
	}
	start := strings.LastIndexByte(text[:init.Start], '\n') + 1
	if strings.TrimSpace(text[start:init.Start]) != "" || start < t.Header.End {
		return Edit{}, false
	}
	return Edit{Span: d.File.Span(start, start), Text: "(*\n * " + line + "\n *)\n\n"}, true
}
