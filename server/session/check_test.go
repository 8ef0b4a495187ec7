package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lkmm-tools/fencepost/server/ide"
)

// bubble runs a test in the time of a bubble: it passes only while all goroutines
// wait, so that what takes no time is done when settle returns.
func bubble(t *testing.T, change func(c *Config), f func(t *testing.T, b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, change)
		f(t, b)
		b.end()
	})
}

// settle lets d pass, and what then happens without taking time.
func settle(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

const debounce = 150 * time.Millisecond

// TestTyping follows a document from its opening through edits to its end.
func TestTyping(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.document("a", 1, "one")
		settle(0)
		b.expect("a 1 Never")
		for v := int32(2); v < 6; v++ {
			settle(100 * time.Millisecond)
			b.replace("a", v, fmt.Sprintf("typing%d", v))
		}
		settle(debounce - 1)
		b.expect("")
		settle(1)
		b.expect("a 5 Never")
		b.replace("a", 6, "bad")
		settle(debounce)
		b.expect("a 6 faulty")
		if err := b.s.Close("file:a"); err != nil {
			t.Error(err)
		}
		settle(time.Minute)
		b.expect("a closed")
		if got := b.parsed(); got != "one typing5 bad" {
			t.Errorf("parsed %s", got)
		}
	})
}

// TestVersionsAndNames gives each call what it must refuse.
func TestVersionsAndNames(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		s := b.s
		is := func(what string, err, want error) {
			t.Helper()
			if !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Errorf("%s: %v, want %v", what, err, want)
			}
		}
		b.document("a", 3, "one")
		settle(0)
		is("open again", s.Open("file:a", "a", 4, "two"), ErrOpen)
		is("open a large text", s.Open("file:b", "b", 1, strings.Repeat("x", maxText+1)), ErrTooLarge)
		is("change what is not open", s.Change("file:b", 1, nil), ErrNotOpen)
		is("save what is not open", s.Save("file:b"), ErrNotOpen)
		is("close what is not open", s.Close("file:b"), ErrNotOpen)
		_, err := s.Snapshot("file:b")
		is("snapshot of what is not open", err, ErrNotOpen)
		_, err = s.Await(t.Context(), "file:b")
		is("await what is not open", err, ErrNotOpen)
		is("the same version", s.Change("file:a", 3, []Change{{Whole: true, Text: "two"}}), ErrVersion)
		is("an older version", s.Change("file:a", -3, []Change{{Whole: true, Text: "two"}}), ErrVersion)
		is("version 4", s.Change("file:a", 4, []Change{edit(0, 3, 0, 3, "!")}), nil)
		settle(time.Second)
		b.expect("a 3 Never", "a 4 Never")

		is("a bad position", s.Change("file:a", 5, []Change{edit(0, 0, 0, 0, "X"), edit(0, 2, 0, 1, "")}), ErrPosition)
		is("after it", s.Change("file:a", 6, []Change{edit(0, 0, 0, 0, "X")}), ErrOutOfStep)
		_, err = s.Await(t.Context(), "file:a")
		is("await after it", err, ErrOutOfStep)
		is("save after it", s.Save("file:a"), nil)
		b.s.Configure(Settings{Unroll: 4})
		snapshot, err := s.Snapshot("file:a")
		is("snapshot after it", err, nil)
		if snapshot.File.Text() != "one!" || snapshot.Version != 4 {
			t.Errorf("after a bad change there is version %d, %q", snapshot.Version, snapshot.File.Text())
		}
		settle(time.Second)
		b.expect("")
		is("the whole text", s.Change("file:a", 7, []Change{edit(9, 9, 0, 0, ""), {Whole: true, Text: "all"}, edit(0, 0, 0, 1, "b")}), nil)
		settle(time.Second)
		b.expect("a 7 Never")
		is("too large", s.Change("file:a", 8, []Change{{Whole: true, Text: strings.Repeat("x", maxText+1)}}), ErrTooLarge)
		is("after it", s.Change("file:a", 9, []Change{edit(0, 0, 0, 0, "X")}), ErrOutOfStep)
		is("close", s.Close("file:a"), nil)
		is("open with a low version", s.Open("file:a", "a", 0, "three"), nil)
		settle(0)
		b.expect("a closed", "a 0 Never")
	})
}

