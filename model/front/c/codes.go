package c

import "github.com/lkmm-tools/fencepost/model/diag"

// Codes of what is wrong with a test as a whole. Those of directives are in package
// annot, those of the text in the packages that read it.
const (
	// Internal is a fault of ours.
	Internal diag.Code = "internal-error"
	// BadShared is a `shared` directive that declares no object.
	BadShared diag.Code = "bad-shared"
	// BadStub is a `stub` directive that declares no function.
	BadStub diag.Code = "bad-stub"
	// UnknownFile is a file of a `with` directive that cannot be read.
	UnknownFile diag.Code = "unknown-file"
	// UnsupportedModel is a model that a directive names and that is not built in.
	UnsupportedModel diag.Code = "unsupported-model"
	// UnsupportedLanguage is a file of a `with` directive in another language.
	UnsupportedLanguage diag.Code = "unsupported-language"
	// UnknownVariable is a name in a property that is neither an object nor a local
	// of a thread nor a constant.
	UnknownVariable diag.Code = "unknown-variable"
	// UnknownThread is a thread in a property that the test does not have.
	UnknownThread diag.Code = "unknown-thread"
	// BadIndex is an index that is not in the array.
	BadIndex diag.Code = "bad-index"
	// BadProperty is a property that has no meaning: operands whose types do not fit.
	BadProperty diag.Code = "bad-property"
	// BadMain is a main that is not supported.
	BadMain diag.Code = "bad-main"
)
