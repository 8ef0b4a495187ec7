package session

import (
	"context"
	"slices"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// listTime bounds the listing of a document's states. A document whose verdicts
// took more than listWorth is left alone: the listing decides it again first.
const (
	listTime  = 300 * time.Millisecond
	listWorth = 100 * time.Millisecond
)

// list adds the lists of states to a snapshot when there is nothing better to do.
// Verdicts do not wait for them. The session must be locked.
func (c *check) list(snapshot *Snapshot) {
	var took time.Duration
	open := false
	for i := range snapshot.Results {
		if v := snapshot.Results[i].Verify; v != nil {
			took += v.Stats.Elapsed
			open = open || unlisted(&snapshot.Results[i])
		}
	}
	if !open || took > listWorth {
		return
	}
	c.snapshot = snapshot
	c.s.submit(c.d, listing, c.runList)
}

// unlisted reports whether a result is a verdict without states. Nobody asks for
// those of a program that has properties.
func unlisted(r *ide.TestResult) bool {
	v := r.Decided()
	return v != nil && v.Enumeration == verify.NotAsked && (r.Program == nil || r.Program.Cond != nil)
}

// runList lists the states. It returns false if it was cancelled.
func (c *check) runList(ctx context.Context) bool {
	s := c.s
	options := c.options
	options.States, options.Witnesses, options.Timeout = true, true, 0
	bounded, cancel := context.WithTimeout(ctx, listTime)
	defer cancel()
	more := s.ask(bounded, c.reading.model, c.snapshot.Document, options)
	if ctx.Err() != nil {
		return false
	}
	results, found := merge(c.snapshot.Results, more)
	if !found {
		return true
	}
	snapshot := *c.snapshot
	snapshot.Results = results
	snapshot.Diagnostics = s.diagnostics(snapshot.Document, results)
	s.pool.cache.put(c.question, answer{snapshot.Document, results, snapshot.Diagnostics, c.reading.uses})
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed && c.d.generation == c.generation {
		c.d.task = nil
		s.tell(c.d, &snapshot, true)
	}
	return true
}

// merge returns results with the states that others found for the same tests. The
// verdicts and executions stay those that were told before.
func merge(results, more []ide.TestResult) (merged []ide.TestResult, found bool) {
	if len(results) != len(more) {
		return results, false
	}
	merged = slices.Clone(results)
	for i := range merged {
		r, m := &merged[i], more[i].Decided()
		if !unlisted(r) || m == nil || m.Enumeration == verify.NotAsked || m.Observation != r.Verify.Observation {
			continue
		}
		v := *r.Verify
		v.Enumeration, v.States, v.Positives, v.Negatives = m.Enumeration, m.States, m.Positives, m.Negatives
		r.Verify = &v
		found = true
	}
	return merged, found
}
