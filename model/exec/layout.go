package exec

import (
	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// Layout numbers the executed events of one path a thread, and holds the base
// sets and relations that the paths alone fix. The numbers 0 … len(Events)-1 are
// what relations over an execution range over; initial writes come first.
type Layout struct {
	G     *event.Graph
	Paths []*event.Path
	// Events maps a number to the event's ID, Index an ID to the number, -1 for
	// an event that is not executed.
	Events, Index []int
	// Thread gives the thread of each executed event, -1 for initial writes.
	Thread []int
	// Reads are the executed memory reads and Writes the executed memory writes,
	// initial ones included, by number.
	Reads, Writes []int
	// Dynamic are the executed events with a computed address.
	Dynamic []int
	base    cat.Structure
}

// NewLayout returns the layout of the given paths, one a thread.
func NewLayout(g *event.Graph, paths []*event.Path) *Layout {
	l := &Layout{G: g, Paths: paths, Index: make([]int, len(g.Events))}
	for i := range l.Index {
		l.Index[i] = -1
	}
	add := func(id, thread int) {
		l.Index[id] = len(l.Events)
		l.Events = append(l.Events, id)
		l.Thread = append(l.Thread, thread)
	}
	for c := range g.Cells {
		add(c, -1)
	}
	for _, p := range paths {
		for i, e := range p.Events {
			if p.Addr[i] != event.NoTerm {
				if _, ok := g.Const(p.Addr[i]); !ok {
					l.Dynamic = append(l.Dynamic, len(l.Events))
				}
			}
			add(e, p.Thread)
		}
	}
	l.sets()
	l.relations()
	return l
}

func (l *Layout) sets() {
	n := len(l.Events)
	sets := map[string]*rel.Set{}
	in := func(name string, e int) {
		if sets[name] == nil {
			sets[name] = rel.NewSet(n)
		}
		sets[name].Add(e)
	}
	tags := map[string]*rel.Set{}
	for i, id := range l.Events {
		e := l.G.Events[id]
		eachSet(e, func(name string) { in(name, i) })
		switch e.Kind {
		case event.Read:
			l.Reads = append(l.Reads, i)
		case event.Write, event.Init:
			l.Writes = append(l.Writes, i)
		case event.Fence, event.LockRead, event.LockWrite, event.Unlock,
			event.LockFail, event.IsLocked, event.NotLocked, event.Sync, event.Section:
		}
		if e.Tag != "" {
			if tags[string(e.Tag)] == nil {
				tags[string(e.Tag)] = rel.NewSet(n)
			}
			tags[string(e.Tag)].Add(i)
		}
	}
	l.base.N, l.base.Sets, l.base.Tags = n, sets, tags
}

// eachSet calls f for the base sets that an event is in.
func eachSet(e *event.Event, f func(name string)) {
	switch e.Kind {
	case event.Read:
		f("M")
		f("R")
	case event.Write:
		f("M")
		f("W")
	case event.Init:
		f("M")
		f("W")
		f("IW")
	case event.Fence, event.LockRead, event.LockWrite, event.Unlock,
		event.LockFail, event.IsLocked, event.NotLocked, event.Sync, event.Section:
		f(e.Kind.String())
	}
	if e.Atomic {
		f("RMW")
		f("X")
	}
}

func (l *Layout) relations() {
	n := len(l.Events)
	po, addr, data, ctrl := rel.New(n), rel.New(n), rel.New(n), rel.New(n)
	same, iicoData, iicoCtrl := rel.New(n), rel.New(n), rel.New(n)
	internal, external := rel.New(n), rel.New(n)
	offset := len(l.G.Cells)
	for _, p := range l.Paths {
		for _, part := range []struct{ from, to *rel.Rel }{
			{p.PO, po}, {p.Addrs, addr}, {p.Data, data}, {p.Ctrl, ctrl},
			{p.SameInstance, same}, {p.IicoData, iicoData}, {p.IicoCtrl, iicoCtrl},
		} {
			place(part.from, part.to, offset)
		}
		offset += len(p.Events)
	}
	for a, ta := range l.Thread {
		for b, tb := range l.Thread {
			switch {
			case ta == tb && ta >= 0:
				internal.Add(a, b)
			case ta != tb:
				external.Add(a, b)
			}
		}
	}
	l.base.Rels = map[string]*rel.Rel{
		"po": po, "addr": addr, "data": data, "ctrl": ctrl, "same-instance": same,
		"iico_data": iicoData, "iico_ctrl": iicoCtrl, "int": internal, "ext": external,
	}
}

// place copies a relation over the positions of a path into one over the layout.
func place(from, to *rel.Rel, offset int) {
	for a := range from.Size() {
		from.EachTo(a, func(b int) { to.Add(a+offset, b+offset) })
	}
}

// Structure returns what a model sees, given the address of every executed event
// that has one (by number). The sets and relations that the paths fix are shared
// between the results. rf is left out, and Value has the terms of the values:
// events with equal numbers have equal values in every candidate.
func (l *Layout) Structure(address func(i int) prog.Value) *cat.Structure {
	s := l.base
	n := s.N
	s.Loc = make([]int, n)
	s.Value = make([]int, n)
	classes := map[prog.Value]int{}
	members := []*rel.Set{}
	for i, id := range l.Events {
		e := l.G.Events[id]
		s.Loc[i], s.Value[i] = -1, -1
		if e.Kind.HasValue() {
			s.Value[i] = l.valueTerm(i)
		}
		if !e.Kind.HasLocation() {
			continue
		}
		a := address(i)
		c, ok := classes[a]
		if !ok {
			c = len(members)
			classes[a] = c
			members = append(members, rel.NewSet(n))
		}
		s.Loc[i] = c
		members[c].Add(i)
	}
	loc := rel.New(n)
	for _, m := range members {
		loc.UnionInto(loc, rel.Product(m, m))
	}
	rels := make(map[string]*rel.Rel, len(s.Rels)+1)
	for name, r := range l.base.Rels {
		rels[name] = r
	}
	rels["loc"] = loc
	s.Rels = rels
	return &s
}

// Len returns the number of executed events.
func (l *Layout) Len() int { return len(l.Events) }

// valueTerm returns the number of the term of the value of an executed event;
// initial writes, whose values are no terms, get negative numbers below -1.
func (l *Layout) valueTerm(i int) int {
	id := l.Events[i]
	if id < len(l.G.Cells) {
		return -2 - id
	}
	p := l.Paths[l.Thread[i]]
	return int(p.Value[p.Position(id)])
}
