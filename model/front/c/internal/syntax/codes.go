package syntax

import "github.com/lkmm-tools/fencepost/model/diag"

const (
	// SyntaxError is text that does not follow the grammar.
	SyntaxError diag.Code = "syntax-error"
	// UnknownMacro is a name that is used as only a macro can be, and nothing
	// defines it: its header is out of reach.
	UnknownMacro diag.Code = "unknown-macro"
	// NotModelled is a construct of C that is not modelled exactly.
	NotModelled diag.Code = "not-modelled"
	// Redefined is a function or record that the text defines twice.
	Redefined diag.Code = "redefined"
	// BadNumber is a constant that is malformed or does not fit in 64 bits.
	BadNumber diag.Code = "bad-number"
	// TooDeep is nesting beyond what is supported.
	TooDeep diag.Code = "too-deep"
)
