package ide

import (
	"context"

	"github.com/lkmm-tools/fencepost/model/kernel"
	"github.com/lkmm-tools/fencepost/model/order"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// Tools are what texts are read and checked with, under one memory model. All
// functions may be called by several goroutines.
type Tools struct {
	// Model is the name that reports give the model.
	Model string
	// Primitives are the primitives that go with the model.
	Primitives *kernel.Table
	// Languages are those that texts can be in. A text whose name tells none is in
	// the first.
	Languages []Language
	// Orders returns what each thread of a program orders by itself, or an error
	// if the model does not say. It takes milliseconds.
	Orders func(ctx context.Context, p *prog.Program) ([]*order.Thread, error)
	// NewEngine makes an engine for one goroutine.
	NewEngine func() Engine
}
