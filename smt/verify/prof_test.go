package verify

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/lkmm"
	"github.com/lkmm-tools/fencepost/model/source"
)

func TestProf(t *testing.T) {
	dir := os.Getenv("PROF")
	if dir == "" {
		t.Skip()
	}
	e, _ := ParseEngine(os.Getenv("ENG"))
	v := New(lkmm.Model(), true)
	start := time.Now()
	var parse, check time.Duration
	n := 0
	filepath.Walk(dir, func(path string, _ os.FileInfo, err error) error {
		if err != nil || !strings.HasSuffix(path, ".litmus") || strings.Contains(path, "SRCU-82-A") {
			return nil
		}
		n++
		text, _ := os.ReadFile(path)
		t0 := time.Now()
		p, _ := litmus.Parse(source.NewFile(path, string(text)), litmus.Options{Primitives: kernel.Builtin()})
		t1 := time.Now()
		v.Verify(context.Background(), p, Options{Engine: e})
		parse += t1.Sub(t0)
		check += time.Since(t1)
		return nil
	})
	t.Log(n, time.Since(start), parse, check)
}
