package kernel

import (
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
		"atomic_long.h": " * Form: long NAME(const atomic_long_t *v)\n",
	} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s has no line %q", name, want)
		}
	}
	for _, name := range []string{"atomic64.h", "atomic_long.h"} {
		for _, word := range []string{"int ", "ATOMIC_INIT", "atomic_t *"} {
			if strings.Contains(texts[name], word) {
				t.Errorf("%s still has %q", name, word)
			}
		}
	}
}
