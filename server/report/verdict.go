package report

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// verdict says in words what was found out about a test.
func verdict(r *ide.TestResult) string {
	switch r.Outcome {
	case ide.Faulty:
		return faultyVerdict(r)
	case ide.Undecided:
		// An answer is there, but something else that was asked for is not.
		if res := r.Decided(); res != nil {
			return answerVerdict(r.Program.Cond.Quant, res)
		}
		return "undecided: " + undecidedReason(r.Verify)
	case ide.Passed, ide.Missed, ide.UpToBound:
		return answerVerdict(r.Program.Cond.Quant, r.Verify)
	default:
		panic(fmt.Sprintf("report: unhandled outcome %d", r.Outcome))
	}
}

func faultyVerdict(r *ide.TestResult) string {
	if r.Verify != nil && r.Verify.Status == verify.RuntimeError {
		return "an execution has no meaning, so there is no verdict"
	}
	return "not checked"
}

// answerVerdict says what the observation means for the question asked.
func answerVerdict(q prog.Quantifier, res *verify.Result) string {
	if res.NoExecution {
		return "no execution is possible at all (Never)"
	}
	switch q {
	case prog.Exists:
		switch res.Observation {
		case verify.Never:
			return "cannot happen (Never)"
		case verify.Sometimes:
			return "can happen (Sometimes)"
		case verify.Always:
			return "happens in every execution (Always)"
		}
	case prog.NotExists:
		switch res.Observation {
		case verify.Never:
			return "holds: it cannot happen (Never)"
		case verify.Sometimes:
			return "violated: it can happen (Sometimes)"
		case verify.Always:
			return "violated: it happens in every execution (Always)"
		}
	case prog.Forall:
		switch res.Observation {
		case verify.Never:
			return "violated: it is true in no execution (Never)"
		case verify.Sometimes:
			return "violated: it is not true in every execution (Sometimes)"
		case verify.Always:
			return "holds in every execution (Always)"
		}
	}
	panic(fmt.Sprintf("report: unhandled quantifier %d or observation %d", q, res.Observation))
}

// undecidedReason says why there is no answer.
func undecidedReason(res *verify.Result) string {
	switch {
	case res == nil:
		return "not asked"
	case res.Reason == "":
		return res.Status.String()
	case res.Status == verify.Timeout:
		return "timeout (" + res.Reason + ")"
	default:
		return res.Reason
	}
}

// shown returns the execution that tells a person most about the answer, with
// the words that introduce it; nil where none decides anything.
func shown(q prog.Quantifier, res *verify.Result) (*exec.Execution, string) {
	switch q {
	case prog.Exists:
		return res.Positive, "An execution that does it:"
	case prog.NotExists:
		return res.Positive, "An execution that does what the test rules out:"
	case prog.Forall:
		return res.Negative, "An execution in which it is not true:"
	default:
		panic(fmt.Sprintf("report: unhandled quantifier %d", q))
	}
}
