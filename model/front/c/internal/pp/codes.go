package pp

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of the preprocessor's problems.
const (
	// Unclosed is a comment, string, character constant, call of a macro or
	// conditional without its end.
	Unclosed diag.Code = "unclosed"
	// BadDirective is a directive that does not follow the grammar.
	BadDirective diag.Code = "bad-directive"
	// BadCondition is a condition of #if that cannot be computed.
	BadCondition diag.Code = "bad-condition"
	// BadMacroCall is a call of a macro with the wrong number of arguments.
	BadMacroCall diag.Code = "bad-macro-call"
	// BadPaste is a ## that does not make one token.
	BadPaste diag.Code = "bad-paste"
	// RedefinedPrimitive is a macro of the text that would change what the
	// prelude means.
	RedefinedPrimitive diag.Code = "redefined-primitive"
	// RedefinedMacro is a macro with a second, different definition.
	RedefinedMacro diag.Code = "redefined-macro"
	// PreprocessorBranch is a conditional that hangs on names that nothing
	// defines: its first branch is taken.
	PreprocessorBranch diag.Code = "preprocessor-branch"
	// PreprocessorError is an #error that a compiler would stop at.
	PreprocessorError diag.Code = "preprocessor-error"
	// TooLarge is a text that grows without end.
	TooLarge diag.Code = "too-large"
	// TooDeep is nesting beyond what is supported.
	TooDeep diag.Code = "too-deep"
)
