package lower

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of the problems of function bodies.
const (
	// UnknownFunction is a call of a function that has no body in reach.
	UnknownFunction diag.Code = "unknown-function"
	// UnknownName is a name that nothing declares.
	UnknownName diag.Code = "unknown-name"
	// UnknownMember is a member that a record does not have.
	UnknownMember diag.Code = "unknown-member"
	// NotModelled is a construct of C that is not modelled exactly.
	NotModelled diag.Code = "not-modelled"
	// Unsequenced are effects in one expression that C does not order.
	Unsequenced diag.Code = "unsequenced"
	// BadOperand is an operand whose type does not fit.
	BadOperand diag.Code = "bad-operand"
	// BadCall is a call with the wrong arguments.
	BadCall diag.Code = "bad-call"
	// BadIntrinsic is a wrong use of one of the front end's own primitives.
	BadIntrinsic diag.Code = "bad-intrinsic"
	// BadStatement is a statement that stands where it has no meaning: a break
	// outside of a loop, a goto without its label.
	BadStatement diag.Code = "bad-statement"
	// BadInitialiser is an initial value that is no constant or does not fit.
	BadInitialiser diag.Code = "bad-initialiser"
	// TooLarge is a test that is too large to be lowered.
	TooLarge diag.Code = "too-large"
	// NoGuarantee is an access of which LKMM does not say that it is made at once.
	NoGuarantee diag.Code = "no-guarantee"
	// VolatileAccess is an access to a volatile object, which is a plain one to the
	// model.
	VolatileAccess diag.Code = "volatile-access"
	// SyntaxProblem is text that could not be understood.
	SyntaxProblem diag.Code = "syntax"
)
