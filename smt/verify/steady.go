package verify

import (
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
)

// steady tracks what the candidates of one query have had in common so far. The
// question fixes some of a candidate (an `exists` fixes most sources of reads)
// and leaves the rest to the solver's whim; a reason made of the former excludes
// what the latter would go on varying.
type steady struct {
	rounds int
	// source is the source that each read had in all candidates, order whether
	// the first event of a pair came first.
	source  map[int]int
	order   map[[2]int]bool
	shaky   map[int]bool
	shakyCo map[[2]int]bool
	// before is the acquisition before each lock acquisition.
	before    map[int]int
	shakyStep map[int]bool
}

func newSteady() *steady {
	return &steady{
		source: map[int]int{}, order: map[[2]int]bool{},
		shaky: map[int]bool{}, shakyCo: map[[2]int]bool{},
		before: map[int]int{}, shakyStep: map[int]bool{},
	}
}

// note takes a candidate in and returns the literals that it shares with all
// candidates before; all is set if these are all that it has.
func (s *steady) note(f *frame) (common []theory.Lit, all bool) {
	s.rounds++
	all = true
	events := f.paths.layout.Events
	for _, p := range f.rf.Pairs() {
		w, r := events[p.From], events[p.To]
		if old, ok := s.source[r]; ok && old != w {
			s.shaky[r] = true
		}
		s.source[r] = w
		if s.shaky[r] {
			all = false
			continue
		}
		common = append(common, theory.Lit{Kind: theory.RFLit, A: p.From, B: p.To})
	}
	for k, c := range f.in.Choices {
		common = append(common, theory.Lit{Kind: theory.ChoiceLit, K: k, A: c.Picked()})
	}
	for k := range f.in.Orders {
		for _, p := range f.in.Order(k).Pairs() {
			if s.steadyPair(events, p) {
				common = append(common, theory.Lit{Kind: theory.OrderLit, K: k, A: p.From, B: p.To})
			} else {
				all = false
			}
		}
	}
	for _, l := range f.in.StepLits() {
		a, b := events[l.A], events[l.B]
		if old, ok := s.before[b]; ok && old != a {
			s.shakyStep[b] = true
		}
		s.before[b] = a
		if !s.shakyStep[b] {
			common = append(common, l)
		}
	}
	return common, all
}

func (s *steady) steadyPair(events []int, p rel.Pair) bool {
	a, b := events[p.From], events[p.To]
	first := a < b
	if !first {
		a, b = b, a
	}
	key := [2]int{a, b}
	if old, ok := s.order[key]; ok && old != first {
		s.shakyCo[key] = true
	}
	s.order[key] = first
	return !s.shakyCo[key]
}

// violations returns what is wrong with the current candidate, by what it has in
// common with those before if that is wrong already.
func (r *refiner) violations(f *frame) []theory.Violation {
	found := f.in.Violations(theory.AtOrders)
	common, all := r.steady.note(f)
	if len(found) == 0 || all {
		return found
	}
	if general := f.in.General(common); len(general) > 0 {
		return general
	}
	return found
}
