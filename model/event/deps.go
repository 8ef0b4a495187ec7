package event

import "github.com/lkmm-tools/fencepost/model/rel"

// deps computes the dependencies of one path from its nodes and edges, by the
// definitions of c-semantics.md 6; the names are those of the text. Relations
// are over nodes, register events included.
type deps struct {
	r        *run
	n        int
	iicoData *rel.Rel // D
	iicoCtrl *rel.Rel // C
	iico     *rel.Rel // D ∪ C
	// loads is L: memory reads, failed trylocks and spin_is_locked. reads are
	// memory and register reads; relevant are memory events, fences and locks.
	loads, reads, relevant, memWrites, memReads, lockEvents, lockTests *rel.Set
}

func newDeps(r *run) *deps {
	n := len(r.nodes)
	d := &deps{
		r: r, n: n,
		iicoData: rel.New(n), iicoCtrl: rel.New(n), iico: rel.New(n),
		loads: rel.NewSet(n), reads: rel.NewSet(n), relevant: rel.NewSet(n),
		memWrites: rel.NewSet(n), memReads: rel.NewSet(n),
		lockEvents: rel.NewSet(n), lockTests: rel.NewSet(n),
	}
	for _, e := range r.data {
		d.iicoData.Add(e.from, e.to)
	}
	for _, e := range r.ctrlI {
		d.iicoCtrl.Add(e.from, e.to)
	}
	d.iico.UnionInto(d.iicoData, d.iicoCtrl)
	for i, x := range r.nodes {
		if x.isReg {
			if !x.regWrite {
				d.reads.Add(i)
			}
			continue
		}
		if x.kind != Sync && x.kind != Section {
			d.relevant.Add(i)
		}
		switch x.kind {
		case Read:
			d.memReads.Add(i)
			d.loads.Add(i)
			d.reads.Add(i)
		case Write:
			d.memWrites.Add(i)
		case LockFail, IsLocked, NotLocked:
			d.loads.Add(i)
			d.lockTests.Add(i)
			d.lockEvents.Add(i)
		case LockRead, LockWrite, Unlock:
			d.lockEvents.Add(i)
		case Fence, Sync, Section, Init:
		}
	}
	return d
}

// project keeps the pairs between events.
func (d *deps) project(x *rel.Rel) *rel.Rel {
	out := rel.New(len(d.r.path.Events))
	for _, p := range x.Pairs() {
		a, b := d.r.nodes[p.From], d.r.nodes[p.To]
		if !a.isReg && !b.isReg {
			out.Add(a.event, b.event)
		}
	}
	return out
}

// control returns K: every node of a condition to every node of the branch.
func (d *deps) control() *rel.Rel {
	k := rel.New(d.n)
	for _, c := range d.r.ctrls {
		for _, from := range c.cond {
			for to := c.first; to < c.end; to++ {
				k.Add(from, to)
			}
		}
	}
	return k
}

// compute returns addr, data and ctrl over the events of the path.
func (d *deps) compute() (addr, data, ctrl *rel.Rel) {
	irrelevant := d.relevant.Complement()
	regrf := rel.New(d.n)
	for _, e := range d.r.regRF {
		regrf.Add(e.from, e.to)
	}
	inner := d.iicoData.Within(irrelevant)
	flow := regrf.Union(inner)
	dr := flow.Plus()
	e0 := rel.Identity(d.loads).Seq(d.iicoData)
	dd := e0.Seq(dr)

	lastData, lastAddr := rel.New(d.n), rel.New(d.n)
	for _, p := range d.iicoData.Pairs() {
		label := d.r.nodes[p.From].port
		if d.memWrites.Has(p.To) && label == dataPort {
			lastData.Add(p.From, p.To)
		}
		if d.memReads.Has(p.To) || d.lockEvents.Has(p.To) || d.memWrites.Has(p.To) && label == addrPort {
			lastAddr.Add(p.From, p.To)
		}
	}
	fromLoads := rel.Identity(d.loads)
	dataN := fromLoads.Seq(lastData).Union(dd.Seq(lastData))
	for _, e := range d.r.rmws {
		if d.iicoData.Has(e.from, e.to) {
			dataN.Add(e.from, e.to)
		}
	}
	addrN := fromLoads.Seq(lastAddr).Union(dd.Seq(lastAddr))

	k := d.control()
	ctrlN := rel.New(d.n)
	if !k.IsEmpty() {
		kr := rel.Identity(d.reads).Seq(k)
		kTests := rel.Identity(d.reads.Union(d.lockTests)).Seq(k)
		ctrlN = kr.
			Union(e0.Seq(flow.Union(kr).Plus()).Seq(kr)).
			Union(addrN.Union(dataN).Union(dd).Seq(kTests))
		ctrlN = rel.Identity(d.loads.Union(d.memWrites)).Seq(ctrlN).Seq(rel.Identity(d.relevant))
	}
	return d.project(addrN), d.project(dataN), d.project(ctrlN)
}
