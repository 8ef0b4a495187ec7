package lkmm

import "testing"

func TestModelLoads(t *testing.T) {
	if m := Model(); m.Name != "Linux-kernel memory model" || !m.Variants[Variant] {
		t.Errorf("got model %q with variants %v", m.Name, m.Variants)
	}
}
