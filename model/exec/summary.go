package exec

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// Summary returns a structure that has all events of a graph, by their IDs, whatever
// paths they are on. Its relations are upper bounds: a pair is there if some path
// has it, or if two events may have one address. The location classes are sets of
// events that may meet in the end. thread gives the thread of each event, -1 for
// initial writes, and rf the pairs that reads-from may have.
func Summary(g *event.Graph, dom *event.Domains) (s *cat.Structure, thread []int, rf *rel.Rel) {
	n := len(g.Events)
	s = &cat.Structure{N: n, Sets: map[string]*rel.Set{}, Tags: map[string]*rel.Set{}, Rels: map[string]*rel.Rel{}}
	rf = rel.New(n)
	in := func(sets map[string]*rel.Set, name string, e int) {
		if sets[name] == nil {
			sets[name] = rel.NewSet(n)
		}
		sets[name].Add(e)
	}
	for i, e := range g.Events {
		thread = append(thread, e.Thread)
		eachSet(e, func(name string) { in(s.Sets, name, i) })
		if e.Tag != "" {
			in(s.Tags, string(e.Tag), i)
		}
		for _, w := range dom.Sources[i] {
			rf.Add(w, i)
		}
		s.Value = append(s.Value, -1)
		if e.Kind.HasValue() {
			s.Value[i] = i
		}
	}
	for _, name := range []string{"po", "addr", "data", "ctrl", "same-instance", "iico_data", "iico_ctrl", "int", "ext", "loc"} {
		s.Rels[name] = rel.New(n)
	}
	for _, paths := range g.Paths {
		for _, p := range paths {
			for name, r := range map[string]*rel.Rel{
				"po": p.PO, "addr": p.Addrs, "data": p.Data, "ctrl": p.Ctrl,
				"same-instance": p.SameInstance, "iico_data": p.IicoData, "iico_ctrl": p.IicoCtrl,
			} {
				to := s.Rels[name]
				for a := range r.Size() {
					r.EachTo(a, func(b int) { to.Add(p.Events[a], p.Events[b]) })
				}
			}
		}
	}
	classes := make([]int, n)
	for a := range n {
		classes[a] = a
	}
	find := func(a int) int {
		for classes[a] != a {
			a = classes[a]
		}
		return a
	}
	for a, e := range g.Events {
		for b, f := range g.Events {
			switch {
			case e.Thread != f.Thread:
				s.Rels["ext"].Add(a, b)
			case e.Thread >= 0:
				s.Rels["int"].Add(a, b)
			}
			if dom.MayMeet(a, b) {
				s.Rels["loc"].Add(a, b)
				classes[find(a)] = find(b)
			}
		}
	}
	for a, e := range g.Events {
		s.Loc = append(s.Loc, -1)
		if e.Kind.HasLocation() {
			s.Loc[a] = find(a)
		}
	}
	return s, thread, rf
}
