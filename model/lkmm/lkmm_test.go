package lkmm

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
)

func TestModel(t *testing.T) {
	m := Model()
	if m.Name != "Linux-kernel memory model" || !m.Variants[Variant] {
		t.Errorf("got model %q with variants %v", m.Name, m.Variants)
	}
	if diags := cat.Check(m); len(diags.Problems) > 0 {
		t.Error(diags.String())
	}
	if again := Model(); again == m {
		t.Error("two calls give one model")
	}
}

// Files lists what Model is made of.
func TestFiles(t *testing.T) {
	own := map[string]bool{}
	for _, f := range Model().Files {
		own[f.Name] = true
	}
	for _, f := range Files() {
		if !own[f.Name] {
			t.Errorf("%s is not part of the model", f.Name)
		}
	}
}

func BenchmarkModel(b *testing.B) {
	for b.Loop() {
		Model()
	}
}

// The engines may use coherence before they evaluate the model: its text shows it.
func TestCoherent(t *testing.T) {
	if !Model().Coherent() {
		t.Error("the built-in model does not show that it is coherent")
	}
}
