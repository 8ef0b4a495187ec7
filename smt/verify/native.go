package verify

import (
	"context"
	"errors"
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
)

// errBudget ends the native search when it has looked at as many candidates as
// it may.
var errBudget = errors.New("more candidates than the native engine may look at")

// native enumerates candidates: thread paths, then sources of reads, then the
// model's choices, then coherence orders. It leaves a branch as soon as nothing
// in it can contribute to what is still asked.
type native struct {
	*test
	ctx  context.Context
	goal *goals
	// count asks for all executions and final states, so that no branch with a
	// consistent execution may be left.
	count bool
	// budget is how many steps of the search are left, negative for no bound.
	budget int
	// canCut is set when some path ends at the loop bound.
	canCut bool
	v      *exec.Values
	rf     []int
	ticks  int
}

// run searches all combinations of paths. It returns nil when the search was
// complete or everything that was asked is known.
func (s *native) run() error {
	s.v = exec.NewValues(s.g)
	for _, list := range s.g.Paths {
		s.canCut = s.canCut || slices.ContainsFunc(list, func(p *event.Path) bool { return p.Cut })
	}
	s.rf = make([]int, len(s.g.Events))
	for i := range s.rf {
		s.rf[i] = exec.NoSource
	}
	return s.threads(make([]*event.Path, 0, len(s.g.Paths)))
}

// done reports whether nothing is left to be found in a frame, or at all if f is
// nil.
func (s *native) done(f *frame) bool {
	if s.count {
		return false
	}
	if cutKnown := s.goal.loop && s.goal.bounded; f != nil && f.paths.cut {
		return cutKnown
	} else if f == nil && s.canCut && !cutKnown {
		return false
	}
	if !s.goal.answered() || s.errors() {
		return false
	}
	if s.plain {
		return s.goal.noFlags || len(s.goal.flags) == len(s.flags)
	}
	return s.goal.noFlags || f != nil && !s.goal.open(f)
}

// errors reports whether a run-time error may still be found.
func (s *native) errors() bool {
	return s.dom.Errors && !s.goal.noFlags && s.goal.problem == nil
}

func (s *native) tick() error {
	s.ticks++
	if s.budget >= 0 && s.ticks > s.budget {
		return errBudget
	}
	if s.ticks&63 == 0 {
		return s.ctx.Err()
	}
	return nil
}

// threads picks a path for each thread in turn.
func (s *native) threads(chosen []*event.Path) error {
	if len(chosen) == len(s.g.Paths) {
		s.stats.Paths++
		return s.combination(newPaths(s.test, append([]*event.Path(nil), chosen...)))
	}
	for _, p := range s.g.Paths[len(chosen)] {
		if s.done(nil) {
			return nil
		}
		if err := s.threads(append(chosen, p)); err != nil {
			return err
		}
	}
	return nil
}

func (s *native) combination(p *paths) error {
	if p.cut && (s.count || s.goal.loop && s.goal.bounded) {
		return s.tick()
	}
	s.v.Select(p.layout.Paths)
	for _, r := range p.layout.Reads {
		s.rf[p.layout.Events[r]] = exec.NoSource
	}
	s.v.Partial(s.rf)
	if !s.v.CondsHold() {
		return s.tick()
	}
	var f *frame
	if len(p.layout.Dynamic) == 0 && !s.plain {
		// The frame is known before the sources are, and tells what can be found.
		var err error
		if f, err = p.frameFor(s.v); err != nil {
			return err
		}
	}
	return s.reads(p, f, 0)
}

// reads picks a source for each read in turn.
func (s *native) reads(p *paths, f *frame, k int) error {
	if err := s.tick(); err != nil {
		return err
	}
	if k == len(p.layout.Reads) {
		return s.values(p)
	}
	r := p.layout.Events[p.layout.Reads[k]]
	for _, w := range p.trySources(k) {
		if s.done(f) {
			break
		}
		s.rf[r] = w
		s.v.Partial(s.rf)
		if w >= 0 && s.v.SameAddress(w, r) == exec.False || !s.v.CondsHold() {
			continue
		}
		if !s.mayContribute(p, f, nil) {
			continue
		}
		if err := s.reads(p, f, k+1); err != nil {
			return err
		}
	}
	s.rf[r] = exec.NoSource
	return nil
}

// mayContribute reports whether an execution with what is known so far can tell
// something that is asked and not known yet.
func (s *native) mayContribute(p *paths, f *frame, last map[int]int) bool {
	final := &state{f: f, v: s.v, p: p, last: last}
	if s.prog.Filter != nil && exec.EvalProp(s.prog, s.prog.Filter, final) == exec.False {
		return false
	}
	if s.count || p.cut || s.errors() || !s.goal.noFlags && (f == nil || s.goal.open(f)) {
		return true
	}
	if s.goal.some == nil {
		return true
	}
	for i, q := range s.questions {
		if !s.goal.wants(i, true) && !s.goal.wants(i, false) {
			continue
		}
		answer := exec.EvalProp(s.prog, q.Prop, final)
		if answer != exec.False && s.goal.wants(i, true) || answer != exec.True && s.goal.wants(i, false) {
			return true
		}
	}
	return false
}

