package event

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// Values can go round in a circle: a read gets what a write makes of the read's own
// value, directly or over other reads. On a circle of copies the value is open. A
// circle through an operator has no solution, unless something on it is known
// otherwise: a branch wants a comparison to be true, a cmpxchg wants what it reads
// to equal something, or an address has to be that of the other end of a read
// (c-semantics.md 3.4). Then that value goes round, against the direction of the
// copies too, and may be one that no computation gives.

// openCycles marks the reads whose value may lie on a cycle of copies: a read
// that may get its value, unchanged, from itself. Addresses are not looked at,
// so that no possible cycle is missed.
func (d *Domains) openCycles() {
	from := d.sourcesOf(d.passedOn)
	for i, r := range d.reads {
		if !from.Has(i, i) {
			continue
		}
		for _, t := range d.values[r] {
			d.open(t)
		}
	}
}

// sourcesOf relates the reads, by their places in the list of reads, to those that
// they may get their value from in the end, where the value of a write is made of
// the reads that made calls its function for.
func (d *Domains) sourcesOf(made func(t TermID, f func(read int))) *rel.Rel {
	index := map[int]int{}
	for i, r := range d.reads {
		index[r] = i
	}
	from := rel.New(len(d.reads))
	for i, r := range d.reads {
		for _, w := range d.writes {
			if d.g.Events[w].Kind == Init || !d.mayMeet(r, w) {
				continue
			}
			for _, t := range d.values[w] {
				made(t, func(read int) { from.Add(i, index[read]) })
			}
		}
	}
	return from.Plus()
}

// mayMeet is meet before any value is known: only constants tell.
func (d *Domains) mayMeet(e, f int) bool {
	for _, a := range d.addrs[e] {
		for _, b := range d.addrs[f] {
			x, okX := d.g.Const(a)
			y, okY := d.g.Const(b)
			if !okX || !okY || x == y {
				return true
			}
		}
	}
	return false
}

// passedOn calls f for every read whose value a term can be, unchanged.
func (d *Domains) passedOn(t TermID, f func(read int)) {
	switch term := d.g.Term(t); term.Kind {
	case ConstTerm:
	case ReadTerm:
		f(term.Read)
	case OpTerm:
		// x + y and x | y are x if y is zero.
		if term.Op.HasZero() {
			if d.mayBeZero(term.Y) {
				d.passedOn(term.X, f)
			}
			if d.mayBeZero(term.X) {
				d.passedOn(term.Y, f)
			}
		}
	}
}

// mayBeZero is false for constants other than zero.
func (d *Domains) mayBeZero(t TermID) bool {
	v, known := d.g.Const(t)
	return !known || v == prog.Value{}
}

// hangingTerms finds the terms that may hang on themselves through operators, and
// what the paths want of them.
func (d *Domains) hangingTerms() {
	d.hangs, d.forced = make([]bool, d.g.Terms()), make([][]prog.Value, d.g.Terms())
	// reads[t] are the reads that a term is made of.
	reads := make([][]int, d.g.Terms())
	for t := range d.g.Terms() {
		switch term := d.g.Term(TermID(t)); term.Kind {
		case ConstTerm:
		case ReadTerm:
			reads[t] = []int{term.Read}
		case OpTerm:
			reads[t] = slices.Concat(reads[term.X], reads[term.Y])
			slices.Sort(reads[t])
			reads[t] = slices.Compact(reads[t])
		}
	}
	from := d.sourcesOf(func(t TermID, f func(read int)) {
		for _, r := range reads[t] {
			f(r)
		}
	})
	hanging := make([]bool, len(d.g.Events))
	for i, r := range d.reads {
		for j := range d.reads {
			hanging[r] = hanging[r] || from.Has(j, j) && (i == j || from.Has(i, j))
		}
	}
	for t := range d.hangs {
		d.hangs[t] = slices.ContainsFunc(reads[t], func(r int) bool { return hanging[r] })
	}
	if d.g.Prog.Strict {
		// Of a litmus test every access through a pointer that it reads would be
		// open then, and five in a row take minutes.
		d.openAddresses(reads, from)
	}
	known := map[Cond]bool{}
	for _, paths := range d.g.Paths {
		for _, p := range paths {
			for _, c := range p.Conds {
				c := Cond{Kind: c.Kind, Term: c.Term, With: c.With}
				if known[c] {
					continue
				}
				known[c] = true
				switch c.Kind {
				case Truth, Falsity:
					d.force(c.Term, prog.Bool(c.Kind == Truth))
				case Same:
					if d.hangs[c.Term] || d.hangs[c.With] {
						d.wanted = append(d.wanted, [2]TermID{c.Term, c.With})
					}
				case Differ:
				}
			}
		}
	}
}

// openAddresses marks the addresses that may hang on themselves, and what they would
// be made of: which one they are may be up to the other end of a read. Of an address
// that is computed and used for nothing else no value goes round.
func (d *Domains) openAddresses(reads [][]int, from *rel.Rel) {
	stored := d.stored()
	index := map[int]int{}
	for i, r := range d.reads {
		index[r] = i
	}
	for e := range d.addrs {
		for _, a := range d.addrs[e] {
			if !d.hangs[a] || !stored[a] && d.g.Term(a).Kind != ReadTerm {
				continue
			}
			d.open(a)
			for _, r := range reads[a] {
				from.EachTo(index[r], func(i int) {
					for _, t := range d.values[d.reads[i]] {
						if d.hangs[t] {
							d.open(t)
						}
					}
				})
			}
		}
	}
}

// stored returns the terms of which the values of writes are made.
func (d *Domains) stored() map[TermID]bool {
	in := map[TermID]bool{}
	var walk func(t TermID)
	walk = func(t TermID) {
		if in[t] {
			return
		}
		in[t] = true
		if term := d.g.Term(t); term.Kind == OpTerm {
			walk(term.X)
			walk(term.Y)
		}
	}
	for _, w := range d.writes {
		for _, t := range d.values[w] {
			walk(t)
		}
	}
	return in
}

// force notes a value that a term has if it hangs on itself; it reports whether
// that is new.
func (d *Domains) force(t TermID, v prog.Value) bool {
	if !d.hangs[t] || d.isForced(t, v) {
		return false
	}
	if changed := d.add(t, v); !d.seen[t][v] {
		return changed // there are too many
	}
	d.forced[t] = append(d.forced[t], v)
	return true
}

func (d *Domains) isForced(t TermID, v prog.Value) bool { return slices.Contains(d.forced[t], v) }

// forceBoth lets two terms that may be one value have what the other is forced to.
func (d *Domains) forceBoth(t, u TermID) bool {
	changed := false
	for _, v := range d.forced[u] {
		changed = d.force(t, v) || changed
	}
	for _, v := range d.forced[t] {
		changed = d.force(u, v) || changed
	}
	return changed
}

// forceWanted gives a term what another has that it is wanted to be equal to.
func (d *Domains) forceWanted(from, to TermID) bool {
	if !d.hangs[to] {
		return false
	}
	values := d.Values[from]
	if d.hangs[from] {
		values = d.forced[from]
	}
	changed := false
	for _, v := range values {
		changed = d.force(to, v) || changed
	}
	return d.Open[from] && d.open(to) || changed
}
