package ide

import (
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// TestInputOfC keeps what the front end found, test by test.
func TestInputOfC(t *testing.T) {
	f := source.NewFile("f.c", "0123456789")
	found := &c.Input{
		Tests: []c.Test{{Name: "good", Span: f.Span(1, 2), Program: &prog.Program{Name: "good"}}, {Name: "bad", Span: f.Span(3, 4)}},
		Files: []*source.File{source.NewFile("f.h", "")},
	}
	found.Tests[1].Problems.Errorf("own", f.Span(5, 6), "own")
	found.Problems.Hintf("general", f.Span(7, 8), "general")
	in := inputOfC(found)
	if len(in.Tests) != 2 || in.Tests[0].failed() || !in.Tests[1].failed() || in.Tests[1].Name != "bad" || in.Tests[1].Span != f.Span(3, 4) {
		t.Errorf("the tests are %+v", in.Tests)
	}
	if l := in.all(); len(l.Problems) != 2 || len(in.Files) != 1 || len(in.Problems.Problems) != 1 {
		t.Errorf("problems %s, files %v", l.String(), in.Files)
	}
	in.refuse(CodeOldModel, "no")
	if got := in.all(); strings.Count(got.String(), "f.c:1:2: error: no [old-model]") != 1 || !in.Tests[0].failed() || got.Problems[0].Severity != diag.Error {
		t.Errorf("refused with %s", got.String())
	}
}
