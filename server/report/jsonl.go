package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// jsonl prints one object a result.
type jsonl struct{ opts Options }

// jsonTest is the object. The order of its fields is the order of the keys, and
// the keys are a contract with scripts. Pointers tell "no" from "not known".
type jsonTest struct {
	File        string     `json:"file"`
	Test        string     `json:"test"`
	Line        int        `json:"line"`
	Lang        string     `json:"lang"`
	Status      string     `json:"status"`
	Error       *jsonError `json:"error,omitempty"`
	Reason      string     `json:"reason,omitempty"`
	Condition   string     `json:"condition,omitempty"`
	Observation string     `json:"observation,omitempty"`
	Holds       *bool      `json:"condition_holds,omitempty"`
	Bounded     bool       `json:"bounded,omitempty"`
	Loop        bool       `json:"loop,omitempty"`
	States      *[]string  `json:"states,omitempty"`
	Positive    *int       `json:"positive,omitempty"`
	Negative    *int       `json:"negative,omitempty"`
	Enumeration string     `json:"enumeration,omitempty"`
	Flags       *[]string  `json:"flags,omitempty"`
	// Properties are those of a program of C or Rust that was decided, in the place
	// of a condition. Those of one with a run-time error are about the executions
	// without it.
	Properties *[]jsonProperty `json:"properties,omitempty"`
	Expected   string          `json:"expected,omitempty"`
	Pass       *bool           `json:"pass,omitempty"`
	Millis     float64         `json:"millis"`
	Model      string          `json:"model"`
}

// jsonProperty is a property with its verdict.
type jsonProperty struct {
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Line  int    `json:"line"`
	Holds bool   `json:"holds"`
	// Bounded is set if the verdict is known up to the loop bound only.
	Bounded bool `json:"bounded"`
}

// jsonError is the first error of a test that has no answer.
type jsonError struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// Print appends the object of r.
func (j jsonl) Print(out, _ *bytes.Buffer, r *ide.TestResult) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false) // conditions have < and > in them
	if err := enc.Encode(j.object(r)); err != nil {
		panic(fmt.Sprintf("report: a test does not encode: %v", err))
	}
}

func (j jsonl) object(r *ide.TestResult) *jsonTest {
	t := &jsonTest{
		File:     r.File.Name,
		Lang:     "litmus",
		Line:     1,
		Expected: r.Judgement.Expected,
		Millis:   math.Round(r.Millis*1000) / 1000,
		Model:    j.opts.Model,
	}
	if r.Language != "" {
		t.Lang = r.Language
	}
	if r.Span.IsValid() {
		t.Line = r.Span.Position().Line
	}
	t.Test = r.Name()
	if p := r.Program; p != nil {
		if p.Lang != "" {
			t.Lang = p.Lang
		}
		if p.Span.IsValid() {
			t.Line = p.Span.Position().Line
		}
		if p.Cond != nil {
			t.Condition = p.Cond.Text
		}
	}
	switch r.Outcome {
	case ide.Faulty:
		t.Status = "error"
		t.Error = errorObject(r.Error())
	case ide.Undecided, ide.Passed, ide.Missed, ide.UpToBound:
		if res := r.Decided(); res != nil {
			j.answer(t, r, res)
		}
		if p := r.RuntimeError(); p != nil {
			t.Status, t.Pass = "error", &r.Judgement.Pass
			t.Error = errorObject(p)
		}
		if t.Status != "" {
			break
		}
		// The contract has one word for "undecided"; the reason says which limit.
		t.Status = "timeout"
		t.Reason = r.Verify.Reason
	default:
		panic(fmt.Sprintf("report: unhandled outcome %d", r.Outcome))
	}
	return t
}

// answer fills in what only a decided test has.
func (j jsonl) answer(t *jsonTest, r *ide.TestResult, res *verify.Result) {
	t.Status = "ok"
	if r.Program.Cond != nil {
		t.Observation = res.Observation.String()
		t.Holds = &res.Holds
	} else {
		t.Properties = properties(r)
	}
	t.Bounded, t.Loop = res.Bounded, res.Loop && r.Program.Cond != nil
	t.Pass = &r.Judgement.Pass
	flags := flagNames(res)
	t.Flags = &flags
	if res.Enumeration == verify.NotAsked {
		return
	}
	if j.opts.States {
		states := res.States
		if states == nil {
			states = []string{}
		}
		t.States = &states
	}
	if j.opts.Witnesses {
		t.Positive, t.Negative = &res.Positives, &res.Negatives
	}
	if res.Enumeration == verify.Partial {
		t.Enumeration = "partial"
	}
}

// properties returns the properties of a test with their verdicts.
func properties(r *ide.TestResult) *[]jsonProperty {
	list := []jsonProperty{}
	for _, a := range r.PropertyAnswers() {
		p := jsonProperty{Kind: a.Kind.String(), Text: a.Text, Holds: a.Holds, Bounded: a.Verdict == ide.PropertyBounded}
		if a.Span.IsValid() {
			p.Line = a.Span.Position().Line
		}
		list = append(list, p)
	}
	return &list
}

func errorObject(p *diag.Problem) *jsonError {
	if p == nil {
		return &jsonError{Message: "internal error: no reason is known"}
	}
	at := p.Span.Position()
	return &jsonError{Line: at.Line, Column: at.Column, Message: p.Message}
}

// flagNames returns the names of the flags in byte order, each once.
func flagNames(res *verify.Result) []string {
	names := make([]string, 0, len(res.Flags))
	for _, f := range res.Flags {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
