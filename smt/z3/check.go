package z3

import (
	"context"
	"errors"
)

// errModel means that Z3 said Sat and gave no assignment that satisfies the
// clauses. It has never been seen.
var errModel = errors.New("z3: the model does not satisfy the problem")

// ask brings Z3's copy up to date, runs the check and reads the model.
func (s *Solver) ask(ctx context.Context, assumptions []Lit) (Status, error) {
	if s.opts.overMemory() {
		return Unknown, ErrMemory
	}
	if s.e == nil {
		e, err := newEngine()
		if err != nil {
			return Unknown, err
		}
		s.e = e
		s.stats.Contexts++
	}
	g := newGuard(ctx, s.e, s.opts)
	status, err := s.decide(ctx, assumptions)
	if reason := g.end(); reason != nil {
		// Even an answer that came in time: the interrupt may still be
		// pending in the context and would hit its next check.
		return Unknown, reason
	}
	if err != nil || status != Sat {
		return status, err
	}
	if err := s.readModel(assumptions); err != nil {
		return Unknown, err
	}
	return Sat, nil
}

func (s *Solver) decide(ctx context.Context, assumptions []Lit) (Status, error) {
	if err := s.send(ctx); err != nil {
		return Unknown, err
	}
	return s.e.check(assumptions)
}

// portion is how many literals are given to Z3 at a time: a few milliseconds'
// work, during which no interrupt is noticed.
const portion = 4096

// send gives Z3 the variables and clauses that it does not have yet. Z3 cannot be
// interrupted while it takes them, so they go in portions of whole clauses.
func (s *Solver) send(ctx context.Context) error {
	for first := true; first || s.sent < len(s.lits); first = false {
		end := min(s.sent+portion, len(s.lits))
		for end < len(s.lits) && s.lits[end-1] != 0 {
			end++
		}
		if err := s.e.add(s.NumVars(), s.lits[s.sent:end]); err != nil {
			return err
		}
		s.terms += end - s.sent
		s.sent = end
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.sent < len(s.lits) && s.opts.overMemory() {
			return ErrMemory
		}
	}
	return nil
}

// readModel takes the assignment at which Z3's search stopped, because asking
// Z3 for a model costs twice as much as the check. The search may leave
// variables open, so the assignment is tried on every clause, which is cheap,
// and Z3's model is read should it ever fail.
func (s *Solver) readModel(assumptions []Lit) error {
	n := len(s.names)
	if cap(s.model) < n {
		s.model = make([]byte, n, 2*n)
	}
	s.model = s.model[:n]
	s.modelEnd = len(s.lits)
	if s.e.trail(s.model) == nil && s.satisfied(0, assumptions) {
		return nil
	}
	s.stats.Slow++
	if err := s.e.model(s.model); err != nil {
		return err
	}
	if !s.satisfied(0, assumptions) {
		return errModel
	}
	return nil
}

// stillSat says that the last model also satisfies what was added since, under
// the new assumptions. Then Z3 need not be asked.
func (s *Solver) stillSat(assumptions []Lit) bool {
	if s.status != Sat || s.empty {
		return false
	}
	for len(s.model) < len(s.names) {
		s.model = append(s.model, 0)
	}
	return s.satisfied(s.modelEnd, assumptions)
}

// satisfied tries the model on the clauses from an offset on and on the
// assumptions.
func (s *Solver) satisfied(from int, assumptions []Lit) bool {
	for _, l := range assumptions {
		if !s.holds(l) {
			return false
		}
	}
	ok := false
	for _, l := range s.lits[from:] {
		switch {
		case l == 0:
			if !ok {
				return false
			}
			ok = false
		case !ok:
			ok = s.holds(l)
		}
	}
	return true
}

func (s *Solver) holds(l Lit) bool {
	if l < 0 {
		return s.model[-l] == 0
	}
	return s.model[l] == 1
}

func (s *Solver) dropModel() {
	s.status = Unknown
	s.model = s.model[:0]
	s.modelEnd = 0
}
