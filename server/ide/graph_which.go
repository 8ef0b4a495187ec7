package ide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// The names of executions that can be shown. Those that raise a flag are called
// "flag:" and the name of the flag.
const (
	// PositiveExecution satisfies the proposition of the condition.
	PositiveExecution = "positive"
	// NegativeExecution violates it.
	NegativeExecution = "negative"

	flagExecution = "flag:"
)

// Graph returns an execution of a result for drawing. Which is "" for the most
// telling one, "positive", "negative" or "flag:NAME".
func (r *TestResult) Graph(which string) *Graph {
	g := &Graph{Test: r.Name(), Which: which, Available: r.executions()}
	if r.Program != nil && r.Program.Cond != nil {
		g.Condition = r.Program.Cond.Text
	}
	res := r.Decided()
	if res == nil {
		g.Note = r.whyUndecided()
		return g
	}
	g.Observation = res.Observation.String()
	if g.Which == "" {
		g.Which = r.telling(res)
	}
	x, pairs := execution(res, g.Which)
	if x == nil {
		g.Note = r.whyNone(res, which, g.Available)
		return g
	}
	b := newGraphBuilder(g, x)
	b.build(pairs)
	g.Title = r.title(res, g.Which, b.pairs(pairs))
	if len(g.Events) == 0 {
		g.Note = "No thread of this test reads or writes anything shared"
	}
	return g
}

// Answering names the execution that shows the answer by itself: it does what
// the condition asks for, or it violates what the condition claims. It is "" if
// the answer is that there is none.
func (r *TestResult) Answering() string {
	res := r.Decided()
	if res == nil {
		return ""
	}
	which := PositiveExecution
	if r.Program.Cond.Quant == prog.Forall {
		which = NegativeExecution
	}
	if x, _ := execution(res, which); x == nil {
		return ""
	}
	return which
}

// telling names the execution that tells a person most: the one with a data race
// that the author does not expect, the one that is the answer, the one of a flag,
// one that ends otherwise.
func (r *TestResult) telling(res *verify.Result) string {
	race := flagExecution + DataRaceFlag
	if x, _ := execution(res, race); x != nil && r.Program.Expect != nil && !r.Program.Expect.DataRace {
		return race
	}
	if which := r.Answering(); which != "" {
		return which
	}
	if x, _ := execution(res, race); x != nil && r.Program.Expect == nil {
		return race
	}
	if r.Program.Cond.Quant == prog.Forall {
		return PositiveExecution
	}
	return NegativeExecution
}

// executions names all executions that can be shown.
func (r *TestResult) executions() []string {
	res := r.Decided()
	if res == nil {
		return nil
	}
	var names []string
	for _, f := range res.Flags {
		names = append(names, flagExecution+f.Name)
	}
	slices.Sort(names)
	names = append([]string{PositiveExecution, NegativeExecution}, slices.Compact(names)...)
	return slices.DeleteFunc(names, func(which string) bool {
		x, _ := execution(res, which)
		return x == nil
	})
}

// execution returns the execution of a name, nil if there is none, and the pairs
// that its flag is about.
func execution(res *verify.Result, which string) (*exec.Execution, []rel.Pair) {
	switch which {
	case PositiveExecution:
		return res.Positive, nil
	case NegativeExecution:
		return res.Negative, nil
	}
	if name, ok := strings.CutPrefix(which, flagExecution); ok {
		for _, f := range res.Flags {
			if f.Name == name && f.Execution != nil {
				return f.Execution, f.Pairs
			}
		}
	}
	return nil, nil
}

// title says what an execution shows. The pairs are the letters of those that its
// flag is about.
func (r *TestResult) title(res *verify.Result, which string, pairs []string) string {
	bound := ""
	if res.Bounded {
		bound = " up to the loop bound"
	}
	quant := r.Program.Cond.Quant
	if name, ok := strings.CutPrefix(which, flagExecution); ok {
		return flagTitle(name, pairs)
	}
	switch {
	case which == PositiveExecution && quant == prog.Exists:
		return "An execution that does it"
	case which == PositiveExecution && quant == prog.NotExists:
		return "An execution that does what the test rules out"
	case which == PositiveExecution && res.Observation == verify.Always:
		return "It is true in every execution" + bound + ". This is one of them"
	case which == PositiveExecution:
		return "An execution in which it is true"
	case quant == prog.Forall:
		return "An execution in which it is not true"
	case res.Observation == verify.Never:
		return "The outcome cannot happen" + bound + ". This execution ends differently"
	default:
		return "An execution that ends differently"
	}
}

// maxTitlePairs is how many pairs of a flag are named in a title.
const maxTitlePairs = 3

// flagTitle says what an execution with a flag shows.
func flagTitle(name string, pairs []string) string {
	title := "An execution that raises the flag " + name
	if name == DataRaceFlag {
		title = "An execution with a data race"
		if len(pairs) > 1 {
			title = "An execution with data races"
		}
	}
	more := ""
	if n := len(pairs) - maxTitlePairs; n > 0 {
		pairs, more = pairs[:maxTitlePairs], fmt.Sprintf(", and %d more", n)
	}
	if len(pairs) == 0 {
		return title
	}
	return title + ": " + strings.Join(pairs, ", ") + more
}

// pairs names the pairs of different accesses, each once whatever its direction.
func (b *graphBuilder) pairs(list []rel.Pair) []string {
	var seen [][2]int
	for _, p := range list {
		k := [2]int{min(b.of[p.From], b.of[p.To]), max(b.of[p.From], b.of[p.To])}
		if k[0] >= 0 && k[0] != k[1] && b.accesses[k[0]].letter != "" && b.accesses[k[1]].letter != "" && !slices.Contains(seen, k) {
			seen = append(seen, k)
		}
	}
	slices.SortFunc(seen, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	names := make([]string, len(seen))
	for i, k := range seen {
		names[i] = b.accesses[k[0]].letter + " and " + b.accesses[k[1]].letter
	}
	return names
}

// whyNone says why there is no execution to show for a decided test.
func (r *TestResult) whyNone(res *verify.Result, which string, available []string) string {
	flag, isFlag := strings.CutPrefix(which, flagExecution)
	bound := ""
	if res.Bounded {
		bound = " up to the loop bound"
	}
	switch {
	case res.NoExecution:
		return "No execution of this test is possible" + bound
	case which == PositiveExecution:
		return "No execution of this test" + bound + " satisfies the proposition of its condition"
	case which == NegativeExecution:
		return "Every execution of this test" + bound + " satisfies the proposition of its condition"
	case isFlag:
		return fmt.Sprintf("No execution of this test%s raises the flag %s", bound, flag)
	case which != "":
		return fmt.Sprintf("There is no execution called %q; there is %s", which, strings.Join(available, ", "))
	default:
		return "There is no execution of this test to show"
	}
}

// whyUndecided says why a test has no executions.
func (r *TestResult) whyUndecided() string {
	switch p := r.Error(); {
	case p != nil && r.Verify != nil && r.Verify.Status == verify.RuntimeError:
		return fmt.Sprintf("An execution of this test has no meaning: %s: %s", p.Span, p.Message)
	case p != nil:
		return fmt.Sprintf("The test was not checked: %s: %s", p.Span, p.Message)
	default:
		return "The test is undecided: " + r.UndecidedReason()
	}
}
