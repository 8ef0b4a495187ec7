package verify

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// PropertyResult is the answer to one property of a program. All properties are
// asked of the same executions; which run-time errors, flags and cut loops there
// are is in the Result once.
type PropertyResult struct {
	Property *prog.Property
	// Holds reports whether it holds, up to the loop bound if Result.Bounded is
	// set. Of a program without any execution, never, always and assert hold.
	Holds bool
	// Execution is what decided: the counterexample of a never, always or assert
	// that does not hold, the example of a sometimes that does. It is nil where
	// there is none to show.
	Execution *exec.Execution
}

// UpToBound reports whether the answer is known up to the loop bound only: nothing
// was found to decide the property otherwise, and longer executions may have it.
func (p PropertyResult) UpToBound(r *Result) bool { return r.Bounded && p.Execution == nil }

// answerTo returns the answer to a property from the executions that were found.
func answerTo(q *prog.Property, found sides) PropertyResult {
	switch q.Kind {
	case prog.NeverKind:
		return PropertyResult{q, found.positive == nil, found.positive}
	case prog.AlwaysKind, prog.AssertKind:
		return PropertyResult{q, found.negative == nil, found.negative}
	case prog.SometimesKind:
		return PropertyResult{q, found.positive != nil, found.positive}
	default:
		panic(fmt.Sprintf("verify: unhandled property kind %d", q.Kind))
	}
}
