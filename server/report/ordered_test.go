package report

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
)

func TestOrdered(t *testing.T) {
	var got []string
	o := NewOrdered(func(c Chunk) error {
		got = append(got, string(c.Out))
		return nil
	})
	o.limit = 8 // so small that workers must wait for each other
	const n = 200
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if i%17 == 0 {
					time.Sleep(time.Millisecond)
				}
				if err := o.Put(i, Chunk{Out: fmt.Appendf(nil, "%d", i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if len(got) != n {
		t.Fatalf("got %d chunks, want %d", len(got), n)
	}
	for i, s := range got {
		if s != fmt.Sprint(i) {
			t.Fatalf("chunk %d is %s", i, s)
		}
	}
}

func TestOrderedError(t *testing.T) {
	full := errors.New("disk full")
	calls := 0
	o := NewOrdered(func(Chunk) error { calls++; return full })
	if err := o.Put(1, Chunk{}); err != nil {
		t.Errorf("nothing was written yet: %v", err)
	}
	for range 2 {
		if err := o.Put(0, Chunk{}); !errors.Is(err, full) {
			t.Errorf("got %v", err)
		}
	}
	if calls != 1 {
		t.Errorf("emit was called %d times after an error", calls)
	}
}

func TestSummary(t *testing.T) {
	var s Summary
	for _, o := range []ide.Outcome{ide.Passed, ide.Passed, ide.Missed, ide.Faulty, ide.Undecided} {
		s.Add(o)
	}
	s.NotStarted = 3
	want := "8 tests: 2 passed, 1 not as expected, 1 could not be checked, 1 undecided, 3 not started (1.50 s)"
	if got := s.Text(1500 * time.Millisecond); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
