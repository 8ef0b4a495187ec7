package z3

// pairwiseMax is the longest list that is encoded by forbidding each pair.
// Beyond it, splitting takes fewer clauses, and a clause costs more than the
// variable that splitting adds.
const pairwiseMax = 5

// AtMostOne demands that no two of lits hold. It adds an unnamed variable for
// every two literals beyond five.
func (s *Solver) AtMostOne(lits ...Lit) {
	s.mustKnow(lits)
	for len(lits) > pairwiseMax {
		// When y holds none of the three does, and when it does not, nothing
		// after them: no two across the cut.
		y := s.NewVar("").Pos()
		s.pairwise(lits[0], lits[1], lits[2], y)
		rest := make([]Lit, 0, len(lits)-2)
		lits = append(append(rest, y.Not()), lits[3:]...)
	}
	s.pairwise(lits...)
}

// ExactlyOne demands that one of lits holds and no other.
func (s *Solver) ExactlyOne(lits ...Lit) {
	s.AddClause(lits...)
	s.AtMostOne(lits...)
}

func (s *Solver) pairwise(lits ...Lit) {
	for i, l := range lits {
		for _, m := range lits[i+1:] {
			s.AddClause(l.Not(), m.Not())
		}
	}
}
