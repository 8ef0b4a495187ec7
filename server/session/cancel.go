package session

import (
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Cancel gives up on the open documents that are being verified, because the user
// does not want to wait. Their tests are told as cancelled, until the text, the
// model or the options change or somebody asks for them with Await or Save.
func (s *Session) Cancel() {
	s.mu.Lock()
	var list []*check
	for _, d := range s.inOrder() {
		if d.task != nil && d.verify && !d.done {
			s.halt(d)
			list = append(list, &check{s: s, d: d, generation: d.generation, version: d.version, reading: s.read(d)})
		}
	}
	s.mu.Unlock()
	for _, c := range list {
		c.giveUp()
	}
}

// giveUp tells the tests of a text as cancelled, unless they are wanted again.
func (c *check) giveUp() {
	s, d := c.s, c.d
	snapshot := s.front(d.uri, c.version, c.reading)
	snapshot.Results = cancelled(snapshot.Document)
	snapshot.Diagnostics = s.diagnostics(snapshot.Document, snapshot.Results)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed && d.generation == c.generation && !d.done && d.task == nil {
		d.givenUp = true
		s.tell(d, snapshot, true)
	}
}

// cancelled returns results that say that nobody waited for them.
func cancelled(d *ide.Document) []ide.TestResult {
	results := make([]ide.TestResult, 0, len(d.Input.Tests))
	for i := range d.Input.Tests {
		t := &d.Input.Tests[i]
		v := &verify.Result{Status: verify.Cancelled, Reason: "cancelled"}
		r := ide.TestResult{File: d.File, Test: t.Name, Span: t.Span, Program: t.Program, Verify: v, Outcome: ide.Undecided}
		if t.Program != nil {
			r.Judgement = ide.Judge(t.Program, v)
		}
		if i == 0 {
			// As the checker does: problems are shown once.
			r.Problems = d.Problems
		}
		results = append(results, r)
	}
	return results
}
