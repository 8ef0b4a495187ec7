package lower_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/enum"
	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// waits are loops that only wait, in functions that threads run. TICK stands in each
// of them: where it counts, the loop is no waiting loop any more, and is unrolled.
func waits() map[string]string {
	const message = `
static void a(void) { WRITE_ONCE(y, 1); smp_store_release(&x, 1); }
static int b(void) { int spin = 0, v; LOOP return READ_ONCE(y); }
`
	const contend = `
static int a(void) { return f(1); }
static int b(void) { return f(2); }
`
	in := func(loop string) string { return strings.Replace(message, "LOOP", loop, 1) }
	return map[string]string{
		"while":         in(`while (!READ_ONCE(x)) TICK;`),
		"while acquire": in(`while (!smp_load_acquire(&x)) { TICK; }`),
		"do":            in(`do { TICK; v = smp_load_acquire(&x); } while (v != 1);`),
		"do empty":      in(`do { TICK; } while (!READ_ONCE(x));`),
		"for break":     in(`for (;;) { if (smp_load_acquire(&x)) break; TICK; }`),
		"for return":    in(`for (;;) { if (READ_ONCE(x)) return READ_ONCE(y) + 10; TICK; }`),
		"continue":      in(`for (;;) { if (!READ_ONCE(x)) { TICK; continue; } WRITE_ONCE(z, 1); break; }`),
		"goto":          in(`again: TICK; v = READ_ONCE(x); if (!v) goto again;`),
		"and":           in(`while (!READ_ONCE(x) && !READ_ONCE(z)) TICK;`),
		"two flags":     in(`for (;;) { if (READ_ONCE(y)) return 7; if (READ_ONCE(x)) break; TICK; }`),
		"controlled":    in(`for (;;) { if (READ_ONCE(x)) { WRITE_ONCE(z, 2); return READ_ONCE(y); } TICK; }`),
		"controlled store": `
static int a(void) { int r = READ_ONCE(z); WRITE_ONCE(x, r + 1); return r; }
static int b(void) { int spin = 0; for (;;) { if (READ_ONCE(x)) { WRITE_ONCE(z, 1); return 0; } TICK; } }
`,
		"controlled by continue": `
static int a(void) { int r = READ_ONCE(z); WRITE_ONCE(x, r + 1); return r; }
static int b(void) { int spin = 0; for (;;) { if (!READ_ONCE(x)) { TICK; continue; } WRITE_ONCE(z, 1); break; } return 0; }
`,
		"fence": in(`do { TICK; v = READ_ONCE(x); smp_rmb(); } while (!v);`),
		"cmpxchg lock": `
static int f(int n) { int spin = 0, r; while (cmpxchg_acquire(&x, 0, 1) != 0) TICK; r = READ_ONCE(y); WRITE_ONCE(y, n); smp_store_release(&x, 0); return r; }
` + contend,
		"cmpxchg lock by if": `
static int f(int n) { int spin = 0, r; for (;;) { if (cmpxchg(&x, 0, 1) == 0) break; TICK; } r = READ_ONCE(y); WRITE_ONCE(y, n); smp_store_release(&x, 0); return r; }
` + contend,
		"try_cmpxchg": `
static int f(int n) { int spin = 0, old = READ_ONCE(x); do { TICK; } while (!try_cmpxchg(&x, &old, old + n)); return old; }
` + contend,
		"try_cmpxchg relaxed with an exit": `
static int f(int n) { int spin = 0, old = READ_ONCE(x); do { TICK; if (old == 1) return 100; } while (!try_cmpxchg_relaxed(&x, &old, old + n)); WRITE_ONCE(y, n); return READ_ONCE(z); }
static int a(void) { WRITE_ONCE(z, 1); return f(1); }
static int b(void) { int r = f(1); return r + 10 * READ_ONCE(y); }
`,
		"try_cmpxchg of a constant": `
static int f(int n) { int spin = 0, old = 0, r; while (!try_cmpxchg_acquire(&x, &old, 1)) { old = 0; TICK; } r = READ_ONCE(y); WRITE_ONCE(y, n); smp_store_release(&x, 0); return r; }
` + contend,
		"cmpxchg, hand-made": `
static int f(int n) { int spin = 0, old, val = READ_ONCE(x); for (;;) { old = cmpxchg_relaxed(&x, val, val + n); if (old == val) break; val = old; TICK; } return val; }
` + contend,
		"load and cmpxchg": `
static int f(int n) { int spin = 0, old; do { TICK; old = READ_ONCE(x); } while (cmpxchg(&x, old, old + n) != old); return old; }
` + contend,
		"add unless": `
static int f(int n) { int spin = 0; while (!atomic_add_unless((atomic_t *)&x, 1, 1)) TICK; WRITE_ONCE(y, n); WRITE_ONCE(x, 0); return READ_ONCE(y); }
` + contend,
		"trylock": `
static DEFINE_SPINLOCK(l);
static int f(int n) { int spin = 0, r; while (!spin_trylock(&l)) TICK; r = READ_ONCE(y); WRITE_ONCE(y, n); spin_unlock(&l); return r; }
` + contend,
		"seqcount": `
static seqcount_t s = SEQCNT_ZERO(s);
static void a(void) { write_seqcount_begin(&s); WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); write_seqcount_end(&s); }
static int b(void) { int spin = 0, u, v; unsigned n; do { TICK; n = read_seqcount_begin(&s); u = READ_ONCE(x); v = READ_ONCE(y); } while (read_seqcount_retry(&s, n)); return u * 10 + v; }
`,
		"pointer": `
struct node { int v; struct node *next; };
static struct node n0, n1 = { 1, &n0 }, *top = &n1;
static int f(int n) { int spin = 0; struct node *old, *next; do { TICK; old = READ_ONCE(top); if (!old) return 9; next = READ_ONCE(old->next); } while (cmpxchg(&top, old, next) != old); return old->v; }
` + contend,
	}
}

