package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/source"
)

// maxProblems is how many problems of one input are shown; one mistake early in
// a text can bring many.
const maxProblems = 20

// Problems appends problems that belong to no test, such as those of a memory
// model.
func Problems(out *bytes.Buffer, opts Options, list diag.List) {
	newText(opts).problems(out, list.Problems)
}

// problems appends the problems of an input.
func (st style) problems(out *bytes.Buffer, list []*diag.Problem) {
	for i, p := range list {
		if i == maxProblems {
			fmt.Fprintf(out, "... and %s\n", count(len(list)-i, "more problem", "more problems"))
			return
		}
		st.problem(out, p)
	}
}

// problem appends one problem: its place, its message, the line of the source
// with carets below it, and what else is known.
func (st style) problem(out *bytes.Buffer, p *diag.Problem) {
	code := ""
	if p.Code != "" {
		code = st.paint(dim, " ["+string(p.Code)+"]")
	}
	fmt.Fprintf(out, "%s: %s %s%s\n", p.Span, st.paint(severityPaint(p.Severity), p.Severity.String()+":"),
		printable(p.Message), code)
	st.snippet(out, p.Span, severityPaint(p.Severity))
	for _, r := range p.Related {
		fmt.Fprintf(out, "%s: %s %s\n", r.Span, st.paint(blue, "note:"), printable(r.Message))
		st.snippet(out, r.Span, blue)
	}
	for _, f := range p.Fixes {
		fmt.Fprintf(out, "    %s %s\n", st.paint(blue, "help:"), printable(f.Title))
	}
}

func severityPaint(s diag.Severity) paint {
	switch s {
	case diag.Error:
		return red
	case diag.Warning:
		return yellow
	case diag.Hint:
		return blue
	default:
		panic(fmt.Sprintf("report: unhandled severity %d", s))
	}
}

// snippet appends the line on which a span starts, with carets below the part
// of the span that is on it. A line wider than the terminal is cut around the
// carets.
func (st style) snippet(out *bytes.Buffer, span source.Span, p paint) {
	if !span.IsValid() {
		return
	}
	at := span.Position()
	text := span.File.Line(at.Line)
	if strings.TrimSpace(text) == "" {
		return
	}
	inside, _, _ := strings.Cut(span.Text(), "\n")
	// Work on a part of the line only: a file can be one line of megabytes.
	start := span.Start
	for n := 0; start > 0 && span.File.Text()[start-1] != '\n' && n < 4*st.width; n++ {
		start--
	}
	before := expandTabs(printable(span.File.Text()[start:span.Start]), 0)
	marked := expandTabs(printable(strings.TrimRight(clip(inside, 4*st.width), "\r")), width(before))
	rest := text[min(len(text), len(text)-lineLeft(span, len(inside))):]
	after := expandTabs(printable(clip(rest, 4*st.width)), width(before)+width(marked))

	number := itoa(at.Line)
	room := max(st.width, minWidth) - len(number) - 5
	if skip := width(before) + min(width(marked), room/2) - room*3/4; skip > 0 && width(before)+width(marked)+width(after) > room {
		skip = min(skip, width(before))
		before = "…" + before[cells(before, skip):]
	}
	shown := clip(before+marked+after, room)
	carets := max(1, min(width(marked), room-width(before)))
	bar := st.paint(dim, "|")
	fmt.Fprintf(out, " %s %s %s\n", st.paint(dim, number), bar, strings.TrimRight(shown, " "))
	fmt.Fprintf(out, " %s %s %s%s\n", strings.Repeat(" ", len(number)), bar,
		strings.Repeat(" ", width(before)), st.paint(p, strings.Repeat("^", carets)))
}

// lineLeft returns how many bytes of the span's first line come after the
// first n bytes of the span.
func lineLeft(span source.Span, n int) int {
	text := span.File.Text()
	end := min(span.Start+n, len(text))
	left := strings.IndexByte(text[end:], '\n')
	if left < 0 {
		left = len(text) - end
	}
	return len(strings.TrimRight(text[end:end+left], "\r"))
}

// expandTabs replaces tabs by blanks up to the next multiple of eight, for a
// text that starts in column col.
func expandTabs(s string, col int) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if r != '\t' {
			b.WriteRune(r)
			col++
			continue
		}
		n := 8 - col%8
		b.WriteString(strings.Repeat(" ", n))
		col += n
	}
	return b.String()
}
