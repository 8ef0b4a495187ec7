package progen

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestDeterministic shows that a seed gives one text, so that a failing program
// can be made again.
func TestDeterministic(t *testing.T) {
	g := Program(Default())
	for seed := range 50 {
		if a, b := g.Example(seed), g.Example(seed); a != b {
			t.Fatalf("seed %d gives two programs:\n%s\n%s", seed, a, b)
		}
	}
}

// TestSane checks what can be seen without a parser: brackets, thread numbers,
// no empty block, and nothing that herd7's lexer would stumble over.
func TestSane(t *testing.T) {
	g := Program(Default())
	bad := map[string]*regexp.Regexp{
		"empty block":       regexp.MustCompile(`\{\s*\}\s*\S`),
		"glued sign":        regexp.MustCompile(`[a-z0-9)] ?-[0-9]`),
		"subscript":         regexp.MustCompile(`\w\[[0-9]`),
		"two semicolons":    regexp.MustCompile(`;\s*;`),
		"missing operand":   regexp.MustCompile(`\( *[,;]|, *[,;)]|[^=]= *[;)]`),
		"format directive":  regexp.MustCompile(`%!`),
		"double asterisk":   regexp.MustCompile(`[(=] *\*\*`),
		"unbraced brackets": regexp.MustCompile(`\(\)[^;\n]`),
	}
	for seed := range 2000 {
		text := g.Example(seed)
		fail := func(why string) { t.Fatalf("seed %d: %s:\n%s", seed, why, text) }
		if !strings.HasPrefix(text, "C gen-") {
			fail("no header")
		}
		for _, pair := range []string{"()", "{}", "[]"} {
			if strings.Count(text, pair[:1]) != strings.Count(text, pair[1:]) {
				fail("unbalanced " + pair)
			}
		}
		_, program, _ := strings.Cut(text, "\n\n")
		_, program, _ = strings.Cut(program, "}\n")
		for why, re := range bad {
			if hit := re.FindString(program); hit != "" {
				fail(fmt.Sprintf("%s: %q", why, hit))
			}
		}
		for i := 0; ; i++ {
			if !strings.Contains(text, fmt.Sprintf("\nP%d(", i)) {
				if i == 0 || strings.Contains(text, fmt.Sprintf("\nP%d(", i+1)) {
					fail("threads are not numbered from 0 on")
				}
				break
			}
		}
	}
}

// TestEverythingOccurs shows that no primitive or construct is out of reach.
func TestEverythingOccurs(t *testing.T) {
	var all strings.Builder
	g := Program(Default())
	for seed := range 6000 {
		all.WriteString(g.Example(seed))
	}
	text := all.String()
	for _, want := range expected() {
		if !strings.Contains(text, want) {
			t.Errorf("%s never occurs", want)
		}
	}
}

func expected() []string {
	want := []string{
		"READ_ONCE(", "WRITE_ONCE(", "smp_load_acquire(", "smp_store_release(", "rcu_dereference(",
		"rcu_assign_pointer(", "smp_store_mb(", "atomic_read(", "atomic_set(", "atomic_read_acquire(",
		"atomic_set_release(", "smp_mb()", "smp_rmb()", "smp_wmb()", "barrier()", "smp_mb__before_atomic()",
		"smp_mb__after_atomic()", "smp_mb__after_spinlock()", "smp_mb__after_unlock_lock()",
		"smp_mb__after_srcu_read_unlock()", "rcu_read_lock()", "rcu_read_unlock()", "synchronize_rcu()",
		"synchronize_rcu_expedited()", "atomic_sub_and_test(", "atomic_dec_and_test(", "atomic_inc_and_test(",
		"atomic_add_unless(", "spin_lock(", "spin_unlock(", "spin_trylock(", "spin_is_locked(",
		"srcu_read_lock(", "srcu_down_read(", "srcu_read_unlock(", "srcu_up_read(", "synchronize_srcu(",
		"synchronize_srcu_expedited(", "while (", "else {", "filter (", "locations [", "forall (", "~exists (",
		"\nexists (", "=>", `\/`, `/\`, "not (", "~(", "uint8_t", "atomic_t", "int *p", "Unroll=1", "(void)",
	}
	for _, order := range []string{"", "_relaxed", "_acquire", "_release"} {
		for _, name := range []string{"xchg", "atomic_xchg", "cmpxchg", "atomic_cmpxchg", "atomic_add_negative"} {
			want = append(want, name+order+"(")
		}
		for _, op := range []string{"add", "sub", "inc", "dec"} {
			want = append(want, "atomic_"+op+"_return"+order+"(")
		}
		for _, op := range []string{"add", "sub", "and", "or", "xor", "andnot", "inc", "dec"} {
			want = append(want, "atomic_fetch_"+op+order+"(")
		}
	}
	for _, op := range []string{"add", "sub", "and", "or", "xor", "andnot", "inc", "dec"} {
		want = append(want, "atomic_"+op+"(")
	}
	return want
}

// TestConfig shows that the limits hold.
func TestConfig(t *testing.T) {
	c := Default()
	c.MinThreads, c.MaxThreads, c.MaxBranches, c.Themes = 2, 2, 0, []Theme{Loops, Locks}
	g := Program(c)
	for seed := range 200 {
		text := g.Example(seed)
		if strings.Contains(text, "\nP2(") || !strings.Contains(text, "\nP1(") {
			t.Fatalf("seed %d: not two threads:\n%s", seed, text)
		}
		if strings.Contains(text, "while") || strings.Contains(text, "if (") {
			t.Fatalf("seed %d: a branch:\n%s", seed, text)
		}
	}
}
