package ide

import (
	"context"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/order"
)

const (
	// CodeIdleBarrier is a barrier with nothing to order on one side.
	CodeIdleBarrier diag.Code = "idle-barrier"
	// CodeUnpairedBarrier is a barrier on which no outcome hangs, because no other
	// thread orders accesses to what it separates.
	CodeUnpairedBarrier diag.Code = "unpaired-barrier"
)

// barrierCodes documents the problems of barriers.
func barrierCodes() []CodeDoc {
	return []CodeDoc{
		{CodeIdleBarrier, "A barrier, acquire or release orders what is before it with what is after it, and here one side has nothing of the kind that it orders: `smp_wmb` without a write behind it, or `smp_mb__before_atomic` without an atomic operation to follow. The test means the same without it. Most likely it stands in the wrong place."},
		{CodeUnpairedBarrier, "Barriers come in pairs. That this thread keeps its accesses to `x` and `y` in order shows only to threads that keep theirs in order too, and none does: nowhere else is there a barrier, acquire, release or dependency between accesses that could tell. Every outcome, and every data race, is the same without this barrier. The partner may be missing, or stand in the wrong place; the related places are a pair of accesses that nothing orders."},
	}
}

// maxPaired bounds the accesses of a test in which partners are looked for.
const maxPaired = 400

// barrierProblems returns hints at barriers, acquires and releases without which
// the test would mean the same. PrepareOrders makes it quick.
//
// Why that is certain: a barrier only adds orders x → y from accesses before it to
// accesses after it. If an execution is forbidden because of one of them, there is
// a cycle through it: from y the cycle leaves the thread by communication, that is
// to another thread's access of the same location, one of the two a write; goes on
// by communication and by what threads order; and comes back to x. (For a data
// race the cycle is closed by the two racing accesses.) So if no such way leads
// back over what threads may order at most, nothing is forbidden because of the
// barrier. Grace periods also order what is only in program order, and reach back
// to the beginning of a section, hence tests with them are left alone; so are
// barriers in loops. A barrier between a plain write and a marked access of one
// location matters for mixed-accesses. Models of users may give barriers further
// meanings.
func (d *Document) barrierProblems(ctx context.Context) diag.List {
	var l diag.List
	// A barrier of real code may have its partner outside of the test.
	if d.tools.Model != builtinModel || d.hosted() {
		return l
	}
	for _, threads := range d.threadOrders(ctx) {
		p := newPairing(threads)
		if p == nil {
			continue
		}
		for t, th := range threads {
			if th.Repeats {
				continue
			}
			for _, b := range barriersOf(th) {
				p.check(&l, t, b)
			}
		}
	}
	return l
}

// barrier is a place that orders what is on its sides.
type barrier struct {
	fence *order.Fence
	// access is the index of an acquire or release, -1 for a fence.
	access int
	// before and after are the accesses that it orders, around all on its sides, the
	// barrier itself included if it is an access.
	before, after           []int
	allBefore, allAfter     []int
	lacksBefore, lacksAfter string
}

// barriersOf lists the barriers of a thread that can be judged.
func barriersOf(th *order.Thread) []barrier {
	var list []barrier
	for i := range th.Fences {
		f := &th.Fences[i]
		own := func(a order.Access) bool { return a.Span == f.Span }
		if slices.ContainsFunc(th.Accesses, own) {
			continue // a part of smp_store_mb or the like
		}
		if b, ok := fenceBarrier(th, f); ok {
			list = append(list, b)
		}
	}
	for i := range th.Accesses {
		a := &th.Accesses[i]
		if a.Lock || a.Tag != "ACQUIRE" && a.Tag != "RELEASE" {
			continue
		}
		b := barrier{access: i, lacksBefore: "access before it", lacksAfter: "access after it"}
		for k := range th.Accesses {
			if th.Together(k, i) {
				b.before = append(b.before, k)
			}
			if th.Together(i, k) {
				b.after = append(b.after, k)
			}
		}
		b.allBefore, b.allAfter = append([]int{i}, b.before...), append([]int{i}, b.after...)
		if a.Tag == "ACQUIRE" {
			b.before = []int{i}
		} else {
			b.after = []int{i}
		}
		list = append(list, b)
	}
	return list
}

