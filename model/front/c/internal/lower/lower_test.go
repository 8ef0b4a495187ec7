package lower_test

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/front/c"
	"github.com/lkmm-tools/fencepost/model/kernel"
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

// TestPrograms prints what the bodies of functions become.
func TestPrograms(t *testing.T) {
	prelude := builtin(t)
	testkit.Run(t, "testdata", func(k *testkit.Case) {
		in := c.Parse(k.File("in.c"), c.Options{Prelude: prelude})
		k.Golden("result", in.String())
	})
}
