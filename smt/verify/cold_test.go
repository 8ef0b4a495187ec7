package verify

import (
	"context"
	"os"
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
)

func BenchmarkKernel(b *testing.B) {
	for b.Loop() {
		kernel.Builtin()
	}
}
func BenchmarkModel(b *testing.B) {
	for b.Loop() {
		lkmm.Model()
	}
}
func BenchmarkOne(b *testing.B) {
	text, _ := os.ReadFile("../../testdata/litmus/isa2-release-acquire.litmus")
	k := kernel.Builtin()
	m := lkmm.Model()
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			litmus.Parse(source.NewFile("x", string(text)), litmus.Options{Primitives: k})
		}
	})
	p, _ := litmus.Parse(source.NewFile("x", string(text)), litmus.Options{Primitives: k})
	v := New(m, true)
	for _, e := range []Engine{Native, SMT} {
		b.Run(e.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v.Verify(context.Background(), p, Options{Engine: e})
			}
		})
	}
}
