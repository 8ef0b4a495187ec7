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

func TestDbg(t *testing.T) {
	name := os.Getenv("DBG")
	if name == "" {
		t.Skip()
	}
	text, _ := os.ReadFile(name)
	p, l := litmus.Parse(source.NewFile(name, string(text)), litmus.Options{Primitives: kernel.Builtin()})
	t.Log(l.String())
	e, _ := ParseEngine(os.Getenv("ENG"))
	v := New(lkmm.Model(), true)
	r, err := v.Verify(context.Background(), p, Options{Engine: e, Paranoid: os.Getenv("PAR") != ""})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r.Status, r.Observation, r.Stats, r.Reason)
}
