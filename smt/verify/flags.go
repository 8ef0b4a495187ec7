package verify

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
	"github.com/lkmm-tools/fencepost/smt/encode"
)

// flagSearch asks which flags some consistent execution raises. A flag's goal is
// split by element, for which a candidate gives a reason of absence. Which elements
// there may be is known beforehand, from a frame that has the events of all paths
// (flagUniverse). If the model cannot be specialised to that, the goal is split by
// pair of threads first, since which elements a flagged relation may have between
// two threads is mostly a matter of their paths.
type flagSearch struct {
	r *refiner
	// asking is set while the goal of the query is a flag.
	asking bool
	goals  map[string]*flagGoal
	names  []string
	// universe are the elements that each flag may have on some paths, by the IDs of
	// events; nil if that is not known.
	universe map[string]*rel.Rel
}

// flagGoal is the goal of one flag.
type flagGoal struct {
	name string
	goal encode.Lit
	// threads are the goals by pair of threads, elements those by pair of events.
	threads  map[[2]int]encode.Lit
	elements map[[2]int]encode.Lit
	// stated are the expansions of goals of threads that were added.
	stated map[string]bool
}

// raiseFlags looks for an execution for each flag that the model has.
func (r *refiner) raiseFlags() error {
	r.flags = &flagSearch{r: r, goals: map[string]*flagGoal{}, asking: true}
	defer func() { r.flags.asking = false }()
	names, err := r.flags.possible()
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, ok := r.goal.flags[name]; !ok {
			r.flags.open(name)
		}
	}
	some := r.flags.anyGoal()
	for {
		before := len(r.goal.flags)
		if err := r.ask(query{goal: some, done: func() bool { return len(r.goal.flags) > before }}); err != nil {
			return err
		}
		if len(r.goal.flags) == before {
			return nil
		}
		for name := range r.goal.flags {
			r.flags.close(name)
		}
	}
}

// possible returns the flags that some candidate may raise.
func (s *flagSearch) possible() ([]string, error) {
	s.universe = s.r.flagUniverse()
	if s.universe == nil {
		return s.r.possibleFlags()
	}
	var names []string
	for _, name := range s.r.test.flags {
		if may := s.universe[name]; may == nil || !may.IsEmpty() {
			names = append(names, name)
		}
	}
	return names, nil
}

// flagUniverse returns, for each flag that is about a relation having elements, the
// elements that it may have on any paths, by the IDs of events. It returns nil if
// the model cannot tell.
func (r *refiner) flagUniverse() map[string]*rel.Rel {
	structure, thread, rf := exec.Summary(r.g, r.dom)
	observed := map[int]bool{}
	for c := range r.g.Cells {
		if r.observed[c] {
			observed[structure.Loc[c]] = true
		}
	}
	in, err := theory.Compile(r.model, &theory.Frame{
		Structure: structure, RFMay: rf, RFMust: rel.New(structure.N), Thread: thread, Loose: true,
		Located: true, Observed: observed, Threads: len(r.g.Paths), Present: r.present,
	})
	if err != nil {
		return nil
	}
	universe := map[string]*rel.Rel{}
	for name := range in.FlagNames() {
		if may, _, _, ok := in.FlagBounds(name); ok {
			universe[name] = may
		}
	}
	return universe
}

// possibleFlags returns the flags that no frame rules out. What a flag's relation
// may have between two threads is mostly a matter of their two paths, so it is
// enough to look at frames that together have every pair of paths; a flag for
// which it is not is taken to be possible.
func (r *refiner) possibleFlags() ([]string, error) {
	found := map[string]bool{}
	for _, list := range pathCover(r.g.Paths) {
		c := r.combination(list)
		if len(c.layout.Dynamic) > 0 {
			return r.test.flags, nil
		}
		r.v.Select(c.layout.Paths)
		r.v.Partial(nil)
		f, err := c.frameFor(r.v)
		if err != nil {
			return nil, err
		}
		for _, name := range f.flags {
			found[name] = true
		}
		for _, name := range r.test.flags {
			if _, wide, _, ok := f.in.FlagBounds(name); !found[name] && (wide || !ok) && !c.only() {
				found[name] = true
			}
		}
	}
	var names []string
	for _, name := range r.test.flags {
		if found[name] {
			names = append(names, name)
		}
	}
	return names, nil
}

