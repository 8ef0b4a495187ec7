package verify_test

import (
	"slices"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// sections is a model in which the ends of an SRCU section are events that access
// nothing, with primitives in the form before lkmmv2.
func sections() texts {
	return texts{
		"m.cfg": "model m.cat\nmacros m.def\n",
		"m.def": `
READ_ONCE(X) __load{once}(X)
WRITE_ONCE(X,V) { __store{once}(X,V); }
smp_mb() { __fence{mb}; }
cmpxchg_acquire(X,V,W) __cmpxchg{acquire}(X,V,W)
xchg_acquire(X,V) __xchg{acquire}(X,V)
xchg_release(X,V) __xchg{release}(X,V)
atomic_inc(X) { __atomic_op(X,+,1); }
srcu_read_lock(X)  __srcu{srcu-lock}(X)
srcu_read_unlock(X,Y) { __srcu{srcu-unlock}(X,Y); }
synchronize_srcu(X)  { __srcu{sync-srcu}(X); }
`,
		"m.bell": `
enum Accesses = 'once || 'acquire || 'release || 'noreturn
enum Barriers = 'mb
enum SRCU = 'srcu-lock || 'srcu-unlock || 'sync-srcu
instructions SRCU[SRCU]
let ends = Srcu-lock | Srcu-unlock
let within = po & loc & (Srcu-lock * Srcu-unlock)
let section = within \ (po-loc ; [ends] ; po-loc)
flag ~empty ends \ (domain section | range section) as unpaired
flag ~empty different-values(section) as wrong-index
flag ~empty M & (ends | Sync-srcu) as access
`,
		"m.cat": `
"sections"
include "cos.cat"
let com = rf | co | fr
acyclic po-loc | com as coherence
empty rmw & (fre ; coe) as atomic
acyclic [M] ; po ; [Mb] ; po ; [M] | [Acquire] ; po | po ; [Release] | com as order
let before = ([Sync-srcu] ; po ; com ; po ; section^-1) & loc
irreflexive before ; po ; com ; po as grace-period
flag ~empty [Acquire & W] as acquire-write
flag ~empty [Release & R] as release-read
flag ~empty [RMW \ (domain rmw | range rmw)] & [Acquire] as failed-acquire
`,
	}
}

// TestSectionsWithoutAccess checks the events of the earlier form: SRCU sections,
// and the tags of the halves of read-modify-writes, which no fully ordered one
// gives away here.
func TestSectionsWithoutAccess(t *testing.T) {
	cfg, diags := cat.OpenIn(sections(), "m.cfg")
	if diags.HasErrors() {
		t.Fatal(diags.String())
	}
	macros, diags := kernel.ParseMacros(cfg.Macros)
	if diags.HasErrors() {
		t.Fatal(diags.String())
	}
	macros.FencedRMW = true
	const reader = "{}\nP0(int *x, int *y, struct srcu_struct *s) { int r2 = srcu_read_lock(s); int r0 = READ_ONCE(*x); int r1 = READ_ONCE(*y); srcu_read_unlock(s, r2); }\n"
	tests := []struct {
		text        string
		observation verify.Observation
		flags       []string
	}{
		{"C waits\n" + reader + "P1(int *x, int *y, struct srcu_struct *s) { WRITE_ONCE(*y, 1); synchronize_srcu(s); WRITE_ONCE(*x, 1); }\n" +
			`exists (0:r0=1 /\ 0:r1=0)`, verify.Never, nil},
		{"C waits-for-others\n" + reader + "P1(int *x, int *y, struct srcu_struct *t) { WRITE_ONCE(*y, 1); synchronize_srcu(t); WRITE_ONCE(*x, 1); }\n" +
			`exists (0:r0=1 /\ 0:r1=0)`, verify.Sometimes, nil},
		{"C constant\n{}\nP0(struct srcu_struct *s) { int r0 = srcu_read_lock(s); srcu_read_unlock(s, 1); }\nexists (0:r0=0)",
			verify.Never, []string{"wrong-index"}},
		{"C two\n{}\nP0(struct srcu_struct *s) { int r0 = srcu_read_lock(s); srcu_read_unlock(s, r0); int r1 = srcu_read_lock(s); srcu_read_unlock(s, r1); }\n" +
			"P1(struct srcu_struct *s) { int r0 = srcu_read_lock(s); }\n" + `exists (0:r0=0:r1 \/ 0:r0=1:r0 \/ 0:r1=1:r0)`, verify.Never, []string{"unpaired"}},
		{"C handed-over\n{}\nP0(int *x, struct srcu_struct *s) { int r0 = srcu_read_lock(s); WRITE_ONCE(*x, r0); }\n" +
			"P1(int *x, struct srcu_struct *s) { int r0 = READ_ONCE(*x); srcu_read_unlock(s, r0); }\nforall (1:r0=0:r0)", verify.Sometimes, []string{"unpaired"}},
		{"C loop\n{}\nP0(int *x, struct srcu_struct *s) { int r0; int r1 = 0; while (r1 != 2) { r0 = srcu_read_lock(s); srcu_read_unlock(s, r0); r1 = r1 + 1; } }\nexists (0:r0=0)",
			verify.Never, nil},
		{"C failed\n{}\nP0(int *x, int *y) { int r0 = cmpxchg_acquire(x, 2, 3); int r1 = READ_ONCE(*y); }\nP1(int *x, int *y) { WRITE_ONCE(*y, 1); smp_mb(); WRITE_ONCE(*x, 1); }\n" +
			`exists (0:r0=1 /\ 0:r1=0)`, verify.Sometimes, nil},
		{"C halves\n{}\nP0(int *x, int *y) { int r0 = xchg_acquire(x, 1); int r1 = READ_ONCE(*y); }\nP1(int *x, int *y) { int r0 = xchg_release(y, 1); smp_mb(); int r1 = READ_ONCE(*x); }\n" +
			`exists (0:r1=0 /\ 1:r1=0)`, verify.Sometimes, nil},
		{"C unless\n{}\nP0(atomic_t *v) { int r0 = atomic_add_unless(v, 1, 1); }\nexists (v=1)", verify.Always, nil},
	}
	c := newComparison(t, cfg.Model, macros, false)
	for _, test := range tests {
		c.expectSame(t, test.text)
		p, diags := litmus.Parse(source.NewFile("in.litmus", test.text), litmus.Options{Primitives: macros})
		if diags.HasErrors() {
			t.Fatal(diags.String())
		}
		r, err := c.verifier.Verify(t.Context(), p, verify.Options{Engine: verify.Auto, Timeout: engineTimeout})
		if err != nil {
			t.Fatal(err)
		}
		var flags []string
		for _, f := range r.Flags {
			flags = append(flags, f.Name)
		}
		if r.Observation != test.observation || !slices.Equal(flags, test.flags) {
			t.Errorf("%s %v\n%s", r.Observation, flags, test.text)
		}
	}
}
