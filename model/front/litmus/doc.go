// Package litmus reads C litmus tests, as herd7 takes them, into programs.
//
//	text ─ split ─► header, init block, threads, final section
//	init block    ─ initParser ─► globals and their first values
//	threads       ─ cParser ─► syntax trees ─ lowering ─► statements
//	final section ─ finalParser ─► locations, filter, condition
//
// Three rules decide what a text means.
//
//   - What herd7 accepts means what it means to herd7.
//   - What herd7 rejects although C gives it a plain meaning is accepted, with
//     a hint of code NotPortable.
//   - What herd7 accepts although it is surely a mistake keeps herd7's meaning,
//     with a warning that says what happens.
//
// Primitives of the kernel are rows of a table (package kernel) and are expanded
// here; later stages see only the few forms of package prog.
package litmus
