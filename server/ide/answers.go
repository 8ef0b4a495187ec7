package ide

import "github.com/lkmm-tools/fencepost/model/source"

// Hover is what is known of a place.
type Hover struct {
	Span source.Span
	// Markdown is the text to show.
	Markdown string
}

// Lens is a line above a test, or above one of its properties.
type Lens struct {
	Span source.Span
	// Test is the name of the test.
	Test, Title string
	// Action is what a click does.
	Action LensAction
	// Which names the execution to show, "" for the most telling one.
	Which string
}

// LensAction is what a click on a lens does.
type LensAction uint8

const (
	// NoAction is a lens that only tells.
	NoAction LensAction = iota
	// ShowExecution shows an execution of the test.
	ShowExecution
)

// Edit replaces the text in a span.
type Edit struct {
	Span source.Span
	Text string
}

// CompletionKind says what a completion stands for.
type CompletionKind uint8

const (
	// CompletePrimitive is a primitive of the kernel.
	CompletePrimitive CompletionKind = iota
	// CompleteTag is a tag of the macro language, as in __load{ONCE}.
	CompleteTag
	// CompleteShared is a shared variable.
	CompleteShared
	// CompleteRegister is a register.
	CompleteRegister
	// CompleteKeyword is a word of the language.
	CompleteKeyword
	// CompleteType is a type.
	CompleteType
	// CompleteTest is a whole test.
	CompleteTest
)

// Completion is one proposal.
type Completion struct {
	Kind  CompletionKind
	Label string
	// Detail is a short text beside the label, Markdown the documentation.
	Detail, Markdown string
	// Replace is the text that the proposal takes the place of.
	Replace source.Span
	// Insert is the new text. If Snippet is set it has tab stops in the form
	// ${1:name}, and literal $, } and \ are escaped; else it is literal.
	Insert  string
	Snippet bool
	// Order sorts proposals: the smaller the nearer to what is probably wanted.
	Order int
}

// Signature is the call that is being typed.
type Signature struct {
	Label, Markdown string
	// Params are byte ranges of Label, Active the index of the one being typed.
	Params [][2]int
	Active int
}

// Highlight is a place of the name under the cursor.
type Highlight struct {
	Span source.Span
	// Writes is set where it is written.
	Writes bool
}

// SymbolKind says what a document symbol is.
type SymbolKind uint8

const (
	// TestSymbol is a test.
	TestSymbol SymbolKind = iota
	// ThreadSymbol is a thread.
	ThreadSymbol
	// SharedSymbol is a shared variable.
	SharedSymbol
	// RegisterSymbol is a register.
	RegisterSymbol
	// ConditionSymbol is a condition.
	ConditionSymbol
)

// Symbol is an entry of the table of contents.
type Symbol struct {
	Kind         SymbolKind
	Name, Detail string
	// Span is all of it, NameSpan what is selected; NameSpan is inside Span.
	Span, NameSpan source.Span
	Children       []Symbol
}

// Fold is a part that can be folded away, by lines from 0.
type Fold struct {
	Start, End int
	// Comment is set for a comment.
	Comment bool
}

// Inlay is a short text shown in the line without being part of it.
type Inlay struct {
	// Offset is the place before which it is shown.
	Offset         int
	Label, Tooltip string
}

// Action is a change that is offered at a place.
type Action struct {
	Title string
	// Problem is the index, in the list of diagnostics, of the problem that it mends,
	// or -1.
	Problem int
	Edits   []Edit
	// Preferred is set where it is the only sensible mend.
	Preferred bool
}
