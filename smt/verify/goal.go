package verify

import (
	"sort"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
)

// goals are the questions of a test and what is known of their answers.
type goals struct {
	// questions are those of the program, sides what was found for each.
	questions []prog.Question
	sides     []sides
	// some is any consistent execution.
	some *exec.Execution
	// flags are the raised flags.
	flags map[string]Flag
	// noFlags says that flags and run-time errors are not asked.
	noFlags       bool
	loop, bounded bool
	// problem is a run-time error, faulty an execution that has it.
	problem *exec.RunError
	faulty  *exec.Execution

	states               map[string]exec.State
	positives, negatives int
}

// sides are an execution that satisfies a proposition and one that violates it.
type sides struct{ positive, negative *exec.Execution }

func newGoals(questions []prog.Question) *goals {
	return &goals{
		questions: questions, sides: make([]sides, len(questions)),
		flags: map[string]Flag{}, states: map[string]exec.State{},
	}
}

// wants reports whether an execution in which question i has the given answer is
// asked for and not known.
func (g *goals) wants(i int, positive bool) bool {
	if positive {
		return g.questions[i].Positive && g.sides[i].positive == nil
	}
	return g.questions[i].Negative && g.sides[i].negative == nil
}

// answered reports whether nothing is left to be found for any question.
func (g *goals) answered() bool {
	for i := range g.questions {
		if g.wants(i, true) || g.wants(i, false) {
			return false
		}
	}
	return g.some != nil
}

// found notes an execution for the questions that want one like it; answers are its
// truth values. One with a run-time error counts only for those that ask for it.
func (g *goals) found(answers []bool, faulty bool, witness func() (*exec.Execution, error)) error {
	for i, positive := range answers {
		if !g.wants(i, positive) || faulty && !g.questions[i].Anyway {
			continue
		}
		x, err := witness()
		if err != nil {
			return err
		}
		if positive {
			g.sides[i].positive = x
		} else {
			g.sides[i].negative = x
		}
	}
	if g.some != nil || faulty {
		return nil
	}
	x, err := witness()
	g.some = x
	return err
}

// fail notes an execution with a run-time error.
func (g *goals) fail(e exec.RunError, witness func() (*exec.Execution, error)) error {
	if g.problem != nil {
		return nil
	}
	x, err := witness()
	g.problem, g.faulty = &e, x
	return err
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

// note counts a consistent execution with its final state. Without a condition all
// count as positive.
func (g *goals) note(p *prog.Program, answers []bool, s exec.State) {
	if p.Cond == nil || answers[0] {
		g.positives++
	} else {
		g.negatives++
	}
	g.states[s.Line] = s
}

// result puts what is known into r.
func (g *goals) result(p *prog.Program, r *Result) {
	r.NoExecution = g.some == nil && g.problem == nil
	r.Loop, r.Bounded = g.loop, g.bounded
	r.Holds = true
	rest := g.sides
	if p.Cond != nil {
		r.Positive, r.Negative = rest[0].positive, rest[0].negative
		rest = rest[1:]
		r.Holds = holds(p.Cond.Quant, r.Positive != nil, r.Negative != nil)
		switch {
		case r.Positive == nil:
			r.Observation = Never
		case r.Negative == nil:
			r.Observation = Always
		default:
			r.Observation = Sometimes
		}
	}
	for i, q := range p.Props {
		answer := answerTo(q, rest[i])
		r.Properties = append(r.Properties, answer)
		r.Holds = r.Holds && answer.Holds
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
