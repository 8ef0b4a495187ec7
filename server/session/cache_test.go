package session

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/diag"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// oneTest gives a checker a text with one test to parse.
func oneTest(w *engine) *source.File {
	w.Parse = func(f *source.File) *ide.Input {
		return ide.WholeInput([]*prog.Program{{Name: "t", Span: f.Span(0, 0)}}, diag.List{})
	}
	return source.NewFile("t", "t")
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache()
	has := func(q question) bool {
		_, ok := c.get(q)
		return ok
	}
	q := func(i int) question { return question{1, 2, "", "a", fmt.Sprint(i)} }
	for i := range cacheEntries {
		c.put(q(i), answer{})
		if i == 10 {
			c.put(q(0), answer{}) // used again
		}
	}
	kept := len(c.entries)
	if kept == 0 || c.bytes > cacheBytes || !has(q(cacheEntries-1)) {
		t.Fatalf("%d entries, %d bytes", kept, c.bytes)
	}
	// Of 0 and of the first that is left, 0 was put again.
	first := max(cacheEntries-kept, 1)
	has(q(first)) // now used last
	c.put(q(cacheEntries), answer{})
	if !has(q(first)) || !has(q(0)) || has(q(first+1)) {
		t.Error("the entry that was not used for longest should go first")
	}
	large := question{1, 2, "", "a", strings.Repeat("x", cacheBytes/costPerByte/4)}
	if c.put(large, answer{}); has(large) {
		t.Error("a text that takes a quarter of the cache is kept")
	}
	medium := question{1, 2, "", "a", large.text[:len(large.text)/2]}
	for i := range 20 {
		medium.unroll = i
		c.put(medium, answer{})
		sum := 0
		for q := range c.entries {
			sum += q.cost()
		}
		if sum != c.bytes || sum > cacheBytes {
			t.Fatalf("%d bytes are kept, %d counted, of %d", sum, c.bytes, cacheBytes)
		}
	}
	if len(c.entries) > 10 {
		t.Errorf("%d entries beside large ones", len(c.entries))
	}
}

// TestCacheKey finds an answer for exactly its question.
func TestCacheKey(t *testing.T) {
	c := newCache()
	q := question{1, 2, "", "a", "text"}
	c.put(q, answer{})
	for _, other := range []question{{2, 2, "", "a", "text"}, {1, 3, "", "a", "text"}, {1, 2, "", "b", "text"}, {1, 2, "", "a", "texts"}, {1, 2, "D", "a", "text"}} {
		if _, ok := c.get(other); ok {
			t.Errorf("%+v has the answer to %+v", other, q)
		}
	}
	if _, ok := c.get(q); !ok {
		t.Error("an answer is lost")
	}
}

func TestFinal(t *testing.T) {
	result := func(s verify.Status) ide.TestResult { return ide.TestResult{Verify: &verify.Result{Status: s}} }
	fault := result(verify.Decided)
	fault.Problems.Errorf(ide.CodeInternal, source.Span{}, "fault")
	mistake := ide.TestResult{}
	mistake.Problems.Errorf("syntax", source.Span{}, "mistake")
	for _, c := range []struct {
		name string
		r    ide.TestResult
		want bool
	}{
		{"decided", result(verify.Decided), true}, {"run-time error", result(verify.RuntimeError), true},
		{"timeout", result(verify.Timeout), false}, {"limit", result(verify.Limit), false},
		{"cancelled", result(verify.Cancelled), false}, {"a fault of ours", fault, false}, {"a mistake in the text", mistake, true},
	} {
		if got := final([]ide.TestResult{result(verify.Decided), c.r}); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