// TestAfterShutdown makes every call once more.
func TestAfterShutdown(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.document("a", 1, "slow")
		settle(0)
		waiting := make(chan error)
		go func() {
			_, err := b.s.Await(context.Background(), "file:a")
			waiting <- err
		}()
		settle(0)
		b.end()
		defer func() { b.s.closed = false; b.s.out = newOutbox(b.s.valid) }() // end is called again
		_, snapshot := b.s.Snapshot("file:a")
		_, await := b.s.Await(t.Context(), "file:a")
		_, folders := b.s.VerifyFolders(t.Context(), []string{"w"}, nil)
		b.s.Configure(Settings{Model: "other"})
		b.s.Reload()
		for i, err := range []error{
			<-waiting, b.s.Open("file:b", "b", 1, ""), b.s.Change("file:a", 2, nil), b.s.Save("file:a"), b.s.Close("file:a"),
			snapshot, await, folders, b.s.Shutdown(t.Context()),
		} {
			if !errors.Is(err, ErrClosed) {
				t.Errorf("call %d: %v, want %v", i, err, ErrClosed)
			}
		}
		b.expect("")
	})
}

// TestOnSave verifies at opening and saving, and reads while typing.
func TestOnSave(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.s.Configure(Settings{When: OnSave, Debounce: debounce})
		b.document("a", 1, "one")
		settle(0)
		b.expect("a 1 Never")
		b.replace("a", 2, "two")
		settle(time.Second)
		b.expect("a 2 read")
		for range 2 {
			if err := b.s.Save("file:a"); err != nil {
				t.Error(err)
			}
			settle(0)
		}
		b.expect("a 2 Never")
		b.replace("a", 3, "three")
		if err := b.s.Save("file:a"); err != nil { // within the debounce time
			t.Error(err)
		}
		settle(time.Second)
		b.expect("a 3 Never")
		b.replace("a", 4, "four")
		settle(time.Second)
		b.s.Configure(Settings{When: OnSave, Unroll: 3, Debounce: debounce})
		settle(0)
		b.expect("a 4 read", "a 4 read")
		b.s.Configure(Settings{When: OnType, Unroll: 3, Debounce: debounce})
		settle(0)
		b.expect("a 4 Never")
	})
}

// TestSlowVerdict shows the problems of a text whose verdict takes long, and that
// an edit ends the work.
func TestSlowVerdict(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.document("a", 1, "nap=2s")
		settle(moment - 1)
		b.expect("")
		b.expectLoad(1, 0)
		settle(1)
		b.expect("a 1 read")
		settle(2 * time.Second)
		b.expect("a 1 Never")
		b.document("b", 1, "slow")
		settle(time.Hour)
		b.expect("b 1 read")
		b.replace("b", 2, "quick")
		settle(0)
		if b.deciding("slow") != 0 {
			t.Error("an edit does not end the work on the old text")
		}
		settle(debounce)
		b.expect("b 2 Never")
		b.expectLoad(0, 0)
	})
}

// TestLateResult lets an engine answer about an old text after an edit: nothing is
// told of it, and the new text waits for its turn.
func TestLateResult(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.document("a", 1, "stuck")
		settle(0)
		b.replace("a", 2, "next")
		settle(debounce)
		b.expect("")
		if got := b.asked(); got != "lkmm/stuck/2" {
			t.Errorf("engines were asked %s while one was at work on this document", got)
		}
		settle(time.Second)
		b.expect("a 2 Never")
		b.replace("a", 3, "stuck")
		settle(debounce)
		if err := b.s.Close("file:a"); err != nil {
			t.Error(err)
		}
		settle(time.Minute)
		b.expect("a closed")
	})
}

