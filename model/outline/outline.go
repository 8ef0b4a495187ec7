// Package outline is what a front end tells an editor about a text: its tokens,
// the names in it and where they occur, the calls, and the parts of each test.
//
// An outline is made from any text, however broken: it holds what could be
// recognised. It says nothing about executions. Every front end makes outlines
// of this one form, so that navigation, completion and colouring are written
// once.
package outline

import "github.com/lkmm-tools/fencepost/model/source"

// Outline describes one text.
type Outline struct {
	File *source.File
	// Tests are the tests of the text, in its order.
	Tests []*Test
	// Tokens are the tokens that have a class, in the order of the text. They do
	// not overlap; a token may span lines (comments).
	Tokens []Token
	// Symbols are the names of all tests, each with every place where it occurs,
	// in the order of their first places.
	Symbols []*Symbol
	// Calls are the calls of primitives and of other functions, outer before
	// inner, in the order of the text.
	Calls []*Call
	// Regions are the parts of the text, in its order; inner ones follow the one
	// that holds them.
	Regions []Region
	// Functions are those with a body, Objects the variables outside of them, Records
	// the structures and unions, all in the order of the text; none for a language that
	// has threads only.
	Functions []*Function
	Objects   []Object
	Records   []*Record
}

// Object is a variable or member.
type Object struct {
	// Name is its name, Type what stands before it.
	Name, Type string
	Span       source.Span
	// Static is set for one that is declared so.
	Static bool
	// Scope is where the name of a local has this meaning.
	Scope source.Span
}

// Record is a structure or union with its members. Those of unnamed ones inside of it
// are its own.
type Record struct {
	// Span is its body with its braces.
	Span source.Span
	// Names are how types call it: "struct mailbox", or the name of a typedef.
	Names   []string
	Members []Object
}

// Function is a function with its body.
type Function struct {
	Name string
	// Span is all of it, Params its parameters with their parentheses, Body its body
	// with its braces.
	Span, NameSpan, Params, Body source.Span
	// Locals are its parameters and the variables in it.
	Locals []Object
}

// Test is one test of a text.
type Test struct {
	Name string
	// Span is the whole test, NameSpan the name in its header, Header the line that
	// begins it.
	Span, NameSpan, Header source.Span
	// Threads are the threads in the order of the text.
	Threads []*Thread
	// Condition is the question, from its quantifier on; invalid if there is none.
	Condition source.Span
}

// Thread is one thread of a test.
type Thread struct {
	// ID is the number by which conditions name the thread.
	ID   int
	Name string
	// Span is all of the thread, Body what is between its braces.
	Span, NameSpan, Body source.Span
	// ParamsEnd is the offset of the parenthesis that closes the parameters.
	ParamsEnd int
}

// Class says what a token is, for colouring.
type Class uint8

const (
	// Comment is a comment of any form, doc comments of a test included.
	Comment Class = iota
	// Keyword is a word of the language: if, while, exists, locations.
	Keyword
	// Type is the name of a type.
	Type
	// Number is a constant.
	Number
	// String is a string or character literal.
	String
	// Operator is an operator, in code or in a condition.
	Operator
	// TestName is the name of a test in its header.
	TestName
	// ThreadName is the name of a thread where it is defined, and the thread's
	// number where a condition names a register.
	ThreadName
	// SharedName is a shared variable, parameters that stand for one included.
	SharedName
	// RegisterName is a register: a local variable of a thread.
	RegisterName
	// PrimitiveName is a primitive of the kernel.
	PrimitiveName
	// FunctionName is another function or macro.
	FunctionName
	// Label is a label or field name.
	Label
)

// Token is a piece of text of one class.
type Token struct {
	Span  source.Span
	Class Class
	// Declares is set where the token introduces its name.
	Declares bool
	// Writes is set where the named object is written.
	Writes bool
}

// SymbolKind says what a name stands for.
type SymbolKind uint8

const (
	// Shared is an object that threads share.
	Shared SymbolKind = iota
	// Register is a local variable of one thread.
	Register

	// The rest are names of a file, whether it has tests or not.

	// Global is a variable of the file, Local a parameter or variable of a function.
	Global
	Local
	// Func is a function of the file.
	Func
	// Macro is a macro that the file defines.
	Macro
	// TypeName is the tag of a record or enumeration, or a typedef.
	TypeName
	// Constant is a constant of an enumeration.
	Constant
	// Member is a member of a record of the file.
	Member
	// JumpLabel is a label of a function.
	JumpLabel
)

// Symbol is a name with a meaning of its own in a test or in a file.
type Symbol struct {
	Kind SymbolKind
	Name string
	// Test is the index of its test, -1 for a name of the file; Thread the ID of the
	// thread that a register belongs to, -1 for any other name.
	Test, Thread int
	// Type is the declared type, with its stars; "" if none is. That of a shared
	// object is the one of the init block, else what its first parameter points to.
	Type string
	// Decl is the place that declares the name: the item of the init block for a
	// shared object, else its first parameter; for a register its declaration, else
	// its item of the init block, else its first write. If there is none of these it
	// is the first place. It is one of the Refs.
	Decl source.Span
	// Refs are all places of the name, the declaration included, in the order of
	// the text. The span is that of the name alone: of `1:r0` only `r0`.
	Refs []Ref
	// Text is the declaration where Type and Name don't say all: that of a function
	// or macro. Doc is what the comment above the declaration says.
	Text, Doc string
	// Scope is where a name of a file has this meaning, invalid for all of it.
	Scope source.Span
	// Fixed says why the name cannot be renamed; it is empty where it can.
	Fixed string
}

// RefKind says what happens to a name at a place.
type RefKind uint8

const (
	// Declared is a declaration, in an init block or a thread.
	Declared RefKind = iota
	// Param is a parameter of a thread that hands a shared object in.
	Param
	// Read is an access that reads, or takes the value of a register.
	Read
	// Write is an access that writes, or an assignment to a register.
	Write
	// ReadWrite is a read-modify-write, or a lock operation.
	ReadWrite
	// Address is a use of the address alone.
	Address
	// Asked is a place in the condition, a filter or a list of locations.
	Asked
)

// Ref is one place of a name.
type Ref struct {
	Span source.Span
	Kind RefKind
	// Writes is set where the object or register gets a value: at writes, and at
	// declarations with a value.
	Writes bool
	// Thread is the ID of the thread in whose text the place is, -1 outside.
	Thread int
}

// Call is a call of a primitive or of another function.
type Call struct {
	Name     string
	NameSpan source.Span
	// Span is the whole call. If the closing parenthesis is missing, it ends where
	// the next statement begins, or with the line.
	Span source.Span
	// Args are the arguments without the blanks around them, Commas the offsets of
	// the commas between them. An argument that is still to be typed is empty.
	Args   []source.Span
	Commas []int
	// Open is the offset of the opening parenthesis.
	Open int
	// Thread is the ID of the thread in whose body it is, -1 outside.
	Thread int
	// Closed is set when the closing parenthesis is there.
	Closed bool
}

// RegionKind says what a part of a text is.
type RegionKind uint8

const (
	// Header is the line with the name of a test.
	Header RegionKind = iota
	// Doc is a comment.
	Doc
	// Init is an init block with its braces.
	Init
	// Params are the parameters of a thread with their parentheses.
	Params
	// Body is the body of a thread, or a block inside, with its braces.
	Body
	// Final is the final section: locations, filter and condition.
	Final
)

// Region is a part of a text.
type Region struct {
	Kind RegionKind
	Span source.Span
	// Test is the index of its test, Thread the ID of its thread or -1.
	Test, Thread int
}
