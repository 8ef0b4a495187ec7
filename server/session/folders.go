package session

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// Summary counts what background checking found.
type Summary struct {
	// Files is how many files were found, Unreadable how many of them could not be
	// read or are too large.
	Files, Unreadable int
	// Tests counts the tests by outcome.
	Tests map[ide.Outcome]int
}

// VerifyFolders checks the files below folders, with lower priority than open
// documents, and tells Checked for those that are not open. Of a document that is
// open it counts the text that the editor has. Progress, if not nil, is called by
// one goroutine at a time, with the name of the file that is done. If the context
// ends, the summary counts what was done until then. It is an error that the model
// cannot be opened.
func (s *Session) VerifyFolders(ctx context.Context, folders []string, progress func(done, total int, name string)) (Summary, error) {
	sweep := &sweep{s: s, progress: progress, summary: Summary{Tests: map[ide.Outcome]int{}}}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return sweep.summary, ErrClosed
	}
	s.work.Add(1)
	s.mu.Unlock()
	defer s.work.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)()
	paths, err := s.list(ctx, folders)
	sweep.summary.Files = len(paths)
	if err == nil {
		err = sweep.run(ctx, cancel, paths)
	}
	if s.ctx.Err() != nil {
		err = ErrClosed
	}
	return sweep.summary, err
}

// list returns the files below folders, each one once.
func (s *Session) list(ctx context.Context, folders []string) ([]string, error) {
	var paths []string
	seen := map[string]bool{}
	for _, folder := range folders {
		list, err := s.cfg.List(ctx, folder)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", folder, err)
		}
		for _, path := range list {
			if !seen[path] {
				seen[path] = true
				paths = append(paths, path)
			}
		}
	}
	return paths, nil
}

// sweep is one call of VerifyFolders.
type sweep struct {
	s        *Session
	progress func(done, total int, name string)

	mu      sync.Mutex
	done    int
	summary Summary
	// failed is why no file can be checked.
	failed error
}

// run checks files, as many at a time as there are workers.
func (w *sweep) run(ctx context.Context, cancel func(), paths []string) error {
	next := make(chan string)
	var readers sync.WaitGroup
	for range min(w.s.pool.workers, len(paths)) {
		readers.Go(func() {
			for path := range next {
				w.file(ctx, cancel, path, len(paths))
			}
		})
	}
feed:
	for _, path := range paths {
		select {
		case next <- path:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	readers.Wait()
	if w.failed != nil {
		return w.failed
	}
	return ctx.Err()
}

// file checks one file and counts it, or cancels all if no file can be checked.
func (w *sweep) file(ctx context.Context, cancel func(), path string, total int) {
	results, err := w.s.background(ctx, path)
	if ctx.Err() != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if errors.Is(err, errNoModel) {
		w.failed = err
		cancel()
		return
	}
	if err != nil {
		w.summary.Unreadable++
	}
	for i := range results {
		w.summary.Tests[results[i].Outcome]++
	}
	w.done++
	if w.progress != nil {
		w.progress(w.done, total, path)
	}
}

// errNoModel is background checking under a model that cannot be opened.
var errNoModel = errors.New("the memory model cannot be opened")

// background checks one file and tells of it if it is not open.
func (s *Session) background(ctx context.Context, path string) ([]ide.TestResult, error) {
	uri := path
	if s.cfg.URI != nil {
		uri = s.cfg.URI(path)
	}
	switch snapshot, err := s.Await(ctx, uri); {
	case err == nil:
		return snapshot.Results, nil
	case !errors.Is(err, ErrNotOpen):
		return nil, err
	}
	text, err := s.cfg.Read(ctx, path)
	if err == nil {
		err = checkSize(len(text), maxText)
	}
	if err != nil {
		return nil, err
	}
	for {
		snapshot, epoch, err := s.checkFile(ctx, uri, path, text)
		if err != nil {
			return nil, err
		}
		// The delivery keeps pace with the checking, or snapshots would pile up.
		l := &letter{snapshot: snapshot, generation: epoch, told: make(chan struct{})}
		s.out.checked(l)
		select {
		case <-l.told:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if s.current(epoch) {
			return snapshot.Results, nil
		}
	}
}

// current reports whether model and options are still those of an epoch.
func (s *Session) current(epoch uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.epoch == epoch
}

// checkFile checks a text that is not open, and says under which epoch.
func (s *Session) checkFile(ctx context.Context, uri, path, text string) (*Snapshot, uint64, error) {
	s.mu.Lock()
	q, options, epoch := s.question(path, text), s.options(), s.epoch
	r := s.newReading(path, text)
	if s.closed {
		s.mu.Unlock()
		return nil, 0, ErrClosed
	}
	if a, ok := s.pool.cache.get(q); ok && a.uses.none() {
		s.mu.Unlock()
		return &Snapshot{URI: uri, Document: a.document, Results: a.results, Diagnostics: a.diagnostics}, epoch, nil
	}
	var snapshot *Snapshot
	ended := make(chan struct{})
	t := &task{owner: &s.owner, key: uri, class: background, done: func() {
		close(ended)
		s.work.Done()
	}}
	t.run = func(ctx context.Context) bool {
		if a, ok := s.pool.cache.get(q); ok && r.adopt(a) {
			snapshot = &Snapshot{URI: uri, Document: a.document, Results: a.results, Diagnostics: a.diagnostics}
			return true
		}
		front := s.front(uri, 0, r)
		if _, failure := r.get(s.caught); failure != "" {
			return true
		}
		results := s.ask(ctx, r.model, front.Document, options)
		if ctx.Err() != nil && interrupted(results) {
			return false
		}
		front.Open, front.Results, front.Diagnostics = false, results, s.diagnostics(front.Document, results)
		s.pool.cache.put(q, answer{front.Document, results, front.Diagnostics, r.uses})
		snapshot = front
		return true
	}
	s.work.Add(1)
	s.pool.submit(t)
	s.mu.Unlock()
	defer context.AfterFunc(ctx, func() { s.pool.stop(t) })()
	<-ended
	switch {
	case ctx.Err() != nil:
		return nil, 0, ctx.Err()
	case snapshot == nil:
		return nil, 0, errNoModel
	}
	return snapshot, epoch, nil
}
