package cat

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of the problems that are found while a model is read. They are stable.
const (
	// CodeSyntax is a text that is not of the language.
	CodeSyntax diag.Code = "cat-syntax"
	// CodeInclude is a file that cannot be read or includes itself.
	CodeInclude diag.Code = "cat-include"
	// CodeUnbound is a name without a definition.
	CodeUnbound diag.Code = "cat-unbound"
	// CodeType is an operation on a value of the wrong kind.
	CodeType diag.Code = "cat-type"
	// CodeArity is a function applied to the wrong number of arguments.
	CodeArity diag.Code = "cat-arity"
	// CodeConfig is a line of a .cfg file that cannot be used.
	CodeConfig diag.Code = "cat-config"
)
