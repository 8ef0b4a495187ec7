package verify_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/enum"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// maxCandidates bounds what the oracle may cost. Random programs that take more
// are left out.
const maxCandidates = 6000

// engineTimeout is far more than an engine needs for nearly all programs that the
// oracle can do. The others have copies in a circle below computed addresses: the
// engines go through very many candidates that have no values.
const engineTimeout = 10 * time.Second

// perLate is of how many programs one may take an engine too long.
const perLate = 1000

// answer is all that the oracle and the engines must agree on. Of a program with
// a run-time error only that it has one.
type answer struct {
	Failed             bool
	Observation        string
	Flags              []string
	Loop               bool
	Positive, Negative int
	States             []string
	// Properties tell which properties hold.
	Properties string
}

// String puts the answer on a few lines.
func (a answer) String() string {
	failed, loop := "", ""
	switch {
	case a.Failed && a.Observation == "" && a.Properties == "":
		return "run-time error"
	case a.Failed:
		failed = "run-time error "
	}
	if a.Loop {
		loop = " Loop"
	}
	return failed + fmt.Sprintf("%s%s %d %d%s %v\n  %s", a.Observation, a.Properties, a.Positive, a.Negative, loop, a.Flags, strings.Join(a.States, "\n  "))
}

// comparison asks the oracle and both engines about programs under one model.
type comparison struct {
	model  *cat.Model
	macros *kernel.Table
	// verifiers are those to compare with the oracle: the model may be known to
	// be coherent or not.
	verifier *verify.Verifier
	// engines are those to compare.
	engines []verify.Engine
	// last is the oracle's answer to the last program.
	last answer
	// compared counts the programs that the oracle could do, skipped the others,
	// late those of the former that took an engine too long.
	compared, skipped, late int
}

func newComparison(t *testing.T, m *cat.Model, macros *kernel.Table, coherent bool) *comparison {
	c := &comparison{model: m, macros: macros, verifier: verify.New(m, coherent), engines: []verify.Engine{verify.Native, verify.SMT}}
	t.Cleanup(c.verifier.Close)
	return c
}

// check returns what is wrong with the engines' answers to a program, "" if
// nothing is. It counts the program.
func (c *comparison) check(ctx context.Context, text string) (string, error) {
	p, diags := litmus.Parse(source.NewFile("random.litmus", text), litmus.Options{Primitives: c.macros})
	if diags.HasErrors() {
		return "", fmt.Errorf("does not parse: %s", diags.String())
	}
	return c.checkProgram(ctx, p)
}

// checkProgram is check for a program without text.
func (c *comparison) checkProgram(ctx context.Context, p *prog.Program) (string, error) {
	o, err := enum.Run(ctx, p, c.model, enum.Options{MaxCandidates: maxCandidates})
	if errors.Is(err, enum.ErrLimit) {
		c.skipped++
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("oracle: %w", err)
	}
	c.compared++
	want := answer{Failed: true}
	if o.Err == nil || p.Strict && o.Err.Code != enum.CodeTwoRMW {
		want = answer{o.Err != nil, o.Observation, o.Flags, o.Loop, o.Positive, o.Negative, canonical(o.States), properties(p, o)}
		if p.Cond == nil {
			want.Observation = ""
		}
	}
	c.last = want
	for _, e := range c.engines {
		r, err := c.verifier.Verify(ctx, p, verify.Options{
			Engine: e, Timeout: engineTimeout, Paranoid: true,
			// The solver engine decides; what there is to list is listed by the other.
			States: e == verify.Native, Witnesses: e == verify.Native,
		})
		if err != nil {
			return "", fmt.Errorf("engine %s: %w", e, err)
		}
		if r.Status == verify.Timeout || r.Enumeration == verify.Partial {
			c.late++
			continue
		}
		expected := want
		if e == verify.SMT || expected.Failed {
			expected.Positive, expected.Negative, expected.States = 0, 0, nil
		}
		if got := answerOf(p, r); got.String() != expected.String() {
			reason := r.Reason
			if r.Problem != nil {
				reason = r.Problem.Message
			}
			if o.Err != nil {
				reason += " / oracle: " + o.Err.Message
			}
			return fmt.Sprintf("engine %s (%s %s):\n%s\noracle:\n%s", e, r.Status, reason, got, expected), nil
		}
	}
	return "", nil
}

// answerOf returns the answer in an engine's result.
func answerOf(p *prog.Program, r *verify.Result) answer {
	failed := r.Status == verify.RuntimeError
	if failed && !r.BesideError || r.Status == verify.Limit {
		return answer{Failed: true}
	}
	if !failed && r.Status != verify.Decided {
		return answer{Observation: r.Status.String()}
	}
	var flags []string
	for _, f := range r.Flags {
		flags = append(flags, f.Name)
	}
	a := answer{failed, "", flags, r.Loop, r.Positives, r.Negatives, canonical(r.States), ""}
	if p.Cond != nil {
		a.Observation = r.Observation.String()
	}
	for _, q := range r.Properties {
		// What decided must be shown, and only that.
		shown := q.Property.Kind == prog.SometimesKind
		if (q.Execution != nil) != (q.Holds == shown) {
			a.Properties += " wrong execution"
		}
		a.Properties += fmt.Sprintf(" %s=%v", q.Property.Name, q.Holds)
	}
	if p.Cond == nil && r.NoExecution {
		a.Properties += " no execution"
	}
	return a
}

// properties returns which properties hold by the oracle's counts.
func properties(p *prog.Program, o *enum.Result) string {
	out := ""
	for i, q := range p.Props {
		n, holds := o.Props[i], false
		switch q.Kind {
		case prog.NeverKind:
			holds = n.Positive == 0
		case prog.SometimesKind:
			holds = n.Positive > 0
		case prog.AlwaysKind, prog.AssertKind:
			holds = n.Negative == 0
		}
		out += fmt.Sprintf(" %s=%v", q.Name, holds)
	}
	if p.Cond == nil && o.Positive+o.Negative == 0 && o.Err == nil {
		out += " no execution"
	}
	return out
}

// canonical sorts states and numbers the unresolved values in each anew, since
// their numbers have no meaning.
func canonical(states []string) []string {
	symbol := regexp.MustCompile(`\bS\d+\b`)
	var out []string
	for _, s := range states {
		names := map[string]string{}
		out = append(out, symbol.ReplaceAllStringFunc(s, func(name string) string {
			if names[name] == "" {
				names[name] = fmt.Sprintf("S%d", len(names)+1)
			}
			return names[name]
		}))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
