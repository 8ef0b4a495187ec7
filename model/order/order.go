// Package order says what the text of a thread orders by itself: which of its
// accesses come before which others in every execution, by what, and which
// pairs nothing orders.
//
// What a thread orders is ppo, closed through marked events (see graph). For each
// path of the thread, and without any execution, the package computes a lower and
// an upper bound of it by running the model's text over the path's own events:
//
//   - scope.go reads the definitions; part.go splits ppo into its alternatives;
//   - bounds.go and eval.go evaluate expressions to bounds, base.go the names that
//     the language predefines: program order and dependencies are exact,
//     locations as far as addresses are known, reads-from and coherence open but
//     for what coherence demands within a thread;
//   - chain.go closes the alternatives, pair.go goes from events to accesses,
//     why.go finds the primitive.
//
// The bounds hold whatever other threads do, because these are not looked at:
// what goes through their events is in no lower and in every upper bound. (Package
// theory has bounds too, of whole candidates: they hang on the other threads'
// paths and on every computed address.) A pair that the lower bound has on all
// paths is ordered always; one that no upper bound has is ordered never.
package order

import (
	"cmp"
	"slices"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// Access is one operation of a thread's text that reads, writes or both. The
// halves of a read-modify-write are one access.
type Access struct {
	// Thread is the index of the thread in the program, Span the place of the
	// primitive or the plain access.
	Thread int
	Span   source.Span
	// Cell names what is accessed as a person would: "x", "a[1]"; it is "" if that
	// is not the same in all executions.
	Cell          string
	Reads, Writes bool
	// Plain is set for an unmarked access, Lock for an operation on a spinlock,
	// Atomic for a read-modify-write, even if it may fail to write.
	Plain, Lock, Atomic bool
	// Tag is the annotation of the access, as the model's bell file spells it.
	Tag prog.Tag

	// cells are the addresses that the access may have; open is set if others are
	// possible.
	cells []prog.Value
	open  bool
}

// MayMeet reports whether two accesses may be at one location.
func (a *Access) MayMeet(b *Access) bool {
	if a.open || b.open {
		return true
	}
	return slices.ContainsFunc(a.cells, func(v prog.Value) bool { return slices.Contains(b.cells, v) })
}

// Fence is an event of a thread's text that accesses nothing and may order what
// is before and after it: a fence, or a wait for a grace period.
type Fence struct {
	Span source.Span
	Tag  prog.Tag
	// Before and After are the accesses, by index, that are on either side of it on
	// some path.
	Before, After []int
}

// Step is one reason of an ordering: a primitive or a dependency.
type Step struct {
	// Relation names the relation of the model that gives the order: "wmb",
	// "rmb", "strong-fence", "acq-po", "po-rel", "addr", "data", "ctrl",
	// "overwrite" …
	Relation string
	// By is the place of the primitive that gives it; for a dependency, of the
	// access that it starts from.
	By source.Span
	// Text says it in words: "`smp_wmb()` on line 12".
	Text string
	// To is the place of the operation that the step leads to.
	To source.Span
}

// Ordering says that an access comes before a later one of its thread.
type Ordering struct {
	// From and To index Thread.Accesses, From < To.
	From, To int
	// Always is set when it holds in every execution in which both happen, loops
	// run as often as the bound lets them. Otherwise it holds on some paths of the
	// thread; or, if there are no Ways, only for some values and sources of reads,
	// if ever.
	Always bool
	// OnlyRead is set when, of a read-modify-write From, only the read is before To,
	// OnlyWrite when From is before the write of a read-modify-write To only.
	OnlyRead, OnlyWrite bool
	// Ways are the reasons. One alone is a reason on every path on which the order
	// holds. If there are more, each is one on some of these paths and none was
	// found that they share; there may be others that are not listed. A way has more
	// than one step if the order goes through accesses in between.
	Ways [][]Step
}

// Steps returns the reason that holds wherever the order does, nil if there is none
// or no single one.
func (o *Ordering) Steps() []Step {
	if len(o.Ways) != 1 {
		return nil
	}
	return o.Ways[0]
}

// Thread is what one thread's text orders.
type Thread struct {
	// Accesses are in the order of the text.
	Accesses []Access
	// Fences are in the order of the text. Some belong to an access: their span is
	// that of the access.
	Fences []Fence
	// Repeats is set if some path runs an operation twice. Orders from a later
	// operation of a loop to an earlier one in its next round are not told.
	Repeats bool
	// SRCU is set if the thread has sections of SRCU. Their ends are accesses to the
	// model and are left out of Accesses.
	SRCU bool
	// Orderings are sorted by From, then To. Two accesses without one are unordered
	// in every execution.
	Orderings []Ordering
	pairs     []pairKind
}

// Together reports whether access i runs before access j on some path. If it does
// not there is nothing to order.
func (t *Thread) Together(i, j int) bool { return t.kind(i, j) != apart }

// Coherent reports whether accesses i and j, i before j, are always at one
// location and the model keeps locations coherent. Then nobody sees them out of
// order there, even if j need not wait for i.
func (t *Thread) Coherent(i, j int) bool { return t.kind(i, j) == oneCell }

func (t *Thread) kind(i, j int) pairKind {
	if n := len(t.Accesses); i >= 0 && i < j && j < n {
		return t.pairs[i*n+j]
	}
	return apart
}

// Find returns how access i is ordered before access j, or nil if nothing does.
func (t *Thread) Find(i, j int) *Ordering {
	k, ok := slices.BinarySearchFunc(t.Orderings, [2]int{i, j}, func(o Ordering, at [2]int) int {
		return cmp.Or(cmp.Compare(o.From, at[0]), cmp.Compare(o.To, at[1]))
	})
	if !ok {
		return nil
	}
	return &t.Orderings[k]
}
