package ide

// errorCodes documents what keeps the front end from reading a text.
func errorCodes() []CodeDoc {
	return []CodeDoc{
		{"empty-file", "The file has no text. A litmus test begins with `C name`."},
		{"not-c", "This is a litmus test of another language, such as assembly. Only C tests, whose first word is `C`, can be checked."},
		{"bad-header", "The first line must be `C name`."},
		{"bad-info", "A line such as `Unroll=3` before the init block has a value that does not fit its key."},
		{"missing-init", "Before the first thread stands a block in braces with the initial values. It may be empty: `{}`."},
		{"unclosed", "A comment, string, brace or parenthesis has no end."},
		{"syntax-error", "The text does not follow the grammar; the message says what was expected."},
		{"bad-character", "No word or operator begins with this character."},
		{"bad-number", "A constant is malformed, or does not fit in the bits that values have: 32 in a litmus test, 64 in C."},
		{"too-deep", "Expressions or blocks are nested more deeply than is supported."},
		{"too-long", "The code is far longer than a test can be."},
		{"too-large", "The test is too large once primitives and loops are written out."},
		{"too-many-problems", "There are more problems than are shown. Mend the first ones."},
		{"unsupported", "This is C, but a litmus test cannot express it here: jumps, structures, local arrays, preprocessor lines."},
		{"unknown-primitive", "The table of primitives that goes with the memory model does not have this name."},
		{"bad-call", "A primitive has the wrong arguments, or stands where it cannot. The message shows its declaration."},
		{"bad-primitive", "The definition of this primitive in the model's macro file has no meaning."},
		{"no-threads", "The test has no thread. Write `P0(int *x) { … }` after the init block of a litmus test, or `@lkmm thread f(…)` below the `@lkmm test` of a C file."},
		{"bad-thread", "A thread has a wrong number or wrong parameters: threads are P0, P1, … without a gap, and each parameter is a pointer to a shared variable."},
		{"unknown-thread", "A register is asked of a thread that does not exist."},
		{"unknown-type", "The width of this type is not known or not supported; `int` will do in nearly all tests."},
		{"duplicate-init", "The init block sets the same place twice."},
		{"bad-init", "The initial value does not fit its place."},
		{"unknown-variable", "The condition or property names a variable that the test does not have. Registers are written with their thread: `1:r0` in a litmus test, `reader.r0` in C."},
		{"bad-index", "The array has no such element."},
	}
}

// warningCodes documents what the front end accepts and is likely not meant.
func warningCodes() []CodeDoc {
	return []CodeDoc{
		{"not-portable", "herd7 rejects this text; here it has the meaning that it has in C. The message says how to write it so that both accept it."},
		{"not-a-parameter", "The thread uses a shared variable that is not among its parameters. The name is then a register of its own that holds 0, as in herd7. The quick fix adds the parameter."},
		{"read-before-write", "The register is read before anything is written to it. It holds 0."},
		{"undeclared-register", "Other registers of the thread are declared and this one is not. It means the same here; a C compiler would reject it."},
		{"not-a-constant", "herd7 takes `true`, `false` and `NULL` for names of registers, which hold 0. Write the number."},
		{"no-effect", "The statement does nothing."},
		{"parameter-assigned", "This assigns to the parameter itself, which is a pointer, and not to the shared variable: write `*x` for that."},
		{"value-as-address", "The primitive wants a pointer and is given the value of a shared variable, which it then takes for an address. Most likely the `*` is too much."},
		{"byte-arithmetic", "Pointer arithmetic counts in bytes here, as in herd7: the next `int` is 4 further."},
		{"implies-binding", "`=>` binds tighter than `/\\` and `\\/`, as in herd7. Write parentheses."},
		{"never-released", "The thread takes this lock and never releases it. Executions in which somebody else waits for it do not end, and don't count."},
		{"unknown-register", "The register is asked for, and its thread has none of this name. Its value is 0."},
		{"fresh-variable", "Only `locations` or `filter` names this variable. It is a variable of its own with the value 0."},
		{"whole-array", "An array is compared with a single value. Compare one element (`a[1]`), or write all values in braces."},
		{"octal-number", "In C a number with a leading zero is octal; here it is decimal, as in herd7."},
		{"wrapped-number", "The constant does not fit in 32 bits and wraps around."},
		{"comment-taken", "herd7 does not know comments when it looks for the parts of a test. It takes a word in this comment for a part of the test, and so does this check. Use another word."},
		{"ignored", "This has a form, but no effect here."},
	}
}
