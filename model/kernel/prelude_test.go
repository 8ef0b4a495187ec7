package kernel

import (
	"regexp"
	"strings"
	"testing"
)

// TestPreludeWidths looks at the families that are made from that of atomic_t.
func TestPreludeWidths(t *testing.T) {
	texts := map[string]string{}
	for _, f := range Prelude() {
		texts[f.Name] = f.Text
	}
	for name, want := range map[string]string{
		"atomic.h":      "#define atomic_inc(v) __lkmm_op(noreturn, __prelude_atomic_cell(v), add, 1)\n",
		"atomic64.h":    "#define atomic64_inc(v) __lkmm_op(noreturn, __prelude_atomic64_cell(v), add, 1)\n",
		"atomic_long.h": "static inline long atomic_long_dec_if_positive(atomic_long_t *v)\n{\n\tlong old;\n",
	} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s has no line %q", name, want)
		}
	}
	for _, name := range []string{"atomic64.h", "atomic_long.h"} {
		if m := regexp.MustCompile(`\bint\b|\bATOMIC_INIT\b|\batomic_t \*|\batomic_(add|cmpxchg|read)\b`).FindString(texts[name]); m != "" {
			t.Errorf("%s still has %q", name, m)
		}
		if !strings.Contains(texts[name], "Source: Documentation/atomic_t.txt") {
			t.Errorf("%s names no source", name)
		}
	}
}

// TestPreludeDocumentation holds every definition to the form that PreludeEntries
// describes.
func TestPreludeDocumentation(t *testing.T) {
	source := regexp.MustCompile(`^((Documentation|tools|include)/[\w./-]+\.(rst|txt|h)|POSIX\.1-2017, .+|ISO C [\d.]+|GCC manual, .+|SV-COMP, rules)$`)
	inForm := regexp.MustCompile(`(^|[^\w])NAME\(`)
	for _, f := range Prelude() {
		found := 0
		for _, d := range definitions(f.Text) {
			if d.hidden() {
				continue
			}
			found++
			where := f.Name + ": " + d.name
			if s := d.summary(); !regexp.MustCompile(`^[A-Z].*\.$`).MatchString(s) {
				t.Errorf("%s: summary %q is no sentence", where, s)
			}
			if g := d.part("Guarantee"); !strings.HasSuffix(g, ".") {
				t.Errorf("%s: guarantee %q is no sentence", where, g)
			}
			if s := d.part("Source"); !source.MatchString(s) {
				t.Errorf("%s: source %q", where, s)
			}
			if s := d.part("Differs"); s != "" && !strings.HasSuffix(s, ".") {
				t.Errorf("%s: difference %q is no sentence", where, s)
			}
			if s := d.part("Form"); s != "" && !inForm.MatchString(s) {
				t.Errorf("%s: form %q", where, s)
			}
			last := ""
			for _, line := range d.note {
				if m := partForm.FindStringSubmatch(line); m != nil {
					if order := "Form Guarantee Source Differs"; strings.Index(order, m[1]) <= strings.Index(order, last) && last != "" {
						t.Errorf("%s: %s after %s", where, m[1], last)
					}
					last = m[1]
				}
			}
		}
		if found == 0 {
			t.Errorf("%s defines nothing", f.Name)
		}
	}
}

// TestPreludeFindsAllDefinitions compares what definitions finds with the lines
// that look like the beginning of one.
func TestPreludeFindsAllDefinitions(t *testing.T) {
	begin := regexp.MustCompile(`(?m)^(#define|static|typedef|struct) `)
	for _, f := range Prelude() {
		if want, got := len(begin.FindAllString(f.Text, -1)), len(definitions(f.Text)); got != want {
			t.Errorf("%s: %d of %d definitions found", f.Name, got, want)
		}
		for _, d := range definitions(f.Text) {
			if !strings.HasPrefix(f.Text[d.offset:], d.name) {
				t.Errorf("%s: %s is not at %d", f.Name, d.name, d.offset)
			}
		}
	}
}

func TestPreludeNamesAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Prelude() {
		for _, d := range definitions(f.Text) {
			if other, ok := seen[d.name]; ok {
				t.Errorf("%s: %s is in %s already", f.Name, d.name, other)
			}
			seen[d.name] = f.Name
		}
	}
}

// TestPreludeMacrosHaveNamesOfTheirOwn holds function-like macros to names that nobody else would give
// to a member or a function of a program.
func TestPreludeMacrosHaveNamesOfTheirOwn(t *testing.T) {
	for _, f := range Prelude() {
		for _, d := range definitions(f.Text) {
			switch d.name {
			case "complete", "down", "up", "free", "exit", "abort", "sleep", "schedule", "read_lock", "current", "kfree", "call_rcu":
				if d.macro {
					t.Errorf("%s: %s is a macro, which would replace it in ->%s() and in declarations too", f.Name, d.name, d.name)
				}
			}
		}
	}
}

func TestPreludeSignatures(t *testing.T) {
	docs := map[string]Doc{}
	for _, e := range PreludeEntries() {
		docs[e.Name] = e.Doc
	}
	for name, want := range map[string]string{
		"READ_ONCE":                    "T READ_ONCE(T lvalue)",
		"atomic64_add_return_acquire":  "s64 atomic64_add_return_acquire(s64 i, atomic64_t *v)",
		"atomic_long_fetch_add_unless": "long atomic_long_fetch_add_unless(atomic_long_t *v, long a, long u)",
		"atomic_try_cmpxchg_release":   "bool atomic_try_cmpxchg_release(atomic_t *v, int *old, int new)",
		"kref_put":                     "int kref_put(struct kref *kref, void (*release)(struct kref *))",
		"pthread_create":               "int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*f)(void *), void *arg)",
		"mutex_init":                   "void mutex_init(struct mutex *lock)",
		"mutex":                        "struct mutex { int locked; };",
		"spinlock_t":                   "typedef struct spinlock { int locked; } spinlock_t;",
		"rcu_callback_t":               "typedef void (*rcu_callback_t)(struct rcu_head *head);",
		"current":                      "static _Thread_local struct task_struct current[1];",
		"EINTR":                        "#define EINTR 4",
		"__rcu":                        "#define __rcu",
		"list_for_each_entry_rcu":      "list_for_each_entry_rcu(T *pos, struct list_head *head, member, …)",
	} {
		if got := docs[name].Signature; got != want {
			t.Errorf("%s is shown as %q, want %q", name, got, want)
		}
	}
	if got, want := docs["atomic64_fetch_inc"].Orders, Builtin().Lookup("atomic_fetch_inc").Doc.Orders; got != want {
		t.Errorf("atomic64_fetch_inc orders %q, want what atomic_fetch_inc does: %q", got, want)
	}
	if got, want := docs["seqcount_latch_t"].Orders, "A word."; got != want {
		t.Errorf("seqcount_latch_t guarantees %q, want %q", got, want)
	}
	if got := docs["mutex_lock"].NotOrders; !strings.HasPrefix(got, "An unlock and") || !strings.HasSuffix(got, "is not checked.") {
		t.Errorf("mutex_lock differs in %q", got)
	}
}