// finals returns the final states of a program: what its threads return and what the
// shared variables hold.
func finals(t *testing.T, p *prog.Program, unroll int) *enum.Result {
	t.Helper()
	for i, th := range p.Threads {
		if r := th.RegIndex("return"); r >= 0 {
			p.Locations = append(p.Locations, prog.Place{Thread: i, Reg: r, Index: -1})
		}
	}
	for i, g := range p.Globals {
		if len(g.Name) == 1 && !g.IsCompound() {
			p.Locations = append(p.Locations, prog.Place{Thread: -1, Global: i, Index: -1})
		}
	}
	p.Cond = &prog.Condition{Quant: prog.Exists, Prop: &prog.PropConst{Value: true}}
	res, err := enum.Run(context.Background(), p, lkmm.Model(), enum.Options{Unroll: unroll})
	if err != nil {
		t.Fatal(err)
	}
	if res.Err != nil {
		t.Fatal(res.Err)
	}
	return res
}

// TestWaiting compares the outcomes of loops that only wait with those of the same
// loops unrolled.
func TestWaiting(t *testing.T) {
	prelude := builtin(t)
	read := func(t *testing.T, body, spin string) *prog.Program {
		t.Helper()
		text := "/* @lkmm test w\n * @lkmm thread a()\n * @lkmm thread b()\n */\nint x, y, z;\n" +
			strings.ReplaceAll(body, "TICK", spin)
		in := c.Parse(source.NewFile("w.c", text), c.Options{Prelude: prelude})
		if len(in.Tests) != 1 || in.Tests[0].Program == nil {
			t.Fatalf("%s\n%s", text, in)
		}
		return in.Tests[0].Program
	}
	cases := waits()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		body := cases[name]
		t.Run(name, func(t *testing.T) {
			waiting, rounds := read(t, body, "cpu_relax()"), read(t, body, "spin++")
			if text := prog.Print(waiting); strings.Contains(text, "while") {
				t.Fatalf("the loop is not recognised:\n%s", text)
			}
			if text := prog.Print(rounds); !strings.Contains(text, "while") {
				t.Fatalf("the loop that counts is taken for one that waits:\n%s", text)
			}
			unroll := 2
			if strings.Contains(body, "&x, 0)") || strings.Contains(body, "WRITE_ONCE(x, 0)") {
				unroll = 1 // the enumerator takes long for locks
			}
			got, want := finals(t, waiting, unroll), finals(t, rounds, unroll)
			if !slices.Equal(got.States, want.States) {
				t.Errorf("the states are\n%s\nand those of the unrolled loop\n%s", strings.Join(got.States, "\n"), strings.Join(want.States, "\n"))
			}
			if len(got.States) == 0 || got.Loop {
				t.Errorf("%d states, cut off: %v", len(got.States), got.Loop)
			}
			if fmt.Sprint(got.Flags) != fmt.Sprint(want.Flags) {
				t.Errorf("flags %v and %v", got.Flags, want.Flags)
			}
		})
	}
}