// TestSlowListener changes what is so while news of it wait to be told: they are
// told no more.
func TestSlowListener(t *testing.T) {
	slowly := func(c *Config) { c.Workers, c.Listener = 1, &slowListener{bench: c.Listener.(*bench)} }
	bubble(t, slowly, func(t *testing.T, b *bench) {
		// late does what comes too late, and compares what was told.
		late := func(what func(), want ...string) {
			t.Helper()
			blocked, slow := make(chan struct{}), b.s.cfg.Listener.(*slowListener)
			slow.block.Store(&blocked)
			what()
			settle(0)
			slow.block.Store(nil)
			close(blocked)
			settle(0)
			b.expect(want...)
		}
		late(func() {
			for _, name := range []string{"a", "b", "c", "d"} {
				b.document(name, 1, "one")
				settle(0)
			}
			b.replace("b", 2, "two")
			if err := b.s.Close("file:c"); err != nil {
				t.Error(err)
			}
		}, "a 1 Never", "c closed", "d 1 Never")
		settle(debounce)
		b.expect("b 2 Never")
		late(func() {
			b.s.Configure(Settings{Unroll: 3})
			settle(0)
			b.s.Configure(Settings{Unroll: 4})
		}, "a 1 Never", "b 2 Never", "d 1 Never", "a 1 Never")

		unroll := 5
		for text, want := range map[string]string{"mine": "1 Never", "slow": ""} {
			b.file(text+"/x", "old")
			swept := make(chan error, 1)
			told := []string{"a 1 Never", "b 2 Never", "d 1 Never"}
			if want != "" {
				told = append(told, text+"/x "+want)
			}
			late(func() {
				b.s.Configure(Settings{Unroll: unroll})
				unroll++
				settle(0)
				go func() {
					_, err := b.s.VerifyFolders(t.Context(), []string{text}, nil)
					swept <- err
				}()
				settle(0)
				b.document(text+"/x", 1, text)
			}, told...)
			if err := <-swept; err != nil {
				t.Error(err)
			}
			if err := b.s.Close("file:" + text + "/x"); err != nil {
				t.Error(err)
			}
			settle(0)
			b.take()
		}
	})
}

// slowListener waits in Checked while block is set.
type slowListener struct {
	*bench
	block atomic.Pointer[chan struct{}]
}

func (l *slowListener) Checked(s *Snapshot) {
	if c := l.block.Load(); c != nil {
		<-*c
	}
	l.bench.Checked(s)
}

// TestToldOnce takes the worker from a long check, which is begun again: its text
// is not told again.
func TestToldOnce(t *testing.T) {
	bubble(t, oneWorker, func(t *testing.T, b *bench) {
		b.document("a", 1, "nap=2s")
		settle(time.Second)
		b.document("b", 1, "one")
		b.replace("b", 2, "two")
		settle(debounce)
		settle(2*time.Second - 1)
		b.expect("a 1 read", "b 2 Never")
		settle(1)
		b.expect("a 1 Never")
	})
}