// only reports whether there is no other combination of paths.
func (p *paths) only() bool {
	for _, list := range p.layout.G.Paths {
		if len(list) > 1 {
			return false
		}
	}
	return true
}

// pathCover returns combinations of complete paths such that each path, and any two
// paths of two threads together, are in one of them.
func pathCover(threads [][]*event.Path) [][]*event.Path {
	var live [][]*event.Path
	for _, list := range threads {
		var complete []*event.Path
		for _, p := range list {
			if !p.Cut {
				complete = append(complete, p)
			}
		}
		if len(complete) == 0 {
			return nil
		}
		live = append(live, complete)
	}
	if len(live) == 1 {
		var out [][]*event.Path
		for _, p := range live[0] {
			out = append(out, []*event.Path{p})
		}
		return out
	}
	type pair struct{ s, p, t, q int }
	open := map[pair]bool{}
	for s := range live {
		for t := s + 1; t < len(live); t++ {
			for p := range live[s] {
				for q := range live[t] {
					open[pair{s, p, t, q}] = true
				}
			}
		}
	}
	var out [][]*event.Path
	for len(out) == 0 || len(open) > 0 {
		// Each thread in turn takes the path that covers most with those before.
		pick := make([]int, len(live))
		list := make([]*event.Path, len(live))
		gain := 0
		for t := range live {
			best := -1
			for q := range live[t] {
				n := 0
				for s := range t {
					if open[pair{s, pick[s], t, q}] {
						n++
					}
				}
				for u := t + 1; u < len(live); u++ {
					for x := range live[u] {
						if open[pair{t, q, u, x}] {
							n++
							break
						}
					}
				}
				if n > best {
					best, pick[t] = n, q
				}
			}
			list[t] = live[t][pick[t]]
		}
		for s := range live {
			for t := s + 1; t < len(live); t++ {
				k := pair{s, pick[s], t, pick[t]}
				if open[k] {
					gain++
					delete(open, k)
				}
			}
		}
		if gain == 0 && len(open) > 0 {
			k := slices.MinFunc(slices.Collect(maps.Keys(open)), func(a, b pair) int {
				return cmp.Or(a.s-b.s, a.p-b.p, a.t-b.t, a.q-b.q)
			})
			list[k.s], list[k.t] = live[k.s][k.p], live[k.t][k.q]
			delete(open, k)
		}
		out = append(out, list)
	}
	return out
}

// open states the goal of a flag: some pair of threads has an element.
func (s *flagSearch) open(name string) {
	g := &flagGoal{
		name: name, goal: s.r.p.Goal("flag " + name), threads: map[[2]int]encode.Lit{},
		elements: map[[2]int]encode.Lit{}, stated: map[string]bool{},
	}
	s.goals[name] = g
	s.names = append(s.names, name)
	clause := []encode.Lit{g.goal.Not()}
	if may := s.universe[name]; may != nil {
		for _, p := range may.Pairs() {
			x := s.r.p.Goal(fmt.Sprintf("flag %s %d,%d", name, p.From, p.To))
			g.elements[[2]int{p.From, p.To}] = x
			clause = append(clause, x)
			s.r.p.Clause(x.Not(), s.r.p.Run(p.From))
			s.r.p.Clause(x.Not(), s.r.p.Run(p.To))
		}
		s.r.p.Clause(clause...)
		return
	}
	for a := -1; a < len(s.r.g.Paths); a++ {
		for b := -1; b < len(s.r.g.Paths); b++ {
			l := s.r.p.Goal(fmt.Sprintf("flag %s P%d P%d", name, a, b))
			g.threads[[2]int{a, b}] = l
			clause = append(clause, l)
		}
	}
	s.r.p.Clause(clause...)
}

// anyGoal returns the goal that some flag is raised.
func (s *flagSearch) anyGoal() encode.Lit {
	if len(s.names) == 0 {
		return encode.False
	}
	some := s.r.p.Goal("some flag")
	clause := []encode.Lit{some.Not()}
	for _, name := range s.names {
		clause = append(clause, s.goals[name].goal)
	}
	s.r.p.Clause(clause...)
	return some
}

// close ends the search for a flag that was raised.
func (s *flagSearch) close(name string) {
	if g := s.goals[name]; g != nil {
		s.r.p.Clause(g.goal.Not())
		delete(s.goals, name)
	}
}

