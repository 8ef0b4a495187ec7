package session

import (
	"slices"
	"sync"
)

// outbox holds what the listener is to be told, so that work never waits for it.
// Of each document it holds the latest only.
type outbox struct {
	// valid reports whether a letter still tells what is so.
	valid func(l *letter) bool

	mu      sync.Mutex
	closed  bool
	order   []string // of the documents in letters
	letters map[string]*letter
	failed  []string
	// load is the latest, nil if it was told.
	load *[2]int
	// kick has an entry when there may be something to tell.
	kick chan struct{}
}

// letter is what is to be told of a document.
type letter struct {
	// closed says that the document was closed before what follows.
	closed bool
	// snapshot is nil if there is nothing more to tell.
	snapshot *Snapshot
	// document and generation say what the snapshot is of; document is nil for a
	// file that is not open.
	document   *document
	generation uint64
	// told is closed when the letter was delivered, replaced or dropped; may be nil.
	told chan struct{}
}

func newOutbox(valid func(l *letter) bool) *outbox {
	return &outbox{valid: valid, letters: map[string]*letter{}, kick: make(chan struct{}, 1)}
}

// finish lets who waits for the letter go on.
func (l *letter) finish() {
	if l.told != nil {
		close(l.told)
	}
}

// checked puts a snapshot in.
func (o *outbox) checked(l *letter) {
	o.put(l.snapshot.URI, l)
}

// closedDocument puts in that a document was closed. What was to be told of it
// is not told any more.
func (o *outbox) closedDocument(uri string) {
	o.put(uri, &letter{closed: true})
}

func (o *outbox) put(uri string, l *letter) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		l.finish()
		return
	}
	if old := o.letters[uri]; old != nil {
		l.closed = l.closed || old.closed
		old.finish()
	} else {
		o.order = append(o.order, uri)
	}
	o.letters[uri] = l
	o.wake()
}

// fail puts a message in.
func (o *outbox) fail(message string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.closed {
		o.failed = append(o.failed, message)
		o.wake()
	}
}

// setLoad puts the load in.
func (o *outbox) setLoad(running, waiting int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.closed {
		o.load = &[2]int{running, waiting}
		o.wake()
	}
}

func (o *outbox) wake() {
	select {
	case o.kick <- struct{}{}:
	default:
	}
}

// close drops everything and ends deliver.
func (o *outbox) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	for _, l := range o.letters {
		l.finish()
	}
	o.order, o.letters, o.failed, o.load = nil, nil, nil, nil
	o.wake()
}

// deliver tells the listener until the outbox is closed.
func (o *outbox) deliver(listener Listener) {
	for range o.kick {
		for o.one(listener) {
		}
		o.mu.Lock()
		closed := o.closed
		o.mu.Unlock()
		if closed {
			return
		}
	}
}

// one tells the next thing, and reports whether there was one.
func (o *outbox) one(listener Listener) bool {
	o.mu.Lock()
	failed, load := o.failed, o.load
	o.failed, o.load = nil, nil
	var uri string
	var l *letter
	if len(o.order) > 0 {
		uri = o.order[0]
		o.order = slices.Delete(o.order, 0, 1)
		l = o.letters[uri]
		delete(o.letters, uri)
	}
	o.mu.Unlock()
	for _, message := range failed {
		listener.Failed(message)
	}
	if load != nil {
		listener.Load(load[0], load[1])
	}
	if l != nil {
		if l.closed {
			listener.Closed(uri)
		}
		if l.snapshot != nil && o.valid(l) {
			listener.Checked(l.snapshot)
		}
		l.finish()
	}
	return l != nil || load != nil || len(failed) > 0
}
