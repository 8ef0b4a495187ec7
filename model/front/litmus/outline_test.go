package litmus_test

import (
	"os"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/outline"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func outlineOf(text string) *outline.Outline {
	return litmus.Outline(source.NewFile("in.litmus", text), litmus.Options{Primitives: kernel.Builtin()})
}

// TestOutline compares the outlines of whole, broken and half-written texts.
func TestOutline(t *testing.T) {
	testkit.Run(t, "testdata/outline", func(c *testkit.Case) {
		c.Golden("outline", outlineOf(c.Text("in.litmus")))
	})
}

func BenchmarkOutline(b *testing.B) {
	text, err := os.ReadFile("../../../testdata/litmus/rcu-remove-and-free.litmus")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for range b.N {
		outlineOf(string(text))
	}
}
