package litmus_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
)

func TestDump(t *testing.T) {
	if os.Getenv("DUMP") == "" {
		t.Skip()
	}
	p, l := parseFile(t, os.Getenv("DUMP"), "in.litmus", kernel.Builtin())
	fmt.Print(l.String())
	if p != nil {
		fmt.Print(prog.Print(p))
	}
}
