package ide

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/exec"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/rel"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// The names of executions that can be shown. Those that raise a flag are called
// "flag:" and the name of the flag, those that decide a property "property:" and its
// number, from 1.
const (
	// PositiveExecution satisfies the proposition of the condition.
	PositiveExecution = "positive"
	// NegativeExecution violates it.
	NegativeExecution = "negative"
	// ErrorExecution has a run-time error.
	ErrorExecution = "error"

	flagExecution      = "flag:"
	propertyPrefix     = "property:"
	maxPropertyInTitle = 200
)

// IsExecutionName reports whether an execution can have a name; "" is the most
// telling one.
func IsExecutionName(which string) bool {
	switch which {
	case "", PositiveExecution, NegativeExecution, ErrorExecution:
		return true
	}
	return strings.HasPrefix(which, flagExecution) || strings.HasPrefix(which, propertyPrefix)
}

// propertyExecution names the execution that decides the property with an index.
func propertyExecution(i int) string { return propertyPrefix + strconv.Itoa(i+1) }

// propertyOf returns the property whose execution has a name, nil if there is none.
func propertyOf(res *verify.Result, which string) *verify.PropertyResult {
	number, ok := strings.CutPrefix(which, propertyPrefix)
	if !ok {
		return nil
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(res.Properties) {
		return nil
	}
	return &res.Properties[n-1]
}

// Graph returns an execution of a result for drawing. Which is "" for the most
// telling one, "positive", "negative", "property:N", "error" or "flag:NAME".
func (r *TestResult) Graph(which string) *Graph {
	g := &Graph{Test: r.Name(), Which: which, Available: r.executions()}
	if r.Program != nil && r.Program.Cond != nil {
		g.Condition = r.Program.Cond.Text
	}
	res := r.shown()
	if res == nil {
		g.Note = r.whyUndecided()
		return g
	}
	if !r.hasProperties() {
		g.Observation = res.Observation.String()
	}
	if g.Which == "" {
		g.Which = r.telling(res)
	}
	x, pairs := execution(res, g.Which)
	if x == nil {
		g.Note = r.whyNone(res, which, g.Available)
		return g
	}
	asked := exec.Asked(x.Prog, nil)
	if q := propertyOf(res, g.Which); q != nil {
		g.Condition = PropertyText(q.Property)
		asked = exec.Places(q.Property.Prop, nil)
	}
	b := newGraphBuilder(g, x)
	b.build(pairs, asked)
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
	res := r.shown()
	switch {
	case res == nil:
		return ""
	case r.hasProperties():
		return r.telltale(res)
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

// shown returns the engine's answer if there may be executions to show.
func (r *TestResult) shown() *verify.Result {
	if res := r.Decided(); res != nil {
		return res
	}
	if r.Program != nil && r.Program.Strict && r.RuntimeError() != nil {
		return r.Verify
	}
	return nil
}

// telltale names the execution that shows what is wrong with a program that has
// properties: the first property that does not hold, a run-time error, freed memory,
// a data race; "" if nothing is. What happens after an error means little, so that
// properties go first.
func (r *TestResult) telltale(res *verify.Result) string {
	for _, a := range r.PropertyAnswers() {
		if a.Verdict == PropertyViolated && a.Which != "" {
			return a.Which
		}
	}
	candidates := []string{ErrorExecution, flagExecution + DoubleFreeFlag, flagExecution + UseAfterFreeFlag}
	if !r.Program.AllowRace {
		candidates = append(candidates, flagExecution+DataRaceFlag)
	}
	for _, which := range candidates {
		if x, _ := execution(res, which); x != nil {
			return which
		}
	}
	return ""
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
	if r.hasProperties() {
		if names := r.executions(); len(names) > 0 {
			return names[0]
		}
		return ""
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
	res := r.shown()
	if res == nil {
		return nil
	}
	names := []string{PositiveExecution, NegativeExecution}
	for i := range res.Properties {
		names = append(names, propertyExecution(i))
	}
	names = append(names, ErrorExecution)
	var flags []string
	for _, f := range res.Flags {
		flags = append(flags, flagExecution+f.Name)
	}
	slices.Sort(flags)
	names = append(names, slices.Compact(flags)...)
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
	case ErrorExecution:
		return res.ProblemExecution, nil
	}
	if q := propertyOf(res, which); q != nil {
		return q.Execution, nil
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
	if name, ok := strings.CutPrefix(which, flagExecution); ok {
		return flagTitle(name, pairs)
	}
	if which == ErrorExecution {
		return "An execution with a run-time error: " + res.Problem.Message
	}
	if q := propertyOf(res, which); q != nil {
		return propertyTitle(q.Property)
	}
	quant := r.Program.Cond.Quant
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

// propertyTitle says what the execution shows that decides a property.
func propertyTitle(q *prog.Property) string {
	text := PropertyText(q)
	if len(text) > maxPropertyInTitle {
		text = strings.ToValidUTF8(text[:maxPropertyInTitle], "") + "…"
	}
	if q.Kind == prog.SometimesKind {
		return "An execution that shows `" + text + "`"
	}
	return "An execution that violates `" + text + "`"
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
	case r.hasProperties() && which == "":
		return "Nothing is wrong with this test, and nothing in it asks for an execution to show"
	case propertyOf(res, which) != nil:
		return "No execution of this test" + bound + " decides `" + PropertyText(propertyOf(res, which).Property) + "`"
	case which == ErrorExecution:
		return "No execution of this test" + bound + " has a run-time error"
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
