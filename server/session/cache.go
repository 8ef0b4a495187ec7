package session

import (
	"container/list"
	"sync"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Bounds of the results that are kept. Most of what a text and its results take
// hangs on the text's length; a usual test takes about 20 kilobytes.
const (
	cacheEntries = 512
	cacheBytes   = 24 << 20
	costFixed    = 32 << 10
	costPerByte  = 20
)

// question is all that an answer depends on. The text is part of the key itself,
// so that no two texts are ever taken for one. A name is part of it because
// messages have it. The time limit is not: only answers that no time could
// change are kept.
//
// What a text includes is not: that is known only when it has been read. An answer
// says what it was found with, and is one only while that is as it was.
type question struct {
	model      uint64
	unroll     int
	defines    string
	path, text string
}

// answer is a text with its results. The results' places are in the document's
// file, so both are used together.
type answer struct {
	document    *ide.Document
	results     []ide.TestResult
	diagnostics diag.List
	// uses is what was read besides the text.
	uses uses
}

// cache keeps the answers that were used last.
type cache struct {
	mu      sync.Mutex
	entries map[question]*list.Element // of *cached
	// order has the entry that was used last at its front.
	order *list.List
	bytes int
}

type cached struct {
	question question
	answer   answer
}

func newCache() *cache {
	return &cache{entries: map[question]*list.Element{}, order: list.New()}
}

// cost estimates the memory of an entry in bytes.
func (q question) cost() int { return costFixed + costPerByte*len(q.text) }

// cost estimates the memory of an entry in bytes.
func (c *cached) cost() int { return c.question.cost() + costPerByte*c.answer.uses.bytes() }

// get returns the answer to a question.
func (c *cache) get(q question) (answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[q]
	if e == nil {
		return answer{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).answer, true
}

// put keeps an answer if it is final and not too large.
func (c *cache) put(q question, a answer) {
	entry := &cached{q, a}
	if entry.cost() > cacheBytes/4 || !final(a.results) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.entries[q]; e != nil {
		c.bytes -= c.order.Remove(e).(*cached).cost()
	}
	c.entries[q] = c.order.PushFront(entry)
	c.bytes += entry.cost()
	for c.bytes > cacheBytes || len(c.entries) > cacheEntries {
		oldest := c.order.Back()
		old := c.order.Remove(oldest).(*cached)
		delete(c.entries, old.question)
		c.bytes -= old.cost()
	}
}

// final reports whether asking again, with more time or memory, would give the
// same results. A fault of ours is not final.
func final(results []ide.TestResult) bool {
	for i := range results {
		r := &results[i]
		if v := r.Verify; v != nil && v.Status != verify.Decided && v.Status != verify.RuntimeError {
			return false
		}
		for _, p := range r.Problems.Problems {
			if p.Code == ide.CodeInternal {
				return false
			}
		}
	}
	return true
}
