package z3

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// pigeons adds the problem of n+1 pigeons in n holes, which takes Z3 far
// longer than any test for n = 12.
func pigeons(s *Solver, n int) {
	in := make([][]Lit, n+1)
	for p := range in {
		for h := 0; h < n; h++ {
			in[p] = append(in[p], s.NewVar("").Pos())
		}
		s.AddClause(in[p]...)
	}
	for h := 0; h < n; h++ {
		for p := range in {
			for q := range in[:p] {
				s.AddClause(in[p][h].Not(), in[q][h].Not())
			}
		}
	}
}

// wantUnknown checks a hard problem, and then that s still works.
func wantUnknown(t *testing.T, s *Solver, ctx context.Context, n int, want error, within time.Duration) {
	t.Helper()
	pigeons(s, n)
	start := time.Now()
	got, err := s.Check(ctx)
	if took := time.Since(start); took > within {
		t.Errorf("Check took %v, want at most %v", took, within)
	}
	if got != Unknown || !errors.Is(err, want) {
		t.Errorf("Check = %v, %v; want %v", got, err, want)
	}
	s.Reset()
	a := s.NewVar("a")
	s.AddClause(a.Pos())
	if got, err := s.Check(context.Background()); got != Sat || err != nil || !s.Value(a) {
		t.Errorf("afterwards Check = %v, %v", got, err)
	}
}

func TestCancel(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	for _, after := range []time.Duration{0, 100 * time.Microsecond, 3 * time.Millisecond, 20 * time.Millisecond, 200 * time.Millisecond} {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(after, cancel)
		wantUnknown(t, s, ctx, 12, context.Canceled, after+time.Second)
		cancel()
	}
}

func TestDeadline(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	wantUnknown(t, s, ctx, 12, context.DeadlineExceeded, time.Second)
	pigeons(s, 4)
	if got, err := s.Check(ctx); got != Unknown || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with an ended context Check = %v, %v", got, err)
	}
}

func TestTimeout(t *testing.T) {
	s := New(Options{Timeout: 50 * time.Millisecond})
	defer s.Close()
	wantUnknown(t, s, context.Background(), 12, ErrTimeout, time.Second)
}

func TestMemory(t *testing.T) {
	runtime.GC() // the contexts of other tests count too
	limit := int(allocated()>>20) + 20
	s := New(Options{MemoryMB: limit, Timeout: 20 * time.Second})
	defer s.Close()
	start := time.Now()
	wantUnknown(t, s, context.Background(), 50, ErrMemory, 10*time.Second)
	t.Logf("bound of %d MB struck after %v; %d MB now", limit, time.Since(start), allocated()>>20)
}

// TestAnswersUnderGuard makes sure that a guard that never strikes changes
// nothing, and that it leaves no goroutine behind.
func TestAnswersUnderGuard(t *testing.T) {
	s := New(Options{Timeout: time.Minute, MemoryMB: 4096})
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	before := runtime.NumGoroutine()
	for range 50 {
		s.Reset()
		pigeons(s, 4)
		if got, err := s.Check(ctx); got != Unsat || err != nil {
			t.Fatalf("Check = %v, %v", got, err)
		}
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// TestInterruptSignalStaysWithGo makes sure that Z3 does not take SIGINT over
// while it checks: the program's own handling of Ctrl-C must go on.
func TestInterruptSignalStaysWithGo(t *testing.T) {
	got := make(chan os.Signal, 1)
	signal.Notify(got, os.Interrupt)
	defer signal.Stop(got)
	s := New(Options{})
	defer s.Close()
	for range 2 { // the second solver of a context must be set up like the first
		s.Reset()
		pigeons(s, 4)
		if got, _ := s.Check(context.Background()); got != Unsat {
			t.Fatal(got)
		}
	}
	s.Reset()
	pigeons(s, 12)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := make(chan bool, 1)
	time.AfterFunc(100*time.Millisecond, func() {
		_ = syscall.Kill(os.Getpid(), syscall.SIGINT)
		select {
		case <-got:
			seen <- true
		case <-time.After(2 * time.Second):
			seen <- false
		}
		cancel()
	})
	status, err := s.Check(ctx)
	if !<-seen {
		t.Error("SIGINT during a check did not reach the program")
	}
	if status != Unknown || !errors.Is(err, context.Canceled) {
		t.Errorf("Check = %v, %v", status, err)
	}
}
