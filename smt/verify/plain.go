package verify

import (
	"errors"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
)

// Some models cannot be specialised: their sets of choices hang on reads-from, or
// they choose no coherence order. The native search then has the evaluator of
// package cat judge each candidate. That is much slower, and every construct of
// the language works.

// needsPlain reports whether an error says that the model cannot be specialised.
func needsPlain(err error) bool {
	return errors.Is(err, theory.ErrUnsupported) || errors.Is(err, errNoOrder)
}

// errNoOrder is the error of specialising a model that chooses no coherence order.
var errNoOrder = errors.New("the model chooses no coherence order")

// judge evaluates the model on the current candidate, for each choice of the last
// writes of the locations that the test looks at.
func (s *native) judge(p *paths) error {
	f := p.bare(s.v)
	final := &state{f: f, v: s.v, p: p, last: map[int]int{}}
	f.loadBare(s.v, s.rf)
	var observed []int
	for loc, list := range f.locWrites {
		final.last[loc] = list[len(list)-1]
		if f.observedLoc(loc) {
			observed = append(observed, loc)
		}
	}
	return s.lastWrites(f, final, observed)
}

// lastWrites picks the last write of each of the observed locations in turn.
func (s *native) lastWrites(f *frame, final *state, observed []int) error {
	if len(observed) == 0 {
		if !s.passes(final) {
			return nil
		}
		return s.outcomes(f, final)
	}
	loc := observed[0]
	for _, w := range f.locWrites[loc] {
		if len(f.locWrites[loc]) > 1 && s.g.Events[f.paths.layout.Events[w]].Kind == event.Init {
			continue
		}
		final.last[loc] = w
		if err := s.lastWrites(f, final, observed[1:]); err != nil {
			return err
		}
	}
	return nil
}

// outcomes goes through what the model makes of a candidate.
func (s *native) outcomes(f *frame, final *state) error {
	if err := s.tick(); err != nil {
		return err
	}
	s.stats.Candidates++
	x := f.seen(final.last)
	var failed error
	err := s.model.Eval(s.ctx, x, func(o *cat.Outcome) bool {
		failed = s.acceptOutcome(f, final, o)
		return failed == nil && !s.done(nil)
	})
	if failed != nil {
		return failed
	}
	return err
}

// acceptOutcome notes a consistent candidate.
func (s *native) acceptOutcome(f *frame, final *state, o *cat.Outcome) error {
	return s.note(&found{
		f: f, v: s.v, final: final,
		witness: func() (*exec.Execution, error) {
			x := s.execution(f, s.v, final)
			x.RF, x.CO = relation(o, "rf", f.rf), relation(o, "co", rel.New(f.structure.N))
			return x, nil
		},
		raised: func(yield func(string, []rel.Pair) error) error {
			for _, flag := range o.Flags {
				if err := yield(flag.Name, flag.Pairs); err != nil {
					return err
				}
			}
			return nil
		},
	}, s.goal, s.count)
}

// seen returns what the model sees of a candidate with the given last writes.
func (f *frame) seen(last map[int]int) *cat.Structure {
	s := *f.structure
	s.Rels = make(map[string]*rel.Rel, len(f.structure.Rels)+1)
	for name, r := range f.structure.Rels {
		s.Rels[name] = r
	}
	s.Rels["rf"] = f.rf.Clone()
	s.Sets = make(map[string]*rel.Set, len(f.structure.Sets)+1)
	for name, set := range f.structure.Sets {
		s.Sets[name] = set
	}
	fw := rel.NewSet(s.N)
	for loc, w := range last {
		if f.observedLoc(loc) {
			fw.Add(w)
		}
	}
	s.Sets["FW"] = fw
	s.Value = f.values
	return &s
}

// execution returns a candidate without the relations that the model chose.
func (t *test) execution(f *frame, v *exec.Values, final *state) *exec.Execution {
	l := f.paths.layout
	x := &exec.Execution{Prog: t.prog}
	for _, id := range l.Events {
		e := exec.Event{Event: l.G.Events[id]}
		if e.Kind.HasLocation() {
			e.Addr, _ = v.Address(id)
		}
		if e.Kind.HasValue() {
			e.Value, _ = v.Value(id)
		}
		x.Events = append(x.Events, e)
	}
	rels := f.structure.Rels
	x.PO, x.Addr, x.Data, x.Ctrl = rels["po"], rels["addr"], rels["data"], rels["ctrl"]
	x.RMW = halves(l)
	for th, p := range l.Paths {
		regs := make([]prog.Value, len(p.Regs))
		for r := range regs {
			regs[r], _ = final.Reg(th, r)
		}
		x.Regs = append(x.Regs, regs)
	}
	x.Memory = make([][]prog.Value, len(t.prog.Globals))
	for _, c := range t.g.Cells {
		x.Memory[c.Global] = append(x.Memory[c.Global], finalCell(final, c))
	}
	return x
}
