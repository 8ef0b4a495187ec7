package order

import (
	"context"
	"errors"

	"github.com/lkmm-tools/fencepost/model/cat"
	"github.com/lkmm-tools/fencepost/model/prog"
)

// ErrNoOrder is a model that has no relation ppo, so that nothing is known of
// what a thread orders by itself.
var ErrNoOrder = errors.New("the model has no relation ppo")

// Of returns what each thread of a program orders by itself under a model.
func Of(ctx context.Context, m *cat.Model, p *prog.Program) ([]*Thread, error) {
	return nil, ErrNoOrder
}
