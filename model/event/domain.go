package event

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
)

// maxDomain is the number of values beyond which a term is taken to be able to
// have any.
const maxDomain = 64

// Domains bound the values that terms can have in any candidate: a fixpoint over
// all paths and all possible sources of reads.
type Domains struct {
	g *Graph
	// Values are the possible values of each term, without repetition. If Open
	// is set for a term, others are possible too: the value may lie on a cycle
	// of copies, or there are too many.
	Values [][]prog.Value
	Open   []bool
	// Broken is set for terms that may be without a value: a result of an operator
	// that has none for its operands, or of a read at no location.
	Broken []bool
	// Sources are the writes (and initial writes) that each read may read from,
	// by event; nil for events that are no reads. The path that a write is on
	// does not count.
	Sources [][]int
	// Wild is set for reads whose address may be none that they can have a source at.
	Wild []bool
	// Errors is set when some operator or access may have no meaning.
	Errors bool

	seen []map[prog.Value]bool
	// hangs is set for terms that may hang on themselves, forced are the values that
	// they may have for that reason, and wanted the pairs of terms that some path
	// wants to be equal (cycle.go).
	hangs  []bool
	forced [][]prog.Value
	wanted [][2]TermID
	// addrs and values are the terms that an event has on some path.
	addrs, values [][]TermID
	reads, writes []int
}

// Domains computes the bounds.
func (g *Graph) Domains() *Domains {
	n := g.Terms()
	d := &Domains{
		g: g, Values: make([][]prog.Value, n), Open: make([]bool, n), Broken: make([]bool, n), seen: make([]map[prog.Value]bool, n),
		Sources: make([][]int, len(g.Events)), Wild: make([]bool, len(g.Events)),
		addrs: make([][]TermID, len(g.Events)), values: make([][]TermID, len(g.Events)),
	}
	d.collect()
	d.openCycles()
	d.hangingTerms()
	// A value that exists is derived without going through a write twice.
	for round := 0; round <= len(d.writes)+1; round++ {
		if !d.round() {
			break
		}
	}
	for _, r := range d.reads {
		d.Sources[r] = d.mayRead(r)
		d.Wild[r] = d.mayBeWild(r)
		d.Errors = d.Errors || d.Wild[r]
	}
	d.Errors = d.Errors || slices.Contains(d.Broken, true) || d.mayMisuse()
	return d
}

// mayMisuse reports whether some access of a strict program may be an error: at no
// cell, of another size, or of a value that was never written.
func (d *Domains) mayMisuse() bool {
	if !d.g.Prog.Strict {
		return false
	}
	for _, e := range d.g.Events {
		if e.Kind != Init && e.Kind.HasLocation() && d.mayBeWrong(e) || slices.ContainsFunc(d.Sources[e.ID], d.g.IsUnset) {
			return true
		}
	}
	return false
}

// mayBeWrong reports whether an event's address may be none, or not one of its type.
func (d *Domains) mayBeWrong(e *Event) bool {
	return slices.ContainsFunc(d.addrs[e.ID], func(a TermID) bool {
		return d.Open[a] || d.Broken[a] || slices.ContainsFunc(d.Values[a], func(v prog.Value) bool { return d.g.IsWrong(e, v) })
	})
}

func addTerm(list []TermID, t TermID) []TermID {
	for _, x := range list {
		if x == t {
			return list
		}
	}
	return append(list, t)
}

// collect finds the terms of every event and the constants.
func (d *Domains) collect() {
	for _, c := range d.g.Cells {
		id := d.g.Events[len(d.writes)].ID
		d.writes = append(d.writes, id)
		d.addrs[id] = []TermID{d.g.terms.constant(c.Addr)}
		d.values[id] = []TermID{d.g.terms.constant(c.Init)}
	}
	for range d.g.Terms() - len(d.Values) {
		d.Values = append(d.Values, nil)
		d.Open = append(d.Open, false)
		d.Broken = append(d.Broken, false)
		d.seen = append(d.seen, nil)
	}
	for _, paths := range d.g.Paths {
		for _, p := range paths {
			for i, e := range p.Events {
				if p.Addr[i] == NoTerm {
					continue
				}
				if d.addrs[e] == nil {
					switch d.g.Events[e].Kind {
					case Read:
						d.reads = append(d.reads, e)
					case Write:
						d.writes = append(d.writes, e)
					}
				}
				d.addrs[e] = addTerm(d.addrs[e], p.Addr[i])
				if p.Value[i] != NoTerm {
					d.values[e] = addTerm(d.values[e], p.Value[i])
				}
			}
		}
	}
	for t := range d.g.Terms() {
		if v, ok := d.g.Const(TermID(t)); ok {
			d.add(TermID(t), v)
		}
	}
}

