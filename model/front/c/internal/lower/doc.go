// Package lower turns the functions that a test runs into the threads of a
// program: it inlines calls, keeps locals in registers, reduces loops that only
// wait, and says of each construct that it does not model exactly what and where
// that is.
package lower