// TestAwait asks for results in every state that a document can be in.
func TestAwait(t *testing.T) {
	type reply struct {
		s   *Snapshot
		err error
	}
	await := func(ctx context.Context, b *bench) chan reply {
		c := make(chan reply, 1)
		go func() {
			s, err := b.s.Await(ctx, "file:a")
			c <- reply{s, err}
		}()
		settle(0)
		return c
	}
	none := func(c chan reply) bool {
		select {
		case <-c:
			return false
		default:
			return true
		}
	}
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.s.Configure(Settings{When: OnSave, Debounce: debounce})
		b.document("a", 1, "one")
		if r := <-await(t.Context(), b); r.err != nil || describe(r.s) == "read" {
			t.Errorf("just opened: %v", r)
		}
		if r := <-await(t.Context(), b); r.err != nil || !strings.HasPrefix(describe(r.s), "Never") {
			t.Errorf("verified: %v", r)
		}
		b.replace("a", 2, "two")
		start := time.Now()
		if r := <-await(t.Context(), b); r.err != nil || r.s.Version != 2 || r.s.Results == nil || time.Since(start) > 0 {
			t.Errorf("typing, on save: %v after %v", r, time.Since(start))
		}
		b.replace("a", 3, "slow")
		first := await(t.Context(), b)
		ctx, cancel := context.WithCancel(t.Context())
		second := await(ctx, b)
		cancel()
		if r := <-second; !errors.Is(r.err, context.Canceled) {
			t.Errorf("cancelled: %v", r)
		}
		b.replace("a", 4, "three")
		settle(debounce - 1)
		if !none(first) {
			t.Error("a text was not left to be quiet")
		}
		settle(1)
		if r := <-first; r.err != nil || r.s.Version != 4 || !strings.HasPrefix(describe(r.s), "Never") {
			t.Errorf("changed meanwhile: %v", r)
		}
		b.take()
		b.replace("a", 5, "nobody waits")
		settle(time.Second)
		b.expect("a 5 read")
		b.replace("a", 6, "slow")
		last := await(t.Context(), b)
		if err := b.s.Close("file:a"); err != nil {
			t.Error(err)
		}
		if r := <-last; !errors.Is(r.err, ErrNotOpen) {
			t.Errorf("closed meanwhile: %v", r)
		}
	})
}

// TestSnapshotReadsOnce takes snapshots between changes: no text is read that
// nobody asks for, none twice, and results are never those of another text.
func TestSnapshotReadsOnce(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.document("a", 1, "one")
		settle(0)
		for v := int32(2); v <= 10; v++ {
			b.replace("a", v, fmt.Sprintf("text%d", v))
			if v%4 != 0 {
				continue
			}
			first, err := b.s.Snapshot("file:a")
			if err != nil || first.Version != v || first.Results != nil || first.File.Text() != fmt.Sprintf("text%d", v) {
				t.Errorf("version %d: %v %v", v, first, err)
			}
			if second, _ := b.s.Snapshot("file:a"); second != first {
				t.Errorf("version %d has two snapshots", v)
			}
		}
		settle(debounce)
		s, _ := b.s.Snapshot("file:a")
		if s.Version != 10 || !strings.HasPrefix(describe(s), "Never") {
			t.Errorf("at the end: version %d, %s", s.Version, describe(s))
		}
		b.replace("a", 11, "one") // as at first: known
		if s, _ := b.s.Snapshot("file:a"); s.Version != 11 || s.Results != nil {
			t.Errorf("results before the debounce time: %d %s", s.Version, describe(s))
		}
		settle(debounce)
		b.expect("a 1 Never", "a 10 Never", "a 11 Never")
		if got := b.parsed(); got != "one text4 text8 text10" {
			t.Errorf("parsed %s", got)
		}
	})
}

// TestFaultsOfOurs lets front end and engine panic.
func TestFaultsOfOurs(t *testing.T) {
	bubble(t, nil, func(t *testing.T, b *bench) {
		b.document("a", 1, "crash")
		b.document("b", 1, "split")
		settle(0)
		b.replace("a", 2, "quick")
		b.replace("b", 2, "quick")
		settle(debounce)
		told, _ := b.all()
		faults, quick := 0, 0
		for _, s := range told {
			if describe(s) == "Never" {
				quick++
			}
			if s.Version == 1 {
				faults++
				if p := s.Results[0].Problems.FirstError(); p == nil || p.Code != ide.CodeInternal {
					t.Errorf("%s: told %v", s.URI, p)
				}
			}
		}
		if faults != 2 || b.panics.Load() < 2 || quick != 2 {
			t.Errorf("%d faults were told, %d logged, of 2; %d documents are right afterwards", faults, b.panics.Load(), quick)
		}
		b.lose(1)
	})
}
