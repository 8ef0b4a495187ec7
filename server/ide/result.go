package ide

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Codes of the problems that this package finds.
const (
	// CodeInternal is a fault of the checker itself.
	CodeInternal diag.Code = "internal-error"
	// CodeBinary is an input that is not text.
	CodeBinary diag.Code = "binary-file"
	// CodeUnreadable is an input that could not be read at all.
	CodeUnreadable diag.Code = "unreadable"
	// CodeFreeUnchecked is a test that frees memory under a model that does not know
	// of that.
	CodeFreeUnchecked diag.Code = "free-unchecked"
	// CodeNoExecution is a test of which no execution is consistent.
	CodeNoExecution diag.Code = "no-execution"
)

// TestResult is all that is known about one test of an input, or about an
// input in which no test could be found.
type TestResult struct {
	// File is the input.
	File *source.File
	// Language is the name of the input's language, "" if it was not read.
	Language string
	// Test is the name of the test, "" if there is none; Span is where it begins.
	Test string
	Span source.Span
	// Program is the test; nil if the input could not be read as one.
	Program *prog.Program
	// Problems are the errors, warnings and hints, in the order of the text.
	Problems diag.List
	// Verify is the engine's answer; nil if the engine was not asked.
	Verify *verify.Result
	// Judgement compares the answer with what the author expects.
	Judgement Judgement
	// Outcome sums the result up.
	Outcome Outcome
	// Millis is the wall time of parsing and deciding.
	Millis float64
}

// Unreadable returns the result for an input whose text could not be had. Reading
// is the caller's business; that a failure is shown like any other is ours.
func Unreadable(name, reason string) TestResult {
	r := TestResult{File: source.NewFile(name, ""), Outcome: Faulty}
	r.Problems.Errorf(CodeUnreadable, r.File.Span(0, 0), "%s", reason)
	return r
}

// Interrupted returns the result for an input that was being read when the
// user gave up.
func Interrupted(name string) TestResult {
	return TestResult{File: source.NewFile(name, ""), Outcome: Undecided, Verify: cancelled()}
}

// Name returns the name of the test, or "" if it has none.
func (r *TestResult) Name() string {
	if r.Program == nil {
		return r.Test
	}
	return r.Program.Name
}

// Decided returns the engine's answer if it is one, else nil. Beside a run-time
// error there can be one, about the executions without it.
func (r *TestResult) Decided() *verify.Result {
	if r.Verify == nil || r.Verify.Status != verify.Decided && !r.Verify.BesideError {
		return nil
	}
	return r.Verify
}

// RuntimeError returns the run-time error of some execution, nil if there is none.
func (r *TestResult) RuntimeError() *diag.Problem {
	if r.Verify == nil || r.Verify.Status != verify.RuntimeError {
		return nil
	}
	return r.Verify.Problem
}

// Error returns the problem for which the test has no answer, or nil.
func (r *TestResult) Error() *diag.Problem {
	if p := r.Problems.FirstError(); p != nil {
		return p
	}
	return r.RuntimeError()
}

// Outcome says what a result means for whoever asked.
type Outcome uint8

const (
	// Passed means decided, and as expected if anything is expected.
	Passed Outcome = iota
	// Missed means decided, and not what the author expects; or that an execution of
	// a program of C or Rust has a run-time error.
	Missed
	// Faulty means that the input could not be read or has no meaning.
	Faulty
	// Undecided means that time, memory or patience ran out.
	Undecided
	// UpToBound means decided as far as the loop bound goes, and no further: what
	// was not found may still be there with more iterations.
	UpToBound
)

// String returns the outcome in one word.
func (o Outcome) String() string {
	names := [...]string{"passed", "missed", "faulty", "undecided", "up to the loop bound"}
	if int(o) >= len(names) {
		panic(fmt.Sprintf("ide: unhandled outcome %d", o))
	}
	return names[o]
}

// outcome derives the outcome from the other fields. If whole is set, an answer
// without all states and counts counts as none.
func (r *TestResult) outcome(whole bool) Outcome {
	if r.Problems.HasErrors() || r.Verify == nil {
		return Faulty
	}
	switch r.Verify.Status {
	case verify.Decided:
		switch {
		case !r.Judgement.Pass:
			return Missed
		case whole && r.Verify.Enumeration != verify.Complete:
			return Undecided
		case r.hasProperties() && pendingProperty(r.Verify):
			return UpToBound
		case !r.hasProperties() && r.Verify.Bounded && r.Verify.Observation != verify.Sometimes:
			return UpToBound
		default:
			return Passed
		}
	case verify.Timeout, verify.Limit, verify.Cancelled:
		return Undecided
	case verify.RuntimeError:
		if r.Program.Strict {
			return Missed
		}
		return Faulty
	default:
		panic(fmt.Sprintf("ide: unhandled status %d", r.Verify.Status))
	}
}
