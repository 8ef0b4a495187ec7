package litmus

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of errors: the input has no meaning, or none that can be checked.
const (
	// EmptyFile is a file without any text.
	EmptyFile diag.Code = "empty-file"
	// BinaryFile is a file with NUL bytes.
	BinaryFile diag.Code = "binary-file"
	// NotC is a litmus test of another language, such as assembly or LISA.
	NotC diag.Code = "not-c"
	// BadHeader is a first line that is not `C name`.
	BadHeader diag.Code = "bad-header"
	// BadInfo is a line such as `Unroll=` before the init block with a value
	// that does not fit its key.
	BadInfo diag.Code = "bad-info"
	// MissingInit is a test without an init block in braces.
	MissingInit diag.Code = "missing-init"
	// Unclosed is a comment, string, brace or parenthesis without its end.
	Unclosed diag.Code = "unclosed"
	// SyntaxError is text that does not follow the grammar.
	SyntaxError diag.Code = "syntax-error"
	// BadCharacter is a character that no token starts with.
	BadCharacter diag.Code = "bad-character"
	// BadNumber is a constant that is malformed or does not fit in 32 bits.
	BadNumber diag.Code = "bad-number"
	// TooDeep is nesting, or a chain of operators, beyond what is supported.
	TooDeep diag.Code = "too-deep"
	// TooLong is code that is far longer than a test can be.
	TooLong diag.Code = "too-long"
	// TooLarge is a program whose expansion is beyond what is supported.
	TooLarge diag.Code = "too-large"
	// TooMany says that further problems are left out.
	TooMany diag.Code = "too-many-problems"
	// Unsupported is valid C that a litmus test cannot express here: jumps,
	// structures, local arrays, preprocessor lines.
	Unsupported diag.Code = "unsupported"
	// UnknownPrimitive is a call of something that the table does not have.
	UnknownPrimitive diag.Code = "unknown-primitive"
	// BadCall is a primitive with the wrong arguments or in the wrong place.
	BadCall diag.Code = "bad-call"
	// BadPrimitive is a primitive whose definition in the table has no meaning.
	BadPrimitive diag.Code = "bad-primitive"
	// NoThreads is a test without a thread.
	NoThreads diag.Code = "no-threads"
	// BadThread is a thread with a wrong number or wrong parameters.
	BadThread diag.Code = "bad-thread"
	// UnknownThread is a register of a thread that does not exist.
	UnknownThread diag.Code = "unknown-thread"
	// UnknownType is a type in the init block whose width is not known or not
	// supported.
	UnknownType diag.Code = "unknown-type"
	// DuplicateInit is a place that is initialised twice.
	DuplicateInit diag.Code = "duplicate-init"
	// BadInit is an initial value that does not fit its place.
	BadInit diag.Code = "bad-init"
	// UnknownVariable is a name in the condition that the test does not have.
	UnknownVariable diag.Code = "unknown-variable"
	// BadIndex is an index that is not in the array.
	BadIndex diag.Code = "bad-index"
)

// NotPortable is the code of a hint: herd7 rejects this text, Fencepost gives
// it the meaning that it has in C.
const NotPortable diag.Code = "not-portable"

// Codes of warnings: the text is accepted as herd7 accepts it and is likely not
// what its author means.
const (
	// NotParameter is a shared variable that a thread uses without having it as
	// a parameter; to herd7 the name is a register that holds 0.
	NotParameter diag.Code = "not-a-parameter"
	// ReadBeforeWrite is a register that is read before anything is written to
	// it; it holds 0.
	ReadBeforeWrite diag.Code = "read-before-write"
	// Undeclared is a register without a declaration. To herd7 declarations mean
	// nothing; to a C compiler the code is wrong.
	Undeclared diag.Code = "undeclared-register"
	// NotAConstant is `true`, `false` or `NULL`, which herd7 takes for the name
	// of a register or variable.
	NotAConstant diag.Code = "not-a-constant"
	// NoEffect is a statement that does nothing, such as `return;` or `r0;`.
	NoEffect diag.Code = "no-effect"
	// ParameterAssigned is an assignment to a parameter, which changes the
	// pointer and not the shared variable.
	ParameterAssigned diag.Code = "parameter-assigned"
	// ValueAsAddress is a primitive that wants a pointer and is given the value
	// of a shared variable.
	ValueAsAddress diag.Code = "value-as-address"
	// ByteArithmetic is pointer arithmetic that does not step by elements;
	// herd7 counts in bytes.
	ByteArithmetic diag.Code = "byte-arithmetic"
	// ImpliesBinding is `=>` beside `/\` or `\/` without parentheses; to herd7
	// `=>` binds tighter.
	ImpliesBinding diag.Code = "implies-binding"
	// NeverReleased is a lock that a thread takes and never releases.
	NeverReleased diag.Code = "never-released"
	// UnknownRegister is a register in the final section that its thread never
	// uses; it holds its initial value.
	UnknownRegister diag.Code = "unknown-register"
	// FreshVariable is a variable that only `locations` or `filter` names.
	FreshVariable diag.Code = "fresh-variable"
	// WholeArray is a comparison of an array with a single value.
	WholeArray diag.Code = "whole-array"
	// OctalNumber is a constant with a leading zero, which herd7 reads as
	// decimal.
	OctalNumber diag.Code = "octal-number"
	// WrappedNumber is a constant that does not fit in 32 bits and wraps.
	WrappedNumber diag.Code = "wrapped-number"
	// CommentTaken is text in a comment that herd7 takes for a part of the test.
	CommentTaken diag.Code = "comment-taken"
	// Ignored is text that has a form but no effect here.
	Ignored diag.Code = "ignored"
)
