package encode_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/front/litmus"
	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/smt/encode"
	"github.com/lkmm-tools/fencepost/smt/z3"
)

// encodeWrites encodes a test of n writes to one place.
func encodeWrites(ctx context.Context, t *testing.T, n int) error {
	t.Helper()
	text := "C writes\n\n{}\n\nP0(int *x)\n{\n" + strings.Repeat("\tWRITE_ONCE(*x, 1);\n", n/2) +
		"}\n\nP1(int *x)\n{\n" + strings.Repeat("\tWRITE_ONCE(*x, 2);\n", n-n/2) + "}\n\nexists (x=1)\n"
	p, problems := litmus.Parse(source.NewFile("writes", text), litmus.Options{Primitives: kernel.Builtin()})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	g, err := event.Build(t.Context(), p, event.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := z3.New(z3.Options{})
	defer s.Close()
	e, err := encode.New(ctx, s, p, g, g.Domains(), encode.Options{Coherent: true})
	if (e == nil) != (err != nil) {
		return fmt.Errorf("both or none of a problem and an error: %w", err)
	}
	return err
}

func TestEncodingIsBounded(t *testing.T) {
	if err := encodeWrites(t.Context(), t, 40); err != nil {
		t.Errorf("40 writes: %v", err)
	}
	if testing.Short() {
		t.Skip("the bound is millions of clauses away")
	}
	var limit *event.LimitError
	if err := encodeWrites(t.Context(), t, 240); !errors.As(err, &limit) {
		t.Errorf("240 writes: got %v, want a limit", err)
	}
}

func TestEncodingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := encodeWrites(ctx, t, 100); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}
