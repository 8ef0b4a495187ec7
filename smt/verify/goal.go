package verify

import (
	"sort"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// goals are the questions of a test and what is known of their answers.
type goals struct {
	positive, negative *exec.Execution
	// flags are the raised flags.
	flags map[string]Flag
	// noFlags says that flags and run-time errors are not asked.
	noFlags       bool
	loop, bounded bool
	problem       *exec.RunError

	states               map[string]exec.State
	positives, negatives int
}

func newGoals() *goals {
	return &goals{flags: map[string]Flag{}, states: map[string]exec.State{}}
}

// open reports whether a flag that the frame may raise was not raised yet.
func (g *goals) open(f *frame) bool {
	for _, name := range f.flags {
		if _, ok := g.flags[name]; !ok {
			return true
		}
	}
	return false
}

// raise notes a flag.
func (g *goals) raise(name string, x *exec.Execution, pairs []rel.Pair) {
	if _, ok := g.flags[name]; !ok {
		g.flags[name] = Flag{Name: name, Execution: x, Pairs: pairs}
	}
}

// note counts a consistent execution with its final state.
func (g *goals) note(positive bool, s exec.State) {
	if positive {
		g.positives++
	} else {
		g.negatives++
	}
	g.states[s.Line] = s
}

// result puts what is known into r.
func (g *goals) result(r *Result) {
	r.Positive, r.Negative = g.positive, g.negative
	r.NoExecution = g.positive == nil && g.negative == nil
	r.Loop, r.Bounded = g.loop, g.bounded
	switch {
	case g.positive == nil:
		r.Observation = Never
	case g.negative == nil:
		r.Observation = Always
	default:
		r.Observation = Sometimes
	}
	for _, f := range g.flags {
		r.Flags = append(r.Flags, f)
	}
	sort.Slice(r.Flags, func(i, j int) bool { return r.Flags[i].Name < r.Flags[j].Name })
}

// enumeration puts states and counts into r.
func (g *goals) enumeration(r *Result, how Enumeration) {
	r.Enumeration = how
	r.Positives, r.Negatives = g.positives, g.negatives
	list := make([]exec.State, 0, len(g.states))
	for _, s := range g.states {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Less(list[j]) })
	r.States = make([]string, len(list))
	for i, s := range list {
		r.States[i] = s.Line
	}
}
