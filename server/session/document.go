package session

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
)

// document is a document that is open. Its fields are guarded by the session's
// lock.
type document struct {
	uri, path string
	version   int32
	// order is when it was opened, among the session's documents.
	order uint64
	text  text
	// outOfStep is set after a change that could not be made.
	outOfStep bool

	// generation counts what makes results invalid: changes of the text, the model
	// and the options.
	generation uint64
	// reading is of the current text and model; nil until somebody needs it.
	reading *reading
	// snapshot is the latest of this generation; nil until it is made. Told says
	// that it is one that the listener was or is to be told of.
	snapshot *Snapshot
	told     bool
	// done says that the snapshot has the verdicts, or that there are none to be had.
	done bool
	// givenUp says that the verdicts were cancelled by the user.
	givenUp bool
	// verify says that this text is to be verified without being asked.
	verify bool

	// stopTimer stops the timer that starts the work; nil if there is none.
	stopTimer func() bool
	// task is the work under way, nil for none.
	task *task
	// waiters is how many calls of Await wait, changed is closed when they must look
	// again.
	waiters int
	changed chan struct{}
}

// outdated forgets what is known of a generation.
func (d *document) outdated() {
	d.generation++
	d.snapshot, d.told, d.done, d.givenUp = nil, false, false, false
}

// wake lets calls of Await look again.
func (d *document) wake() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// inOrder returns the documents as they were opened.
func (s *Session) inOrder() []*document {
	return slices.SortedFunc(maps.Values(s.docs), func(a, b *document) int { return cmp.Compare(a.order, b.order) })
}

// find returns a document. The session must be locked.
func (s *Session) find(uri string) (*document, error) {
	if s.closed {
		return nil, ErrClosed
	}
	d := s.docs[uri]
	if d == nil {
		return nil, ErrNotOpen
	}
	return d, nil
}

// Open opens a document. Path is its name in messages. It is verified at once.
func (s *Session) Open(uri, path string, version int32, text string) error {
	if err := checkSize(len(text), maxText); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	if s.docs[uri] != nil {
		return ErrOpen
	}
	s.opened++
	d := &document{
		uri: uri, path: path, version: version, order: s.opened, text: newText(text),
		verify: true, changed: make(chan struct{}),
	}
	s.docs[uri] = d
	s.start(d, opened)
	s.fileChanged(path, content{known: true, there: true, text: text})
	return nil
}

// Change changes the text of a document: the changes are made one after another,
// all or none. Work on the old text is cancelled. After an ErrPosition or an
// ErrTooLarge the document is as before, and further changes of parts of it are
// refused with ErrOutOfStep: they would be about a text that only the client has.
func (s *Session) Change(uri string, version int32, changes []Change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.find(uri)
	switch {
	case err != nil:
		return err
	case version <= d.version:
		return ErrVersion
	case d.outOfStep && !slices.ContainsFunc(changes, func(c Change) bool { return c.Whole }):
		return ErrOutOfStep
	}
	if d.outOfStep {
		// What is before the last whole text does not matter, and cannot be made.
		for !changes[0].Whole {
			changes = changes[1:]
		}
	}
	s.halt(d)
	if err := d.text.apply(changes, maxText); err != nil {
		d.outOfStep = true
		return err
	}
	d.version, d.outOfStep = version, false
	d.verify = s.settings.When == OnType
	d.reading = nil
	d.outdated()
	s.startLater(d)
	s.fileChanged(d.path, content{known: true, there: true, text: d.text.String()})
	return nil
}

// Save tells that a document was saved. It is verified at once if it is not yet,
// and so is what includes it.
func (s *Session) Save(uri string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.find(uri)
	if err != nil {
		return err
	}
	s.require(d)
	for _, other := range s.inOrder() {
		if other != d && other.reading != nil && other.reading.hangsOn(filepath.Clean(d.path), content{}) {
			s.require(other)
		}
	}
	return nil
}

// require verifies a document now. The session must be locked.
func (s *Session) require(d *document) {
	switch {
	case d.done && !d.givenUp:
	case d.verify && d.task != nil:
		s.pool.hurry(d.task)
	default:
		d.verify, d.done, d.givenUp = true, false, false
		s.halt(d)
		s.start(d, urgent)
	}
}

// Close closes a document.
func (s *Session) Close(uri string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.find(uri)
	if err != nil {
		return err
	}
	s.halt(d)
	d.outdated()
	delete(s.docs, uri)
	s.fileChanged(d.path, content{})
	d.wake()
	s.out.closedDocument(uri)
	return nil
}

// read returns the reading of the current text. The session must be locked.
func (s *Session) read(d *document) *reading {
	if d.reading == nil {
		d.reading = s.newReading(d.path, d.text.String())
		if a, ok := s.pool.cache.get(s.question(d.path, d.reading.text)); ok && a.uses.none() {
			d.reading.adopt(a)
		}
	}
	return d.reading
}

// Snapshot returns the current text, read by the front end. Results are there if
// they are known for exactly this text, model and options.
func (s *Session) Snapshot(uri string) (*Snapshot, error) {
	read, err := s.Take(uri)
	if err != nil {
		return nil, err
	}
	return read(), nil
}

// Take returns a function that gives the snapshot of the text as it is now,
// whenever it is called. Take is quick; the function may read the text, and the
// model, which take long if they are large.
func (s *Session) Take(uri string) (func() *Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.find(uri)
	if err != nil {
		return nil, err
	}
	if known := d.snapshot; known != nil {
		return func() *Snapshot { return known }, nil
	}
	r, generation, version := s.read(d), d.generation, d.version
	return func() *Snapshot {
		snapshot := s.front(uri, version, r)
		s.mu.Lock()
		defer s.mu.Unlock()
		if d.generation == generation {
			if d.snapshot != nil {
				return d.snapshot
			}
			d.snapshot = snapshot
		}
		return snapshot
	}, nil
}

// front returns the snapshot of a text without results.
func (s *Session) front(uri string, version int32, r *reading) *Snapshot {
	document, failure := r.get(s.caught)
	if failure != "" {
		s.fail(r.model, failure)
	}
	return &Snapshot{URI: uri, Version: version, Document: document, Diagnostics: s.diagnostics(document, nil), Open: true}
}

// fail tells once that a model cannot be opened.
func (s *Session) fail(m *model, message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.model == m && s.failed != m {
		s.failed = m
		s.out.fail(message + "; only the problems of the texts are shown")
	}
}

// diagnostics returns what is to be shown in a text.
func (s *Session) diagnostics(document *ide.Document, results []ide.TestResult) (list diag.List) {
	if !attempt(document.File.Name, s.caught, func() { list = document.Diagnostics(results) }) {
		return document.Problems
	}
	return list
}
