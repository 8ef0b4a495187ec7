package exec

import (
	"slices"

	"github.com/lkmm-tools/fencepost/model/event"
)

// Support is what a fact about the values of a candidate hangs on: the paths of
// some threads, and the sources of some reads on them.
type Support struct {
	Threads, Reads []int
}

// Clash returns on what it hangs that the last candidate was dropped. ok is false
// if that is not known but for the whole candidate.
func (v *Values) Clash() (s Support, ok bool) {
	if v.cyclic || v.broken || len(v.clash) == 0 {
		return Support{}, false
	}
	b := v.newSupport()
	if v.clashRead >= 0 {
		b.read(v.clashRead)
	}
	for _, t := range v.clash {
		b.term(t)
	}
	return b.Support, true
}

// SupportOf returns on what the values of terms hang, apart from the path that has
// the terms. ok is false if that is not known but for the whole candidate.
func (v *Values) SupportOf(terms ...event.TermID) (s Support, ok bool) {
	if v.cyclic || v.broken {
		return Support{}, false
	}
	b := v.newSupport()
	for _, t := range terms {
		b.term(t)
	}
	return b.Support, true
}

// AddressSupport returns on what the address of an event hangs. ok is false if
// that is not known but for the whole candidate.
func (v *Values) AddressSupport(e int) (s Support, ok bool) {
	s, ok = v.SupportOf(v.addr[e])
	s.Threads = append(s.Threads, v.g.Events[e].Thread)
	return s, ok
}

// ErrorSupport returns on what an error of the last candidate hangs. ok is false if
// that is not known but for the whole candidate.
func (v *Values) ErrorSupport(x *RunError) (s Support, ok bool) {
	b := v.newSupport()
	switch {
	case x.Event < 0:
		for _, p := range v.paths {
			if slices.Contains(p.Ops, x.Term) {
				b.thread(p.Thread)
				break
			}
		}
	case x.Unset:
		b.read(x.Event)
	default:
		b.thread(v.g.Events[x.Event].Thread)
	}
	b.term(x.Term)
	return b.Support, v.wellFounded(x.Term, map[event.TermID]bool{})
}

// wellFounded reports whether a term is made of values that are computed forward
// from initial values and constants. Then its value hangs on nothing but its
// support, whatever the rest of the candidate is. done has the terms that are being
// looked at, false, or are well founded, true.
func (v *Values) wellFounded(t event.TermID, done map[event.TermID]bool) bool {
	if ok, seen := done[t]; seen {
		return ok
	}
	done[t] = false
	ok := true
	switch term := v.g.Term(t); term.Kind {
	case event.ConstTerm:
	case event.OpTerm:
		ok = v.wellFounded(term.X, done) && v.wellFounded(term.Y, done)
	case event.ReadTerm:
		w := v.rf[term.Read]
		ok = w >= 0 && (w < len(v.g.Cells) || v.wellFounded(v.value[w], done))
	}
	done[t] = ok
	return ok
}

// support collects a Support by following terms through the sources of reads.
type support struct {
	Support
	v       *Values
	terms   map[event.TermID]bool
	reads   map[int]bool
	threads map[int]bool
}

func (v *Values) newSupport() *support {
	return &support{v: v, terms: map[event.TermID]bool{}, reads: map[int]bool{}, threads: map[int]bool{}}
}

func (b *support) thread(t int) {
	if t >= 0 && !b.threads[t] {
		b.threads[t] = true
		b.Threads = append(b.Threads, t)
	}
}

// read adds the source of a read, and that both are executed.
func (b *support) read(r int) {
	if b.reads[r] {
		return
	}
	b.reads[r] = true
	b.Reads = append(b.Reads, r)
	b.thread(b.v.g.Events[r].Thread)
	if w := b.v.rf[r]; w >= 0 {
		b.thread(b.v.g.Events[w].Thread)
	}
}

func (b *support) term(t event.TermID) {
	if t == event.NoTerm || b.terms[t] {
		return
	}
	b.terms[t] = true
	switch term := b.v.g.Term(t); term.Kind {
	case event.ConstTerm:
	case event.OpTerm:
		b.term(term.X)
		b.term(term.Y)
	case event.ReadTerm:
		b.read(term.Read)
		if w := b.v.rf[term.Read]; w >= len(b.v.g.Cells) {
			b.term(b.v.value[w])
		}
	}
}
