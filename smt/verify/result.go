// Package verify decides the questions of a test: it finds consistent
// executions, or shows that there are none.
package verify

import (
	"fmt"
	"time"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// Engine selects how candidate executions are found.
type Engine uint8

const (
	// Auto uses Native for tests with few candidates and SMT for the others.
	Auto Engine = iota
	// SMT lets Z3 propose the candidates.
	SMT
	// Native enumerates the candidates.
	Native
)

// ParseEngine returns the engine that a flag names: auto, smt or native.
func ParseEngine(s string) (Engine, error) {
	for _, e := range []Engine{Auto, SMT, Native} {
		if e.String() == s {
			return e, nil
		}
	}
	return 0, fmt.Errorf("unknown engine %q: want auto, smt or native", s)
}

// String returns the name as the flag spells it.
func (e Engine) String() string { return [...]string{"auto", "smt", "native"}[e] }

// Options say what is asked of a test.
type Options struct {
	Engine Engine
	// States and Witnesses ask for all final states and for the number of
	// executions on each side of the condition.
	States, Witnesses bool
	// Timeout bounds the whole test, 0 for no bound.
	Timeout time.Duration
	// Unroll is the loop bound, used when the input names none; 0 means 2.
	Unroll int
	// Paranoid re-checks every learned clause.
	Paranoid bool
	// MemoryMB bounds the memory of the whole process, 0 for no bound.
	MemoryMB int
}

// Status says whether a test was decided.
type Status uint8

const (
	// Decided means that Observation holds for all executions up to the loop
	// bound.
	Decided Status = iota
	// Timeout means that time ran out.
	Timeout
	// Limit means that memory, the number of paths, or another bound of ours
	// ran out; Reason says which.
	Limit
	// RuntimeError means that some consistent execution does what has no
	// meaning; Problem says what and where.
	RuntimeError
	// Cancelled means that the context ended.
	Cancelled
)

// String returns the status in one word.
func (s Status) String() string {
	return [...]string{"decided", "timeout", "limit", "run-time error", "cancelled"}[s]
}

// Observation says in which of the consistent executions the condition's
// proposition holds (litmus-format.md 7).
type Observation uint8

const (
	// Never means in none.
	Never Observation = iota
	// Sometimes means in some but not in all.
	Sometimes
	// Always means in all, of which there is at least one.
	Always
)

// String returns the word that the reference tool prints.
func (o Observation) String() string { return [...]string{"Never", "Sometimes", "Always"}[o] }

// Result is the answer to a test.
type Result struct {
	Status Status
	// Reason says in one line why a test was not decided.
	Reason string
	// Problem is the run-time error of Status RuntimeError, ProblemExecution an
	// execution that has it, which was replayed and checked; nil if there need not
	// be any for the error.
	Problem          *diag.Problem
	ProblemExecution *exec.Execution

	// BesideError is set with Status RuntimeError if the fields below hold all the
	// same, as far as Bounded, of the executions without a run-time error. Assertions
	// count in the others as well. That takes a strict program, and enough time.
	BesideError bool

	// The remaining fields hold when Status is Decided, or BesideError is set.

	// Observation is about the program's condition, as are Positive and Negative;
	// they mean nothing for a program that has properties instead.
	Observation Observation
	// Holds reports whether the condition holds: an `exists` is reachable, a
	// `~exists` is not, a `forall` is always true; and all properties do.
	Holds bool
	// Properties are the answers to the program's properties, in their order.
	Properties []PropertyResult
	// Positive is an execution that satisfies the proposition, Negative one
	// that violates it; nil where there is none. Both were replayed and checked.
	Positive, Negative *exec.Execution
	// NoExecution is set when no execution is consistent at all.
	NoExecution bool
	// Flags are the flags that some consistent execution raises, by name.
	Flags []Flag
	// FreeUnchecked is set for a program that frees memory, under a model that has no
	// flag for its use afterwards.
	FreeUnchecked bool
	// Loop is set when some value-consistent candidate, consistent with the
	// model or not, wants more iterations than the bound; Bounded when a
	// consistent one does, so that the answer holds only up to the bound.
	Loop, Bounded bool

	// Enumeration says how far the states and counts below can be relied on.
	Enumeration Enumeration
	// States are the final states, spelled and sorted as litmus-format.md 7.1
	// says.
	States []string
	// Positives and Negatives count the consistent executions that satisfy and
	// that violate the proposition, whatever the quantifier.
	Positives, Negatives int

	Stats Stats
}

// Enumeration says whether states and counts were listed.
type Enumeration uint8

const (
	// NotAsked means that they were not asked for.
	NotAsked Enumeration = iota
	// Complete means that they are all there.
	Complete
	// Partial means that time ran out while listing.
	Partial
)

// Flag is a flag of the model that some consistent execution raises.
type Flag struct {
	Name string
	// Execution raises it.
	Execution *exec.Execution
	// Pairs are the elements of the flagged relation, as indices into
	// Execution.Events; for a flagged set both ends are the same event.
	Pairs []rel.Pair
}

// Stats say how much work a test was.
type Stats struct {
	// Engine is the engine that decided.
	Engine Engine
	// Paths is the number of combinations of thread paths, Candidates the number
	// of candidate executions that were evaluated, Rounds the number of solver
	// calls, Lemmas the number of learned clauses.
	Paths, Candidates, Rounds, Lemmas int
	// Elapsed is the wall time of the test.
	Elapsed time.Duration
}
