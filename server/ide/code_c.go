package ide

// cCodes documents what is found while C is read. Codes that litmus tests have too
// are documented with those.
func cCodes() []CodeDoc {
	return []CodeDoc{
		{"bad-condition", "The condition of an `#if` cannot be computed: it divides by zero, or is no expression of constants."},
		{"bad-initialiser", "An initial value is no constant, or does not fit the type of its object."},
		{"bad-intrinsic", "One of the checker's own primitives, `__lkmm_…`, is used in a way that has no meaning. They are meant for preludes."},
		{"bad-macro-call", "A macro is called with more or fewer arguments than it has parameters."},
		{"bad-main", "This form of `main` cannot be checked. It takes no arguments that matter, and starts its threads with `pthread_create`."},
		{"bad-operand", "The operand has a type for which this operator has no meaning, such as a structure in an addition."},
		{"bad-paste", "A `##` in a macro joins two pieces that do not make one token."},
		{"bad-property", "The property compares or computes what does not fit together. Its operands are integers and addresses as C has them."},
		{"bad-shared", "The directive declares no object. Write it as C does, without the semicolon: `@lkmm shared struct mailbox m`."},
		{"bad-statement", "A statement stands where it has no meaning: a `break` outside of a loop, a `goto` without its label."},
		{"bad-stub", "The directive declares no function. Write its declaration: `@lkmm stub int foo(void)`."},
		{"bad-type", "The type has no meaning: an array of negative length, a structure that contains itself."},
		{"no-guarantee", "The access is wider than a machine word, or is to a bit-field or a packed member. LKMM promises nothing about it: the compiler may make several accesses of it, or touch neighbours. The test is checked as if it were one access."},
		{"not-modelled", "This construct of C is not modelled exactly, and the test is not verified: a weaker check would be worse than none. The message says what can be written instead, if anything."},
		{"preprocessor-branch", "A conditional asks for macros that nothing defines. The first branch is checked. `@lkmm define`, the setting `fencepost.defines` or a `compile_commands.json` decide it."},
		{"preprocessor-error", "A compiler would stop at this `#error`. Most likely another branch is meant: define the macro that leads there."},
		{"redefined", "The file defines a function or a type twice. Which one is meant is not clear."},
		{"redefined-macro", "The macro is defined twice, differently. From here on the second definition holds."},
		{"redefined-primitive", "The file defines a macro with the name of a primitive of the kernel. Its meaning is known and is not changed by the file."},
		{"syntax", "The text could not be understood."},
		{"unknown-file", "The file that the directive names cannot be read. Its path begins at the folder of this file."},
		{"unknown-function", "The function has no body within reach, so that its effect is not known. `@lkmm ignore NAME` if it has none on ordering, such as logging; `@lkmm stub DECLARATION` if it may return any value; `@lkmm with FILE` if its body is in another file."},
		{"unknown-macro", "The name is used as only a macro can be, and nothing defines it: its header is out of reach. A `compile_commands.json` can lead to it, or a definition in the file."},
		{"unknown-member", "The structure has no member of this name."},
		{"unknown-name", "Nothing declares this name within reach. Check its spelling; a macro of a header that is not there can be given with `@lkmm define`."},
		{"unsequenced", "One expression has two effects that C does not order, so that what it means depends on the compiler. Write two statements."},
		{"unsupported-language", "A `with` directive names a file in a language that cannot be read."},
		{"unsupported-model", "A test can only name the built-in model. Another one is given for all tests, by `--model` or the setting `fencepost.model`."},
		{"unsupported-type", "The type is not modelled, such as `__int128` and floating-point types."},
		{"volatile-access", "To the model an access to a `volatile` object is a plain one, which can race. Use `READ_ONCE` and `WRITE_ONCE`."},
	}
}
