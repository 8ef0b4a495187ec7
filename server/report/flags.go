package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// maxPairs is how many places of one flag are shown.
const maxPairs = 8

// flags appends the flags of an answer with the accesses that they name.
func (st style) flags(out *bytes.Buffer, r *ide.TestResult, res *verify.Result) {
	for _, name := range flagNames(res) {
		sev := r.FlagSeverity(name)
		label := st.paint(severityPaint(sev), sev.String()+":")
		if sev == diag.Hint {
			// An expected race is nothing to act upon.
			label = st.paint(blue, "note:")
		}
		fmt.Fprintf(out, "  %s %s%s\n", label, ide.FlagMeaning(name, r.Program), st.paint(dim, " [flag "+name+"]"))
		st.flagPlaces(out, res, name)
	}
}

// flagPlaces appends the accesses of the pairs of a flag, two lines a pair, one
// for an access that is flagged alone.
func (st style) flagPlaces(out *bytes.Buffer, res *verify.Result, name string) {
	seen := make(map[[2]source.Span]bool)
	more := 0
	for _, f := range res.Flags {
		if f.Name != name || f.Execution == nil {
			continue
		}
		for _, p := range f.Pairs {
			a, b := f.Execution.Events[p.From], f.Execution.Events[p.To]
			if b.Span.Start < a.Span.Start {
				a, b = b, a
			}
			key := [2]source.Span{a.Span, b.Span}
			if seen[key] {
				continue
			}
			seen[key] = true
			if len(seen) > maxPairs {
				more++
				continue
			}
			st.flagPair(out, f.Execution, a, b)
		}
	}
	if more > 0 {
		fmt.Fprintf(out, "    ... and %s\n", count(more, "more pair", "more pairs"))
	}
}

func (st style) flagPair(out *bytes.Buffer, x *exec.Execution, a, b exec.Event) {
	events := []exec.Event{a, b}
	if a.Event == b.Event {
		events = events[:1]
	}
	places := 0
	for _, e := range events {
		places = max(places, width(e.Span.String()))
	}
	for i, e := range events {
		lead := "  "
		if i > 0 {
			lead = "& "
		}
		what := oneLine(e.Span.Text())
		who := ide.ThreadName(x.Prog, e.Thread)
		if !e.Span.IsValid() || e.Thread < 0 {
			what, who = "initial value of "+ide.CellName(x.Prog, e.Addr), ""
		}
		text := clip(what, max(st.width-places-12, 20))
		fmt.Fprintf(out, "    %s%s  %s\n", lead, pad(e.Span.String(), places),
			strings.TrimRight(text+"  "+st.paint(dim, who), " "))
	}
}
