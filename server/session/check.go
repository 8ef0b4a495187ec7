package session

import (
	"context"
	"time"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// moment is how long verdicts may take before a snapshot without them is told.
const moment = 100 * time.Millisecond

// halt ends the work on a document. The session must be locked.
func (s *Session) halt(d *document) {
	if d.stopTimer != nil {
		d.stopTimer()
		d.stopTimer = nil
	}
	if d.task != nil {
		s.pool.stop(d.task)
		d.task = nil
	}
}

// startLater starts the work on a document when its text has been quiet for the
// debounce time. The session must be locked.
func (s *Session) startLater(d *document) {
	generation := d.generation
	d.stopTimer = s.clock.AfterFunc(s.settings.Debounce, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		// A stopped timer may be on its way already.
		if d.generation == generation && d.stopTimer != nil && !s.closed {
			d.stopTimer = nil
			s.start(d, urgent)
		}
	})
}

// check is the work on one generation of a document.
type check struct {
	s          *Session
	d          *document
	generation uint64
	version    int32
	reading    *reading
	question   question
	options    verify.Options
	// verify says that verdicts are wanted.
	verify bool
	// snapshot is what the states are added to.
	snapshot *Snapshot
	// stopMoment stops the timer that tells the snapshot without results.
	stopMoment func() bool
}

// start starts the work on a document that has none. The session must be locked.
func (s *Session) start(d *document, class class) {
	if d.done || d.outOfStep {
		return
	}
	d.verify = d.verify || d.waiters > 0
	r := s.read(d)
	c := &check{
		s: s, d: d, generation: d.generation, version: d.version, reading: r, options: s.options(),
		question: s.question(d.path, r.text), verify: d.verify,
	}
	if c.verify {
		if a, ok := s.pool.cache.get(c.question); ok && a.uses.none() {
			snapshot := &Snapshot{
				URI: d.uri, Version: d.version, Document: a.document, Results: a.results, Diagnostics: a.diagnostics, Open: true,
			}
			s.tell(d, snapshot, true)
			c.list(snapshot)
			return
		}
	}
	s.submit(d, class, c.run)
}

// submit makes a task for a document. The session must be locked.
func (s *Session) submit(d *document, class class, run func(ctx context.Context) bool) {
	s.work.Add(1)
	d.task = &task{owner: &s.owner, key: d.uri, class: class, run: run, done: s.work.Done}
	s.pool.submit(d.task)
}

// tell makes a snapshot the latest and lets the listener know. The session must
// be locked.
func (s *Session) tell(d *document, snapshot *Snapshot, done bool) {
	d.snapshot, d.told = snapshot, true
	s.out.checked(&letter{snapshot: snapshot, document: d, generation: d.generation})
	if done && !d.done {
		d.done = true
		d.wake()
	}
}

// valid reports whether what a letter tells is still so.
func (s *Session) valid(l *letter) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return false
	case l.document == nil:
		return s.docs[l.snapshot.URI] == nil && l.generation == s.epoch
	default:
		return l.document.generation == l.generation
	}
}

// run reads and verifies the text. It returns false if it was cancelled.
func (c *check) run(ctx context.Context) bool {
	s := c.s
	if c.verify && c.known() {
		return true
	}
	front := s.front(c.d.uri, c.version, c.reading)
	_, failure := c.reading.get(s.caught)
	if ctx.Err() != nil {
		return false
	}
	if !c.verify || failure != "" {
		c.tellFront(front, failure != "")
		return true
	}
	stop := s.clock.AfterFunc(moment, func() { c.tellFront(front, false) })
	defer stop()
	results := s.ask(ctx, c.reading.model, front.Document, c.options)
	if ctx.Err() != nil && interrupted(results) {
		return false
	}
	snapshot := *front
	snapshot.Results = results
	snapshot.Diagnostics = s.diagnostics(front.Document, results)
	c.finish(&snapshot, c.reading.uses)
	return true
}

// known tells the answer that is kept, if there is one and the files that the text
// includes are as they were.
func (c *check) known() bool {
	a, ok := c.s.pool.cache.get(c.question)
	if !ok || a.uses.none() || !c.reading.adopt(a) {
		return false
	}
	c.finish(&Snapshot{
		URI: c.d.uri, Version: c.version, Document: a.document, Results: a.results, Diagnostics: a.diagnostics, Open: true,
	}, a.uses)
	return true
}

// interrupted reports whether some test was not done because of the context.
func interrupted(results []ide.TestResult) bool {
	for i := range results {
		if v := results[i].Verify; v != nil && v.Status == verify.Cancelled {
			return true
		}
	}
	return false
}

// tellFront tells the snapshot without results, once.
func (c *check) tellFront(front *Snapshot, done bool) {
	s, d := c.s, c.d
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || d.generation != c.generation || d.told {
		return
	}
	if d.snapshot != nil {
		front = d.snapshot
	}
	s.tell(d, front, done)
}

// finish tells the snapshot with results if it is of the current generation, and
// keeps the results in any case.
func (c *check) finish(snapshot *Snapshot, u uses) {
	s := c.s
	s.pool.cache.put(c.question, answer{snapshot.Document, snapshot.Results, snapshot.Diagnostics, u})
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || c.d.generation != c.generation {
		return
	}
	c.d.task = nil
	s.tell(c.d, snapshot, true)
	c.list(snapshot)
}

// ask decides the tests of a document with a warm engine.
func (s *Session) ask(ctx context.Context, m *model, document *ide.Document, options verify.Options) (results []ide.TestResult) {
	tools, _ := m.get(s.caught)
	e := s.pool.engines.take(m, tools)
	defer s.pool.engines.give(e)
	e.Options = options
	e.OnPanic = func(f *source.File, value any, stack []byte) { s.caught(f.Name, value, stack) }
	if attempt(document.File.Name, s.caught, func() { results = e.CheckDocument(ctx, document) }) {
		return results
	}
	fault := ide.TestResult{File: document.File, Outcome: ide.Faulty}
	fault.Problems.Errorf(ide.CodeInternal, document.File.Span(0, 0), "internal error while checking this text (please report this with the input)")
	return []ide.TestResult{fault}
}
