package lsp

import (
	"context"
	"encoding/json"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/session"
)

// testsParams are those of fencepost/tests.
type testsParams struct {
	URI protocol.DocumentURI `json:"uri"`
}

// getTests returns what is known of the tests of a document as it is on arrival.
func getTests(c *client, params json.RawMessage) (task, error) {
	var p testsParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	s, err := c.session.Snapshot(string(p.URI))
	if err != nil {
		return nil, named(string(p.URI), err)
	}
	return func(context.Context) (any, error) { return testItems(s), nil }, nil
}

// resultsParams are those of fencepost/results.
type resultsParams struct {
	URI     string     `json:"uri"`
	Version int32      `json:"version"`
	Tests   []testItem `json:"tests"`
}

// testItem is what is known of one test.
type testItem struct {
	Name string `json:"name"`
	// Range is that of the line that begins the test.
	Range protocol.Range `json:"range"`
	// Observation is Never, Sometimes or Always; "" if the test is not decided, or has
	// properties instead of a condition.
	Observation string `json:"observation"`
	// Verdict says it in words where there is no such observation, because the test
	// states properties: "both properties hold".
	Verdict string `json:"verdict,omitempty"`
	// Outcome is that of ide.Outcome in words, or "unknown".
	Outcome string `json:"outcome"`
	// Expected is the observation that the author expects, Reason what differs or
	// why the test is not decided.
	Expected string  `json:"expected"`
	Reason   string  `json:"reason"`
	Millis   float64 `json:"millis"`
	// Positive counts the executions that satisfy the condition's proposition,
	// States the final states; both are 0 until they are listed.
	Positive int `json:"positive"`
	States   int `json:"states"`
}

// testItems returns the tests of a snapshot in the order of the text.
func testItems(s *session.Snapshot) []testItem {
	headers := s.Headers()
	items := make([]testItem, 0, len(headers))
	for i, h := range headers {
		item := testItem{Name: h.Name, Range: rangeOf(h.Span), Outcome: "unknown"}
		if r := resultOf(s, i); r != nil {
			item.fill(r)
		}
		items = append(items, item)
	}
	return items
}

// resultOf returns the result of the test with the given index, or nil. Results
// are in the order of the text; a text with errors has one result for all.
func resultOf(s *session.Snapshot, index int) *ide.TestResult {
	switch {
	case index < len(s.Results):
		return &s.Results[index]
	case len(s.Results) == 1 && s.Results[0].Verify == nil:
		return &s.Results[0]
	default:
		return nil
	}
}

// fill takes over what a result says.
func (t *testItem) fill(r *ide.TestResult) {
	t.Outcome, t.Millis = r.Outcome.String(), r.Millis
	t.Expected, t.Reason = r.Judgement.Expected, r.Judgement.Reason
	if d := r.Decided(); d != nil {
		if r.Program.Cond != nil {
			t.Observation = d.Observation.String()
		} else {
			t.Verdict = r.Verdict()
		}
		t.Positive, t.States = d.Positives, len(d.States)
		return
	}
	if p := r.Error(); p != nil {
		t.Reason = p.Message
	} else {
		t.Reason = r.UndecidedReason()
	}
}
