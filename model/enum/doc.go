// Package enum checks small programs by brute force. It is the oracle for the
// tests of the other engines and shares no code with them beyond the program,
// the kinds of events and the evaluator of the cat language.
//
// A program is checked in four steps:
//
//   - path.go, expr.go, stmt.go: each thread gives its paths. A path is one way
//     through the branches, the loops up to the bound, and the outcomes of
//     conditional primitives. It has events, edges inside a statement, and
//     equations between the values that reads return.
//   - deps.go: addr, data, ctrl and rmw follow from the edges of a path.
//   - search.go: for each combination of paths, each read is given each write as
//     its source; solver.go solves the equations. What cannot be solved is
//     dropped.
//   - candidate.go: the model is evaluated on each solution and chooses
//     coherence orders and the sources of lock reads.
package enum