// values solves the values of the chosen sources and goes on to the model.
func (s *native) values(p *paths) error {
	if s.v.Solve(s.rf) == exec.Dropped {
		return nil
	}
	var f *frame
	if !s.plain {
		var err error
		if f, err = p.frameFor(s.v); err != nil {
			return err
		}
	}
	if !s.mayContribute(p, f, nil) {
		return nil
	}
	if p.cut {
		s.goal.loop = s.goal.loop || s.wantsMore(f, s.v)
		if s.goal.bounded || s.count {
			return nil
		}
	}
	if s.plain {
		return s.judge(p)
	}
	if f.dead {
		return nil
	}
	f.load(s.v, s.rf)
	if err := f.in.Endless(); err != nil || !f.in.Consistent(theory.AtRF) {
		return err
	}
	return s.choices(f, 0)
}

// choices picks an element for each choice of the model in turn.
func (s *native) choices(f *frame, k int) error {
	if k == len(f.in.Choices) {
		f.in.ChoicesDone()
		if err := f.in.Endless(); err != nil || !f.in.Consistent(theory.AtChoices) {
			return err
		}
		e := newExtensions(f)
		if !e.possible {
			return nil
		}
		return s.orders(f, e, 0)
	}
	for i := range f.in.Choices[k].Len() {
		if s.done(f) {
			return nil
		}
		f.in.Pick(k, i)
		if err := s.choices(f, k+1); err != nil {
			return err
		}
	}
	return nil
}

// orders picks a coherence order for each class in turn.
func (s *native) orders(f *frame, e *extensions, k int) error {
	if k == len(e.classes) {
		return s.complete(f, e)
	}
	c := &e.classes[k]
	return e.extend(c, func() error {
		if s.done(f) {
			return errStop
		}
		e.last[c.loc] = c.lastWrite
		defer delete(e.last, c.loc)
		if !s.mayContribute(f.paths, f, e.last) {
			return s.tick()
		}
		return s.orders(f, e, k+1)
	})
}

// complete evaluates the model on a whole candidate.
func (s *native) complete(f *frame, e *extensions) error {
	if err := s.tick(); err != nil {
		return err
	}
	s.stats.Candidates++
	for k := range f.in.Orders {
		f.in.SetOrder(k, e.orders[k])
	}
	f.in.OrdersDone()
	if err := f.in.Endless(); err != nil {
		return err
	}
	if !f.in.Consistent(theory.AtOrders) || s.count && f.in.Repeated() {
		return nil
	}
	return s.accept(f, s.v, s.rf, e.orders, s.goal, s.count)
}

// extensions enumerates the strict total orders that contain what the model
// demands, class by class.
type extensions struct {
	f       *frame
	orders  []*rel.Rel
	classes []class
	// last is the last write of each location among the classes done so far.
	last     map[int]int
	possible bool
}

// class is one set of events to be ordered.
type class struct {
	order   int
	loc     int
	members []int
	// after are, by position in members, the positions that must come later, and
	// waiting the number of positions that must come earlier and are not placed.
	after     [][]int
	waiting   []int
	lastWrite int
}

func newExtensions(f *frame) *extensions {
	e := &extensions{f: f, last: map[int]int{}, possible: true}
	for k, o := range f.in.Orders {
		e.orders = append(e.orders, rel.New(f.structure.N))
		base := f.in.Base(k).Plus()
		for _, members := range o.Classes {
			n := len(members)
			c := class{order: k, loc: f.structure.Loc[members[0]], members: members, after: make([][]int, n), waiting: make([]int, n)}
			for i, a := range members {
				for j, b := range members {
					if f.in.Base(k).Has(a, b) && base.Has(b, a) {
						e.possible = false
						return e
					}
					if base.Has(a, b) {
						c.after[i] = append(c.after[i], j)
						c.waiting[j]++
					}
				}
			}
			e.classes = append(e.classes, c)
		}
	}
	return e
}

var errStop = errors.New("stop")

// extend calls next once for each order of the class, with e.orders and
// c.lastWrite set.
func (e *extensions) extend(c *class, next func() error) error {
	order := e.orders[c.order]
	sequence := make([]int, 0, len(c.members))
	// A position that is placed waits for no other any more, and never again.
	const placed = -1
	var place func() error
	place = func() error {
		if len(sequence) == len(c.members) {
			c.lastWrite = -1
			for i, a := range sequence {
				if e.isWrite(c.members[a]) {
					c.lastWrite = c.members[a]
				}
				for _, b := range sequence[i+1:] {
					order.Remove(c.members[b], c.members[a])
					order.Add(c.members[a], c.members[b])
				}
			}
			return next()
		}
		for i := range c.members {
			if c.waiting[i] != 0 {
				continue
			}
			c.waiting[i] = placed
			for _, j := range c.after[i] {
				c.waiting[j]--
			}
			sequence = append(sequence, i)
			err := place()
			sequence = sequence[:len(sequence)-1]
			for _, j := range c.after[i] {
				c.waiting[j]++
			}
			c.waiting[i] = 0
			if err != nil {
				return err
			}
		}
		return nil
	}
	err := place()
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

func (e *extensions) isWrite(i int) bool {
	l := e.f.paths.layout
	k := l.G.Events[l.Events[i]].Kind
	return k == event.Write || k == event.Init
}

// finalCell returns the value of a cell in a complete candidate.
func finalCell(s *state, c event.Cell) prog.Value {
	x, _ := s.Cell(c.Global, c.Index)
	return x
}