// learn excludes the current consistent candidate as an answer for the flags that
// it does not raise.
func (s *flagSearch) learn(f *frame, rf []int) {
	for _, name := range s.names {
		g := s.goals[name]
		if g == nil {
			continue
		}
		if _, ok := s.r.goal.flags[name]; ok {
			continue
		}
		s.learnFlag(f, rf, name, g)
	}
}

func (s *flagSearch) learnFlag(f *frame, rf []int, name string, g *flagGoal) {
	r := s.r
	may, wide, located, ok := f.in.FlagBounds(name)
	if !ok {
		r.learnGoal(g.goal, append(r.everything(f.paths, rf), r.currentOrder(f)...))
		return
	}
	l := f.paths.layout
	if s.universe[name] != nil {
		s.absent(f, rf, g, may, wide, located)
	}
	byThreads := map[[2]int][]rel.Pair{}
	for _, p := range may.Pairs() {
		key := [2]int{l.Thread[p.From], l.Thread[p.To]}
		byThreads[key] = append(byThreads[key], p)
	}
	for key, goal := range g.threads {
		s.expand(f, rf, g, key, goal, byThreads[key], wide, located)
	}
	elements, reasons, _ := f.in.WhyNotFlag(name)
	for i, p := range elements {
		r.learnGoal(s.element(f, name, g, p), r.lits(f, rf, reasons[i]))
	}
}

// absent states which of the elements that the solver takes to be there the frame
// rules out.
func (s *flagSearch) absent(f *frame, rf []int, g *flagGoal, may *rel.Rel, wide, located bool) {
	l := f.paths.layout
	for _, p := range s.universe[g.name].Pairs() {
		x := g.elements[[2]int{p.From, p.To}]
		if !s.r.p.Picked(x) {
			continue
		}
		a, b := l.Index[p.From], l.Index[p.To]
		if a < 0 || b < 0 || may.Has(a, b) {
			continue
		}
		s.r.learnGoal(x, s.r.lits(f, rf, frameSupport(f, [2]int{l.Thread[a], l.Thread[b]}, wide, located)))
	}
}

// frameSupport names what a fact hangs on that a frame fixes: the paths of all
// threads if it is wide, else those of two, and computed addresses if it is located.
func frameSupport(f *frame, threads [2]int, wide, located bool) []theory.Lit {
	var support []theory.Lit
	add := func(t int) {
		if t < 0 {
			return
		}
		support = append(support, theory.Lit{Kind: theory.PathLit, A: t})
		if located {
			support = append(support, theory.Lit{Kind: theory.AddrLit, A: t})
		}
	}
	if wide {
		for t := range f.paths.layout.Paths {
			add(t)
		}
		return support
	}
	add(threads[0])
	if threads[1] != threads[0] {
		add(threads[1])
	}
	return support
}

// expand states which elements a flag may have between two threads on the
// frame's paths.
func (s *flagSearch) expand(f *frame, rf []int, g *flagGoal, threads [2]int, goal encode.Lit, elements []rel.Pair, wide, located bool) {
	lits := s.r.lits(f, rf, frameSupport(f, threads, wide, located))
	key := fmt.Sprint(threads, lits)
	if g.stated[key] {
		return
	}
	g.stated[key] = true
	clause := append(negate(lits), goal.Not(), s.r.p.Axioms().Not())
	for _, p := range elements {
		clause = append(clause, s.element(f, "", g, p))
	}
	s.r.p.Clause(clause...)
}

// element returns the goal that a flag has a certain element.
func (s *flagSearch) element(f *frame, name string, g *flagGoal, p rel.Pair) encode.Lit {
	l := f.paths.layout
	key := [2]int{l.Events[p.From], l.Events[p.To]}
	x, ok := g.elements[key]
	if !ok {
		x = s.r.p.Goal(fmt.Sprintf("flag %s %d,%d", name, key[0], key[1]))
		g.elements[key] = x
	}
	return x
}

// currentOrder names the coherence order that the specialised model has now.
func (r *refiner) currentOrder(f *frame) []encode.Lit {
	var orders []*rel.Rel
	for k := range f.in.Orders {
		orders = append(orders, f.in.Order(k))
	}
	return r.orderLits(f, orders)
}
