package report

import (
	"sync"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// heldLimit is how many rendered bytes may wait for an earlier input. Beyond
// it, whoever is ahead waits, so that one slow file among many long reports
// does not fill the memory.
const heldLimit = 32 << 20

// Chunk is the rendered report on one input.
type Chunk struct {
	Out, Errs []byte
	// Outcomes are those of the input's tests.
	Outcomes []ide.Outcome
}

// Ordered passes chunks on in the order of their numbers 0, 1, 2 …, whatever
// the order in which they come. It is safe for use by several goroutines.
type Ordered struct {
	mu    sync.Mutex
	room  *sync.Cond
	emit  func(Chunk) error
	limit int
	// next is the number of the chunk whose turn it is; waiting holds later ones.
	next    int
	waiting map[int]Chunk
	held    int
	err     error
}

// NewOrdered returns an Ordered that calls emit for each chunk, one at a time.
func NewOrdered(emit func(Chunk) error) *Ordered {
	o := &Ordered{emit: emit, limit: heldLimit, waiting: make(map[int]Chunk)}
	o.room = sync.NewCond(&o.mu)
	return o
}

// Put hands in chunk number n and returns the first error of emit so far.
// Numbers must be taken in order before their chunks are made: then the owner
// of the next number never waits, and everyone else does so for a while only.
func (o *Ordered) Put(n int, c Chunk) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for n != o.next && o.held >= o.limit && o.err == nil {
		o.room.Wait()
	}
	o.waiting[n] = c
	o.held += len(c.Out) + len(c.Errs)
	for {
		c, ok := o.waiting[o.next]
		if !ok || o.err != nil {
			break
		}
		delete(o.waiting, o.next)
		o.held -= len(c.Out) + len(c.Errs)
		o.next++
		o.err = o.emit(c)
	}
	o.room.Broadcast()
	return o.err
}

// Err returns the first error of emit.
func (o *Ordered) Err() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}
