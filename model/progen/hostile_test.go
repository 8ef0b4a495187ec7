package progen

import "testing"

// TestHostileSeeds keeps the small hostile texts in testdata, where the fuzzers
// find them.
func TestHostileSeeds(t *testing.T) {
	texts := map[string]string{}
	seen := map[string]bool{}
	for _, c := range Hostile() {
		if seen[c.Name] {
			t.Errorf("two cases are called %s", c.Name)
		}
		seen[c.Name] = true
		if c.Why == "" {
			t.Errorf("%s does not say why", c.Name)
		}
		if len(c.Text) <= 4096 {
			texts[c.Name] = c.Text
		}
	}
	keep(t, "../../testdata/hostile", texts)
}
