package z3_test

import (
	"context"
	"errors"
	"testing"

	"github.com/lkmm-tools/fencepost/smt/z3"
)

// TestSendEndsWithItsContext gives Z3 many clauses under a context that ends on
// the way; the answer after that must count all of them.
func TestSendEndsWithItsContext(t *testing.T) {
	s := z3.New(z3.Options{})
	defer s.Close()
	const n = 20_000
	first := s.NewVar("x").Pos()
	last := first
	for range n {
		next := s.NewVar("x").Pos()
		s.AddClause(last.Not(), next)
		last = next
	}
	ctx := &endsAtThird{Context: t.Context()}
	if _, err := s.Check(ctx, first, last.Not()); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want the context's error", err)
	}
	status, err := s.Check(t.Context(), first, last.Not())
	if err != nil || status != z3.Unsat {
		t.Errorf("got %v, %v: the first of a chain of implications holds and the last does not", status, err)
	}
	if status, err = s.Check(t.Context(), first); err != nil || status != z3.Sat {
		t.Errorf("got %v, %v", status, err)
	}
}

// endsAtThird is a context that is over when it is asked for the third time.
type endsAtThird struct {
	context.Context
	asked int
}

func (c *endsAtThird) Err() error {
	c.asked++
	if c.asked >= 3 {
		return context.Canceled
	}
	return nil
}
