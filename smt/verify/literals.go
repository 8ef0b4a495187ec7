package verify

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/model/theory"
	"github.com/lkmm-tools/fencepost/smt/encode"
)

// lits translates literals of a frame to those of the problem.
func (r *refiner) lits(f *frame, rf []int, reason []theory.Lit) []encode.Lit {
	l := f.paths.layout
	var out []encode.Lit
	add := func(x encode.Lit, neg bool) {
		if neg {
			x = x.Not()
		}
		if x != encode.True {
			out = append(out, x)
		}
	}
	for _, x := range reason {
		switch x.Kind {
		case theory.PathLit:
			add(r.p.Path(x.A, l.Paths[x.A].Index), false)
		case theory.AddrLit:
			out = append(out, r.addrLits(f, rf, x.A)...)
		case theory.RFLit:
			add(r.p.RF(l.Events[x.A], l.Events[x.B]), x.Neg)
		case theory.OrderLit:
			add(r.p.Order(l.Events[x.A], l.Events[x.B]), x.Neg)
		case theory.ChoiceLit:
			c := r.p.Choice(f.choiceName(x.K, x.A))
			add(c, x.Neg)
		case theory.RunLit:
			add(r.p.Run(l.Events[x.A]), false)
		case theory.StepLit:
			add(r.p.Step(f.acquisition(x.A), l.Events[x.B]), false)
		case theory.ValueLit:
			out = append(out, r.everything(f.paths, rf)...)
		default:
			panic(fmt.Sprintf("verify: unhandled literal %d", x.Kind))
		}
	}
	return out
}

// acquisition returns the ID of the lock acquisition that a release ends, or the
// event itself if it is no release.
func (f *frame) acquisition(i int) int {
	l := f.paths.layout
	if l.G.Events[l.Events[i]].Kind != event.Unlock {
		return l.Events[i]
	}
	for j := i - 1; j >= 0 && l.Thread[j] == l.Thread[i]; j-- {
		if l.G.Events[l.Events[j]].Kind == event.LockWrite && f.structure.Loc[j] == f.structure.Loc[i] {
			return l.Events[j]
		}
	}
	panic("verify: a hand-over from a release without acquisition")
}

// addrLits says that the computed addresses of a thread are those of the frame,
// which has them with the sources rf.
func (r *refiner) addrLits(f *frame, rf []int, thread int) []encode.Lit {
	l := f.paths.layout
	var out []encode.Lit
	for _, i := range l.Dynamic {
		if l.Thread[i] != thread {
			continue
		}
		a := f.addr[i]
		x, exact := r.p.Address(l.Events[i], a)
		if !exact {
			// An address that the encoding does not name follows from sources.
			s, ok := r.v.AddressSupport(l.Events[i])
			out = append(out, r.supported(f.paths, rf, s, ok)...)
			continue
		}
		if x != encode.True {
			out = append(out, x)
		}
	}
	return out
}

// frameLits says that all threads are on the frame's paths and all computed
// addresses are those of the frame.
func (r *refiner) frameLits(f *frame, rf []int) []encode.Lit {
	var reason []theory.Lit
	for t := range f.paths.layout.Paths {
		reason = append(reason, theory.Lit{Kind: theory.PathLit, A: t})
		if len(f.paths.layout.Dynamic) > 0 {
			reason = append(reason, theory.Lit{Kind: theory.AddrLit, A: t})
		}
	}
	return r.lits(f, rf, reason)
}

// everything names all paths and all sources of a candidate, from which its
// values follow.
func (r *refiner) everything(c *paths, rf []int) []encode.Lit {
	var out []encode.Lit
	add := func(x encode.Lit) {
		if x != encode.True {
			out = append(out, x)
		}
	}
	for t, p := range c.layout.Paths {
		add(r.p.Path(t, p.Index))
	}
	for _, i := range c.layout.Reads {
		id := c.layout.Events[i]
		add(r.p.RF(rf[id], id))
	}
	return out
}

// supported names what a fact about the values of a candidate hangs on: the
// support, or everything if that is not known.
func (r *refiner) supported(c *paths, rf []int, s exec.Support, known bool) []encode.Lit {
	if !known {
		return r.everything(c, rf)
	}
	var out []encode.Lit
	add := func(x encode.Lit) {
		if x != encode.True {
			out = append(out, x)
		}
	}
	for _, t := range s.Threads {
		add(r.p.Path(t, c.layout.Paths[t].Index))
	}
	for _, id := range s.Reads {
		add(r.p.RF(rf[id], id))
	}
	return out
}

// orderLits names the whole coherence order of a candidate.
func (r *refiner) orderLits(f *frame, orders []*rel.Rel) []encode.Lit {
	l := f.paths.layout
	var out []encode.Lit
	for _, o := range orders {
		for _, p := range o.Pairs() {
			if x := r.p.Order(l.Events[p.From], l.Events[p.To]); x != encode.True {
				out = append(out, x)
			}
		}
	}
	return out
}
