package ide

import (
	"context"
	"io"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

// Engine decides tests under one memory model. An engine is used by one
// goroutine at a time: it owns solver state that outlives a test.
type Engine interface {
	// Verify decides one test. An error is a fault of ours, never an answer; a
	// test that could not be decided has a Result that says so.
	Verify(ctx context.Context, p *prog.Program, opts verify.Options) (*verify.Result, error)
}

// Closer is an Engine that holds what the garbage collector does not free.
type Closer interface {
	// Close frees it. The engine is not used afterwards.
	Close()
}

// Dumper is an Engine that can show the constraints it gives to the solver.
type Dumper interface {
	// SMT2 writes the final constraints of a test as SMT-LIB 2.
	SMT2(ctx context.Context, p *prog.Program, w io.Writer) error
}
