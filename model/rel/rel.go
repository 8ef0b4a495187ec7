// Package rel holds finite sets and binary relations over the events of one
// execution, as bit matrices.
//
// The events are the numbers 0 … n-1. A relation has one row of bits an event;
// up to 64 events a row is one machine word. Operations return new values; the
// …Into forms write into an existing relation of the same size, for loops that
// must not allocate, and allow the target to be an operand unless they say
// otherwise.
package rel

import (
	"fmt"
	"math/bits"
	"strings"
)

// Rel is a binary relation over the events 0 … n-1.
type Rel struct {
	n int
	// k is the number of words of a row.
	k int
	w []uint64
}

// Pair is an element of a relation.
type Pair struct{ From, To int }

func words(n int) int { return (n + 63) >> 6 }

// lastMask returns the bits of word i that stand for events below n.
func lastMask(n, i int) uint64 {
	left := n - i<<6
	switch {
	case left >= 64:
		return ^uint64(0)
	case left <= 0:
		return 0
	default:
		return 1<<left - 1
	}
}

// New returns the empty relation over n events.
func New(n int) *Rel {
	k := words(n)
	return &Rel{n: n, k: k, w: make([]uint64, n*k)}
}

// Of returns the relation with the given pairs over n events.
func Of(n int, pairs ...Pair) *Rel {
	r := New(n)
	for _, p := range pairs {
		r.Add(p.From, p.To)
	}
	return r
}

// Identity returns [s].
func Identity(s *Set) *Rel {
	r := New(s.n)
	for _, e := range s.Members() {
		r.Add(e, e)
	}
	return r
}

// ID returns the identity over n events.
func ID(n int) *Rel {
	r := New(n)
	for e := range n {
		r.Add(e, e)
	}
	return r
}

// Product returns s × t.
func Product(s, t *Set) *Rel {
	r := New(s.n)
	for _, e := range s.Members() {
		copy(r.row(e), t.w)
	}
	return r
}

// Full returns the relation of all pairs over n events.
func Full(n int) *Rel {
	all := FullSet(n)
	return Product(all, all)
}

func (r *Rel) row(a int) []uint64 { return r.w[a*r.k : a*r.k+r.k] }

// Size returns the number of events that the relation ranges over.
func (r *Rel) Size() int { return r.n }

// Add puts (a, b) into the relation.
func (r *Rel) Add(a, b int) { r.w[a*r.k+b>>6] |= 1 << (b & 63) }

// Remove takes (a, b) out of the relation.
func (r *Rel) Remove(a, b int) { r.w[a*r.k+b>>6] &^= 1 << (b & 63) }

// Has reports whether (a, b) is in the relation.
func (r *Rel) Has(a, b int) bool { return r.w[a*r.k+b>>6]>>(b&63)&1 != 0 }

// Clear removes all pairs.
func (r *Rel) Clear() { clear(r.w) }

// CopyFrom makes r equal to a.
func (r *Rel) CopyFrom(a *Rel) { copy(r.w, a.w) }

// Clone returns a copy.
func (r *Rel) Clone() *Rel {
	return &Rel{n: r.n, k: r.k, w: append([]uint64(nil), r.w...)}
}

// Row returns the set of b with (a, b) in r.
func (r *Rel) Row(a int) *Set {
	s := NewSet(r.n)
	copy(s.w, r.row(a))
	return s
}

// RowWord returns the first word of the row of a; with at most 64 events it is
// the whole row.
func (r *Rel) RowWord(a int) uint64 { return r.w[a*r.k] }

// EachTo calls f for every b with (a, b) in r, in increasing order.
func (r *Rel) EachTo(a int, f func(b int)) {
	for i, w := range r.row(a) {
		for ; w != 0; w &= w - 1 {
			f(i<<6 + bits.TrailingZeros64(w))
		}
	}
}

// UnionInto sets r to a ∪ b.
func (r *Rel) UnionInto(a, b *Rel) {
	for i := range r.w {
		r.w[i] = a.w[i] | b.w[i]
	}
}

// InterInto sets r to a ∩ b.
func (r *Rel) InterInto(a, b *Rel) {
	for i := range r.w {
		r.w[i] = a.w[i] & b.w[i]
	}
}

// MinusInto sets r to a \ b.
func (r *Rel) MinusInto(a, b *Rel) {
	for i := range r.w {
		r.w[i] = a.w[i] &^ b.w[i]
	}
}

// ComplementInto sets r to the pairs that are not in a.
func (r *Rel) ComplementInto(a *Rel) {
	for e := range r.n {
		row, src := r.row(e), a.row(e)
		for i := range row {
			row[i] = ^src[i] & lastMask(r.n, i)
		}
	}
}

// SeqInto sets r to a ; b. r must be neither a nor b.
func (r *Rel) SeqInto(a, b *Rel) {
	if r.k == 1 {
		for e := range r.n {
			var out uint64
			for w := a.w[e]; w != 0; w &= w - 1 {
				out |= b.w[bits.TrailingZeros64(w)]
			}
			r.w[e] = out
		}
		return
	}
	if r.k == 2 {
		for e := range r.n {
			var out0, out1 uint64
			for w := a.w[2*e]; w != 0; w &= w - 1 {
				row := b.w[2*bits.TrailingZeros64(w):]
				out0, out1 = out0|row[0], out1|row[1]
			}
			for w := a.w[2*e+1]; w != 0; w &= w - 1 {
				row := b.w[128+2*bits.TrailingZeros64(w):]
				out0, out1 = out0|row[0], out1|row[1]
			}
			r.w[2*e], r.w[2*e+1] = out0, out1
		}
		return
	}
	r.Clear()
	for e := range r.n {
		out := r.row(e)
		for i, w := range a.row(e) {
			for ; w != 0; w &= w - 1 {
				for j, v := range b.row(i<<6 + bits.TrailingZeros64(w)) {
					out[j] |= v
				}
			}
		}
	}
}

