package rel_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lkmm-tools/fencepost/model/rel"
)

// naive is a relation as a set of pairs, and the reference for the matrices.
type naive map[rel.Pair]bool

// sizes have rows of one word, of two, and of more, full and not.
var sizes = []int{1, 5, 63, 64, 65, 128, 129, 200}

func draw(t *rapid.T, n int, label string) (*rel.Rel, naive) {
	r, ref := rel.New(n), naive{}
	count := rapid.IntRange(0, 3*n).Draw(t, label+" pairs")
	for range count {
		p := rel.Pair{From: rapid.IntRange(0, n-1).Draw(t, label+" from"), To: rapid.IntRange(0, n-1).Draw(t, label+" to")}
		r.Add(p.From, p.To)
		ref[p] = true
	}
	return r, ref
}

func same(t *rapid.T, what string, got *rel.Rel, want naive) {
	if got.Len() != len(want) {
		t.Fatalf("%s has %d pairs, want %d", what, got.Len(), len(want))
	}
	for _, p := range got.Pairs() {
		if !want[p] {
			t.Fatalf("%s has %v", what, p)
		}
	}
}

func (a naive) seq(b naive) naive {
	from := map[int][]int{}
	for q := range b {
		from[q.From] = append(from[q.From], q.To)
	}
	out := naive{}
	for p := range a {
		for _, to := range from[p.To] {
			out[rel.Pair{From: p.From, To: to}] = true
		}
	}
	return out
}

func (a naive) plus() naive {
	out := naive{}
	for p := range a {
		out[p] = true
	}
	for {
		before := len(out)
		for p := range out.seq(a) {
			out[p] = true
		}
		if len(out) == before {
			return out
		}
	}
}

func (a naive) filter(keep func(rel.Pair) bool) naive {
	out := naive{}
	for p := range a {
		if keep(p) {
			out[p] = true
		}
	}
	return out
}

func TestOperations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom(sizes).Draw(t, "n")
		a, refA := draw(t, n, "a")
		b, refB := draw(t, n, "b")
		union := refA.filter(func(rel.Pair) bool { return true })
		for p := range refB {
			union[p] = true
		}
		same(t, "a ∪ b", a.Union(b), union)
		same(t, "a ∩ b", a.Inter(b), refA.filter(func(p rel.Pair) bool { return refB[p] }))
		same(t, `a \ b`, a.Minus(b), refA.filter(func(p rel.Pair) bool { return !refB[p] }))
		same(t, "a ; b", a.Seq(b), refA.seq(refB))
		inverse := naive{}
		for p := range refA {
			inverse[rel.Pair{From: p.To, To: p.From}] = true
		}
		same(t, "a⁻¹", a.Inverse(), inverse)
		if got := a.Complement().Len(); got != n*n-len(refA) {
			t.Fatalf("the complement of %d pairs over %d events has %d", len(refA), n, got)
		}
		if !a.Complement().Complement().Equal(a) {
			t.Fatal("the complement of the complement differs")
		}
		if a.SubsetOf(b) != (len(refA.filter(func(p rel.Pair) bool { return !refB[p] })) == 0) {
			t.Fatal("SubsetOf is wrong")
		}
	})
}

func TestClosure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 7, 64, 70, 129}).Draw(t, "n")
		a, ref := draw(t, n, "a")
		closure := ref.plus()
		same(t, "a⁺", a.Plus(), closure)
		cyclic := false
		for p := range closure {
			cyclic = cyclic || p.From == p.To
		}
		if a.IsAcyclic() == cyclic {
			t.Fatalf("IsAcyclic = %v", a.IsAcyclic())
		}
		in := a.Clone()
		in.PlusInto(in)
		same(t, "a⁺ in place", in, closure)
	})
}

func TestSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom(sizes).Draw(t, "n")
		a, ref := draw(t, n, "a")
		from, to := rel.NewSet(n), rel.NewSet(n)
		for p := range ref {
			from.Add(p.From)
			to.Add(p.To)
		}
		if !a.Domain().Equal(from) || !a.Range().Equal(to) {
			t.Fatal("domain or range is wrong")
		}
		if got := rel.Product(from, to).Len(); got != from.Len()*to.Len() {
			t.Fatalf("a product of %d and %d events has %d pairs", from.Len(), to.Len(), got)
		}
		if got := from.Complement().Union(from); got.Len() != n {
			t.Fatalf("a set and its complement have %d of %d events", got.Len(), n)
		}
		if !rel.Identity(from).Seq(a).Equal(a) {
			t.Fatal("[dom a] ; a is not a")
		}
	})
}
