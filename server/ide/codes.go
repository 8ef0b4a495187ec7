package ide

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/diag"
)

// Codes of the problems that an editor shows besides those of a front end. A flag
// of the built-in model has its name as its code.
const (
	// CodeUnexpected is a verdict that differs from the Result comment.
	CodeUnexpected diag.Code = "unexpected-result"
	// CodeViolated is a property or an assertion that does not hold.
	CodeViolated diag.Code = "violated"
	// CodeUndecided is a test for which time or another limit ran out.
	CodeUndecided diag.Code = "undecided"
	// CodeLoopBound is a verdict that holds up to the loop bound.
	CodeLoopBound diag.Code = "loop-bound"
	// CodeModelFlag is a flag of a user's model.
	CodeModelFlag diag.Code = "model-flag"
	// CodeUnusedVariable is a shared variable that no thread uses.
	CodeUnusedVariable diag.Code = "unused-variable"
	// CodeUnusedParameter is a shared variable that a thread is given and does not
	// use.
	CodeUnusedParameter diag.Code = "unused-parameter"
	// CodeNeverRead is a shared variable that is written, and that nobody looks at.
	CodeNeverRead diag.Code = "never-read"
	// CodeNeverWritten is a register that the condition asks for and that nobody
	// writes.
	CodeNeverWritten diag.Code = "never-written"
	// CodeShadowed is a register with the name of a shared variable that its thread
	// is not given.
	CodeShadowed diag.Code = "shadowed-variable"
)

// CodeDoc documents the code of a problem.
type CodeDoc struct {
	Code diag.Code
	// Markdown says in a few sentences what the problem means and what to do.
	Markdown string
}

// CodeDocs returns the documentation of all codes that diagnostics can have,
// sorted by code.
func CodeDocs() []CodeDoc {
	docs := slices.Concat(resultCodes(), sharedCodes(), barrierCodes(), flagCodes(), errorCodes(), warningCodes(), annotCodes(), cCodes())
	slices.SortFunc(docs, func(a, b CodeDoc) int {
		switch {
		case a.Code < b.Code:
			return -1
		case a.Code > b.Code:
			return 1
		default:
			return 0
		}
	})
	return docs
}

// codeText returns the documentation of one code.
func codeText(code diag.Code) (string, bool) {
	for _, d := range CodeDocs() {
		if d.Code == code {
			return d.Markdown, true
		}
	}
	return "", false
}

// isFlagCode reports whether a flag of the model has a code of its own.
func isFlagCode(flag string) bool {
	return slices.ContainsFunc(flagCodes(), func(d CodeDoc) bool { return d.Code == diag.Code(flag) })
}

// resultCodes documents what the engines' answers give.
func resultCodes() []CodeDoc {
	return []CodeDoc{
		{CodeUnexpected, "The verdict differs from the `Result:` comment. Either the code is wrong or the comment is; the quick fix writes what was found. `DATARACE` in the comment announces a data race, `DEADLOCK` that no execution is possible."},
		{CodeViolated, "The property, or the assertion in the code, does not hold: the memory model allows an execution in which it fails (for `sometimes`: it allows none in which it is true). The related places are accesses of that execution by which the threads met; *Show execution* has all of it."},
		{CodeUndecided, "There is no verdict, because time, memory or the number of paths ran out. That says nothing about the test: it is not \"safe\". Allow more time, or make the test smaller."},
		{CodeLoopBound, "A loop is followed up to a number of iterations (`Unroll=N` in the test, else a setting). Here executions exist that go on after it, so that what was not found may still be there with more iterations."},
		{CodeNoExecution, "The model allows no execution of this test at all: it deadlocks, or waits for what never happens. `Never` is then trivially true. If this is meant, write `Result: DEADLOCK`. Where every execution goes on after the loop bound, it says so; then allow more iterations."},
		{CodeFreeUnchecked, "The test frees memory, and the memory model that it is checked with has no flag `use-after-free`. What is wrong with memory that was freed is not found then, but for what it leads to. The built-in model has the flag."},
		{CodeModelFlag, "The memory model that the test is checked with raises a flag of its own here. What it stands for is in the text of that model."},
		{"run-time-error", "Some execution that the model allows does what has no meaning: it follows `NULL` or another number as if it were a pointer, accesses what is outside of an object, reads memory that was never written, divides by zero, or compares addresses of different objects. A litmus test has no verdict until this cannot happen; the properties of C and Rust are decided for the other executions."},
		{CodeInternal, "A fault of the checker, not of the test. Please report it together with the test."},
		{CodeOldModel, "The memory model is of the form before lkmmv2. C is read with the primitives of today's model, whose tags this one does not know, so that its verdict would be too weak. Check C with the built-in model, or with one of today's form."},
		{CodeBinary, "The file has a NUL byte, so it is no text."},
		{CodeUnreadable, "The file could not be read."},
	}
}

