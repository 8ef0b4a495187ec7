package verify

import "github.com/lkmm-tools/fencepost/model/exec"

// wantsMore reports whether a candidate with a cut loop counts as one: if its
// final state passes the filter for some choice of last writes. The reference
// looks at neither the model nor coherence before it notes a cut loop
// (c-semantics.md 10).
func (t *test) wantsMore(f *frame, v *exec.Values) bool {
	if t.prog.Filter == nil {
		return true
	}
	final := &state{f: f, v: v, p: f.paths, last: map[int]int{}}
	var open []int
	for c := range t.observed {
		if loc := f.structure.Loc[c]; f.lastWrite(loc) < 0 {
			open = append(open, loc)
		}
	}
	var choose func(k int) bool
	choose = func(k int) bool {
		switch passes := exec.EvalProp(t.prog, t.prog.Filter, final); {
		case passes != exec.Unknown || k == len(open):
			return passes == exec.True
		}
		// The first write of the list is the initial one, which is never last.
		for _, w := range f.locWrites[open[k]][1:] {
			final.last[open[k]] = w
			if choose(k + 1) {
				return true
			}
		}
		delete(final.last, open[k])
		return false
	}
	return choose(0)
}
