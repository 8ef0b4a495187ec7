package session

import "runtime/debug"

// caughtFunc is told of a panic that was caught.
type caughtFunc func(name string, value any, stack []byte)

// attempt calls f and reports whether it returned: a fault in the treatment of
// one text must not end the work on the others.
func attempt(name string, caught caughtFunc, f func()) (ok bool) {
	defer func() {
		if v := recover(); v != nil {
			caught(name, v, debug.Stack())
		}
	}()
	f()
	return true
}

// orEmpty returns f, with an empty value in place of a panic or of no value.
func orEmpty[F, T any](f func(F) *T, caught func(value any, stack []byte)) func(F) *T {
	return func(arg F) (out *T) {
		defer func() {
			if v := recover(); v != nil && caught != nil {
				caught(v, debug.Stack())
			}
			if out == nil {
				out = new(T)
			}
		}()
		return f(arg)
	}
}

// logged returns f, with its panics made known on their way.
func logged[F, T any](f func(F) T, caught func(arg F, value any, stack []byte)) func(F) T {
	return func(arg F) T {
		defer func() {
			if v := recover(); v != nil {
				caught(arg, v, debug.Stack())
				panic(v)
			}
		}()
		return f(arg)
	}
}