// sharedCodes documents what is odd about the shared variables of a test.
func sharedCodes() []CodeDoc {
	return []CodeDoc{
		{CodeUnusedVariable, "The shared variable is in the init block, and no thread uses it. Remove it, or check the spelling where it was meant to be used."},
		{CodeUnusedParameter, "The thread takes this shared variable as a parameter and does not use it. It does no harm; without it the reader sees at once what the thread touches."},
		{CodeNeverRead, "The shared variable is written, and neither does a thread read it nor does the condition ask for it. Nothing in the test can tell whether the writes took place."},
		{CodeNeverWritten, "The condition asks for a register that its thread declares and never writes. It is 0 at the end of every execution."},
		{CodeShadowed, "The thread has a register with the name of a shared variable, and does not take that variable as a parameter. Accesses through this name stay inside the thread: other threads never see them. Add the variable to the parameters, or give the register another name."},
	}
}

// flagCodes documents the flags of the built-in model.
func flagCodes() []CodeDoc {
	return []CodeDoc{
		{DataRaceFlag, "Two threads access one location, at least one of them writes, at least one of the accesses is plain, and nothing orders the two. The compiler may tear, repeat, merge or invent plain accesses, so what really happens can be worse than any execution shown. Mark the access (`READ_ONCE`, `WRITE_ONCE`), or order the two (a lock, release and acquire). If the race is meant, write `DATARACE` behind the expected result; in C and Rust, use `data_race()` or `@lkmm allow data-race`."},
		{UseAfterFreeFlag, "Memory is accessed after it was freed: a read sees what the end of the object left there, or something is written or locked later. Free it only when nobody can have it any more: after a grace period, or when the last reference is gone and its owner's accesses are ordered before."},
		{DoubleFreeFlag, "Memory is freed that was freed before."},
		{"mixed-accesses", "A thread writes a location plainly and accesses it marked too, with no compiler barrier between. The compiler may tear or repeat the plain write across the marked access. Mark both."},
		{"mixed-lock-accesses", "A lock or an SRCU structure is read or written like a variable. The model knows only its own operations (`spin_lock`, `srcu_read_lock` …); what such an access does to them is not defined."},
		{"lock-final", "The condition asks for the final value of a lock or an SRCU structure, which means nothing."},
		{"unmatched-unlock", "`spin_unlock` is called by a thread that does not hold the lock."},
		{"unmatched-rcu-lock", "`rcu_read_lock` without its `rcu_read_unlock` in the same thread, on some path."},
		{"unmatched-rcu-unlock", "`rcu_read_unlock` without its `rcu_read_lock` before it in the same thread, on some path."},
		{"unmatched-srcu-lock", "The value of `srcu_read_lock` reaches no `srcu_read_unlock` of the same structure, so the section never ends."},
		{"unmatched-srcu-unlock", "`srcu_read_unlock` gets an index that comes from no `srcu_read_lock` of the same structure. A constant does not match, even if it has the right value."},
		{"multiple-srcu-matches", "The index of one `srcu_read_lock` is given to several `srcu_read_unlock`s."},
		{"srcu-bad-value-match", "`srcu_read_unlock` gets another value than its `srcu_read_lock` returned, though computed from it."},
		{"invalid-sleep", "`synchronize_srcu` waits, and so may sleep; inside an RCU read-side critical section that is forbidden. End the section first, or make it an SRCU section of another structure."},
	}
}
