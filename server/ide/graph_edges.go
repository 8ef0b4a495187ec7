package ide

import (
	"fmt"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// maxGuarded is up to how many writes a control dependency is drawn to all of
// them. Beyond it only the first is drawn, whose label counts the others.
const maxGuarded = 3

// edges draws the relations that a reader needs; what follows from program order
// and from what is drawn is left out.
//
//	po    between neighbours of a thread
//	rf    from a write to its readers, from an unlock to who takes the lock next
//	co    between neighbours in the order of a cell, unless they are in program
//	      order, or the later one read from the earlier: then rf says so
//	fr    from a read to the write that came next in the order of the cell, unless
//	      they are in program order
//	addr, data, ctrl, rmw    between different accesses
func (b *graphBuilder) edges() {
	for i := 1; i < len(b.accesses); i++ {
		if b.accesses[i-1].thread == b.accesses[i].thread {
			b.edge(i-1, i, EdgePO, string(EdgePO))
		}
	}
	b.dependencies(b.x.Addr, EdgeAddr)
	b.dependencies(b.x.Data, EdgeData)
	b.control()
	b.dependencies(b.x.RMW, EdgeRMW)
	b.communication()
}

// edge adds an edge between accesses, once.
func (b *graphBuilder) edge(from, to int, kind EdgeKind, label string) {
	e := GraphEdge{From: b.g.Events[from].ID, To: b.g.Events[to].ID, Kind: kind, Label: label}
	for _, f := range b.g.Edges {
		if f.From == e.From && f.To == e.To && f.Kind == kind {
			return
		}
	}
	b.g.Edges = append(b.g.Edges, e)
}

// dependencies draws a relation between different accesses of a thread.
func (b *graphBuilder) dependencies(r *rel.Rel, kind EdgeKind) {
	if r == nil {
		return
	}
	for _, p := range r.Pairs() {
		if from, to := b.of[p.From], b.of[p.To]; from >= 0 && to >= 0 && from != to {
			b.edge(from, to, kind, string(kind))
		}
	}
}

// control draws control dependencies. One branch guards all that comes after it;
// a reader looks for the writes, which is what the dependency orders.
func (b *graphBuilder) control() {
	if b.x.Ctrl == nil {
		return
	}
	for from, a := range b.accesses {
		writes, reads := b.guarded(a)
		guarded := writes
		if len(guarded) == 0 {
			guarded = reads[:min(1, len(reads))]
		}
		label := string(EdgeCtrl)
		if n := len(guarded); n > maxGuarded {
			guarded = guarded[:1]
			label = fmt.Sprintf("%s, and %d later", EdgeCtrl, n-1)
		}
		for _, to := range guarded {
			b.edge(from, to, EdgeCtrl, label)
		}
	}
}

// guarded returns the later accesses that depend on an access by control: those
// that write, and the others that have a location.
func (b *graphBuilder) guarded(a *access) (writes, reads []int) {
	for to, later := range b.accesses {
		if later == a || later.letter == "" {
			continue
		}
		depends, writing := false, false
		for _, j := range later.events {
			k := b.x.Events[j].Kind
			writing = writing || k == event.Write || k == event.LockWrite || k == event.Unlock
			for _, i := range a.events {
				depends = depends || b.x.Ctrl.Has(i, j)
			}
		}
		switch {
		case depends && writing:
			writes = append(writes, to)
		case depends:
			reads = append(reads, to)
		}
	}
	return writes, reads
}

// communication draws co, fr and rf.
func (b *graphBuilder) communication() {
	for _, writes := range b.writes() {
		for k := 1; k < len(writes); k++ {
			from, to := b.of[writes[k-1]], b.of[writes[k]]
			if !b.inOrder(from, to) && !b.readsFrom(to, from) {
				b.edge(from, to, EdgeCO, string(EdgeCO))
			}
		}
	}
	for i, s := range b.source {
		if s < 0 || b.section(i) {
			continue
		}
		from, to := b.of[i], b.next(s)
		if from >= 0 && to >= 0 && from != to && !b.inOrder(from, to) {
			b.edge(from, to, EdgeFR, string(EdgeFR))
		}
	}
	for i, s := range b.source {
		if s >= 0 && !b.section(i) && b.of[s] >= 0 && b.of[i] >= 0 && b.of[s] != b.of[i] {
			b.edge(b.of[s], b.of[i], EdgeRF, string(EdgeRF))
		}
	}
}

// section reports whether event i stands for an end of an SRCU section.
func (b *graphBuilder) section(i int) bool {
	tag := b.x.Events[i].Tag
	return tag == tagSrcuLock || tag == tagSrcuUnlock
}

// next returns the access of the write that comes right after write s in the
// order of its cell, -1 if s is the last.
func (b *graphBuilder) next(s int) int {
	best := -1
	b.x.CO.EachTo(s, func(w int) {
		if best < 0 || b.x.CO.Has(w, best) {
			best = w
		}
	})
	if best < 0 {
		return -1
	}
	return b.of[best]
}

// inOrder reports whether two accesses are in program order.
func (b *graphBuilder) inOrder(from, to int) bool {
	return from < to && b.accesses[from].thread == b.accesses[to].thread
}

// readsFrom reports whether an access reads from another.
func (b *graphBuilder) readsFrom(reader, writer int) bool {
	for _, i := range b.accesses[reader].events {
		if s := b.source[i]; s >= 0 && b.of[s] == writer {
			return true
		}
	}
	return false
}
