package verify_test

import (
	"context"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
)

// regressions are programs on which an engine and the oracle once differed, made
// small, with what they must say.
func regressions() []struct{ name, why, text, want string } {
	return []struct{ name, why, text, want string }{
		{
			"unserved argument of a failed add_unless",
			"the load of y is no operand of the inner read, but the outer write still comes after it, " +
				"so that it cannot read from that write",
			`C t
{ uint8_t y = 1; }
P0(int *x, uint8_t *y)
{
	int r0;
	atomic_xor(atomic_cmpxchg_relaxed(x, 0, 1), y);
	r0 = atomic_add_unless(y, 0, atomic_add_unless(x, 0, smp_load_acquire(y)));
}
forall (x=2)
`, "Never 0 1 []\n  [x]=1;",
		},
		{
			"cut loop that the filter leaves out",
			"no last write of x gives it the value that the filter wants, so no candidate is cut off",
			`C t
{ }
P0(int *x)
{
	int r0;
	while (READ_ONCE(*x)) {
		r0 = atomic_add_negative_acquire(73, x);
	}
}
filter (x=1)
exists (x=1)
`, "Never 0 0 []\n  ",
		},
		{
			"cut loop that the filter lets through",
			"the filter may hold for some last write, though coherence forbids it",
			`C t
{ x=1; }
P0(int *x)
{
	while (READ_ONCE(*x)) {
		WRITE_ONCE(*x, 1);
		WRITE_ONCE(*x, 2);
	}
}
filter (x=1)
exists (x=1)
`, "Never 0 0 Loop []\n  ",
		},
		{
			"address computed from an address",
			"x & 0 has no value, so that the second read goes nowhere",
			`C t
{ int *p = x; }
P0(int *x, int **p)
{
	int *r0 = READ_ONCE(*p);
	int r1 = smp_load_acquire(x + (r0 & 0));
}
exists (0:r1=0)
`, "run-time error",
		},
		{
			"filter over a value without meaning",
			"what is read through 0 differs from 1, so that the filter holds and the error counts",
			`C t
{ }
P0(int *x)
{
	int *r0;
	int r1 = READ_ONCE(*r0);
}
filter (0:r1=1 => 0:r1=0)
exists (0:r1=0)
`, "run-time error",
		},
		{
			"read that would have to go nowhere because it goes nowhere",
			"the address of the last read of x hangs on its own value; where the value has no meaning, " +
				"nothing else says so",
			`C t
{ }
P0(int *x, int *y)
{
	int r0 = *y;
	int r1 = *(x + (r0 & 0));
	*y = r1;
}
exists (0:r1=0)
`, "Always 1 0 []\n  0:r1=0;",
		},
		{
			"circle of values that a cmpxchg resolves",
			"nobody computes 1, but if cmpxchg finds it, what it reads from wrote it, and the masks on " +
				"the way round have a result",
			`C t
{ }
P0(int *x, int *y)
{
	int r0 = *x;
	*y = r0 & 255;
}
P1(int *x, int *y)
{
	int r1 = *y;
	*x = r1 & 255;
}
P2(int *y)
{
	int r2;
	r2 = atomic_cmpxchg_relaxed(y, 1, 2);
}
exists (2:r2=1)
`, "Sometimes 1 6 [data-race]\n  2:r2=0;\n  2:r2=1;",
		},
		{
			"cmpxchg through 0",
			"the read has no source, and that it succeeds makes its value 0",
			`C t
{ }
P0(int *x)
{
	int *r5;
	int r0 = 1;
	int r1 = smp_load_acquire(r5);
	int r2;
	if (atomic_cmpxchg(r5, 0, r0)) {
		r2 = *r5;
	}
}
filter (0:r1!=0 /\ 0:r2=1)
exists (0:r2=1)
`, "Never 0 0 []\n  ",
		},
		{
			"source whose address has no value",
			"the write of the andnot is at no location, so that s keeps its value and the filter is false",
			`C t
{ }
P0(struct srcu_struct *s)
{
	int r1;
	int r2 = srcu_down_read(s);
}
P1(struct srcu_struct *s)
{
	int *r5;
	int r0 = *r5;
	atomic_andnot(r0, r5 + (r0 & 0));
}
filter (0:r1=0 /\ (0:r2<>0))
exists (0:r2=0)
`, "Never 0 0 []\n  ",
		},
		{
			"pointer that may have any value",
			"the solver takes addresses that are none of those that the encoding names; each has to be " +
				"refuted by what makes it impossible",
			`C t
{
	long y = 0;
	p=x;
	q=x;
}
P0(int *x, long *y, int **p, int **q)
{
	WRITE_ONCE(*p, rcu_dereference(*p));
	smp_mb();
	int *r0 = *q;
	WRITE_ONCE(*r0, 288);
	WRITE_ONCE(*q, r0);
}
P1(int *x, long *y, int **p, int **q)
{
	int *r0 = rcu_dereference(*q);
	int r1 = READ_ONCE(*r0);
	int r2 = *(x + (r1 * 0));
	*r0 = r2;
}
forall ((1:r0=x => p=x) /\ (p=0 /\ 1:r2!=0))
`, "Never 0 8 [data-race mixed-accesses]\n  1:r0=x; 1:r2=0; [p]=x;\n  1:r0=x; 1:r2=288; [p]=x;",
		},
		{
			"last writes under a reason's literals",
			"that x is last follows from the order, which the bounds of a reason must know first",
			`C t
{
	p=x;
}
P0(int *x, int **p)
{
	int *r0 = rcu_dereference(*p);
	int r1 = *r0;
	(void)cmpxchg_acquire(x + (r1 * 0), r1, 0);
}
P1(int *x, struct srcu_struct *s)
{
	int r2 = srcu_down_read(s);
	atomic_inc(x);
	WRITE_ONCE(*x, r2);
}
exists (0:r0=x \/ ((0:r1<>1) => x=0))
`, "Always 6 0 [data-race unmatched-srcu-lock]\n  0:r0=x; 0:r1=0; [x]=0;\n  0:r0=x; 0:r1=1; [x]=0;",
		},
		{
			"cmpxchg through 0 that succeeds",
			"that it succeeds makes the value 1, which the filter wants",
			`C t
{ }
P0(int *x)
{
	int *r5;
	int r0 = atomic_cmpxchg_release(r5, 1, 0);
}
filter ([x]=2 \/ 0:r0=1)
exists (x=0)
`, "run-time error",
		},
		{
			"flag of a candidate that the filter leaves out",
			"a section passes its index on through y; where that gives y a value that the encoding does not " +
				"name, the solver takes any",
			`C t
{
	y=2;
}
P0(int *y, struct srcu_struct *s)
{
	int r1 = srcu_read_lock(s);
	atomic_set(y, r1);
	srcu_read_unlock(s, r1);
}
P1(int *y, struct srcu_struct *s)
{
	int r0 = READ_ONCE(*y);
	srcu_up_read(s, r0);
}
filter (s=2 \/ 0:r1=2)
exists (s=2)
`, "Always 2 0 [lock-final unmatched-srcu-unlock]\n  [s]=2;",
		},
	}
}

// TestRegressions asks the oracle and both engines about each, once with the model
// known to be coherent and once without.
func TestRegressions(t *testing.T) {
	for _, coherent := range []bool{true, false} {
		c := newComparison(t, lkmm.Model(), kernel.Builtin(), coherent)
		for _, r := range regressions() {
			t.Run(r.name, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				defer cancel()
				diff, err := c.check(ctx, r.text)
				if err != nil {
					t.Fatal(err)
				}
				if c.late > 0 {
					t.Fatalf("%s\nan engine takes longer than %s", r.why, engineTimeout)
				}
				if diff != "" {
					t.Errorf("%s\n%s", r.why, diff)
				}
				if got := c.last.String(); got != r.want {
					t.Errorf("%s\ngot  %s\nwant %s", r.why, got, r.want)
				}
			})
		}
	}
}
