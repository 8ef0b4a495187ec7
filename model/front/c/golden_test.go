package c_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/model/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// builtin returns the built-in prelude.
func builtin(t testing.TB) *c.Prelude {
	t.Helper()
	p, problems := c.NewPrelude(kernel.Prelude())
	if problems.HasErrors() {
		t.Fatalf("the prelude has errors:\n%s", problems.String())
	}
	return p
}

// TestPrograms prints what texts become: in.c is the text, other sections are the
// files that it can name.
func TestPrograms(t *testing.T) {
	prelude := builtin(t)
	testkit.Run(t, "testdata/tests", func(k *testkit.Case) {
		files := make(map[string]*source.File)
		read := func(name string, _ *source.File, _ bool) (*source.File, bool) {
			if files[name] == nil && k.Has("in."+name) {
				files[name] = source.NewFile(name, k.Text("in."+name))
			}
			return files[name], files[name] != nil
		}
		in := c.Parse(k.File("in.c"), c.Options{Read: read, Prelude: prelude})
		k.Golden("result", in.String())
	})
}
