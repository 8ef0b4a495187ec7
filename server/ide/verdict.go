package ide

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Verdict says in words what was found out about the test.
func (r *TestResult) Verdict() string {
	switch r.Outcome {
	case Faulty:
		return r.faultyVerdict()
	case Undecided:
		// An answer is there, but something else that was asked for is not.
		if res := r.Decided(); res != nil {
			return r.answerVerdict(res)
		}
		return "undecided: " + r.UndecidedReason()
	case Passed, Missed, UpToBound:
		return r.answerVerdict(r.Verify)
	default:
		panic(fmt.Sprintf("ide: unhandled outcome %d", r.Outcome))
	}
}

// answerVerdict says what an answer means.
func (r *TestResult) answerVerdict(res *verify.Result) string {
	if r.hasProperties() {
		return r.propertiesVerdict(res)
	}
	return answerVerdict(r.Program.Cond.Quant, res)
}

// propertiesVerdict sums up what was found out about a program with properties.
func (r *TestResult) propertiesVerdict(res *verify.Result) string {
	switch {
	case r.Judgement.Reason != "":
		return r.Judgement.Reason
	case res.NoExecution && res.Bounded:
		return "no execution ends within the loop bound"
	case res.NoExecution:
		return "no execution is possible at all"
	case len(res.Properties) == 0:
		return "no error found"
	case len(res.Properties) == 1:
		return "the property holds"
	default:
		return fmt.Sprintf("all %d properties hold", len(res.Properties))
	}
}

func (r *TestResult) faultyVerdict() string {
	if r.Verify != nil && r.Verify.Status == verify.RuntimeError {
		return "an execution has no meaning, so there is no verdict"
	}
	return "not checked"
}

// answerVerdict says what the observation means for the question asked.
func answerVerdict(q prog.Quantifier, res *verify.Result) string {
	if res.NoExecution && res.Bounded {
		return "no execution ends within the loop bound (Never)"
	}
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
	panic(fmt.Sprintf("ide: unhandled quantifier %d or observation %d", q, res.Observation))
}

// UndecidedReason says why there is no answer.
func (r *TestResult) UndecidedReason() string {
	switch res := r.Verify; {
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
