package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// text prints what a person wants to know, the most important first: the
// verdict, the question, what is wrong, and an execution that shows it.
type text struct {
	style
	opts Options
}

func newText(opts Options) text {
	st := style{colour: opts.Colour, width: opts.Width}
	if st.width <= 0 {
		st.width = defaultWidth
	}
	return text{st, opts}
}

// Print appends the report on r.
func (t text) Print(out, _ *bytes.Buffer, r *ide.TestResult) {
	res := r.Decided()
	if t.opts.Quiet && unremarkable(r, res) {
		return
	}
	t.headline(out, r)
	if r.Program != nil && r.Program.Cond != nil && !r.Problems.HasErrors() {
		for i, l := range wrap(printable(r.Program.Cond.Text), max(t.width, minWidth)-4) {
			fmt.Fprintf(out, "%s%s\n", strings.Repeat(" ", 2+2*min(i, 1)), l)
		}
	}
	t.properties(out, r)
	t.style.problems(out, shownProblems(r))
	switch {
	case res != nil:
		t.answer(out, r, res)
	case r.CanShow():
		t.execution(out, r.Graph(r.Answering()))
	}
	out.WriteByte('\n')
}

// properties appends a line for each property with its verdict.
func (t text) properties(out *bytes.Buffer, r *ide.TestResult) {
	for _, a := range r.PropertyAnswers() {
		p := green
		switch a.Verdict {
		case ide.PropertyHolds:
		case ide.PropertyViolated:
			p = red
		case ide.PropertyBounded:
			p = yellow
		default:
			panic(fmt.Sprintf("report: unhandled verdict %d", a.Verdict))
		}
		where := ""
		if a.Span.IsValid() {
			where = t.paint(dim, fmt.Sprintf(" (line %d)", a.Span.Position().Line))
		}
		fmt.Fprintf(out, "  %s: %s%s\n", clip(oneLine(ide.PropertyText(a.Property)), max(t.width, minWidth)), t.paint(p, a.Says()), where)
	}
}

// unremarkable reports whether there is nothing that anyone must look at.
func unremarkable(r *ide.TestResult, res *verify.Result) bool {
	if r.Outcome != ide.Passed || res.Bounded {
		return false
	}
	for _, p := range r.Problems.Problems {
		if p.Severity != diag.Hint {
			return false
		}
	}
	for _, f := range res.Flags {
		if r.FlagSeverity(f.Name) != diag.Hint {
			return false
		}
	}
	return true
}

// shownProblems returns the problems of the input and a run-time error, which
// the engine finds.
func shownProblems(r *ide.TestResult) []*diag.Problem {
	list := r.Problems.Problems
	if r.Verify != nil && r.Verify.Status == verify.RuntimeError && r.Verify.Problem != nil {
		list = append(list[:len(list):len(list)], r.Verify.Problem)
	}
	return list
}

// headline appends "file:line: test: verdict".
func (t text) headline(out *bytes.Buffer, r *ide.TestResult) {
	where := r.File.Name
	switch {
	case r.Program != nil && r.Program.Span.IsValid():
		where += ":" + itoa(r.Program.Span.Position().Line)
	case r.Span.IsValid():
		where += ":" + itoa(r.Span.Position().Line)
	}
	if name := r.Name(); name != "" {
		where += ": " + t.paint(bold, name)
	}
	var p paint
	switch r.Outcome {
	case ide.Passed:
		p = green
	case ide.Missed, ide.Faulty:
		p = red
	case ide.Undecided, ide.UpToBound:
		p = yellow
	default:
		panic(fmt.Sprintf("report: unhandled outcome %d", r.Outcome))
	}
	fmt.Fprintf(out, "%s: %s", where, t.paint(p, r.Verdict()))
	if r.Outcome == ide.UpToBound {
		out.WriteString(" up to the loop bound")
	}
	if (r.Outcome == ide.Passed || r.Outcome == ide.UpToBound) && r.Judgement.Expected != "" {
		out.WriteString(", as expected")
	}
	out.WriteByte('\n')
	if r.Judgement.Reason != "" && r.Program.Cond != nil {
		fmt.Fprintf(out, "  %s %s\n", t.paint(red, "not as expected:"), printable(r.Judgement.Reason))
	}
}

// answer appends what a decided test has beyond its verdict.
func (t text) answer(out *bytes.Buffer, r *ide.TestResult, res *verify.Result) {
	if res.Bounded {
		fmt.Fprintf(out, "  %s some loop can go on after the unroll bound, so the verdict holds up to that bound only (see --unroll)\n",
			t.paint(yellow, "warning:"))
	}
	t.flags(out, r, res)
	if which := r.Answering(); which != "" {
		t.execution(out, r.Graph(which))
	}
	t.enumeration(out, res)
}

// execution appends an execution, indented, with an empty line before it.
func (t text) execution(out *bytes.Buffer, g *ide.Graph) {
	fmt.Fprintf(out, "\n  %s:\n\n", printable(g.Title))
	t.table(out, g)
	t.facts(out, "Order of the writes to ", g.Coherence)
	if len(g.Finals) > 0 {
		out.WriteByte('\n')
		t.list(out, "In the end: ", strings.Join(g.Finals, ", "))
	}
}

// facts appends one fact a line, after an empty line.
func (t text) facts(out *bytes.Buffer, lead string, facts []string) {
	if len(facts) > 0 {
		out.WriteByte('\n')
	}
	for _, f := range facts {
		t.list(out, lead, f)
	}
}

// list appends a text that may need several lines.
func (t text) list(out *bytes.Buffer, lead, s string) {
	for i, l := range wrap(printable(lead+s), max(t.width, minWidth)-4) {
		fmt.Fprintf(out, "%s%s\n", strings.Repeat(" ", 2+2*min(i, 1)), l)
	}
}

// enumeration appends the states and counts, where they were asked for.
func (t text) enumeration(out *bytes.Buffer, res *verify.Result) {
	switch res.Enumeration {
	case verify.NotAsked:
		return
	case verify.Partial:
		fmt.Fprintf(out, "\n  %s time ran out before all executions were listed; what follows is a part\n",
			t.paint(yellow, "warning:"))
	case verify.Complete:
	default:
		panic(fmt.Sprintf("report: unhandled enumeration %d", res.Enumeration))
	}
	if t.opts.States {
		fmt.Fprintf(out, "\n  %s:\n", count(len(res.States), "final state", "final states"))
		for _, s := range res.States {
			fmt.Fprintf(out, "    %s\n", s)
		}
	}
	if t.opts.Witnesses {
		fmt.Fprintf(out, "\n  %s the proposition, %s not\n",
			count(res.Positives, "execution satisfies", "executions satisfy"),
			count(res.Negatives, "does", "do"))
	}
}
