package lsp

import (
	"context"
	"io"
	"sync"
)

// outbox writes in a goroutine of its own, so that nobody who has something to say
// waits for a slow reader.
type outbox struct {
	w io.Writer

	mu sync.Mutex
	// changed wakes all who wait for a change of the fields below.
	changed *sync.Cond
	queue   [][]byte
	// size is the number of bytes that were put and are not written.
	size int
	err  error
}

// fullSize is how many bytes may wait before nothing more is read.
const fullSize = 8 << 20

// newOutbox starts the goroutine; close ends it.
func newOutbox(w io.Writer) *outbox {
	o := &outbox{w: w}
	o.changed = sync.NewCond(&o.mu)
	go o.run()
	return o
}

// put queues data. It never blocks.
func (o *outbox) put(data []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return o.err
	}
	o.queue = append(o.queue, data)
	o.size += len(data)
	o.changed.Broadcast()
	return nil
}

// pause waits while too much is queued. The error is that of a closed outbox.
func (o *outbox) pause() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.err == nil && o.size > fullSize {
		o.changed.Wait()
	}
	return o.err
}

// flush waits until all is written, or until ctx is over.
func (o *outbox) flush(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.changed.Broadcast()
	})
	defer stop()
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.err == nil && o.size > 0 && ctx.Err() == nil {
		o.changed.Wait()
	}
}

// close ends the goroutine. What is queued is dropped. A write that is under way
// ends when its writer is closed.
func (o *outbox) close() { o.fail(io.ErrClosedPipe) }

func (o *outbox) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = err
	}
	o.queue, o.size = nil, 0
	o.changed.Broadcast()
}

func (o *outbox) run() {
	for {
		data, ok := o.take()
		if !ok {
			return
		}
		if _, err := o.w.Write(data); err != nil {
			o.fail(err)
			return
		}
		o.mu.Lock()
		o.size -= len(data)
		o.changed.Broadcast()
		o.mu.Unlock()
	}
}

// take waits for the next message.
func (o *outbox) take() ([]byte, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.err == nil && len(o.queue) == 0 {
		o.changed.Wait()
	}
	if o.err != nil {
		return nil, false
	}
	data := o.queue[0]
	o.queue = o.queue[1:]
	return data, true
}
