package rel

import (
	"fmt"
	"math/bits"
	"strings"
)

// Set is a set of events 0 … n-1.
type Set struct {
	n int
	w []uint64
}

// NewSet returns the empty set over n events.
func NewSet(n int) *Set { return &Set{n: n, w: make([]uint64, words(n))} }

// FullSet returns the set of all n events.
func FullSet(n int) *Set {
	s := NewSet(n)
	for i := range s.w {
		s.w[i] = lastMask(n, i)
	}
	return s
}

// SetOf returns the set with the given members over n events.
func SetOf(n int, members ...int) *Set {
	s := NewSet(n)
	for _, m := range members {
		s.Add(m)
	}
	return s
}

// Size returns the number of events that the set ranges over.
func (s *Set) Size() int { return s.n }

// Add puts e into the set.
func (s *Set) Add(e int) { s.w[e>>6] |= 1 << (e & 63) }

// Remove takes e out of the set.
func (s *Set) Remove(e int) { s.w[e>>6] &^= 1 << (e & 63) }

// Has reports whether e is a member.
func (s *Set) Has(e int) bool { return s.w[e>>6]>>(e&63)&1 != 0 }

// Clone returns a copy.
func (s *Set) Clone() *Set { return &Set{n: s.n, w: append([]uint64(nil), s.w...)} }

// Union returns s ∪ t.
func (s *Set) Union(t *Set) *Set {
	r := NewSet(s.n)
	for i := range r.w {
		r.w[i] = s.w[i] | t.w[i]
	}
	return r
}

// Inter returns s ∩ t.
func (s *Set) Inter(t *Set) *Set {
	r := NewSet(s.n)
	for i := range r.w {
		r.w[i] = s.w[i] & t.w[i]
	}
	return r
}

// Minus returns s \ t.
func (s *Set) Minus(t *Set) *Set {
	r := NewSet(s.n)
	for i := range r.w {
		r.w[i] = s.w[i] &^ t.w[i]
	}
	return r
}

// Complement returns the events that are not in s.
func (s *Set) Complement() *Set { return FullSet(s.n).Minus(s) }

// IsEmpty reports whether the set has no member.
func (s *Set) IsEmpty() bool {
	for _, w := range s.w {
		if w != 0 {
			return false
		}
	}
	return true
}

// Equal reports whether s and t have the same members.
func (s *Set) Equal(t *Set) bool {
	if s.n != t.n {
		return false
	}
	for i := range s.w {
		if s.w[i] != t.w[i] {
			return false
		}
	}
	return true
}

// Len returns the number of members.
func (s *Set) Len() int {
	n := 0
	for _, w := range s.w {
		n += bits.OnesCount64(w)
	}
	return n
}

// Members returns the members in increasing order.
func (s *Set) Members() []int {
	out := make([]int, 0, s.Len())
	for i, w := range s.w {
		for ; w != 0; w &= w - 1 {
			out = append(out, i<<6+bits.TrailingZeros64(w))
		}
	}
	return out
}

// String returns "{0,3}".
func (s *Set) String() string {
	parts := make([]string, 0, s.Len())
	for _, m := range s.Members() {
		parts = append(parts, fmt.Sprint(m))
	}
	return "{" + strings.Join(parts, ",") + "}"
}
