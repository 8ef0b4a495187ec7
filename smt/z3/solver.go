// Package z3 decides propositional problems with Z3 and is the only package
// that knows of it. A Solver holds one problem after another on one warm
// context: the problem itself lives in Go, Z3 holds a copy that is thrown
// away when it was interrupted or has grown.
package z3

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Var is a variable of the current problem, numbered from 1.
type Var int32

// Lit is a variable (+v) or its negation (-v).
type Lit int32

// Pos returns the literal that holds when v is true.
func (v Var) Pos() Lit { return Lit(v) }

// Neg returns the literal that holds when v is false.
func (v Var) Neg() Lit { return Lit(-v) }

// Not returns the opposite literal.
func (l Lit) Not() Lit { return -l }

// Var returns the variable that l is about.
func (l Lit) Var() Var {
	if l < 0 {
		return Var(-l)
	}
	return Var(l)
}

// Status is the outcome of a check.
type Status int

// The outcomes. Unknown always comes with an error.
const (
	Unknown Status = iota
	Sat
	Unsat
)

// String returns the word that SMT-LIB uses.
func (s Status) String() string {
	switch s {
	case Sat:
		return "sat"
	case Unsat:
		return "unsat"
	}
	return "unknown"
}

// ErrTimeout is why a check is Unknown after Options.Timeout.
var ErrTimeout = errors.New("z3: the check took too long")

// ErrMemory is why a check is Unknown beyond Options.MemoryMB.
var ErrMemory = errors.New("z3: out of memory")

// Options are the limits of a Solver. The zero value sets none.
type Options struct {
	// Timeout bounds one Check, 0 for no bound.
	Timeout time.Duration
	// MemoryMB bounds the heap of Z3, 0 for no bound. Z3 counts one heap for
	// the whole process, so all solvers of the process share it.
	MemoryMB int
	// RecycleProblems is the number of problems after which Reset starts over
	// with a new context, 0 for the default.
	RecycleProblems int
	// RecycleTerms is the number of literals asserted after which Reset starts
	// over with a new context, 0 for the default.
	RecycleTerms int
}

const (
	defaultRecycleProblems = 2000
	defaultRecycleTerms    = 20_000_000
)

func (o Options) overMemory() bool {
	return o.MemoryMB > 0 && allocated() > uint64(o.MemoryMB)<<20
}

// Stats counts what a Solver did, for tuning and tests.
type Stats struct {
	Contexts int // contexts started
	Checks   int // checks asked for
	Reused   int // checks answered by the previous model, without Z3
	Slow     int // models that had to be read the slow way
}

// Solver decides one problem after another. It is not safe for concurrent use;
// use one Solver a goroutine.
type Solver struct {
	opts Options

	// The problem.
	names []string // names[v], "" where unnamed; names[0] is unused
	lits  []Lit    // the clauses, a 0 after each
	empty bool     // an empty clause was added

	// The model of the last check that was Sat, and the clauses it covers.
	model    []byte
	modelEnd int
	status   Status

	// Z3's copy of the problem.
	e        *engine
	sent     int // lits that e has
	problems int // problems that e has seen
	terms    int // literals that e has seen

	stats Stats
}

// New returns a Solver of the empty problem. Z3 starts with the first Check.
func New(opts Options) *Solver {
	if opts.RecycleProblems <= 0 {
		opts.RecycleProblems = defaultRecycleProblems
	}
	if opts.RecycleTerms <= 0 {
		opts.RecycleTerms = defaultRecycleTerms
	}
	return &Solver{opts: opts, names: make([]string, 1)}
}

// Reset forgets the problem, its variables included, and keeps the context
// warm for the next one.
func (s *Solver) Reset() {
	clear(s.names)
	s.names = s.names[:1]
	s.lits = s.lits[:0]
	s.empty = false
	s.dropModel()
	if s.e == nil {
		return
	}
	s.problems++
	if s.problems >= s.opts.RecycleProblems || s.terms >= s.opts.RecycleTerms {
		s.Close()
		return
	}
	if s.sent > 0 && s.e.reset() != nil {
		s.Close()
	}
	s.sent = 0
}

// Close lets the context go. The problem stays: a later Check would start
// another context.
func (s *Solver) Close() {
	if s.e != nil {
		s.e.close()
		s.e = nil
	}
	s.sent, s.problems, s.terms = 0, 0, 0
}

// Stats returns the counters since New.
func (s *Solver) Stats() Stats { return s.stats }

// NumVars returns the number of variables of the problem.
func (s *Solver) NumVars() int { return len(s.names) - 1 }

// NewVar adds a variable. The name is for WriteSMT2 alone and may be empty.
func (s *Solver) NewVar(name string) Var {
	s.names = append(s.names, name)
	return Var(len(s.names) - 1)
}

// AddClause demands that one of lits holds, for the rest of this problem. The
// empty clause makes the problem unsatisfiable. AddClause panics when a
// literal is of no variable of this problem. The last model stays readable.
func (s *Solver) AddClause(lits ...Lit) {
	s.mustKnow(lits)
	if len(lits) == 0 {
		s.empty = true
		return
	}
	s.lits = append(append(s.lits, lits...), 0)
}

func (s *Solver) mustKnow(lits []Lit) {
	for _, l := range lits {
		if l == 0 || int(l.Var()) >= len(s.names) {
			panic(fmt.Sprintf("z3: literal %d of a problem of %d variables", l, s.NumVars()))
		}
	}
}

// Check decides whether all clauses and assumptions can hold together. It
// returns Unknown, with the reason, when ctx ends, a limit is reached or Z3
// gives up. The Solver stays usable after every outcome.
func (s *Solver) Check(ctx context.Context, assumptions ...Lit) (Status, error) {
	s.mustKnow(assumptions)
	s.stats.Checks++
	if err := ctx.Err(); err != nil {
		return Unknown, err
	}
	if s.stillSat(assumptions) {
		s.stats.Reused++
		s.modelEnd = len(s.lits)
		s.status = Sat
		return Sat, nil
	}
	s.dropModel()
	if s.empty {
		s.status = Unsat
		return Unsat, nil
	}
	status, err := s.ask(ctx, assumptions)
	if err != nil {
		s.Close() // Z3 promises nothing about a context after an error
		s.dropModel()
		return Unknown, err
	}
	s.status = status
	return status, nil
}

// Value returns v in the model of the last Check, and false where the model
// leaves v open or the last Check was not Sat.
func (s *Solver) Value(v Var) bool {
	return s.status == Sat && int(v) < len(s.model) && s.model[v] == 1
}
