package verify

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// trySources lists the sources of the k-th read that the native engine tries.
func (p *paths) trySources(k int) []int {
	if !p.test.coherent || p.cut {
		return p.sources[k]
	}
	if p.tried == nil {
		p.tried = make([][]int, len(p.sources))
		for i, list := range p.sources {
			p.tried[i] = p.coherentSources(p.layout.Reads[i], list)
		}
	}
	return p.tried[k]
}

// coherentSources drops from the sources of read r those that coherence forbids
// whatever the rest of the candidate is: a write of its own thread that comes
// later, and one that a write of its own thread comes after and before the read.
// It may be used only if the model implies coherence and no loop is cut: cut
// candidates count before the model looks at them.
func (p *paths) coherentSources(r int, sources []int) []int {
	addr, known := p.constAddr(r)
	if !known {
		return sources
	}
	l := p.layout
	path := l.Paths[l.Thread[r]]
	pos := path.Position(l.Events[r])
	// earlier are the writes there before the read, later those after it.
	var earlier, later []int
	for w, id := range path.Events {
		if l.G.Events[id].Kind != event.Write || !p.isAt(path, w, addr) {
			continue
		}
		switch {
		case path.PO.Has(w, pos):
			earlier = append(earlier, w)
		case path.PO.Has(pos, w):
			later = append(later, w)
		}
	}
	if len(earlier)+len(later) == 0 {
		return sources
	}
	var kept []int
	for _, src := range sources {
		if !p.overwritten(path, src, earlier) && !contains(path, later, src) {
			kept = append(kept, src)
		}
	}
	return kept
}

// isAt reports whether the event at a position is known to be at an address.
func (p *paths) isAt(path *event.Path, pos int, addr prog.Value) bool {
	a, known := p.layout.G.Const(path.Addr[pos])
	return known && a == addr
}

// overwritten reports whether a source of a read, at the read's address, comes
// before one of the earlier writes.
func (p *paths) overwritten(path *event.Path, src int, earlier []int) bool {
	if src >= 0 && src < len(p.layout.G.Cells) {
		return len(earlier) > 0
	}
	pos := path.Position(src)
	if pos < 0 {
		return false
	}
	for _, w := range earlier {
		if path.PO.Has(pos, w) {
			return true
		}
	}
	return false
}

func contains(path *event.Path, positions []int, id int) bool {
	for _, i := range positions {
		if path.Events[i] == id {
			return true
		}
	}
	return false
}
