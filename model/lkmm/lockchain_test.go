package lkmm

import (
	"context"
	"slices"
	"testing"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/enum"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
)

// The claims that the text makes about lock-chain and lock-passed, as flags: they add nothing to
// the closure, and it is more than one step of it somewhere.
const lockChainFlags = `
flag ~empty cumul-fences \ cumul-fence* as lock-chain-adds
flag ~empty ([Marked] ; lock-chain ; [Marked]) \ cumul-fence as lock-chain-shortens
flag ~empty (cumul-fences ; [Marked] ; lock-passed) \ (cumul-fences ; [Marked] ; rfe) as lock-passed-adds
flag ~empty ([Marked] ; lock-passed) \ rfe as lock-passed-shortens
`

func TestLockChain(t *testing.T) {
	own := file("lkmm.cat")
	m, diags := cat.Load(source.NewFile(own.Name, own.Text()+lockChainFlags), cat.LoadOptions{
		Source: files{}, Bell: file("lkmm.bell"), Variants: []string{Variant},
	})
	if len(diags.Problems) > 0 {
		t.Fatal(diags.String())
	}
	const holder = "{ WRITE_ONCE(*x, 1); spin_lock(s); WRITE_ONCE(*y, 1); spin_unlock(s); int r1 = READ_ONCE(*z); }"
	for name, c := range map[string]struct {
		threads  []string
		shortens bool
	}{
		"one lock":    {[]string{holder, holder, holder}, true},
		"two holders": {[]string{holder, holder}, false},
		"try":         {[]string{holder, holder, "{ int r0 = spin_trylock(s); if (r0) { WRITE_ONCE(*x, 2); spin_unlock(s); } WRITE_ONCE(*z, 1); }"}, true},
		"kept":        {[]string{holder, holder, "{ spin_lock(s); WRITE_ONCE(*x, 1); }"}, true},
		// What follows the second acquisition follows the first one too.
		"twice":         {[]string{holder, "{ spin_lock(s); WRITE_ONCE(*x, 1); spin_unlock(s); spin_lock(s); WRITE_ONCE(*z, 1); spin_unlock(s); }"}, false},
		"stray unlock":  {[]string{holder, holder, "{ spin_unlock(s); WRITE_ONCE(*z, 1); spin_lock(s); spin_unlock(s); }"}, true},
		"is locked":     {[]string{holder, holder, "{ spin_lock(s); spin_unlock(s); int r0 = spin_is_locked(s); WRITE_ONCE(*z, r0); }"}, true},
		"ordinary":      {[]string{holder, holder, "{ spin_lock(s); WRITE_ONCE(*s, 1); spin_unlock(s); }"}, false},
		"ordinary only": {[]string{holder, holder, "{ WRITE_ONCE(*s, 1); }"}, false},
	} {
		text := "C T\n{}\n"
		for i, body := range c.threads {
			text += "P" + string(rune('0'+i)) + "(int *x, int *y, int *z, spinlock_t *s)\n" + body + "\n"
		}
		text += "exists (x=1)\n"
		p, diags := litmus.Parse(source.NewFile(name, text), litmus.Options{Primitives: kernel.Builtin()})
		if diags.HasErrors() {
			t.Fatal(diags.String())
		}
		got, err := enum.Run(context.Background(), p, m, enum.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(got.Flags, "lock-chain-adds") {
			t.Errorf("%s: lock-chain adds pairs", name)
		}
		if slices.Contains(got.Flags, "lock-passed-adds") {
			t.Errorf("%s: lock-passed adds pairs", name)
		}
		if shortens := slices.Contains(got.Flags, "lock-chain-shortens"); shortens != c.shortens {
			t.Errorf("%s: lock-chain shortens is %t; %v", name, shortens, got)
		}
	}
}