// add notes a value of a term and reports whether it is new.
func (d *Domains) add(t TermID, v prog.Value) bool {
	if d.seen[t][v] {
		return false
	}
	if len(d.Values[t]) >= maxDomain {
		changed := !d.Open[t]
		d.Open[t] = true
		return changed
	}
	if d.seen[t] == nil {
		d.seen[t] = map[prog.Value]bool{}
	}
	d.seen[t][v] = true
	d.Values[t] = append(d.Values[t], v)
	return true
}

func (d *Domains) open(t TermID) bool {
	changed := !d.Open[t]
	d.Open[t] = true
	return changed
}

func (d *Domains) mayBreak(t TermID) bool {
	changed := !d.Broken[t]
	d.Broken[t] = true
	return changed
}

// round recomputes all terms once and reports whether something was added. Reads
// see what writes had before the round, so that a value goes through one write a
// round: otherwise N increments would give N*N values instead of N.
func (d *Domains) round() bool {
	changed := false
	before := make([]int, len(d.Values))
	for t, list := range d.Values {
		before[t] = len(list)
	}
	for t := range d.g.Terms() {
		term := d.g.Term(TermID(t))
		switch term.Kind {
		case ConstTerm:
		case ReadTerm:
			if d.mayBeWild(term.Read) {
				changed = d.mayBreak(TermID(t)) || changed
			}
			for _, w := range d.mayRead(term.Read) {
				for _, v := range d.values[w] {
					for _, x := range d.Values[v][:before[v]] {
						changed = d.add(TermID(t), x) || changed
					}
					if d.Open[v] {
						changed = d.open(TermID(t)) || changed
					}
					if d.Broken[v] {
						changed = d.mayBreak(TermID(t)) || changed
					}
					changed = d.forceBoth(TermID(t), v) || changed
				}
			}
		case OpTerm:
			changed = d.operator(TermID(t), term) || changed
		}
	}
	for _, pair := range d.wanted {
		changed = d.forceWanted(pair[0], pair[1]) || changed
		changed = d.forceWanted(pair[1], pair[0]) || changed
	}
	return changed
}

func (d *Domains) operator(t TermID, term Term) bool {
	changed := false
	for _, x := range d.Values[term.X] {
		for _, y := range d.Values[term.Y] {
			v, err := d.g.Prog.Apply(term.Op, x, y)
			if err == nil {
				changed = d.add(t, v) || changed
				if d.isForced(term.X, x) || d.isForced(term.Y, y) {
					changed = d.force(t, v) || changed
				}
			} else {
				changed = d.mayBreak(t) || changed
			}
		}
	}
	if d.Broken[term.X] || d.Broken[term.Y] || d.openMayFail(term) {
		changed = d.mayBreak(t) || changed
	}
	if !d.Open[term.X] && !d.Open[term.Y] {
		return changed
	}
	if term.Op.IsComparison() {
		changed = d.add(t, prog.Bool(false)) || changed
		return d.add(t, prog.Bool(true)) || changed
	}
	return d.open(t) || changed
}

// mayBeWild reports whether the address of a read may be no location.
func (d *Domains) mayBeWild(r int) bool {
	for _, a := range d.addrs[r] {
		if d.Open[a] || d.Broken[a] {
			return true
		}
		for _, v := range d.Values[a] {
			if !d.g.IsPlace(v) {
				return true
			}
		}
	}
	return false
}

// mayRead lists the writes that a read may read from, as far as addresses known
// so far tell.
func (d *Domains) mayRead(r int) []int {
	var out []int
	for _, w := range d.writes {
		if d.meet(r, w) {
			out = append(out, w)
		}
	}
	return out
}

// MayMeet reports whether two events, initial writes included, may have one address.
func (d *Domains) MayMeet(e, f int) bool { return d.meet(e, f) }

// meet reports whether two events may have one address.
func (d *Domains) meet(e, f int) bool {
	for _, a := range d.addrs[e] {
		for _, b := range d.addrs[f] {
			if a == b || d.Open[a] || d.Open[b] {
				return true
			}
			for _, v := range d.Values[a] {
				if d.seen[b][v] {
					return true
				}
			}
		}
	}
	return false
}

// openMayFail reports whether an operator may be without a result for operands
// that are not listed.
func (d *Domains) openMayFail(term Term) bool {
	if !d.Open[term.X] && !d.Open[term.Y] {
		return false
	}
	isAddress := func(v prog.Value) bool { return v.Kind == prog.Addr }
	return term.Op.MayFail() || slices.ContainsFunc(d.Values[term.X], isAddress) || slices.ContainsFunc(d.Values[term.Y], isAddress)
}

// MayBeAt reports whether an event of some path may have the address a.
func (d *Domains) MayBeAt(e int, a prog.Value) bool {
	for _, t := range d.addrs[e] {
		if d.Open[t] || d.seen[t][a] {
			return true
		}
	}
	return false
}
