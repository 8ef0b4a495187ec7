package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/server/report"
	"github.com/lkmm-tools/fencepost/server/session"
)

// executionParams are those of fencepost/execution.
type executionParams struct {
	URI protocol.DocumentURI `json:"uri"`
	// Test is the name of the test, "" for the first.
	Test string `json:"test"`
	// Which is "" for the most telling execution, "positive", "negative",
	// "property:N", "error" or "flag:NAME".
	Which string `json:"which"`
}

// execution is the answer: an execution as it is drawn.
type execution struct {
	Test      string   `json:"test"`
	Title     string   `json:"title"`
	Note      string   `json:"note"`
	Verdict   string   `json:"verdict"`
	Condition string   `json:"condition"`
	Which     string   `json:"which"`
	Available []string `json:"available"`

	Threads []executionThread `json:"threads"`
	Events  []executionEvent  `json:"events"`
	Edges   []executionEdge   `json:"edges"`
	Final   string            `json:"final"`

	Text string `json:"text"`
	DOT  string `json:"dot"`
	SVG  string `json:"svg"`
}

type executionThread struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

type executionEvent struct {
	ID     string `json:"id"`
	Thread int    `json:"thread"`
	Row    int    `json:"row"`
	// URI is the file of the place, absent if it is the document.
	URI    protocol.DocumentURI `json:"uri,omitempty"`
	Line   int                  `json:"line"`
	Range  protocol.Range       `json:"range"`
	Text   string               `json:"text"`
	Effect string               `json:"effect"`
}

type executionEdge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Kind  string `json:"kind"`
	Label string `json:"label"`
}

// getExecution returns an execution of a test, once its verdict is known.
func getExecution(ctx context.Context, c *client, p *executionParams) (any, error) {
	return c.execution(ctx, p)
}

func (c *client) execution(ctx context.Context, p *executionParams) (*execution, error) {
	s, err := c.decided(ctx, string(p.URI))
	if err != nil {
		return nil, err
	}
	r, err := chosen(s, p.Test)
	if err != nil {
		return nil, err
	}
	return drawn(s, r.Graph(p.Which)), nil
}

// decided waits until the tests of a document are decided.
func (c *client) decided(ctx context.Context, uri string) (*session.Snapshot, error) {
	s, err := c.session.Snapshot(uri)
	if err == nil && s.Results == nil {
		s, err = c.session.Await(ctx, uri)
	}
	if err != nil {
		return nil, named(uri, err)
	}
	return s, nil
}

// chosen returns the result of a test by its name.
func chosen(s *session.Snapshot, name string) (*ide.TestResult, error) {
	for i := range s.Results {
		if r := &s.Results[i]; name == "" || r.Name() == name {
			return r, nil
		}
	}
	switch {
	case s.Results == nil:
		return nil, failed("nothing is known of the tests of %s: the memory model could not be opened", nameOf(s.URI))
	case len(s.Results) == 0:
		return nil, failed("%s has no tests", nameOf(s.URI))
	case s.Results[0].Name() == "":
		return nil, failed("%s cannot be read as a test: %s", nameOf(s.URI), s.Results[0].UndecidedReason())
	default:
		return nil, invalidParams("test: there is no test called %q in %s", name, nameOf(s.URI))
	}
}

// drawn returns a graph in all its forms.
func drawn(s *session.Snapshot, g *ide.Graph) *execution {
	e := &execution{
		Test: g.Test, Title: g.Title, Note: g.Note, Verdict: g.Observation, Condition: g.Condition,
		Which: g.Which, Available: append([]string{}, g.Available...), Final: g.Final,
		Threads: []executionThread{}, Events: []executionEvent{}, Edges: []executionEdge{},
		Text: report.GraphText(g, report.Options{}), DOT: report.GraphDOT(g), SVG: report.GraphSVG(g),
	}
	for _, t := range g.Threads {
		e.Threads = append(e.Threads, executionThread{t.ID, t.Name})
	}
	for _, v := range g.Events {
		e.Events = append(e.Events, executionEvent{
			ID: v.ID, Thread: v.Thread, Row: v.Row, URI: otherFile(s, v.Span), Line: v.Line, Range: rangeOf(v.Span),
			Text: v.Text, Effect: v.Effect,
		})
	}
	for _, d := range g.Edges {
		e.Edges = append(e.Edges, executionEdge{d.From, d.To, string(d.Kind), d.Label})
	}
	return e
}

// otherFile returns the file of a place that is not in the document.
func otherFile(s *session.Snapshot, at source.Span) protocol.DocumentURI {
	if l, ok := location(s, at); ok && !here(s, at) {
		return l.URI
	}
	return ""
}

// caption says in a line what an execution shows, for a client that has no place
// to draw it.
func (e *execution) caption() string {
	if len(e.Events) == 0 {
		return fmt.Sprintf("%s: %s", e.Test, e.Note)
	}
	return e.Text
}
