package report

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

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
