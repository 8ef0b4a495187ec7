// Package progen makes litmus programs: random small ones for comparing the
// engines with the brute-force enumerator, families that grow with a number for
// measuring, and hostile texts for showing that nothing panics.
//
// All three are plain litmus text, so that whatever is compared goes through the
// front end as a user's file does.
//
// Random programs follow herd7's grammar exactly (level 1 of the specification)
// and are small enough for enumeration: a program's candidate executions are
// bounded by
//
//	2^choices · ∏ over reads (writes to the location + 1) · ∏ over locations (writes)!
//
// where a choice is a branch or a primitive that may fail, and a loop's body
// counts as often as the unroll bound lets it run. A statement that would push
// the product over the limit is dropped while the program is being made.
package progen
