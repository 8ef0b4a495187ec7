package ide

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of the problems that an editor shows besides those of a front end. A data
// race and the other flags of the built-in model have the name of the flag.
const (
	// CodeUnexpected is a verdict that differs from the Result comment.
	CodeUnexpected diag.Code = "unexpected-result"
	// CodeUndecided is a test for which time or another limit ran out.
	CodeUndecided diag.Code = "undecided"
	// CodeLoopBound is a verdict that holds up to the loop bound.
	CodeLoopBound diag.Code = "loop-bound"
	// CodeModelFlag is a flag of a user's model.
	CodeModelFlag diag.Code = "model-flag"
)

// codeText returns the documentation of a code.
func codeText(code diag.Code) (string, bool) { return "", code == DataRaceFlag }
