package annot

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of errors: a directive that cannot be followed. Its test is Broken.
const (
	// UnknownDirective is a word behind `@lkmm` that is no directive.
	UnknownDirective diag.Code = "unknown-directive"
	// BadDirective is a directive whose text does not have its form.
	BadDirective diag.Code = "bad-directive"
	// BeforeTest is a directive above the first `test` of its run of comments.
	BeforeTest diag.Code = "directive-before-test"
	// DuplicateTest is a test with the name of another one of the file.
	DuplicateTest diag.Code = "duplicate-test"
	// DuplicateLabel is a thread with the label of another one of its test.
	DuplicateLabel diag.Code = "duplicate-label"
	// Contradiction is a directive that says otherwise than an earlier one.
	Contradiction diag.Code = "contradictory-directive"
	// NoThreads is a test without a thread.
	NoThreads diag.Code = "no-threads"
	// SyntaxError is a property that does not follow the grammar.
	SyntaxError diag.Code = "syntax-error"
	// BadNumber is a constant that is malformed or does not fit in 64 bits.
	BadNumber diag.Code = "bad-number"
	// Unclosed is a bracket without its partner, or a literal without its end.
	Unclosed diag.Code = "unclosed"
	// TooDeep is a property nested beyond what is supported.
	TooDeep diag.Code = "too-deep"
	// TooLong is a property with more operators than are supported.
	TooLong diag.Code = "too-long"
	// TooMany says that further problems are left out.
	TooMany diag.Code = "too-many-problems"
)

// Codes of warnings: what is likely not meant.
const (
	// MisplacedDirective is a directive behind other words of its line, which is
	// taken for prose.
	MisplacedDirective diag.Code = "misplaced-directive"
	// RepeatedDirective is a directive that says what an earlier one says.
	RepeatedDirective diag.Code = "repeated-directive"
	// Precedence is an expression that C groups otherwise than it reads.
	Precedence diag.Code = "precedence"
)

// maxProblems bounds the problems of one file. More of them help nobody.
const maxProblems = 100
