package progen

import (
	"fmt"
	"strings"
)

// ring makes a store-buffer ring with something between store and load.
func ring(between string) func(n int) family {
	return func(n int) family {
		f := family{init: "{}"}
		var atoms []string
		for i := range n {
			f.threads = append(f.threads, familyThread{
				params: fmt.Sprintf("int *x%d, int *x%d", i, (i+1)%n),
				lines: []string{
					fmt.Sprintf("WRITE_ONCE(*x%d, 1);", i),
					between,
					fmt.Sprintf("int r0 = READ_ONCE(*x%d);", (i+1)%n),
				},
			})
			atoms = append(atoms, fmt.Sprintf("%d:r0=0", i))
		}
		f.final = conjunction(atoms)
		return f
	}
}

// chain hands a message on from thread to thread.
func chain(ordered bool) func(n int) family {
	store, load := "WRITE_ONCE(*y%d, 1);", "int r0 = READ_ONCE(*y%d);"
	if ordered {
		store, load = "smp_store_release(y%d, 1);", "int r0 = smp_load_acquire(y%d);"
	}
	return func(n int) family {
		f := family{init: "{}"}
		f.threads = append(f.threads, familyThread{
			params: "int *x, int *y1",
			lines:  []string{"WRITE_ONCE(*x, 1);", fmt.Sprintf(store, 1)},
		})
		var atoms []string
		for i := 1; i < n; i++ {
			atoms = append(atoms, fmt.Sprintf("%d:r0=1", i))
			th := familyThread{
				params: fmt.Sprintf("int *y%d, int *y%d", i, i+1),
				lines:  []string{fmt.Sprintf(load, i), fmt.Sprintf(store, i+1)},
			}
			if i == n-1 {
				th.params = fmt.Sprintf("int *x, int *y%d", i)
				th.lines[1] = "int r1 = READ_ONCE(*x);"
				atoms = append(atoms, fmt.Sprintf("%d:r1=0", i))
			}
			f.threads = append(f.threads, th)
		}
		f.final = conjunction(atoms)
		return f
	}
}

// iriw makes two writers and n readers with something between their loads.
func iriw(between string) func(n int) family {
	return func(n int) family {
		f := family{init: "{}", threads: []familyThread{
			{"int *x", []string{"WRITE_ONCE(*x, 1);"}},
			{"int *y", []string{"WRITE_ONCE(*y, 1);"}},
		}}
		var atoms []string
		for i := range n {
			first, second := "x", "y"
			if i%2 == 1 {
				first, second = "y", "x"
			}
			f.threads = append(f.threads, familyThread{
				params: "int *x, int *y",
				lines: []string{
					fmt.Sprintf("int r0 = READ_ONCE(*%s);", first),
					between,
					fmt.Sprintf("int r1 = READ_ONCE(*%s);", second),
				},
			})
			atoms = append(atoms, fmt.Sprintf("%d:r0=1", i+2), fmt.Sprintf("%d:r1=0", i+2))
		}
		f.final = conjunction(atoms)
		return f
	}
}

// rcuChain makes a cycle of grace periods and readers; enough says whether there
// are as many grace periods as readers.
func rcuChain(enough bool) func(n int) family {
	return func(n int) family {
		f := family{init: "{}"}
		var atoms []string
		for i := range n {
			load := fmt.Sprintf("int r0 = READ_ONCE(*x%d);", i)
			store := fmt.Sprintf("WRITE_ONCE(*x%d, 1);", (i+1)%n)
			var lines []string
			switch {
			case (i%2 == 1) == enough:
				lines = []string{"rcu_read_lock();", load, store, "rcu_read_unlock();"}
			case !enough && i == n-1:
				lines = []string{load, "smp_mb();", store}
			default:
				lines = []string{load, "synchronize_rcu();", store}
			}
			f.threads = append(f.threads, familyThread{fmt.Sprintf("int *x%d, int *x%d", i, (i+1)%n), lines})
			atoms = append(atoms, fmt.Sprintf("%d:r0=1", i))
		}
		f.final = conjunction(atoms)
		return f
	}
}

// lockRing is the ring inside critical sections of one lock.
func lockRing(n int) family {
	f := ring("")(n)
	for i := range f.threads {
		th := &f.threads[i]
		th.params = "spinlock_t *s, " + th.params
		th.lines = append(append([]string{"spin_lock(s);"}, th.lines...), "spin_unlock(s);")
	}
	return f
}

// cmpxchgRace lets n threads compete for a word.
func cmpxchgRace(n int) family {
	f := family{init: "{}"}
	var pairs []string
	for i := range n {
		f.threads = append(f.threads, familyThread{"int *x", []string{"int r0 = cmpxchg(x, 0, 1);"}})
		for j := range i {
			pairs = append(pairs, fmt.Sprintf(`(%d:r0=0 /\ %d:r0=0)`, j, i))
		}
	}
	f.final = "exists (" + strings.Join(pairs, ` \/ `) + ")"
	return f
}

// increments lets n threads increment a counter.
func increments(n int) family {
	f := family{init: "{}"}
	for range n {
		f.threads = append(f.threads, familyThread{"atomic_t *x", []string{"atomic_inc(x);"}})
	}
	f.final = fmt.Sprintf("exists (~(x=%d))", n)
	return f
}

// exchanges lets n threads exchange a word; order asks for one order of them.
func exchanges(order bool) func(n int) family {
	return func(n int) family {
		f := family{init: "{}"}
		var pairs, inOrder []string
		for i := range n {
			f.threads = append(f.threads, familyThread{"int *x", []string{fmt.Sprintf("int r0 = xchg(x, %d);", i+1)}})
			inOrder = append(inOrder, fmt.Sprintf("%d:r0=%d", i, i))
			for j := range i {
				pairs = append(pairs, fmt.Sprintf(`(%d:r0=0 /\ %d:r0=0)`, j, i))
			}
		}
		if order {
			f.final = conjunction(append(inOrder, fmt.Sprintf("x=%d", n)))
		} else {
			f.final = "exists (" + strings.Join(pairs, ` \/ `) + ")"
		}
		return f
	}
}
