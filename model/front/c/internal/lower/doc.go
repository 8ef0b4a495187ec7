// Package lower turns the functions that a test runs into the threads of a
// program: it inlines calls, keeps locals in registers, reduces loops that only
// wait, and says of each construct that it does not model exactly what and where
// that is.
//
// # Order
//
// An expression becomes a residual, an expression of the program with loads in it,
// and the statements that have to stand before it (assignments inside of it, calls
// that were inlined, what stands behind && and ?:, read-modify-writes). C does not
// order the operands of an operator, and neither does the program those of an
// expression. Where several operands need statements, they go into one instance
// (prog.Together) if that is possible, and are an error otherwise (join).
//
// # Locals
//
// A local is registers, one for each scalar in it, until something needs its
// address. The address of a local is followed as long as it is only dereferenced
// (`*&x`, a pointer that is handed to an inlined function); a use that needs the
// address as a value makes the local a private object, and the test is lowered
// anew. It is lowered anew also as long as uses teach something about types that
// are known by name only (ctype.Env.Lessons).
package lower
