package enum

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// deps are the relations of one path, over its nodes.
type deps struct {
	po, addr, data, ctrl, iicoData, iicoCtrl, sameInst *rel.Rel
	// reach is the transitive closure of the edges inside statements.
	reach *rel.Rel
}

// relOf returns edges as a relation.
func relOf(n int, edges []edge) *rel.Rel {
	r := rel.New(n)
	for _, e := range edges {
		r.Add(e.from, e.to)
	}
	return r
}

// nodesWhere returns the nodes that satisfy a predicate.
func (p *path) nodesWhere(holds func(node) bool) *rel.Set {
	s := rel.NewSet(len(p.nodes))
	for id, n := range p.nodes {
		if holds(n) {
			s.Add(id)
		}
	}
	return s
}

func isLockTest(n node) bool {
	return !n.isReg() && (n.kind == event.LockFail || n.kind == event.IsLocked || n.kind == event.NotLocked)
}

func isMemoryRead(n node) bool  { return !n.isReg() && n.kind == event.Read }
func isMemoryWrite(n node) bool { return !n.isReg() && n.kind == event.Write }

func isLockEvent(n node) bool {
	return isLockTest(n) || !n.isReg() &&
		(n.kind == event.LockRead || n.kind == event.LockWrite || n.kind == event.Unlock)
}

// deps computes c-semantics.md 2.2 and 6 literally; the names are its names.
func (p *path) deps() *deps {
	n := len(p.nodes)
	d := &deps{
		iicoData: relOf(n, p.data), iicoCtrl: relOf(n, p.ctrl),
		po: rel.New(n), sameInst: rel.New(n),
	}
	d.reach = d.iicoData.Union(d.iicoCtrl).Plus()
	for e := range n {
		for f := range n {
			if p.nodes[e].inst == p.nodes[f].inst {
				d.sameInst.Add(e, f)
			}
			if p.nodes[e].inst < p.nodes[f].inst || d.reach.Has(e, f) {
				d.po.Add(e, f)
			}
		}
	}
	loads := rel.Identity(p.nodesWhere(func(n node) bool { return isMemoryRead(n) || isLockTest(n) }))
	hidden := p.nodesWhere(func(n node) bool { return n.isReg() || n.kind == event.Sync || n.kind == event.Section })
	regrf := relOf(n, p.regs)
	flow := d.iicoData.Within(hidden)
	dr := regrf.Union(flow).Plus()
	e0 := loads.Seq(d.iicoData)
	dd := e0.Seq(dr)
	rmw := relOf(n, p.rmw)

	writes := p.nodesWhere(isMemoryWrite)
	asData := rel.Identity(p.nodesWhere(func(n node) bool { return n.port == portData }))
	asAddr := rel.Identity(p.nodesWhere(func(n node) bool { return n.port == portAddr }))
	lastData := asData.Seq(d.iicoData).Seq(rel.Identity(writes))
	d.data = loads.Union(dd).Seq(lastData).Union(rmw.Inter(d.iicoData))

	addressed := p.nodesWhere(func(n node) bool { return isMemoryRead(n) || isLockEvent(n) })
	lastAddr := d.iicoData.Seq(rel.Identity(addressed)).Union(asAddr.Seq(d.iicoData).Seq(rel.Identity(writes)))
	d.addr = loads.Union(dd).Seq(lastAddr)

	k := relOf(n, p.branch)
	reads := p.nodesWhere(func(n node) bool { return n.access == regRead || isMemoryRead(n) })
	tests := p.nodesWhere(isLockTest)
	kr := rel.Identity(reads).Seq(k)
	through := e0.Seq(regrf.Union(flow).Union(kr).Plus()).Seq(kr)
	viaDeps := d.addr.Union(d.data).Union(dd).Seq(rel.Identity(reads.Union(tests)).Seq(k))
	sources := loads.Union(rel.Identity(writes))
	relevant := rel.Identity(hidden.Complement())
	d.ctrl = sources.Seq(kr.Union(through).Union(viaDeps)).Seq(relevant)
	return d
}
