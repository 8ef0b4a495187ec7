package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// herd prints the block of litmus-format.md 7. It needs the states and the
// counts; a test without them, or without an answer, has no block, only a
// warning on the standard error stream.
type herd struct{}

// Print appends the block of r.
func (h herd) Print(out, errs *bytes.Buffer, r *ide.TestResult) {
	res := r.Decided()
	switch {
	case r.Outcome == ide.Faulty:
		h.warn(errs, r, r.Error())
	case r.Program != nil && r.Program.Cond == nil:
		fmt.Fprintf(errs, "Warning: File \"%s\": %s has no condition but properties, which this format has no words for: use --format text or jsonl (User error)\n",
			r.File.Name, r.Name())
	case res == nil:
		fmt.Fprintf(errs, "Warning: File \"%s\": undecided: %s (User error)\n", r.File.Name, r.UndecidedReason())
	case res.Enumeration != verify.Complete:
		fmt.Fprintf(errs, "Warning: File \"%s\": undecided: the executions were not all counted (User error)\n", r.File.Name)
	default:
		if res.Loop {
			fmt.Fprintf(errs, "Warning: File \"%s\": unrolling limit exceeded at While, legal outcomes may be missing.\n", r.File.Name)
		}
		h.block(out, r.Program, res)
	}
}

// warn prints an error in the form that the kernel's scripts look for.
func (herd) warn(errs *bytes.Buffer, r *ide.TestResult, p *diag.Problem) {
	if p == nil {
		fmt.Fprintf(errs, "Warning: File \"%s\": internal error (User error)\n", r.File.Name)
		return
	}
	if p.Code == codeUnknownPrimitive {
		fmt.Fprintf(errs, "Warning: File \"%s\": Unknown macro %s (User error)\n", r.File.Name, identifier(p.Span.Text()))
		return
	}
	at := p.Span.Position()
	fmt.Fprintf(errs, "Warning: File \"%s\", line %d, character %d: %s (User error)\n",
		r.File.Name, at.Line, at.Column, oneLine(p.Message))
}

// codeUnknownPrimitive is the code with which the litmus front end refuses a
// call. The kernel's scripts know this one error by its words.
const codeUnknownPrimitive diag.Code = "unknown-primitive"

// identifier returns the C identifier that s starts with.
func identifier(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

func (herd) block(out *bytes.Buffer, p *prog.Program, res *verify.Result) {
	fmt.Fprintf(out, "Test %s %s\n", p.Name, herdKind(p.Cond.Quant))
	fmt.Fprintf(out, "States %d\n", len(res.States))
	for _, s := range res.States {
		fmt.Fprintln(out, s)
	}
	if res.Loop {
		out.WriteString("Loop ")
	}
	if res.Holds {
		out.WriteString("Ok\n")
	} else {
		out.WriteString("No\n")
	}
	positive, negative := res.Positives, res.Negatives
	if p.Cond.Quant == prog.NotExists {
		positive, negative = negative, positive
	}
	fmt.Fprintf(out, "Witnesses\nPositive: %d Negative: %d\n", positive, negative)
	for _, f := range flagNames(res) {
		fmt.Fprintf(out, "Flag %s\n", f)
	}
	fmt.Fprintf(out, "Condition %s\n", p.Cond.Text)
	fmt.Fprintf(out, "Observation %s %s %d %d\n", p.Name, res.Observation, res.Positives, res.Negatives)
	fmt.Fprintf(out, "Time %s %.2f\n", p.Name, res.Stats.Elapsed.Seconds())
	fmt.Fprintf(out, "Hash=%s\n\n", p.Hash)
}

// herdKind returns the word for what a condition asks.
func herdKind(q prog.Quantifier) string {
	switch q {
	case prog.Exists:
		return "Allowed"
	case prog.NotExists:
		return "Forbidden"
	case prog.Forall:
		return "Required"
	default:
		panic(fmt.Sprintf("report: unhandled quantifier %d", q))
	}
}