// InverseInto sets r to the inverse of a. r must not be a.
func (r *Rel) InverseInto(a *Rel) {
	r.Clear()
	for e := range r.n {
		for i, w := range a.row(e) {
			for ; w != 0; w &= w - 1 {
				r.Add(i<<6+bits.TrailingZeros64(w), e)
			}
		}
	}
}

// PlusInto sets r to the transitive closure of a (Warshall's algorithm).
func (r *Rel) PlusInto(a *Rel) {
	if r != a {
		r.CopyFrom(a)
	}
	if r.k == 1 {
		for via := range r.n {
			row := r.w[via]
			if row == 0 {
				continue
			}
			bit := uint64(1) << via
			for e := range r.n {
				if r.w[e]&bit != 0 {
					r.w[e] |= row
				}
			}
		}
		return
	}
	for via := range r.n {
		row := r.row(via)
		if isZero(row) {
			continue
		}
		word, bit := via>>6, uint64(1)<<(via&63)
		if r.k == 2 {
			row0, row1 := row[0], row[1]
			for at := 0; at < len(r.w); at += 2 {
				if r.w[at+word]&bit != 0 {
					r.w[at] |= row0
					r.w[at+1] |= row1
				}
			}
			continue
		}
		for at := 0; at < len(r.w); at += r.k {
			if r.w[at+word]&bit != 0 {
				out := r.w[at : at+r.k]
				for i := range out {
					out[i] |= row[i]
				}
			}
		}
	}
}

func isZero(row []uint64) bool {
	for _, w := range row {
		if w != 0 {
			return false
		}
	}
	return true
}

// OptInto sets r to a ∪ id.
func (r *Rel) OptInto(a *Rel) {
	if r != a {
		r.CopyFrom(a)
	}
	for e := range r.n {
		r.Add(e, e)
	}
}

// Union returns r ∪ s.
func (r *Rel) Union(s *Rel) *Rel { out := New(r.n); out.UnionInto(r, s); return out }

// Inter returns r ∩ s.
func (r *Rel) Inter(s *Rel) *Rel { out := New(r.n); out.InterInto(r, s); return out }

// Minus returns r \ s.
func (r *Rel) Minus(s *Rel) *Rel { out := New(r.n); out.MinusInto(r, s); return out }

// Complement returns the pairs that are not in r.
func (r *Rel) Complement() *Rel { out := New(r.n); out.ComplementInto(r); return out }

// Seq returns r ; s.
func (r *Rel) Seq(s *Rel) *Rel { out := New(r.n); out.SeqInto(r, s); return out }

// Inverse returns r⁻¹.
func (r *Rel) Inverse() *Rel { out := New(r.n); out.InverseInto(r); return out }

// Plus returns r⁺.
func (r *Rel) Plus() *Rel { out := New(r.n); out.PlusInto(r); return out }

// Opt returns r ∪ id.
func (r *Rel) Opt() *Rel { out := New(r.n); out.OptInto(r); return out }

// Star returns r⁺ ∪ id.
func (r *Rel) Star() *Rel { out := r.Plus(); out.OptInto(out); return out }

// Within returns [s] ; r ; [s].
func (r *Rel) Within(s *Set) *Rel { return r.Inter(Product(s, s)) }

// Domain returns the set of a with some (a, b) in r.
func (r *Rel) Domain() *Set {
	s := NewSet(r.n)
	for e := range r.n {
		for _, w := range r.row(e) {
			if w != 0 {
				s.Add(e)
				break
			}
		}
	}
	return s
}

// Range returns the set of b with some (a, b) in r.
func (r *Rel) Range() *Set {
	s := NewSet(r.n)
	for e := range r.n {
		for i, w := range r.row(e) {
			s.w[i] |= w
		}
	}
	return s
}

// IsEmpty reports whether the relation has no pair.
func (r *Rel) IsEmpty() bool {
	for _, w := range r.w {
		if w != 0 {
			return false
		}
	}
	return true
}

// IsIrreflexive reports whether no (a, a) is in r.
func (r *Rel) IsIrreflexive() bool {
	for e := range r.n {
		if r.Has(e, e) {
			return false
		}
	}
	return true
}

// IsAcyclic reports whether r⁺ is irreflexive.
func (r *Rel) IsAcyclic() bool { return r.Plus().IsIrreflexive() }

// Equal reports whether r and s have the same pairs.
func (r *Rel) Equal(s *Rel) bool {
	if r.n != s.n {
		return false
	}
	for i := range r.w {
		if r.w[i] != s.w[i] {
			return false
		}
	}
	return true
}

// SubsetOf reports whether every pair of r is in s.
func (r *Rel) SubsetOf(s *Rel) bool {
	for i := range r.w {
		if r.w[i]&^s.w[i] != 0 {
			return false
		}
	}
	return true
}

// Len returns the number of pairs.
func (r *Rel) Len() int {
	n := 0
	for _, w := range r.w {
		n += bits.OnesCount64(w)
	}
	return n
}

// Pairs returns the pairs in increasing order.
func (r *Rel) Pairs() []Pair {
	out := make([]Pair, 0, r.Len())
	for a := range r.n {
		r.EachTo(a, func(b int) { out = append(out, Pair{a, b}) })
	}
	return out
}

// String returns "{0→3, 1→2}".
func (r *Rel) String() string {
	var parts []string
	for _, p := range r.Pairs() {
		parts = append(parts, fmt.Sprintf("%d→%d", p.From, p.To))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
