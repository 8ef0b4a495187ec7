package session

import "context"

// Await verifies the document without waiting for the debounce time, and returns
// the snapshot with its results. If the text changes meanwhile it goes on with
// the new text, when that is quiet. If the model cannot be opened there are no
// results. The end of the context ends the waiting only.
func (s *Session) Await(ctx context.Context, uri string) (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for first := true; ; first = false {
		d, err := s.find(uri)
		switch {
		case err != nil:
			return nil, err
		case d.outOfStep:
			return nil, ErrOutOfStep
		case d.done && !(first && d.givenUp):
			return d.snapshot, nil
		}
		if first {
			s.require(d)
			if d.done {
				continue
			}
		}
		if err := s.wait(ctx, d); err != nil {
			return nil, err
		}
	}
}

// wait waits until there is news of a document or the context ends. The session
// must be locked, and is while nothing is waited for.
func (s *Session) wait(ctx context.Context, d *document) error {
	changed := d.changed
	d.waiters++
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		d.waiters--
	}()
	select {
	case <-changed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
