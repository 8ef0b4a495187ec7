package diag_test

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
)

func TestClosest(t *testing.T) {
	names := []string{"never", "always", "sometimes", "READ_ONCE"}
	for word, want := range map[string]string{
		"nevr": "never", "neevr": "never", "Always": "always", "some": "", "sometime": "sometimes",
		"read_onec": "READ_ONCE", "": "", "x": "", "never": "", strings.Repeat("n", 100): "",
	} {
		if got := diag.Closest(word, names); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"ab", "ab", 0}, {"ab", "ba", 1}, {"ab", "abc", 1}, {"abc", "c", 2}, {"abc", "xyz", 3}} {
		if got := diag.Distance(c.a, c.b); got != c.want {
			t.Errorf("from %q to %q are %d steps, want %d", c.a, c.b, got, c.want)
		}
	}
}
