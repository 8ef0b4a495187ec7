package kernel

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// modelTags are the tags that the model's bell part declares.
func modelTags() []string {
	return []string{
		"ONCE", "RELEASE", "ACQUIRE", "NORETURN", "MB",
		"wmb", "rmb", "barrier", "rcu-lock", "rcu-unlock", "sync-rcu",
		"before-atomic", "after-atomic", "after-spinlock", "after-unlock-lock",
		"after-srcu-read-unlock", "srcu-lock", "srcu-unlock", "sync-srcu",
	}
}

// allRows returns the rows as they are written, before NewTable drops doubles.
func allRows() []Row {
	return slices.Concat(accesses(), fences(), exchanges(), arithmetic(), locks(), rcu(), srcu())
}

func TestEveryRowIsDocumented(t *testing.T) {
	for _, r := range Builtin().Rows() {
		v := reflect.ValueOf(r.Doc)
		for i := range v.NumField() {
			field, text := v.Type().Field(i).Name, v.Field(i).String()
			switch {
			case text == "":
				t.Errorf("%s: no %s", r.Name, field)
			case strings.Contains(text, "  ") || strings.TrimSpace(text) != text:
				t.Errorf("%s: stray space in %s: %q", r.Name, field, text)
			case field != "Signature" && field != "Source" && !strings.HasSuffix(text, "."):
				t.Errorf("%s: %s is not a sentence: %q", r.Name, field, text)
			}
		}
	}
}

func TestNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range allRows() {
		if seen[r.Name] {
			t.Errorf("two rows for %s", r.Name)
		}
		seen[r.Name] = true
	}
	if got := len(Builtin().Rows()); got != len(seen) {
		t.Errorf("table has %d rows, the families %d", got, len(seen))
	}
}

func TestSignatureMatchesRow(t *testing.T) {
	form := regexp.MustCompile(`^([A-Za-z_ ]+[ *])(\w+)\((.*)\)$`)
	for _, r := range Builtin().Rows() {
		m := form.FindStringSubmatch(r.Doc.Signature)
		if m == nil {
			t.Errorf("%s: signature %q", r.Name, r.Doc.Signature)
			continue
		}
		n := strings.Count(m[3], ",") + 1
		if m[3] == "void" {
			n = 0
		}
		if m[2] != r.Name || n != len(r.Params) {
			t.Errorf("%s%v has signature %q", r.Name, r.Params, r.Doc.Signature)
		}
		if isVoid := m[1] == "void "; isVoid != (r.Kind == Proc) {
			t.Errorf("%s: kind %d has signature %q", r.Name, r.Kind, r.Doc.Signature)
		}
	}
}

func TestBodiesUseKnownWordsAndTags(t *testing.T) {
	arguments := map[string]int{
		"__load": 1, "__store": 2, "__fence": 0, "__xchg": 2, "__cmpxchg": 3,
		"__atomic_op": 3, "__atomic_op_return": 3, "__atomic_fetch_op": 3, "__atomic_add_unless": 3,
		"__lock": 1, "__unlock": 1, "__trylock": 1, "__islocked": 1,
	}
	word := regexp.MustCompile(`(__\w+)(?:\{([^}]*)\})?(?:\(([^)]*)\))?`)
	for _, r := range Builtin().Rows() {
		words := word.FindAllStringSubmatch(r.Body, -1)
		if len(words) == 0 {
			t.Errorf("%s: body %q has no words", r.Name, r.Body)
		}
		for _, m := range words {
			want, known := arguments[m[1]]
			if m[1] == "__srcu" {
				known, want = true, len(r.Params)
			}
			got := 0
			if m[3] != "" {
				got = strings.Count(m[3], ",") + 1
			}
			if !known || got != want {
				t.Errorf("%s: %s with %d arguments", r.Name, m[0], got)
			}
			locking := strings.HasSuffix(m[1], "lock") || m[1] == "__islocked"
			if !locking && !slices.Contains(modelTags(), m[2]) {
				t.Errorf("%s: tag %q is not one of the model's", r.Name, m[2])
			}
		}
		if braces := strings.HasPrefix(r.Body, "{ ") && strings.HasSuffix(r.Body, "; }"); braces != (r.Kind == Proc) {
			t.Errorf("%s: body %q for kind %d", r.Name, r.Body, r.Kind)
		}
	}
}

func TestBodiesUseEveryParameter(t *testing.T) {
	letter := regexp.MustCompile(`\b[A-Z]\b`)
	for _, r := range Builtin().Rows() {
		used := letter.FindAllString(r.Body, -1)
		slices.Sort(used)
		used = slices.Compact(used)
		declared := slices.Sorted(slices.Values(r.Params))
		if !slices.Equal(used, declared) {
			t.Errorf("%s%v: body %q", r.Name, r.Params, r.Body)
		}
	}
}

// TestFamilies checks the size of each family against the orders and operations
// that the kernel has, and the argument order of a member of each.
func TestFamilies(t *testing.T) {
	for prefix, want := range map[string]int{
		"xchg": 4, "atomic_xchg": 4, "cmpxchg": 4, "atomic_cmpxchg": 4,
		"atomic_fetch_": 8 * 4, "atomic_add_return": 4, "atomic_dec_return": 4,
		"atomic_add_negative": 4, "smp_mb": 6, "srcu_": 4, "synchronize_": 4,
	} {
		n := 0
		for _, r := range Builtin().Rows() {
			if strings.HasPrefix(r.Name, prefix) {
				n++
			}
		}
		if n != want {
			t.Errorf("%d primitives begin with %s, want %d", n, prefix, want)
		}
	}
	for name, want := range map[string]string{
		"READ_ONCE":              "X: __load{ONCE}(X)",
		"smp_load_acquire":       "X: __load{ACQUIRE}(*X)",
		"smp_store_mb":           "X,V: { __store{ONCE}(X,V); __fence{MB}; }",
		"xchg_acquire":           "X,V: __xchg{ACQUIRE}(X,V)",
		"atomic_cmpxchg_relaxed": "X,V,W: __cmpxchg{ONCE}(X,V,W)",
		"atomic_andnot":          "V,X: { __atomic_op{NORETURN}(X,&~,V); }",
		"atomic_dec":             "X: { __atomic_op{NORETURN}(X,-,1); }",
		"atomic_sub_return":      "V,X: __atomic_op_return{MB}(X,-,V)",
		"atomic_fetch_inc":       "X: __atomic_fetch_op{MB}(X,+,1)",
		"atomic_dec_and_test":    "X: __atomic_op_return{MB}(X,-,1) == 0",
		"atomic_add_negative":    "V,X: __atomic_op_return{MB}(X,+,V) < 0",
		"atomic_add_unless":      "X,V,W: __atomic_add_unless{MB}(X,V,W)",
		"srcu_up_read":           "X,V: { __store{srcu-unlock}(*X,V); }",
	} {
		r := Builtin().Lookup(name)
		if r == nil {
			t.Errorf("no %s", name)
			continue
		}
		if got := strings.Join(r.Params, ",") + ": " + r.Body; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if Builtin().Lookup("try_cmpxchg") != nil {
		t.Error("try_cmpxchg is not one of LKMM's primitives")
	}
}