// fenceBarrier returns what a fence orders; ok is false for one that works in
// another way.
func fenceBarrier(th *order.Thread, f *order.Fence) (b barrier, ok bool) {
	b = barrier{fence: f, access: -1, before: f.Before, after: f.After, allBefore: f.Before, allAfter: f.After,
		lacksBefore: "access before it", lacksAfter: "access after it"}
	only := func(list []int, kind func(*order.Access) bool) []int {
		var kept []int
		for _, i := range list {
			if kind(&th.Accesses[i]) {
				kept = append(kept, i)
			}
		}
		return kept
	}
	needs := func(list []int, kind func(*order.Access) bool) []int {
		if len(only(list, kind)) == 0 {
			return nil
		}
		return list
	}
	atomic := func(a *order.Access) bool { return a.Atomic }
	switch f.Tag {
	case "MB", "after-unlock-lock":
	case "wmb":
		writes := func(a *order.Access) bool { return a.Writes }
		b.before, b.after = only(f.Before, writes), only(f.After, writes)
		b.lacksBefore, b.lacksAfter = "write before it", "write after it"
	case "rmb":
		reads := func(a *order.Access) bool { return a.Reads }
		b.before, b.after = only(f.Before, reads), only(f.After, reads)
		b.lacksBefore, b.lacksAfter = "read before it", "read after it"
	case "before-atomic":
		b.after = needs(f.After, atomic)
		b.lacksAfter = "atomic read-modify-write after it"
	case "after-atomic":
		b.before = needs(f.Before, atomic)
		b.lacksBefore = "atomic read-modify-write before it"
	case "after-spinlock":
		b.before = needs(f.Before, func(a *order.Access) bool { return a.Lock && a.Reads && a.Writes })
		b.lacksBefore = "lock acquisition before it"
	default:
		return b, false
	}
	return b, true
}

// pairing looks for ways between accesses of all threads of a test.
type pairing struct {
	threads []*order.Thread
	// first is the number of the first access of each thread.
	first []int
	// next are the accesses that a way can go on to from each.
	next [][]int
}

// newPairing prepares a test, or returns nil for one that is not judged.
func newPairing(threads []*order.Thread) *pairing {
	p := &pairing{threads: threads}
	count := 0
	for _, th := range threads {
		waits := func(f order.Fence) bool { return strings.HasPrefix(string(f.Tag), "sync-") }
		if th.SRCU || slices.ContainsFunc(th.Fences, waits) {
			return nil
		}
		p.first = append(p.first, count)
		count += len(th.Accesses)
	}
	if len(threads) == 0 || count > maxPaired {
		return nil
	}
	p.next = make([][]int, count)
	for t, th := range threads {
		for i := range th.Accesses {
			p.connect(t, i)
		}
	}
	return p
}

// connect finds what can follow access i of thread t: a later access of the thread
// that may have to wait for it or may be at its location, or an access of another
// thread that it may communicate with.
func (p *pairing) connect(t, i int) {
	at := &p.next[p.first[t]+i]
	for u, th := range p.threads {
		for j := range th.Accesses {
			if u != t && p.conflict(t, i, u, j) || u == t && (th.Repeats || p.mayLead(th, i, j)) {
				*at = append(*at, p.first[u]+j)
			}
		}
	}
}

func (p *pairing) mayLead(th *order.Thread, i, j int) bool {
	return th.Together(i, j) && (th.Find(i, j) != nil || th.Accesses[i].MayMeet(&th.Accesses[j]))
}

// conflict reports whether two accesses may communicate.
func (p *pairing) conflict(t, i, u, j int) bool {
	a, b := &p.threads[t].Accesses[i], &p.threads[u].Accesses[j]
	return (a.Writes || b.Writes) && a.MayMeet(b)
}

// returns reports whether a way leads from one of the accesses from of thread t to
// one of the accesses to.
func (p *pairing) returns(t int, from, to []int) bool {
	seen := make([]bool, len(p.next))
	var stack []int
	for _, i := range from {
		seen[p.first[t]+i] = true
		stack = append(stack, p.first[t]+i)
	}
	for len(stack) > 0 {
		a := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if k := a - p.first[t]; slices.Contains(to, k) {
			return true
		}
		for _, b := range p.next[a] {
			if !seen[b] {
				seen[b] = true
				stack = append(stack, b)
			}
		}
	}
	return false
}

// check adds a hint if nothing hangs on a barrier.
func (p *pairing) check(l *diag.List, t int, b barrier) {
	th := p.threads[t]
	if mixes(th, b) {
		return
	}
	span := b.span(th)
	name := code(callName(span.Text()))
	switch {
	case len(b.before) == 0 && name == "`rcu_assign_pointer`":
		// Publishing what was there from the start is right too.
	case len(b.before) == 0:
		l.Hintf(CodeIdleBarrier, span, "this %s orders nothing: its thread has no %s", name, b.lacksBefore)
	case len(b.after) == 0:
		l.Hintf(CodeIdleBarrier, span, "this %s orders nothing: its thread has no %s", name, b.lacksAfter)
	case !p.returns(t, b.after, b.before):
		problem := l.Hintf(CodeUnpairedBarrier, span,
			"this %s has no partner: no other thread orders an access to %s before an access to %s, so no outcome hangs on it",
			name, cellNames(th, b.after), cellNames(th, b.before))
		p.relate(problem, t, b)
	}
}
